//! How words set a thing by a place: near it, on its outskirts, off its coast, on the way to it.
//!
//! In: a reading's places and its text. Out: on each place its [`Setting`], and for two places that
//! are the ends of a way which they are. By the words right before and behind the name, from
//! `data/lexicon/en/place-settings.tsv`; told distances and directions ("35 km west of") were read
//! before and are left alone. "Between X and Y" is a way only behind words that cannot mean that
//! X and Y are parties: after "clashes" nothing is said.
//! Must hold: time grows linearly with the places. Shown by the casebook pages in `areas/`.

use foldhash::HashMap;
use rashomon_model::{Bearing, Place, Setting, SettingKind};

const TABLE: &str = include_str!("../../../../data/lexicon/en/place-settings.tsv");
/// Bytes looked at on either side of a name.
const REACH: usize = 80;
/// Words of the longest row, with a side let in.
const LONGEST: usize = 5;

/// The words, by where they stand.
#[derive(Clone, Debug)]
pub(super) struct SettingWords {
    rows: HashMap<(&'static str, &'static str), Option<SettingKind>>,
    sides: HashMap<&'static str, Bearing>,
}

impl SettingWords {
    /// Reads the embedded table.
    pub(super) fn embedded() -> Result<SettingWords, String> {
        let (mut rows, mut sides) = (HashMap::default(), HashMap::default());
        let lines = TABLE.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        for line in lines.skip(1) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [place, words, kind] = cells[..] else {
                return Err(format!("place-settings: `{line}`"));
            };
            if place == "side" {
                let degrees = kind.parse().map_err(|_| format!("place-settings: `{line}`"))?;
                sides.insert(words, Bearing(degrees));
                continue;
            }
            let known = SettingKind::ALL.into_iter().find(|k| k.as_str() == kind);
            if known.is_none() && !matches!(kind, "no" | "yes") {
                return Err(format!("place-settings: `{line}`"));
            }
            rows.insert((place, words), known);
        }
        Ok(SettingWords { rows, sides })
    }

    fn side(&self, word: &str) -> Option<Bearing> {
        self.sides.get(word).copied()
    }

    fn is(&self, place: &'static str, word: &str) -> bool {
        self.row(place, word).is_some()
    }

    fn row(&self, place: &'static str, words: &str) -> Option<Option<SettingKind>> {
        let rows: &HashMap<(&str, &str), _> = &self.rows;
        rows.get(&(place, words)).copied()
    }
}

/// For each place the two ends of the way that it stands for.
pub(super) type Ends = Vec<Option<(usize, usize)>>;

/// Sets each place by the words around it; gives the ends of ways.
pub(super) fn read(places: &mut [Place], text: &str, words: &SettingWords) -> Ends {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| (places[*at].span.start, std::cmp::Reverse(places[*at].span.end)));
    let names: Vec<Option<Name>> = places.iter().map(|place| Name::of(place, text)).collect();
    let mut ends: Ends = vec![None; places.len()];
    for place in places.iter_mut() {
        place.setting = None;
    }
    for (rank, at) in order.iter().enumerate() {
        let Some(name) = &names[*at] else { continue };
        let told = places[*at].offset_km.is_some() || places[*at].bearing.is_some();
        if told || places[*at].setting.is_some() {
            continue;
        }
        // The next name that is no part of this one.
        let next = order
            .iter()
            .skip(rank + 1)
            .take(4)
            .find(|next| names[**next].as_ref().is_some_and(|other| other.start >= name.end));
        let pair = next.and_then(|next| {
            let other = names[*next].as_ref()?;
            Some((*next, other, way(name, other, text, words)?))
        });
        if let Some((next, other, kind)) = pair {
            let shown = |name: &Name| text.get(name.start..name.end).map(str::to_owned);
            let setting = |other| Some(Setting { kind, side: None, other });
            places[*at].setting = setting(shown(other));
            places[next].setting = setting(shown(name));
            ends[*at] = Some((*at, next));
            ends[next] = Some((*at, next));
            continue;
        }
        places[*at].setting = name.setting(words, places[*at].name.as_deref());
    }
    whole_ways(places, &order, &mut ends);
    ends
}

/// "The Velm–Orn road" as a name of its own holds its two ends.
fn whole_ways(places: &[Place], order: &[usize], ends: &mut Ends) {
    for (rank, at) in order.iter().enumerate() {
        let span = places[*at].span;
        let inner = order.iter().skip(rank + 1).take(2);
        let held = |inner: &&usize| {
            let other = places[**inner].span;
            other.start >= span.start && other.end <= span.end && other != span
        };
        let Some(first) = inner.clone().find(held) else { continue };
        if ends[*at].is_none()
            && let Some((a, b)) = ends[*first]
            && [a, b].iter().all(|end| held(&end))
        {
            ends[*at] = Some((a, b));
        }
    }
}

/// A name in its text with the words around it.
struct Name {
    start: usize,
    end: usize,
    /// Nearest first, in lower case, up to the next mark.
    before: Vec<String>,
    after: Vec<String>,
    /// The first word of the name, where it has several.
    first: Option<String>,
}

