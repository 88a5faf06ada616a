//! Randomness as NumPy and scikit-learn draw it, number for number.

use rand::{Rng, TryRng};
use rand_mt::Mt;
use std::convert::Infallible;

/// `numpy.random.RandomState(seed)`: the Mersenne twister, and the legacy draws on top of it.
pub struct RandomState {
    twister: Mt,
    spare_normal: Option<f64>,
}

impl RandomState {
    pub fn new(seed: u32) -> RandomState {
        RandomState { twister: Mt::new(seed), spare_normal: None }
    }

    /// In [0, 1), 53 bits.
    pub fn double(&mut self) -> f64 {
        let (a, b) = (Rng::next_u32(&mut self.twister) >> 5, Rng::next_u32(&mut self.twister) >> 6);
        (a as f64 * 67108864.0 + b as f64) / 9007199254740992.0
    }

    /// In [low, high).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.double()
    }

    /// `standard_normal()`: Marsaglia's polar method; it draws two and keeps one for the next call.
    pub fn normal(&mut self) -> f64 {
        if let Some(normal) = self.spare_normal.take() {
            return normal;
        }
        loop {
            let x = 2.0 * self.double() - 1.0;
            let y = 2.0 * self.double() - 1.0;
            let r = x * x + y * y;
            if r < 1.0 && r != 0.0 {
                let f = (-2.0 * libm::log(r) / r).sqrt();
                self.spare_normal = Some(f * x);
                return f * y;
            }
        }
    }

    pub fn doubles(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.double()).collect()
    }

    pub fn normals(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.normal()).collect()
    }

    /// 0 to `max`, both included: masked rejection.
    fn interval(&mut self, max: u32) -> u32 {
        if max == 0 {
            return 0;
        }
        let mask = u32::MAX >> max.leading_zeros();
        loop {
            let v = Rng::next_u32(&mut self.twister) & mask;
            if v <= max {
                return v;
            }
        }
    }

    /// `randint(low, high)`, `high` left out.
    pub fn randint(&mut self, low: u32, high: u32) -> u32 {
        low + self.interval(high - low - 1)
    }

    /// `shuffle`: Fisher and Yates from the top.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.interval(i as u32) as usize);
        }
    }

    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }

    /// scikit-learn's `sample_without_replacement`: different numbers below `population`, in one of its three ways.
    pub fn sample_without_replacement(&mut self, population: u32, samples: usize) -> Vec<u32> {
        let ratio = samples as f64 / f64::from(population);
        let mut out = Vec::with_capacity(samples);
        if ratio <= 0.01 {
            while out.len() < samples {
                let number = self.randint(0, population);
                if !out.contains(&number) {
                    out.push(number);
                }
            }
        } else if ratio < 0.99 {
            out.extend(self.permutation(population as usize).into_iter().take(samples).map(|i| i as u32));
        } else {
            out.extend(0..samples as u32);
            for i in samples as u32..population {
                let place = self.randint(0, i + 1) as usize;
                if place < samples {
                    out[place] = i;
                }
            }
        }
        out
    }
}

/// The order in which one `fit` of an estimator takes the samples, epoch after epoch.
pub trait Order {
    fn samples(&self) -> usize;
    fn next_epoch(&mut self) -> &[usize];
}

/// MLPClassifier's: each epoch shuffles the order of the last with new random numbers.
pub struct Reshuffled {
    random: RandomState,
    order: Vec<usize>,
}

impl Reshuffled {
    pub fn new(random: RandomState, samples: usize) -> Reshuffled {
        Reshuffled { random, order: (0..samples).collect() }
    }
}

impl Order for Reshuffled {
    fn samples(&self) -> usize {
        self.order.len()
    }

    fn next_epoch(&mut self) -> &[usize] {
        let shuffled = self.random.permutation(self.order.len());
        self.order = shuffled.into_iter().map(|i| self.order[i]).collect();
        &self.order
    }
}

/// The order in which scikit-learn's SGD estimators take the samples in one `fit`: each epoch shuffles the order of
/// the last, all with the same stream of random numbers, so that each does the same permutation.
#[derive(Clone)]
pub struct SgdOrder {
    permutation: Vec<usize>,
    order: Vec<usize>,
    last: Vec<usize>,
}

impl SgdOrder {
    /// As `SGDRegressor(random_state=seed)` seeds it.
    pub fn regressor(seed: u32, samples: usize) -> SgdOrder {
        SgdOrder::new(RandomState::new(seed).randint(0, i32::MAX as u32), samples)
    }

    /// As `SGDClassifier(random_state=seed)` of two classes seeds it: by its second draw.
    pub fn classifier(seed: u32, samples: usize) -> SgdOrder {
        let mut random = RandomState::new(seed);
        random.randint(1, i32::MAX as u32);
        SgdOrder::new(random.randint(0, i32::MAX as u32), samples)
    }

    fn new(seed: u32, samples: usize) -> SgdOrder {
        let mut random = Xorshift32(seed.max(1));
        let mut permutation: Vec<usize> = (0..samples).collect();
        for i in 0..samples.saturating_sub(1) {
            let j = i + (random.next_u32() % (1 << 31)) as usize % (samples - i);
            permutation.swap(i, j);
        }
        let order: Vec<usize> = (0..samples).collect();
        SgdOrder { permutation, last: order.clone(), order }
    }
}

impl Order for SgdOrder {
    fn samples(&self) -> usize {
        self.order.len()
    }

    fn next_epoch(&mut self) -> &[usize] {
        std::mem::swap(&mut self.order, &mut self.last);
        self.order.iter_mut().zip(&self.permutation).for_each(|(sample, &i)| *sample = self.last[i]);
        &self.order
    }
}

/// Marsaglia's xorshift with the shifts 13, 17, 5: `our_rand_r` of scikit-learn, before its last remainder.
struct Xorshift32(u32);

impl TryRng for Xorshift32 {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        Ok(self.0)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok((self.next_u32() as u64) << 32 | self.next_u32() as u64)
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill_with(|| self.next_u32() as u8);
        Ok(())
    }
}
