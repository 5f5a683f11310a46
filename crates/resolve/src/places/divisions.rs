//! Which first-order division an entry of the gazetteer lies in, and what countries are called.
//!
//! In: entries (`geonames:123`, or an imported id) and codes of countries. Out: names, as the
//! gazetteer has them; an entry whose division it does not know has none. One walk over all records.

use std::collections::{BTreeMap, BTreeSet};

use super::Gazetteer;
use super::evidence::own_province;
use super::file::Kind;

impl Gazetteer {
    /// Returns the name of the first-order division that each entry is or lies in.
    ///
    /// ```
    /// use rashomon_resolve::places::Gazetteer;
    /// let gazetteer = Gazetteer::embedded().expect("the embedded gazetteer is whole");
    /// let tobruk = gazetteer.lookup("Tobruk")[0].gazetteer.clone().expect("an entry");
    /// let found = gazetteer.provinces(&[tobruk.clone(), "none:1".to_owned()].into());
    /// assert_eq!(found.keys().collect::<Vec<_>>(), [&tobruk]);
    /// ```
    pub fn provinces(&self, entries: &BTreeSet<String>) -> BTreeMap<String, String> {
        let number = |entry: &String| entry.strip_prefix("geonames:")?.parse::<u32>().ok();
        let ids: BTreeMap<u32, &String> =
            entries.iter().filter_map(|entry| Some((number(entry)?, entry))).collect();
        let mut out = BTreeMap::new();
        let mut add = |entry: &String, province: u16| {
            let name = (province != 0).then(|| self.file.name(u32::from(province))).flatten();
            if let Some(name) = name {
                out.insert(entry.clone(), name.to_owned());
            }
        };
        for record in (0..self.file.count()).filter_map(|number| self.file.record(number)) {
            if let Some(entry) = ids.get(&record.id).filter(|_| record.id != 0) {
                add(entry, own_province(&record));
            }
        }
        if let Some(overlay) = &self.overlay {
            for record in overlay.records() {
                let id = overlay.id(record.number).map(str::to_owned);
                if let Some(entry) = id.filter(|id| entries.contains(id)) {
                    add(&entry, own_province(record));
                }
            }
        }
        out
    }

    /// Returns the gazetteer's names of countries by their codes.
    ///
    /// ```
    /// use rashomon_resolve::places::Gazetteer;
    /// let gazetteer = Gazetteer::embedded().expect("the embedded gazetteer is whole");
    /// let names = gazetteer.countries(&["LY".to_owned(), "??".to_owned()].into());
    /// assert_eq!(names.get("LY").map(String::as_str), Some("Libya"));
    /// assert_eq!(names.len(), 1);
    /// ```
    pub fn countries(&self, codes: &BTreeSet<String>) -> BTreeMap<String, String> {
        let records = (0..self.file.count()).filter_map(|number| self.file.record(number));
        let mut out = BTreeMap::new();
        for record in records.filter(|record| record.kind == Kind::Country) {
            let code = self.file.country(record.country).filter(|code| codes.contains(*code));
            if let (Some(code), Some(name)) = (code, self.file.name(record.number)) {
                out.entry(code.to_owned()).or_insert_with(|| name.to_owned());
            }
        }
        out
    }
}
