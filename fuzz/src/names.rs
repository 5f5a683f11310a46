//! Comparing names: any two spellings.
//!
//! Laws: the order of the two does not matter; a name is the same as itself where it says anything;
//! weights are numbers.

use std::sync::OnceLock;

use rashomon::names::Names;

const KINDS: [&str; 5] = ["person", "group", "place", "outlet", ""];

/// The target: a byte that chooses the kind, a name, a line end, another name.
pub fn names(data: &[u8]) {
    static LOADED: OnceLock<Names> = OnceLock::new();
    let names = LOADED.get_or_init(|| Names::new().expect("the tables are in the program"));
    let Some((kind, rest)) = data.split_first() else { return };
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    let text = String::from_utf8_lossy(rest);
    let (a, b) = text.split_once('\n').unwrap_or((&text, &text));
    let (there, back) = (names.compare(a, b, kind), names.compare(b, a, kind));
    assert!(there.weight.is_finite(), "{there:?}");
    assert_eq!(there.same, back.same, "{there:?} {back:?}");
    assert!((there.weight - back.weight).abs() < 1e-6, "{there:?} {back:?}");
    for level in &there.levels {
        assert!(level.weight.is_finite(), "{level:?}");
    }
}
