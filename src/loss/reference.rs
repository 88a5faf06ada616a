//! How low a loss can be, as far as that is known: what walks are judged by.

use super::Minimum;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reference {
    /// The loss of the lowest minimum known.
    At(f64),
    /// It has no floor: somewhere it falls without end.
    Unbounded,
    Unknown,
}

impl Reference {
    /// The lowest of these minima; without one the loss has no floor.
    pub fn lowest(minima: &[Minimum]) -> Reference {
        minima.iter().map(|minimum| minimum.loss).reduce(f64::min).map_or(Reference::Unbounded, Reference::At)
    }

    pub fn known(self) -> Option<f64> {
        match self {
            Reference::At(loss) => Some(loss),
            _ => None,
        }
    }
}
