//! Data: a row a sample, a column a feature, and a target a sample.

use ndarray::{Array1, Array2};

#[derive(Clone, Debug)]
pub struct Table {
    pub x: Array2<f64>,
    pub y: Array1<f64>,
}

impl Table {
    pub fn samples(&self) -> usize {
        self.x.nrows()
    }
    pub fn features(&self) -> usize {
        self.x.ncols()
    }

    /// scikit-learn's StandardScaler on X: mean 0 and variance 1 a column; a constant column is only centred.
    /// Sums run down the rows; variance is the population's, with the rounding error of the mean taken out.
    pub fn standardized(&self) -> Table {
        let n = self.samples() as f64;
        let mut x = self.x.clone();
        for mut column in x.columns_mut() {
            let mean = column.iter().sum::<f64>() / n;
            let (mut squares, mut rest) = (0.0, 0.0);
            for value in &column {
                squares += (value - mean) * (value - mean);
                rest += value - mean;
            }
            let variance = (squares - rest * rest / n) / n;
            let rounding = n * f64::EPSILON * variance + (n * mean * f64::EPSILON).powi(2);
            let scale = if variance <= rounding { 1.0 } else { variance.sqrt() };
            column.mapv_inplace(|value| (value - mean) / scale);
        }
        Table { x, y: self.y.clone() }
    }
}
