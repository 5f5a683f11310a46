//! Of which countries and provinces a whole case speaks.
//!
//! In: all reports of a case with their readings, as far as each says itself. Out: for a country
//! and a province their shares of what the case names, leaving out the name asked about: a wrong
//! choice that many reports repeat does not support itself. A case of few reports says nothing.
//!
//! Must hold: the same reports in any order give the same shares.

use std::collections::BTreeMap;

use rashomon_model::{Reading, Report};

use super::choose::choose;
use super::context::{self, Meanings};
use super::evidence::own_province;
use super::{Gazetteer, file::Record};

/// Cases of fewer reports than this have no region of their own.
const FEWEST: usize = 3;

/// What a case speaks of.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    reports: usize,
    all: Tally,
    /// Of it what each name gave, by key.
    own: BTreeMap<String, Tally>,
}

/// Counts of reports, in parts where a name was not clear.
#[derive(Clone, Debug, Default)]
struct Tally {
    total: f64,
    countries: BTreeMap<u8, f64>,
    provinces: BTreeMap<u16, f64>,
}

impl Tally {
    fn add(&mut self, record: &Record, share: f64) {
        self.total += share;
        *self.countries.entry(record.country).or_default() += share;
        let province = own_province(record);
        if province != 0 {
            *self.provinces.entry(province).or_default() += share;
        }
    }
}

/// What one report names, as far as it is clear by itself: key, entry and share.
pub struct Named(Vec<(String, Vec<(Record, f64)>)>);

impl Surroundings {
    /// Gathers what the reports of a case speak of.
    pub fn of(read: &[(Report, Reading)], gazetteer: &Gazetteer) -> Surroundings {
        let mut around = Surroundings::default();
        let mut order: Vec<&(Report, Reading)> = read.iter().collect();
        order.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        for (report, reading) in order {
            around.add(Surroundings::named(report, reading, gazetteer));
        }
        around
    }

    /// Says what a report names, by what it says alone.
    pub fn named(report: &Report, reading: &Reading, gazetteer: &Gazetteer) -> Named {
        let context = context::gather(reading, report, gazetteer, &mut Meanings::new(gazetteer));
        let choices = choose(&context, &Surroundings::default(), &gazetteer.weights);
        let of_name = context.names.into_iter().zip(&choices).map(|(name, choice)| {
            let entries = name.entries.iter().zip(&choice.shares);
            let told = entries.filter(|(_, share)| **share > 0.05);
            (name.key, told.map(|((record, _), share)| (*record, *share)).collect())
        });
        Named(of_name.collect())
    }

    /// Adds what one more report names. Sums of fractions depend on their order: it is that of the
    /// reports' ids.
    pub fn add(&mut self, named: Named) {
        self.reports += 1;
        for (key, entries) in named.0 {
            let own = self.own.entry(key).or_default();
            for (record, share) in entries {
                self.all.add(&record, share);
                own.add(&record, share);
            }
        }
    }

    /// Returns the shares of a country and a province (0 for none) among all names but one.
    pub(super) fn shares(&self, but: &str, country: u8, province: u16) -> (f64, f64) {
        let own = self.own.get(but);
        let rest = self.all.total - own.map_or(0.0, |o| o.total);
        if self.reports < FEWEST || rest < 1.0 {
            return (0.0, 0.0);
        }
        let of = |all: Option<&f64>, own: Option<&f64>| {
            ((all.unwrap_or(&0.0) - own.unwrap_or(&0.0)) / rest).clamp(0.0, 1.0)
        };
        let countries = &self.all.countries;
        let provinces = &self.all.provinces;
        let in_country = of(countries.get(&country), own.and_then(|o| o.countries.get(&country)));
        let in_province =
            of(provinces.get(&province), own.and_then(|o| o.provinces.get(&province)));
        (in_country, if province == 0 { 0.0 } else { in_province })
    }
}
