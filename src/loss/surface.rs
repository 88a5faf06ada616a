//! Losses of two variables, each a formula: gradients and curvatures come from the numbers it is evaluated in.

use super::gradient::{Gradient, value_in_lane};
use super::{COST, Loss, Minimum, View};
use crate::number::{Dual, Lane, Real, Tangent, WIDTH};
use crate::schema::Args;

/// A loss of two variables, its formula written once for every kind of number.
pub trait Surface: 'static {
    /// Whether the formula takes no longer than the turn of a loop: then four points go in a turn, where there are maps.
    const SHORT: bool = false;
    fn new(args: &Args) -> Self;
    fn formula<R: Real>(&self, x: R, y: R) -> R;
    /// The formula as an expression of PyTorch, in x and y (together w) and the arguments.
    fn python(args: &Args) -> String;
    fn start(&self) -> [f64; 2];
    fn view(&self) -> View;
    /// Where the minima are, each with a name, the lowest first; those as low as the first are global.
    fn minima(&self) -> Vec<([f64; 2], &'static str)>;
    /// Whether nothing beyond the view is lower: else how low it can go is not known.
    fn lowest_anywhere(&self) -> bool {
        true
    }
    fn cost(&self) -> f64 {
        COST
    }
}

impl<S: Surface> Gradient<Lane> for S {
    fn value(&self, at: &[Lane]) -> Lane {
        self.formula(at[0], at[1])
    }
    fn gradient(&self, at: &[Lane], gradient: &mut [Lane]) -> Lane {
        let mut value = [Lane::zero()];
        self.gradients(at, gradient, &mut value);
        value[0]
    }
}

impl<S: Surface> Loss for S {
    fn gradients(&self, at: &[Lane], gradient: &mut [Lane], value: &mut [Lane]) -> Lane {
        let one = |&[x, y]: &[Lane; 2], gradient: &mut [Lane; 2], value: &mut Lane| {
            let f: Dual<Lane> = self.formula(Dual::variable(x, 0), Dual::variable(y, 1));
            *gradient = f.gradient.map(Tangent::get);
            *value = f.value;
            f.value
        };
        let mut sum = Lane::zero();
        let (mut points, mut gradients, mut values) = (at.as_chunks::<2>().0, gradient.as_chunks_mut::<2>().0, value);
        if S::SHORT && crate::WHOLE {
            let (fours, four_gradients, four_values);
            (fours, points) = points.as_chunks::<4>();
            (four_gradients, gradients) = gradients.as_chunks_mut::<4>();
            (four_values, values) = values.as_chunks_mut::<4>();
            for ((points, gradients), values) in fours.iter().zip(four_gradients).zip(four_values) {
                for k in 0..4 {
                    sum = sum + one(&points[k], &mut gradients[k], &mut values[k]);
                }
            }
        }
        for ((point, gradient), value) in points.iter().zip(gradients).zip(values) {
            sum = sum + one(point, gradient, value);
        }
        sum
    }
    fn names(&self) -> Vec<String> {
        vec!["x".into(), "y".into()]
    }
    fn start(&self) -> Vec<f64> {
        Surface::start(self).to_vec()
    }
    fn view(&self) -> View {
        Surface::view(self)
    }
    fn minima(&self) -> Vec<Minimum> {
        let mut minima = minima(self, &Surface::minima(self));
        minima.iter_mut().for_each(|minimum| minimum.global &= self.lowest_anywhere());
        minima
    }
    fn cost(&self) -> f64 {
        Surface::cost(self)
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        let [x, y]: [Dual<Dual<Lane>>; 2] = second_order(at);
        Some(curvatures(self.formula(x, y)))
    }
}

fn minima(loss: &dyn Gradient<Lane>, places: &[([f64; 2], &'static str)]) -> Vec<Minimum> {
    let losses: Vec<f64> = places.iter().map(|(at, _)| value_in_lane(loss, at)).collect();
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let level = lowest + 1e-9 * lowest.abs().max(1.0);
    let minima = places.iter().zip(losses);
    minima.map(|(&(at, name), loss)| Minimum { at: at.to_vec(), loss, name, global: loss <= level }).collect()
}

/// Two variables whose second derivatives are found along x in the first lane and along y in the second.
#[inline(always)]
pub fn second_order<T: Tangent<Lane>, U: Tangent<Dual<Lane, T>>>(at: &[f64]) -> [Dual<Dual<Lane, T>, U>; 2] {
    let along = |i: usize, lanes: [f64; WIDTH]| Dual {
        value: Lane::constant(at[i]),
        gradient: [T::by(lanes.into()), T::none()],
    };
    [Dual::variable(along(0, [1.0, 0.0]), 0), Dual::variable(along(1, [0.0, 1.0]), 1)]
}

/// The Hessian of a function of such variables, row by row.
#[inline(always)]
pub fn curvatures<T: Tangent<Lane>, U: Tangent<Dual<Lane, T>>>(f: Dual<Dual<Lane, T>, U>) -> Vec<f64> {
    let [along_x, along_y] = f.gradient.map(|along| along.get().gradient[0].get());
    vec![along_x[0], along_x[1], along_y[0], along_y[1]]
}

/// A square map around the origin.
pub const fn square(half: f64) -> View {
    View { x: [-half, half], y: [-half, half] }
}
