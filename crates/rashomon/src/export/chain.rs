//! Chains of voices as formats show them: who published, who speaks at the end, the whole in words.

use crate::json::case::Voice;

/// What a link of a chain is called where nobody is named.
const NOBODY_NAMED: &str = "(not named)";

/// Returns the outlet of a chain.
pub(super) fn outlet(chain: &[Voice]) -> Option<&String> {
    chain.first().and_then(|voice| voice.outlet.value())
}

/// Returns the innermost voice of a chain, where somebody is quoted.
pub(super) fn innermost(chain: &[Voice]) -> Option<&Voice> {
    chain.last().filter(|voice| !voice.is_outlet())
}

/// Names each link of a chain, from the outlet inwards.
pub(super) fn said_by(chain: &[Voice]) -> impl Iterator<Item = &str> {
    chain.iter().map(name)
}

/// Names one link of a chain.
pub(super) fn name(voice: &Voice) -> &str {
    voice.outlet.value().or(voice.text.value()).map_or(NOBODY_NAMED, String::as_str)
}

/// Writes a chain of voices on one line.
pub(super) fn written(chain: &[Voice]) -> String {
    said_by(chain).collect::<Vec<_>>().join(" › ")
}
