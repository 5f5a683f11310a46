//! What shows that a number counts no things.
//!
//! In: a number proper among its words. Out: whether it is a measure, money, a share, a fraction,
//! an age, a score, a year, a list mark, or part of a name. Looks at the words beside it, never
//! across a sentence. When in doubt about a bare number, it counts: the reader of casualties
//! needs a counted noun anyway.

use rashomon_syntax::Pos;

use super::Core;
use super::beside::{Kind, is_after, is_before, kinds_after};
use crate::words::Words;

/// Tells whether a word names a fraction when a number stands before it.
pub(super) fn is_fraction(word: &str) -> bool {
    is_after(word, Kind::Fraction)
}

/// Tells whether "from A to B" here is a movement from one number to another, not a range.
pub(super) fn is_change(words: &Words<'_>, at: usize) -> bool {
    let near = at.saturating_sub(5)..at;
    words.before(at) == "from" && near.into_iter().any(|k| is_before(words.lower(k), Kind::Change))
}

/// Tells whether a number counts no things.
pub(super) fn counts_nothing(words: &Words<'_>, core: &Core) -> bool {
    if core.vague {
        return is_unit(words, core.end + usize::from(words.lower(core.end) == "of"));
    }
    is_unit(words, core.end)
        || is_money_before(words, core.start)
        || is_compound(words, core)
        || is_fraction_of(words, core.end)
        || is_age(words, core)
        || is_named(words, core)
        || is_score(words, core)
        || is_list_mark(words, core)
        || is_year(words, core)
        || is_pronoun_one(words, core)
        || is_part_of_code(words, core)
        || is_corrected(words, core)
}

/// "not five but seven", "seven, not five, people": the number that does not hold.
fn is_corrected(words: &Words<'_>, core: &Core) -> bool {
    let Some(not) = core.start.checked_sub(1).filter(|k| words.lower(*k) == "not") else {
        return false;
    };
    words.lower(core.end) == "but"
        || words.before(not) == "," && matches!(words.lower(core.end), "," | "." | ")" | ";")
}

fn is_unit(words: &Words<'_>, at: usize) -> bool {
    // "12 - kilometre", "12 more days", "12 or so miles": the unit may stand a word further on.
    let skipped = match words.lower(at) {
        "or" if words.lower(at + 1) == "so" => 2,
        "-" | "more" | "of" | "other" | "full" | "long" | "straight" | "consecutive"
        | "nautical" | "metric" | "american" | "us" | "u.s." => 1,
        _ => 0,
    };
    is_unit_word(words, at) || (skipped > 0 && is_unit_word(words, at + skipped))
}

fn is_unit_word(words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    match word {
        // "12 per cent" is a share, "12 per tent" is none.
        "per" => return matches!(words.lower(at + 1), "cent" | "centum"),
        // "Two Square" is a place.
        "square" if words.is_capital(at) => return false,
        _ => {}
    }
    let kinds = kinds_after(word);
    kinds.iter().any(|kind| matches!(kind, Kind::Measure | Kind::Money | Kind::Share))
}

fn is_money_before(words: &Words<'_>, start: usize) -> bool {
    is_before(words.before(start), Kind::Money)
}

/// "a 12-storey block", "MiG - 23", "12-year-old"; but "a 200-strong force" counts.
fn is_compound(words: &Words<'_>, core: &Core) -> bool {
    let joined = |at: usize| words.lower(at) == "-" && words.glued(at) && words.glued(at + 1);
    if core.start > 1 && joined(core.start - 1) {
        return true;
    }
    joined(core.end) && !matches!(words.lower(core.end + 1), "strong" | "member" | "man" | "person")
}

fn is_fraction_of(words: &Words<'_>, end: usize) -> bool {
    let at = end + usize::from(words.lower(end) == "-");
    is_fraction(words.lower(at))
        || (matches!(words.lower(end), "and") && words.matches(end + 1, &["a", "half"]))
        || (words.lower(end).contains('/')
            && words.lower(end).starts_with(|c: char| c.is_ascii_digit()))
}

/// "aged 12", "between the ages of 5 and 12", "Omar Adel, 12, a pupil", "(12)" after a name.
fn is_age(words: &Words<'_>, core: &Core) -> bool {
    let before = words.before(core.start);
    let near = core.start.saturating_sub(4)..core.start;
    if near.into_iter().any(|k| is_before(words.lower(k), Kind::Age)) {
        return true;
    }
    if is_after(words.lower(core.end), Kind::Age) {
        return true;
    }
    if core.start < 2 || core.range || core.high > 120 {
        return false;
    }
    let name = words.is_capital(core.start - 2);
    let closes = |word: &str| matches!(word, "," | "." | ";" | ")" | "" | "\n" | "and");
    name && ((before == "," && closes(words.lower(core.end)))
        || (before == "(" && words.lower(core.end) == ")"))
}

