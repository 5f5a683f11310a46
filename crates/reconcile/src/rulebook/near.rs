//! Says of an unknown name which known ones come near it.
//!
//! Near: few letters to change (Damerau–Levenshtein without swaps), or one beginning with the other.

/// Names that are shown at most.
const SHOWN: usize = 4;

/// Writes that a name is not known and which are near; all of them where they are few.
pub fn near<'k>(what: &str, name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let limit = (name.len() / 3).max(2);
    let mut close: Vec<(usize, &str)> = known
        .iter()
        .map(|other| (distance(name, other), *other))
        .filter(|(d, other)| *d <= limit || related(name, other))
        .collect();
    close.sort_unstable();
    let shown: Vec<String> =
        close.iter().take(SHOWN).map(|(_, other)| format!("`{other}`")).collect();
    if !shown.is_empty() {
        return format!("there is no {what} `{name}`; near it: {}", shown.join(", "));
    }
    if known.len() <= 2 * SHOWN {
        let all: Vec<String> = known.iter().map(|other| format!("`{other}`")).collect();
        return format!("there is no {what} `{name}`; there is {}", all.join(", "));
    }
    format!("there is no {what} `{name}`; docs/rulebooks.md lists what there is")
}

fn related(a: &str, b: &str) -> bool {
    a.len() > 3 && b.len() > 3 && (a.contains(b) || b.contains(a))
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = cost.min(corner + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn near_names_are_shown_and_far_ones_are_not() {
        let known = ["independent_origins", "single_source", "status_contested"];
        let said = near("finding", "independant_origins", known);
        assert!(said.ends_with("near it: `independent_origins`"), "{said}");
        let said = near("word", "green", ["red", "blue"]);
        assert!(said.ends_with("there is `blue`, `red`"), "{said}");
    }
}
