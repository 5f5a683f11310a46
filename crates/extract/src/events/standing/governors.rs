//! What a governing word says of what it governs: "failed to", "managed to", "refused to".
//!
//! "Rebels failed to shell Velm" denies the shelling, "did not fail to" affirms it; "forced to"
//! affirms, "wanted to" leaves it open, "stopped shelling" takes it as known. In: the entry of the
//! governing word and its own standing. Out: the standing of what it governs, after the signatures
//! of Karttunen (1971) and of Nairn, Condoravdi and Karttunen (2006).
//! Shown by the casebook pages `failed-to`, `forced-to`, `foiled`, `seemed-not`.

use rashomon_model::{Certainty, Polarity};

use super::table::{Effect, Governor};
use super::{Reality, Standing};

/// Applies what a governor says to the standing of what it governs.
pub(super) fn apply(governor: Governor, standing: &mut Standing) {
    let effect = match standing.polarity {
        Polarity::Affirmed => governor.affirmed,
        Polarity::Denied => governor.negated,
    };
    change(effect, standing);
}

/// Applies an effect to a standing.
pub(super) fn change(effect: Effect, standing: &mut Standing) {
    match effect {
        Effect::Same => {}
        Effect::Given => *standing = Standing { voiced: standing.voiced, ..Standing::PLAIN },
        Effect::Happens => standing.polarity = Polarity::Affirmed,
        Effect::Fails if standing.reality == Reality::Actual => {
            standing.polarity = Polarity::Denied;
        }
        // "wants to prevent an attack": the attack has not come about, and nobody says it will not.
        Effect::Fails => {
            standing.polarity = Polarity::Affirmed;
            standing.reality = Reality::Planned;
        }
        Effect::Open => unreal(Reality::Planned, standing),
        Effect::Off => {
            standing.become_unreal(Reality::Planned);
            standing.polarity = Polarity::Denied;
        }
        Effect::Likely => {
            standing.polarity = Polarity::Affirmed;
            standing.weaken(Certainty::Probable);
        }
        Effect::Unlikely => {
            standing.polarity = Polarity::Denied;
            standing.weaken(Certainty::Probable);
        }
        Effect::Possible => {
            standing.polarity = Polarity::Affirmed;
            standing.weaken(Certainty::Possible);
        }
        Effect::Threatened => unreal(Reality::Threatened, standing),
        Effect::Demanded => unreal(Reality::CalledFor, standing),
    }
}

fn unreal(reality: Reality, standing: &mut Standing) {
    standing.become_unreal(reality);
    standing.polarity = Polarity::Affirmed;
}
