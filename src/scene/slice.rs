//! Which plane a map shows of many parameters.

use crate::schema::value::Value;
use crate::schema::{Fault, fault, not_allowed, only};
use crate::text::code::scene as code;
use crate::text::message;

/// Which plane.
#[derive(Clone, Debug, PartialEq)]
pub enum Slice {
    /// Along two parameters, the others as they are at the lowest point of the walk.
    Weights(usize, usize),
    /// The two main directions of the first hiker's walk (its principal components around its lowest point).
    Walk,
    /// Two random directions, each filter of them as long as the filter itself (Li et al., Visualizing the Loss
    /// Landscape of Neural Nets, 2018).
    Random(u32),
}

impl Slice {
    pub fn parse(value: &Value, dim: usize) -> Result<Slice, Fault> {
        let Value::Map(pairs) = value else { return not_allowed("", "slice", value, message!(code::a_slice)) };
        let whole = |value: &Value, end: f64| match value {
            Value::Number(x) if x.fract() == 0.0 && (0.0..=end).contains(x) => Some(*x),
            _ => None,
        };
        match value.get("of") {
            Some(Value::Text(of)) if of == "walk" => {
                only(&["of"], "slice", pairs)?;
                Ok(Slice::Walk)
            }
            Some(Value::Text(of)) if of == "random" => {
                only(&["of", "seed"], "slice", pairs)?;
                match value.get("seed").map(|seed| (seed, whole(seed, u32::MAX as f64))) {
                    None => Ok(Slice::Random(0)),
                    Some((_, Some(seed))) => Ok(Slice::Random(seed as u32)),
                    Some((other, None)) => {
                        let allowed = message!(code::whole_number_in, min = 0.0, max = u32::MAX as f64);
                        not_allowed("slice", "seed", other, allowed)
                    }
                }
            }
            Some(Value::Text(of)) if of == "weights" => {
                only(&["of", "pair"], "slice", pairs)?;
                let ends = match value.get("pair") {
                    Some(Value::List(items)) if items.len() == 2 => {
                        items.iter().map(|item| whole(item, dim as f64 - 1.0)).collect::<Option<Vec<f64>>>()
                    }
                    _ => None,
                };
                match ends.as_deref() {
                    Some([i, j]) if i != j => Ok(Slice::Weights(*i as usize, *j as usize)),
                    _ => {
                        let value = value.get("pair").unwrap_or(&Value::Null);
                        Err(fault!("slice.pair", code::wrong_pair, value, most = dim - 1))
                    }
                }
            }
            _ => not_allowed("", "slice", value, message!(code::a_slice)),
        }
    }
}
