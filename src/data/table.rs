//! Data: a row a sample, a column a feature, and a target a sample.

use crate::number::random::RandomState;
use ndarray::{Array1, Array2, ArrayView1};

#[derive(Clone, Debug)]
pub struct Table {
    pub x: Array2<f64>,
    pub y: Array1<f64>,
}

impl Table {
    /// `x` row by row.
    pub fn new(features: usize, x: Vec<f64>, y: Vec<f64>) -> Table {
        match Array2::from_shape_vec((y.len(), features), x) {
            Ok(x) => Table { x, y: Array1::from_vec(y) },
            Err(_) => panic!("X and y are not of the same samples"),
        }
    }

    pub fn samples(&self) -> usize {
        self.x.nrows()
    }
    pub fn features(&self) -> usize {
        self.x.ncols()
    }

    /// The rows, and the columns where they are given, in another order.
    pub fn arranged(&self, rows: &[usize], columns: Option<&[usize]>) -> Table {
        let mut x = Vec::with_capacity(rows.len() * self.features());
        for &i in rows {
            for j in 0..self.features() {
                x.push(self.x[(i, columns.map_or(j, |columns| columns[j]))]);
            }
        }
        Table::new(self.features(), x, rows.iter().map(|&i| self.y[i]).collect())
    }

    /// The rows to learn from, and those held back, as scikit-learn's `train_test_split(…, test_size=part,
    /// random_state=0)` takes them.
    pub fn split(&self, part: f64) -> [Table; 2] {
        let order = RandomState::new(0).permutation(self.samples());
        let held = (part * self.samples() as f64).ceil() as usize;
        [self.arranged(&order[held..], None), self.arranged(&order[..held], None)]
    }

    /// scikit-learn's StandardScaler fitted to X: each column's mean and its scale, which is 1 where it is constant.
    /// Sums run down the rows; variance is the population's, with the rounding error of the mean taken out.
    pub fn scales(&self) -> Vec<(f64, f64)> {
        let n = self.samples() as f64;
        let of = |column: ArrayView1<f64>| {
            let mean = column.iter().sum::<f64>() / n;
            let (mut squares, mut rest) = (0.0, 0.0);
            for value in &column {
                squares += (value - mean) * (value - mean);
                rest += value - mean;
            }
            let variance = (squares - rest * rest / n) / n;
            let rounding = n * f64::EPSILON * variance + (n * mean * f64::EPSILON) * (n * mean * f64::EPSILON);
            (mean, if variance <= rounding { 1.0 } else { variance.sqrt() })
        };
        self.x.columns().into_iter().map(of).collect()
    }

    pub fn scaled(&self, scales: &[(f64, f64)]) -> Table {
        let mut x = self.x.clone();
        for (mut column, &(mean, scale)) in x.columns_mut().into_iter().zip(scales) {
            column.mapv_inplace(|value| (value - mean) / scale);
        }
        Table { x, y: self.y.clone() }
    }

    pub fn standardized(&self) -> Table {
        self.scaled(&self.scales())
    }
}
