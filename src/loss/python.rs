//! How a loss is written in Python.

/// How a loss is written.
pub enum PythonForm {
    /// An expression in x and y (together w) and the loss's numbers, by their names.
    Surface(String),
    /// The loss of a sample with the prediction p and the target y, $ standing for NumPy or PyTorch, which share it;
    /// and
    /// the estimator that walks on it sample by sample.
    Linear {
        sample: &'static str,
        estimator: &'static str,
    },
    Network,
}

/// scikit-learn's estimator that fits numbers, not classes.
pub const REGRESSOR: &str = "SGDRegressor";
