//! Gathers what stands around each profile in its reports.
//!
//! In: readings and the profiles of their entities. Out: a [`Setting`] a profile: reports, bodies
//! it is said to be of, rare companions, titles, short forms, country, days, points; and the
//! pairs that a report names side by side. Everything is sorted, and long lists are cut at fixed
//! sizes by content, never by the order of reports.

use super::super::Told;
use super::super::profiles::{Class, Profiles};
use crate::names::NameMethod;
use rashomon_model::{EntityId, Point, Polarity, Reading, RelationKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Companions kept for one profile.
const COMPANIONS: usize = 400;

/// Points kept for one profile.
const POINTS: usize = 16;

/// A name in more reports than this says nothing as a companion; in a large case, than this share.
const OFTEN: usize = 2;
const OFTEN_SHARE: usize = 20;

/// Characters between two names that stand side by side: ", ", " and ", ", and ".
const BETWEEN: usize = 6;

/// What stands around a profile in its reports.
#[derive(Default)]
pub(in super::super) struct Setting {
    pub(super) reports: Vec<u32>,
    pub(super) groups: Vec<u32>,
    pub(super) companions: Vec<u32>,
    pub(super) titles: Vec<String>,
    pub(super) shorts: Vec<String>,
    pub(super) country: Option<String>,
    /// First and last day of publication, as days of the common era.
    pub(super) days: Option<(i64, i64)>,
    pub(super) points: Vec<Point>,
}

/// The settings of all profiles, by number.
pub(in super::super) struct Settings {
    pub(super) of: Vec<Setting>,
    /// Pairs that a report names side by side; the smaller number first.
    pub(super) beside: BTreeSet<(usize, usize)>,
}

impl Settings {
    /// Gathers the settings of profiles.
    pub(in super::super) fn gather(
        told: &[Told<'_>],
        profiles: &Profiles,
        method: &NameMethod,
    ) -> Settings {
        let mut reports: BTreeMap<&str, &Told<'_>> = BTreeMap::new();
        for told in told {
            reports.insert(told.reading.report.as_str(), told);
        }
        let mut at: HashMap<(&str, EntityId), usize> = HashMap::new();
        for (number, profile) in profiles.all.iter().enumerate() {
            for used in &profile.uses {
                if let Some(entity) = used.entity {
                    at.insert((used.report.as_str(), entity), number);
                }
            }
        }
        let mut settings = Settings {
            of: profiles.all.iter().map(|_| Setting::default()).collect(),
            beside: BTreeSet::new(),
        };
        for (report, (id, told)) in (0u32..).zip(&reports) {
            settings.read(report, told, &|entity| at.get(&(*id, entity)).copied());
        }
        settings.companions(profiles, reports.len(), told, &at);
        for (number, profile) in profiles.all.iter().enumerate() {
            let setting = &mut settings.of[number];
            let names = || profile.uses.iter().flat_map(|u| &u.names);
            if profile.class == Class::Person {
                setting.titles = names().flat_map(|n| method.titles_in(n)).collect();
            }
            setting.shorts = profile.shorts.iter().cloned().collect();
            setting.country = main_country(profile.uses.iter().filter_map(|u| {
                reports.get(u.report.as_str()).and_then(|told| country_of(told.reading))
            }));
            setting.close();
        }
        settings
    }

    /// Takes what one report says of its profiles.
    fn read(&mut self, report: u32, told: &Told<'_>, number: &dyn Fn(EntityId) -> Option<usize>) {
        let reading = told.reading;
        let day = told.published.map(days);
        for entity in (0..reading.entities.len()).map(EntityId::at) {
            let Some(setting) = number(entity).and_then(|n| self.of.get_mut(n)) else { continue };
            setting.reports.push(report);
            if let Some(day) = day {
                let (from, to) = setting.days.unwrap_or((day, day));
                setting.days = Some((from.min(day), to.max(day)));
            }
        }
        for relation in &reading.relations {
            let of = matches!(
                relation.kind,
                RelationKind::MemberOf | RelationKind::Leads | RelationKind::SpeaksFor
            );
            if of
                && relation.polarity == Polarity::Affirmed
                && let (Some(who), Some(body)) = (number(relation.subject), number(relation.object))
                && let Some(setting) = self.of.get_mut(who)
            {
                setting.groups.push(body as u32);
            }
        }
        for place in &reading.places {
            let mention = place.mention.and_then(|m| reading.mentions.get(m.index()));
            let entity = mention.and_then(|m| m.entity).and_then(number);
            // With "6 km north of" the point is still that of the place named.
            if let (Some(point), Some(setting)) =
                (place.point, entity.and_then(|n| self.of.get_mut(n)))
            {
                setting.points.push(point);
            }
        }
        for pair in reading.mentions.windows(2) {
            let gap = (pair[1].span.range().start).saturating_sub(pair[0].span.range().end);
            let numbers = (pair[0].entity.and_then(number), pair[1].entity.and_then(number));
            if let (Some(a), Some(b)) = numbers
                && a != b
                && (1..=BETWEEN).contains(&gap)
            {
                self.beside.insert((a.min(b), a.max(b)));
            }
        }
    }

    /// Notes the rare names that stand in the same reports.
    fn companions(
        &mut self,
        profiles: &Profiles,
        count: usize,
        told: &[Told<'_>],
        at: &HashMap<(&str, EntityId), usize>,
    ) {
        let often = OFTEN.max(count / OFTEN_SHARE);
        let telling = |n: usize| {
            let profile = &profiles.all[n];
            let full = profile.fullest().is_some_and(|f| f.size() > 1);
            let named = match profile.class {
                Class::Person => full && !profile.common,
                Class::Body => profile.fullest().is_some(),
                _ => false,
            };
            let reports = profile.uses.len();
            named && (2..=often).contains(&reports)
        };
        for told in told {
            let report = told.reading.report.as_str();
            let all = (0..told.reading.entities.len()).map(EntityId::at);
            let present: BTreeSet<usize> =
                all.filter_map(|e| at.get(&(report, e)).copied()).collect();
            let rare: Vec<u32> = present
                .iter()
                .filter(|n| telling(**n))
                .take(COMPANIONS)
                .map(|n| *n as u32)
                .collect();
            for &number in &present {
                let others = rare.iter().copied().filter(|n| *n as usize != number);
                self.of[number].companions.extend(others);
            }
        }
    }
}

impl Setting {
    /// Sorts what was gathered and cuts it to size.
    fn close(&mut self) {
        for list in [&mut self.reports, &mut self.groups, &mut self.companions] {
            list.sort_unstable();
            list.dedup();
        }
        self.companions.truncate(COMPANIONS);
        self.titles.sort();
        self.titles.dedup();
        self.points.sort_by(|p, q| p.lat.total_cmp(&q.lat).then(p.lon.total_cmp(&q.lon)));
        self.points.dedup();
        self.points.truncate(POINTS);
    }
}

/// The country in which most places of a reading lie, if most do lie in one.
fn country_of(reading: &Reading) -> Option<&str> {
    main_country(reading.places.iter().filter_map(|p| p.country.as_deref()))
        .and_then(|c| reading.places.iter().find_map(|p| p.country.as_deref().filter(|d| *d == c)))
}

/// The country named most, if it is more than half of all.
fn main_country<'c>(countries: impl Iterator<Item = &'c str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for country in countries {
        *counts.entry(country).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let most = counts.into_iter().find(|(_, n)| n * 2 > all);
    most.map(|(country, _)| country.to_owned())
}

/// Days since a fixed day.
fn days(date: rashomon_model::Date) -> i64 {
    date.duration_since(rashomon_model::Date::ZERO).as_hours() / 24
}
