//! Finds words that are written as one in one name and as two or three in the other.
//!
//! In: the words of two names and which of them found no partner. Out: those that answer each
//! other once run together ("Hasnizar", "Hasni Zar"), taken out of what is left over. Letters must
//! be the same, in order, with nothing between. It does not weigh.

use super::name::{Role, Word};

/// A whole this short may come about by chance.
const SHORTEST: usize = 5;

/// The words that found no partner.
pub(crate) fn unused(words: &[Word], used: Vec<usize>) -> Vec<usize> {
    (0..words.len()).filter(|i| !used.contains(i)).collect()
}

/// Takes out of what is left over what is the same once run together, and says which it was.
pub(crate) fn run_words(
    (a, left): (&[Word], &mut Vec<usize>),
    (b, right): (&[Word], &mut Vec<usize>),
) -> Vec<String> {
    let mut found = parted((a, left), (b, right));
    found.extend(parted((b, right), (a, left)));
    found
}

fn parted(
    (one, ones): (&[Word], &mut Vec<usize>),
    (many, left): (&[Word], &mut Vec<usize>),
) -> Vec<String> {
    let mut found = Vec::new();
    ones.retain(|&i| {
        let whole = &one[i];
        if whole.letters.len() < SHORTEST || whole.role != Role::Word {
            return true;
        }
        for count in 2..=3 {
            let run = left.windows(count).position(|at| {
                at[count - 1] - at[0] == count - 1 && makes(whole, &many[at[0]..=at[count - 1]])
            });
            if let Some(at) = run {
                let parts: Vec<&str> =
                    left.drain(at..at + count).map(|j| many[j].plain.as_str()).collect();
                found.push(format!("{} ~ {}", parts.join(" "), whole.plain));
                return false;
            }
        }
        true
    });
    found
}

/// Says whether words run together make a word.
fn makes(whole: &Word, parts: &[Word]) -> bool {
    let mut letters = parts.iter().flat_map(|w| &w.letters);
    whole.letters.iter().all(|c| letters.next() == Some(c)) && letters.next().is_none()
}
