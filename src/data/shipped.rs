//! The tables that come as files beside the engine, under tables/: whoever needs one provides its text once.

use super::{SHIPPED, csv};
use crate::data::table::Table;
use crate::schema::value::Value;
use crate::schema::{Fault, fault};
use crate::text::code::data as code;
use std::cell::RefCell;

/// What a file must hold. Its last column is the target.
pub struct Content {
    pub rows: usize,
    pub features: usize,
    /// Of every number, as `digest` has it: the same experiment must give the same numbers everywhere.
    pub digest: u64,
}

thread_local! {
    static PROVIDED: RefCell<Vec<(&'static str, Table)>> = const { RefCell::new(vec![]) };
}

/// FNV-1a over the numbers' bits: X row by row, then y.
fn digest(table: &Table) -> u64 {
    let add = |hash: u64, x: &f64| (hash ^ x.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
    table.y.iter().fold(table.x.iter().fold(0xcbf2_9ce4_8422_2325, add), add)
}

/// Takes the text of tables/`name`.csv.
pub fn provide(name: &str, text: &str) -> Result<(), Fault> {
    let Some((name, content)) = SHIPPED.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        let name: String = name.chars().take(40).collect();
        return Err(fault!("", code::not_a_table, name, names = names.join(", ")));
    };
    let columns = csv::columns(text)?;
    let last = columns.columns.len() - 1;
    let features: Vec<f64> = (0..last).map(|i| i as f64).collect();
    let table = columns.table(&features, last as f64, &csv::Choices::default())?;
    if digest(&table) != content.digest {
        return Err(fault!(
            "",
            code::another_table,
            name = *name,
            rows = table.samples(),
            columns = last + 1,
            its_rows = content.rows,
            its_columns = content.features + 1,
        ));
    }
    PROVIDED.with_borrow_mut(|tables| {
        if tables.iter().all(|(known, _)| known != name) {
            tables.push((name, table));
        }
    });
    Ok(())
}

pub fn get(name: &str) -> Result<Table, Fault> {
    let table = PROVIDED.with_borrow(|tables| tables.iter().find(|(known, _)| *known == name).map(|(_, t)| t.clone()));
    table.ok_or_else(|| fault!("loss.data.name", code::table_not_loaded, name))
}

/// The table that an experiment, right or wrong, needs and that nobody provided yet.
pub fn missing(experiment: &Value) -> Option<&'static str> {
    let Some(Value::Text(name)) = experiment.get("loss")?.get("data")?.get("name") else { return None };
    let (name, _) = SHIPPED.iter().find(|(known, _)| known == name)?;
    get(name).is_err().then_some(name)
}
