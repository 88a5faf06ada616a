//! Data given as numbers: `{ X: [[…], …], y: […] }`.

use super::MOST_VALUES;
use crate::data::table::Table;
use crate::schema::value::Value;
use crate::schema::{Fault, fault, join, not_allowed, only, required};
use crate::text::code::data as code;
use crate::text::{Message, message};

pub fn parse(path: &str, value: &Value) -> Result<Table, Fault> {
    let Value::Map(pairs) = value else {
        return not_allowed("", path, value, message!(code::samples_and_their_targets));
    };
    only(&["X", "y"], path, pairs)?;
    let list = |key: &str, allowed: Message| match value.get(key) {
        Some(Value::List(items)) if !items.is_empty() => Ok(items),
        other => required(path, key, other, allowed),
    };
    let rows = list("X", message!(code::list_of_samples))?;
    let targets = list("y", message!(code::list_of_targets))?;
    let features = match &rows[0] {
        Value::List(row) if !row.is_empty() => row.len(),
        other => return not_allowed(path, "X[0]", other, message!(code::list_of_features)),
    };
    let values = rows.len() * features;
    if values > MOST_VALUES {
        let samples = rows.len();
        return Err(fault!(join(path, "X"), code::too_much_data, samples, features, values, most = MOST_VALUES));
    }
    if rows.len() != targets.len() {
        return Err(fault!(path, code::samples_and_targets, samples = rows.len(), targets = targets.len()));
    }
    let number = |key: String, value: &Value| match value {
        Value::Number(x) if x.is_finite() => Ok(*x),
        other => not_allowed(path, &key, other, message!(code::a_finite_number)),
    };
    let mut x = Vec::with_capacity(rows.len() * features);
    for (i, row) in rows.iter().enumerate() {
        match row {
            Value::List(row) if row.len() == features => {
                for (j, value) in row.iter().enumerate() {
                    x.push(number(format!("X[{i}][{j}]"), value)?);
                }
            }
            other => return not_allowed(path, &format!("X[{i}]"), other, message!(code::list_as_first, features)),
        }
    }
    let y = targets.iter().enumerate().map(|(i, value)| number(format!("y[{i}]"), value));
    Ok(Table::new(features, x, y.collect::<Result<_, Fault>>()?))
}

/// The same, written.
pub fn write(table: &Table) -> Value {
    let list = |numbers: &mut dyn Iterator<Item = &f64>| Value::List(numbers.map(|x| Value::Number(*x)).collect());
    let rows = table.x.rows().into_iter().map(|row| list(&mut row.iter())).collect();
    Value::Map(vec![("X".into(), Value::List(rows)), ("y".into(), list(&mut table.y.iter()))])
}
