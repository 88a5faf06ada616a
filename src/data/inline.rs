//! Data given as numbers: `{ X: [[…], …], y: […] }`.

use super::fits;
use crate::data::table::Table;
use crate::schema::value::Value;
use crate::schema::{Fault, not_allowed, only, wrong};

pub fn parse(path: &str, value: &Value) -> Result<Table, Fault> {
    let Value::Map(pairs) = value else { return not_allowed("", path, value, "{ X, y }") };
    only(&["X", "y"], path, pairs)?;
    let list = |key: &str, allowed: &str| match value.get(key) {
        Some(Value::List(items)) if !items.is_empty() => Ok(items),
        Some(other) => not_allowed(path, key, other, allowed),
        None => wrong(format!("{path}.{key} is missing; allowed: {allowed}.")),
    };
    let rows = list("X", "a list of samples, each a list of numbers")?;
    let targets = list("y", "a list of numbers, one a sample")?;
    let features = match &rows[0] {
        Value::List(row) if !row.is_empty() => row.len(),
        other => return not_allowed(path, "X[0]", other, "a list of numbers, one a feature"),
    };
    fits(rows.len() as f64, features as f64)?;
    if rows.len() != targets.len() {
        return wrong(format!(
            "{path}.X has {} samples and {path}.y has {} targets; allowed: as many of one as of the other.",
            rows.len(),
            targets.len()
        ));
    }
    let number = |key: String, value: &Value| match value {
        Value::Number(x) if x.is_finite() => Ok(*x),
        other => not_allowed(path, &key, other, "a finite number"),
    };
    let mut x = Vec::with_capacity(rows.len() * features);
    for (i, row) in rows.iter().enumerate() {
        match row {
            Value::List(row) if row.len() == features => {
                for (j, value) in row.iter().enumerate() {
                    x.push(number(format!("X[{i}][{j}]"), value)?);
                }
            }
            other => {
                return not_allowed(
                    path,
                    &format!("X[{i}]"),
                    other,
                    &format!("a list of {features} numbers, as in X[0]"),
                );
            }
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