impl Name {
    /// Cuts small words off a place's words: "the western Velm countryside" is Velm.
    fn of(place: &Place, text: &str) -> Option<Name> {
        let (from, to) = (place.span.start as usize, place.span.end as usize);
        let words = pieces(text.get(from..to)?, from);
        let capital = |word: &&(usize, &str)| !word.1.starts_with(char::is_lowercase);
        let (first, last) = (words.iter().find(capital)?, words.iter().rev().find(capital)?);
        let (start, mut end) = (first.0, last.0 + last.1.len());
        for owned in ["'s", "’s"] {
            if last.1.ends_with(owned) {
                end -= owned.len();
            }
        }
        let low = floor(text, start.saturating_sub(REACH));
        let head = text.get(low..start)?;
        let head = head.rsplit(is_mark).next().unwrap_or("");
        let before = head.split_whitespace().rev().map(str::to_lowercase).collect();
        let high = floor(text, (end + REACH).min(text.len()));
        let tail = text.get(end..high)?;
        let tail = tail.strip_prefix("'s").or_else(|| tail.strip_prefix("’s")).unwrap_or(tail);
        // What is glued to the name belongs to it: "Velm-based".
        let spaced = tail.starts_with(char::is_whitespace);
        let tail = if spaced { tail.split(is_mark).next().unwrap_or("") } else { "" };
        let after = tail.split_whitespace().map(str::to_lowercase).collect();
        let several = text.get(start..end)?.split_once(' ');
        let first = several.map(|(first, _)| first.to_lowercase());
        Some(Name { start, end, before, after, first })
    }

    fn setting(&self, words: &SettingWords, found: Option<&str>) -> Option<Setting> {
        let before = self.bare();
        let own_side = before.first().and_then(|word| words.side(word));
        let rest = &before[usize::from(own_side.is_some())..];
        let rest = if own_side.is_some() { skip(rest) } else { rest };
        let after = |at: usize| self.after.get(at).map_or("", String::as_str);
        let (side, behind) = match words.side(after(0)) {
            Some(side) => (Some(side), after(1)),
            None => (own_side, after(0)),
        };
        if let Some(Some(kind)) = words.row("after", behind) {
            return Some(Setting { kind, side, other: None });
        }
        if let (Some("off"), Some(Some(kind))) = (rest.first().copied(), words.row("off", behind)) {
            return Some(Setting { kind, side, other: None });
        }
        if let Some(found) = phrase(rest, words) {
            let (kind, side) = found;
            return kind.map(|kind| Setting { kind, side: own_side.or(side), other: None });
        }
        let part = |side| Setting { side: Some(side), ..Setting::of(SettingKind::Part) };
        // "Northern Velm" with capitals, where the gazetteer knows only Velm.
        let capital = self
            .first
            .as_deref()
            .filter(|first| found.is_some_and(|name| !name.to_lowercase().starts_with(first)));
        // "The eastern city of Velm" lies in the east of its country; it is no eastern part of Velm.
        let whole = matches!(
            self.before
                .first()
                .zip(self.before.get(1))
                .map(|(of, sort)| (of.as_str(), sort.as_str())),
            Some(("of", "city" | "town" | "village" | "port"))
        );
        own_side.filter(|_| !whole).or_else(|| words.side(capital?)).map(part)
    }

    /// The words before the name, without "the" and "city of".
    fn bare(&self) -> Vec<&str> {
        let before: Vec<&str> = self.before.iter().map(String::as_str).collect();
        skip(&before).to_vec()
    }
}

/// Steps over "the", and over "the city of".
fn skip<'w, 's>(before: &'s [&'w str]) -> &'s [&'w str] {
    let mut rest = before;
    loop {
        rest = match rest {
            ["the" | "nearby" | "besieged", ..] => &rest[1..],
            ["of", "city" | "town" | "village" | "district" | "port", ..] => &rest[2..],
            ["city" | "town" | "village", ..] => &rest[1..],
            _ => return rest,
        };
    }
}

/// The longest row that ends the words, nearest first, and a side in it or before it.
fn phrase(before: &[&str], words: &SettingWords) -> Option<(Option<SettingKind>, Option<Bearing>)> {
    for length in (1..=LONGEST.min(before.len())).rev() {
        let run = &before[..length];
        let side = run.iter().chain(before.get(length)).find_map(|word| words.side(word));
        let plain: Vec<&str> =
            run.iter().rev().filter(|word| words.side(word).is_none()).copied().collect();
        // A side alone ends no row.
        let whole = run.last().is_some_and(|word| words.side(word).is_none());
        if let Some(kind) = words.row("before", &plain.join(" ")).filter(|_| whole) {
            return Some((kind, side));
        }
    }
    None
}