/// "Resolution 2254", "District 400", "neighborhood 400", "102 Brigade", "Halab 24 reported".
fn is_named(words: &Words<'_>, core: &Core) -> bool {
    let Some(before) = core.start.checked_sub(1) else { return named_after(words, core) };
    // "In the district 12 people died": with an article the noun names no number of its own.
    let article = matches!(words.before(before), "the" | "a" | "an" | "this" | "that" | "each");
    let free = article && is_counted(words, core.end);
    if is_before(words.lower(before), Kind::Name) && !free {
        return true;
    }
    let digits = core.end == core.start + 1 && words.digits(core.start).is_some();
    let capital = words.is_capital(before)
        && !words.opens_sentence(before)
        && !words.opens_sentence(core.start);
    // A capitalised word, digits and nothing that could be counted: the digits belong to the name.
    (digits
        && capital
        && words.pos(before) == Pos::Propn
        && !is_counted(words, core.end)
        && !is_verb(words, core.end))
        || named_after(words, core)
}

/// "102 Brigade", "the 102 brigade": a number above one before the singular of what has numbers.
fn named_after(words: &Words<'_>, core: &Core) -> bool {
    let named = is_after(words.lower(core.end), Kind::Name);
    named && (words.is_capital(core.end) || (core.high > 1 && words.lower(core.end + 1) != "-"))
}

fn is_verb(words: &Words<'_>, at: usize) -> bool {
    matches!(words.pos(at), Pos::Verb | Pos::Aux)
}

/// Tells whether a counted noun seems to follow.
fn is_counted(words: &Words<'_>, at: usize) -> bool {
    for k in at..at + 4 {
        match words.tag(k) {
            "NNS" => return true,
            "JJ" | "NN" | "VBN" | "VBG" | "NNP" | "NNPS" | "JJR" => {}
            "" => {
                return words.lower(k).chars().all(char::is_alphabetic)
                    && words.lower(k).ends_with('s')
                    || words.lower(k) == "people";
            }
            _ => return false,
        }
    }
    false
}

/// "3-2", "a 3 to 1 win".
fn is_score(words: &Words<'_>, core: &Core) -> bool {
    if is_after(words.lower(core.end), Kind::Score) && !words.lower(core.end).ends_with('s') {
        return core.range || words.lower(core.end) != "vote";
    }
    let digits_after_dash = |at: usize| words.lower(at) == "-" && words.digits(at + 1).is_some();
    if digits_after_dash(core.end) {
        return true;
    }
    let glued_before = core.start > 1 && words.lower(core.start - 1) == "-";
    glued_before && words.digits(core.start - 2).is_some()
}

/// "1.", "2)", "(3)" at the start of a line.
fn is_list_mark(words: &Words<'_>, core: &Core) -> bool {
    if core.end != core.start + 1 || words.digits(core.start).is_none() {
        return false;
    }
    let opens = |at: usize| at == 0 || words.before(at) == "\n" || words.opens_sentence(at);
    let after = words.lower(core.end);
    if matches!(after, "." | ")" | "-" | ":") && opens(core.start) {
        return true;
    }
    // "(3)" and "[3]": a mark or a note, wherever it stands.
    let bracket = words.before(core.start);
    (bracket == "(" && after == ")") || (bracket == "[" && after == "]")
}

/// Four digits that read as a year and count no noun.
fn is_year(words: &Words<'_>, core: &Core) -> bool {
    let word = words.lower(core.start);
    let four =
        core.end == core.start + 1 && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    four && (1100..2100).contains(&core.low) && !is_counted(words, core.end)
}

/// "one" that stands for somebody or something: "no one", "the one who", "one another".
fn is_pronoun_one(words: &Words<'_>, core: &Core) -> bool {
    if words.lower(core.start) != "one" || core.end != core.start + 1 {
        return false;
    }
    let before = words.before(core.start);
    let after = words.lower(core.end);
    matches!(
        before,
        "no" | "the"
            | "this"
            | "that"
            | "which"
            | "each"
            | "every"
            | "any"
            | "some"
            | "a"
            | "by"
            | "another"
            | "day"
            | "former"
            | "loved"
            | "only"
    ) || matches!(
        after,
        "another"
            | "'s"
            | "day"
            | "hand"
            | "side"
            | "thing"
            | "way"
            | "time"
            | "by"
            | "can"
            | "should"
            | "must"
            | "may"
            | "might"
            | "would"
            | "could"
            | "sided"
    ) || words.tag(core.start) == "PRP"
        || words.tag(core.start) == "NN"
}

/// Leading zeros and runs of digits that other marks cut up: "007", "555-1234", "+49 30".
fn is_part_of_code(words: &Words<'_>, core: &Core) -> bool {
    let word = words.lower(core.start);
    let zero = word.len() > 1 && word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit());
    let before = words.before(core.start);
    zero || matches!(before, "+" | "/" | "\\" | "@" | "_" | "=")
        || (matches!(words.lower(core.end), "/" | "_" | "\\" | "=" | "@") && words.glued(core.end))
}
