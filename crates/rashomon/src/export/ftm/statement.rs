//! One line a statement: whose property, what value, in which dataset, resting on what, seen when.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use serde::Serialize;

use crate::export::About;
use crate::json::case::Case;
use crate::json::visible;

/// Property under which an entity itself is stated.
const ITSELF: &str = "id";

/// Where statements go, and what they share.
pub(super) struct Statements<'w> {
    out: &'w mut (dyn Write + Send),
    dataset: String,
    /// Days of publication by report.
    published: HashMap<String, String>,
}

#[derive(Serialize)]
struct Statement<'s> {
    canonical_id: &'s str,
    entity_id: &'s str,
    prop: &'s str,
    schema: &'s str,
    value: &'s str,
    dataset: &'s str,
    lang: Option<&'s str>,
    original_value: Option<&'s str>,
    first_seen: Option<&'s str>,
    last_seen: Option<&'s str>,
    external: bool,
    origin: Option<&'s str>,
}

impl<'w> Statements<'w> {
    /// Takes the days of publication from a case.
    pub(super) fn of(
        case: &Case,
        about: &About,
        out: &'w mut (dyn Write + Send),
    ) -> Statements<'w> {
        let published = case
            .reports
            .iter()
            .filter_map(|report| Some((report.head.id.clone(), report.head.published.clone()?)));
        Statements { out, dataset: slug(&about.name), published: published.collect() }
    }
}

/// An entity while it is written. A value is stated once, however often it is told.
pub(super) struct Thing<'s, 'w> {
    statements: &'s mut Statements<'w>,
    schema: &'static str,
    id: &'s str,
    origin: String,
    first: Option<String>,
    last: Option<String>,
    said: BTreeSet<(&'static str, String)>,
}

impl<'s, 'w> Thing<'s, 'w> {
    pub(super) fn new(
        statements: &'s mut Statements<'w>,
        schema: &'static str,
        id: &'s str,
    ) -> Thing<'s, 'w> {
        let said = BTreeSet::new();
        Thing { statements, schema, id, origin: String::new(), first: None, last: None, said }
    }

    /// Says what the next statements rest on: a claim or report, and the reports whose days count.
    pub(super) fn resting_on(&mut self, origin: &str, reports: &[&str]) {
        self.origin = origin.to_owned();
        let days = || reports.iter().filter_map(|report| self.statements.published.get(*report));
        (self.first, self.last) = (days().min().cloned(), days().max().cloned());
    }

    /// States the entity itself.
    pub(super) fn begin(&mut self) -> io::Result<()> {
        let id = self.id;
        self.says(ITSELF, id)
    }

    /// States a property.
    pub(super) fn says(&mut self, prop: &'static str, value: &str) -> io::Result<()> {
        self.says_for(prop, value, None)
    }

    /// States a property where there is a value.
    pub(super) fn may_say(&mut self, prop: &'static str, value: Option<&String>) -> io::Result<()> {
        value.map_or(Ok(()), |value| self.says(prop, value))
    }

    /// States a property with the words it was read from.
    pub(super) fn says_for(
        &mut self,
        prop: &'static str,
        value: &str,
        words: Option<&str>,
    ) -> io::Result<()> {
        if value.trim().is_empty() || !self.said.insert((prop, value.to_owned())) {
            return Ok(());
        }
        let statement = Statement {
            canonical_id: self.id,
            entity_id: self.id,
            prop,
            schema: self.schema,
            value,
            dataset: &self.statements.dataset,
            lang: None,
            original_value: words.filter(|words| *words != value),
            first_seen: self.first.as_deref(),
            last_seen: self.last.as_deref(),
            external: false,
            origin: Some(self.origin.as_str()).filter(|origin| !origin.is_empty()),
        };
        visible::write(&mut *self.statements.out, &statement)
    }
}

/// Makes the name of a dataset: small letters, digits and underscores.
fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = name.chars().map(plain).collect();
    match name.trim_matches('_') {
        "" => "rashomon".to_owned(),
        name => format!("rashomon_{name}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn any_name_of_a_case_gives_a_name_of_a_dataset() {
        let slugs = ["Week 10", "", "حلب", "a.b-c"].map(super::slug);
        assert_eq!(slugs, ["rashomon_week_10", "rashomon", "rashomon", "rashomon_a_b_c"]);
    }
}
