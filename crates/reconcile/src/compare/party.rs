//! Who is held responsible: by identity, inclusion, names and denial.
//!
//! Naming a unit does not contradict naming its army. "Unidentified aircraft" and "warplanes" name
//! nobody and contradict nobody; "rebels" and "government troops" name nobody either, but stand on
//! two sides. A denial contradicts whoever lays the event on the one who denies. Which words do
//! what is data (`data/method/party-words.tsv`).

use rashomon_model::CaseClaim;

use super::{Standing, affirms, voice};
use crate::parties::Parties;
use crate::words::{Camp, Party};

/// Compares two claims of responsibility.
pub fn compare(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Standing {
    let (Some(x), Some(y)) = (parties.party_of(a), parties.party_of(b)) else {
        return Standing::Compatible;
    };
    let likeness = likeness(&x, &y, parties);
    match (affirms(a), affirms(b)) {
        (true, true) => match likeness {
            Likeness::Same => Standing::Same,
            Likeness::Open => Standing::Compatible,
            Likeness::Apart => Standing::Conflict(format!("“{}” ≠ “{}”", x.text, y.text)),
        },
        (false, false) if likeness == Likeness::Same => Standing::Same,
        (false, false) => Standing::Compatible,
        _ if likeness == Likeness::Same => {
            let (yes, no) = if affirms(a) { (a, b) } else { (b, a) };
            Standing::Conflict(format!(
                "responsibility of “{}” is affirmed by {} and denied by {}",
                if affirms(a) { x.text } else { y.text },
                voice(yes),
                voice(no)
            ))
        }
        _ => Standing::Compatible,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// One party, or one within the other.
    Same,
    /// Nothing tells.
    Open,
    /// Two parties.
    Apart,
}

fn likeness(a: &Party<'_>, b: &Party<'_>, parties: &Parties<'_>) -> Likeness {
    if let (Some(x), Some(y)) = (a.entity, b.entity)
        && parties.overlap(x, y)
    {
        return Likeness::Same;
    }
    let rivals = matches!(
        (a.camp, b.camp),
        (Some(Camp::State), Some(Camp::Armed)) | (Some(Camp::Armed), Some(Camp::State))
    );
    match (a.names.is_empty(), b.names.is_empty()) {
        _ if rivals => Likeness::Apart,
        (true, true) if a.camp.is_some() && a.camp == b.camp => Likeness::Same,
        (false, false) if within(&a.names, &b.names) || within(&b.names, &a.names) => {
            Likeness::Same
        }
        (false, false) if !share(&a.names, &b.names) && !share(&a.words, &b.words) => {
            Likeness::Apart
        }
        _ => Likeness::Open,
    }
}

fn share(these: &[String], those: &[String]) -> bool {
    these.iter().any(|n| those.iter().any(|m| alike(n, m)))
}

fn within(few: &[String], many: &[String]) -> bool {
    few.iter().all(|n| many.iter().any(|m| alike(n, m)))
}

/// A country and its adjective are one name: a long common beginning, and short endings.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (one, two) = (a.chars().count() - shared, b.chars().count() - shared);
    shared >= STEM && one.min(two) < ENDING && one.max(two) <= ENDING
}

/// Letters that two forms of one name share at least.
const STEM: usize = 4;
/// Letters in which their ends may differ.
const ENDING: usize = 3;

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn a_country_and_its_adjective_are_one_name() {
        assert!(alike("sembria", "sembrian"));
        assert!(alike("karsovo", "karsovan"));
        assert!(!alike("karsovan", "sembrian"));
        assert!(!alike("velm", "velmontar"));
    }
}
