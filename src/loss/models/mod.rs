//! The losses of models fitted to data.

pub mod hinge;
pub mod linear;
pub mod log_loss;
pub mod mlp;
pub mod squared_error;