/// Tells whether two names are the ends of a way, and of which sort.
fn way(a: &Name, b: &Name, text: &str, words: &SettingWords) -> Option<SettingKind> {
    let gap = text.get(a.end..b.start).filter(|gap| gap.len() <= 24)?;
    let behind = b.after.first().map_or("", String::as_str);
    if matches!(gap, "-" | "–" | "—" | "‑" | " - " | " – ") {
        return words.is("way", behind).then_some(SettingKind::Road);
    }
    let link: Vec<&str> = gap.split_whitespace().collect();
    let link = match link[..] {
        [link] | [link, "the"] | [link, "the", "city" | "town" | "village", "of"] => link,
        _ => return None,
    };
    let before = a.bare();
    let (first, second) = (before.first().copied()?, before.get(1).copied().unwrap_or(""));
    match (first, link) {
        ("between", "and") => {
            let road = words.is("way", second);
            let meant = road || words.is("between", second);
            meant.then_some(if road { SettingKind::Road } else { SettingKind::Between })
        }
        ("from", "to") | ("linking" | "connecting", "and" | "to" | "with") => {
            words.is("way", second).then_some(SettingKind::Road)
        }
        _ => None,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '“' | '”' | '\n')
}

/// Words with where they begin.
fn pieces(text: &str, from: usize) -> Vec<(usize, &str)> {
    let words = text.split_whitespace();
    words.map(|word| (from + (word.as_ptr() as usize - text.as_ptr() as usize), word)).collect()
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rashomon_model::Span;

    /// Sets the names in square brackets; writes each as it is set, `in` where in the place.
    fn set(marked: &str) -> Vec<String> {
        let (mut text, mut places, mut start) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '[' => start = text.len(),
                ']' => places.push(Place::at(None, Span::from_range(start..text.len()))),
                c => text.push(c),
            }
        }
        read(&mut places, &text, &SettingWords::embedded().unwrap());
        let written = |p: &Place| match &p.setting {
            None => "in".to_owned(),
            Some(setting) => {
                let side = setting.side.map_or(String::new(), |s| format!(" {}", s.compass()));
                let other = setting.other.as_ref().map_or(String::new(), |o| format!(" {o}"));
                format!("{}{side}{other}", setting.kind.as_str())
            }
        };
        places.iter().map(written).collect()
    }

    #[test]
    fn words_around_a_name_set_things_by_it() {
        for (text, told) in [
            ("Two died near [Velm].", "near"),
            ("Two died close to the city of [Velm].", "near"),
            ("Shells hit the eastern outskirts of [Velm].", "outskirts east"),
            ("Shells hit [Velm]'s western countryside.", "countryside west"),
            ("Shells hit [the western Velm countryside].", "countryside west"),
            ("Shells hit rural [Velm].", "countryside"),
            ("A boat sank off the northern coast of [Velm].", "offshore north"),
            ("A boat sank off [Velm].", "offshore"),
            ("A boat sank off the [Velm] coast.", "offshore"),
            ("Shells hit southern [Velm].", "part south"),
            ("Two died on the road to [Velm].", "road"),
            ("Two died in the vicinity of [Velm].", "near"),
        ] {
            assert_eq!(set(text), [told], "{text}");
        }
    }

    #[test]
    fn what_means_something_else_sets_nothing() {
        for text in [
            "Two died in [Velm].",
            "The army cut off [Velm] on Monday.",
            "They called off [Velm] talks.",
            "The coast was clear, [Velm] said.",
            "Nothing came near. [Velm] slept.",
            "The [Velm]-based group struck.",
            "He left for the countryside after [Velm] fell.",
        ] {
            assert_eq!(set(text), ["in"], "{text}");
        }
    }

    #[test]
    fn two_ends_make_a_way() {
        for (text, kind) in [
            ("A plane crashed between [Velm] and [Orn].", "between"),
            ("A plane crashed between [Velm] and the town of [Orn].", "between"),
            ("A bus burned on the road from [Velm] to [Orn].", "road"),
            ("A bus burned on the highway linking [Velm] with [Orn].", "road"),
            ("A bus burned on the road between [Velm] and [Orn].", "road"),
            ("A bus burned on the [Velm]–[Orn] highway.", "road"),
        ] {
            assert_eq!(set(text), [format!("{kind} Orn"), format!("{kind} Velm")], "{text}");
        }
    }

    #[test]
    fn two_parties_are_no_ends() {
        for text in [
            "Clashes between [Velm] and [Orn] went on.",
            "Talks were held between [Velm] and [Orn].",
            "The truce between [Velm] and [Orn] held.",
            "It fell between Monday in [Velm] and Friday.",
            "Flights from [Velm] to [Orn] stopped.",
            "The [Velm]-[Orn] match was lost.",
        ] {
            assert!(set(text).iter().all(|told| told == "in"), "{text}: {:?}", set(text));
        }
    }

    #[test]
    fn odd_text_does_no_harm() {
        for text in
            ["[]", "['s]", "[Velm]", "of the of the of the [Velm]", "𝔙 [Velm] 𝔙 [𝔙]", "[the]"]
        {
            set(text);
        }
        assert_eq!(set(&"near [Velm] and [Orn], ".repeat(5_000)).len(), 10_000);
    }
}
