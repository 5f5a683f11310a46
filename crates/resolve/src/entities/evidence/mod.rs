//! What the reports around two names say for or against their being names of one.
//!
//! In: readings and profiles. Out: [`Settings`], and for two profiles the [`JoinLevel`]s that add
//! to what their names weigh: group, title, rare companions, short forms, country, date, place,
//! and whether a report that names both keeps them apart. A name that few bear carries by itself;
//! one that many bear is held back here and carried by the rest, or not at all. Names that stand
//! in many reports say nothing as companions. Weights: `data/method/entity-context.tsv`.
//!
//! Must hold: symmetric; the order of reports changes nothing; work for a pair is bounded.
//! Shown by the casebook pages `across/…`.

mod setting;
pub(crate) mod weights;

use super::profiles::{Class, Profile, Profiles};
use crate::names::{Comparison, NameMethod};
use rashomon_model::{JoinLevel, Weight};
use setting::Setting;
pub(super) use setting::Settings;
use weights::Sign;

/// Days that count as one month.
const MONTH: i64 = 31;

/// Days from which on two reports are years apart.
const YEARS: i64 = 3 * 365;

/// Kilometres within which two points are one place, near, and from which on they are far.
const SAME_KM: f64 = 5.0;
const NEAR_KM: f64 = 40.0;
const FAR_KM: f64 = 100.0;

impl Settings {
    /// Returns what stands around two profiles, beyond what their names weigh.
    pub(super) fn weigh(
        &self,
        profiles: &Profiles,
        (a, b): (usize, usize),
        comparison: &Comparison,
        method: &NameMethod,
    ) -> Vec<JoinLevel> {
        let (x, y) = (&profiles.all[a], &profiles.all[b]);
        let (Some(s), Some(t)) = (self.of.get(a), self.of.get(b)) else { return Vec::new() };
        let mut signs: Vec<(Sign, String)> = Vec::new();
        let mut add = |sign: Sign| signs.push((sign, String::new()));
        if x.common && y.common {
            add(Sign::Common);
        }
        let lone = |p: &Profile| p.fullest().is_some_and(|f| f.size() == 1);
        if lone(x) && lone(y) && comparison.is_vague() {
            add(Sign::OnlyAlike);
        }
        let point = points(s, t).filter(|_| x.class == Class::Place);
        if point != Some(Sign::SamePoint) {
            self.apart((a, b), (s, t)).into_iter().for_each(&mut add);
        }
        if x.class == Class::Place {
            // The district of a town stands at the town's point: only names of as many words count.
            let helps = |s: &Sign| *s == Sign::Far || comparison.is_covered();
            point.filter(helps).into_iter().for_each(&mut add);
        } else {
            around(s, t).into_iter().for_each(&mut add);
        }
        countries(s, t).into_iter().for_each(&mut add);
        let mut levels: Vec<JoinLevel> =
            signs.into_iter().map(|(sign, words)| level(sign, words, method)).collect();
        if x.class != Class::Place {
            levels.extend(self.named(profiles, s, t, method));
        }
        levels
    }

    /// Says whether a report that names both keeps them apart.
    fn apart(&self, (a, b): (usize, usize), (s, t): (&Setting, &Setting)) -> Option<Sign> {
        if self.beside.contains(&(a.min(b), a.max(b))) {
            return Some(Sign::SideBySide);
        }
        let both = common(&s.reports, &t.reports).count();
        let rarer = s.reports.len().min(t.reports.len());
        match both {
            0 => None,
            _ if both >= 2 && both * 2 >= rarer => Some(Sign::InMostReports),
            _ => Some(Sign::InOneReport),
        }
    }

    /// Levels that rest on other names, with those names.
    fn named(
        &self,
        profiles: &Profiles,
        s: &Setting,
        t: &Setting,
        method: &NameMethod,
    ) -> Vec<JoinLevel> {
        let words = |numbers: Vec<u32>| -> String {
            let name = |n: &u32| profiles.all.get(*n as usize)?.fullest().map(|f| f.text());
            numbers.iter().filter_map(name).take(3).collect::<Vec<_>>().join(", ")
        };
        let mut levels = Vec::new();
        let groups: Vec<u32> = common(&s.groups, &t.groups).copied().collect();
        if !groups.is_empty() {
            levels.push(level(Sign::SameGroup, words(groups), method));
        } else if !s.groups.is_empty() && !t.groups.is_empty() {
            levels.push(level(Sign::OtherGroups, String::new(), method));
        }
        // What one report says by itself is no company that two reports share.
        if common(&s.reports, &t.reports).next().is_none() {
            let beside: Vec<u32> = common(&s.companions, &t.companions).copied().collect();
            let sign = [None, Some(Sign::OneCompanion), Some(Sign::Companions)];
            if let Some(sign) = sign[beside.len().min(2)] {
                levels.push(level(sign, words(beside), method));
            }
            let shorts: Vec<&str> = common(&s.shorts, &t.shorts).map(String::as_str).collect();
            if !shorts.is_empty() {
                levels.push(level(Sign::ShortForm, shorts.join(", "), method));
            }
        }
        let titles: Vec<&str> = common(&s.titles, &t.titles).map(String::as_str).collect();
        if !titles.is_empty() {
            levels.push(level(Sign::SameTitle, titles.join(", "), method));
        }
        levels
    }
}

/// How the days of two profiles stand to each other.
fn around(s: &Setting, t: &Setting) -> Option<Sign> {
    let ((from, to), (since, until)) = (s.days?, t.days?);
    let gap = (since - to).max(from - until).max(0);
    match gap {
        _ if gap < MONTH => Some(Sign::SameMonth),
        _ if gap >= YEARS => Some(Sign::YearsApart),
        _ => None,
    }
}

/// How the points of two places stand to each other, at their nearest.
fn points(s: &Setting, t: &Setting) -> Option<Sign> {
    let gaps = s.points.iter().flat_map(|p| t.points.iter().map(|q| p.km_to(*q)));
    let gap = gaps.min_by(f64::total_cmp)?;
    match gap {
        _ if gap <= SAME_KM => Some(Sign::SamePoint),
        _ if gap <= NEAR_KM => Some(Sign::Near),
        _ if gap > FAR_KM => Some(Sign::Far),
        _ => None,
    }
}

fn countries(s: &Setting, t: &Setting) -> Option<Sign> {
    let (a, b) = (s.country.as_ref()?, t.country.as_ref()?);
    Some(if a == b { Sign::SameCountry } else { Sign::OtherCountry })
}

fn level(sign: Sign, words: String, method: &NameMethod) -> JoinLevel {
    JoinLevel {
        comparison: sign.comparison().to_owned(),
        level: sign.level().to_owned(),
        words,
        weight: Weight(method.signs.of(sign)),
    }
}

/// What two sorted lists have in common.
fn common<'l, T: Ord>(a: &'l [T], b: &'l [T]) -> impl Iterator<Item = &'l T> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|x| many.binary_search(x).is_ok())
}
