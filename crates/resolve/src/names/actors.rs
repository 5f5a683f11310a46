//! Well-known bodies and countries that are called by several names.
//!
//! In: `data/actors/names.tsv`, where every form in use is kept with its language and nobody's is
//! called right. Out: for a folded name, the bodies it may be a name of. A name that stands for
//! several bodies belongs to all of them. Nothing here says what a body is or did.

use super::method::NameMethod;
use super::tables::{Table, TableError};
use std::collections::HashMap;

/// Names of well-known bodies.
#[derive(Default)]
pub(crate) struct Actors {
    of: HashMap<String, Vec<u32>>,
}

impl Actors {
    /// Reads the table: columns `id`, `kind`, `forms`, `source`.
    pub(crate) fn read(table: &Table, method: &NameMethod) -> Result<Actors, TableError> {
        let mut actors = Actors::default();
        for (number, row) in (0u32..).zip(table.rows()) {
            if row.list("forms").count() < 2 {
                return Err(row.error("a body with fewer than two names"));
            }
            for form in row.list("forms") {
                let bodies = actors.of.entry(method.key(form)).or_default();
                if bodies.last() != Some(&number) {
                    bodies.push(number);
                }
            }
        }
        Ok(actors)
    }

    /// Returns the bodies a folded name may be a name of.
    pub(crate) fn of(&self, key: &str) -> Vec<u32> {
        self.of.get(key).cloned().unwrap_or_default()
    }
}
