//! A value in words by which a judgement names it, and by which it is known again.
//!
//! A gist holds what the value says and nothing that a later reading may do otherwise without saying
//! anything else: no ids, no certainty, no offsets. Two values on the same words with the same gist
//! are the same statement, read twice.

use super::CaseValue;

impl CaseValue {
    /// Returns the value in words that stay the same as long as it says the same: "4", "4 or more,
    /// women", the words of a place. They name a value in a judgement.
    pub fn gist(&self) -> String {
        match self {
            CaseValue::Occurrence => String::new(),
            CaseValue::Toll { quantity, .. } => {
                let mut out = match quantity.high {
                    Some(high) if high == quantity.low => high.to_string(),
                    Some(high) => format!("{} to {high}", quantity.low),
                    None => format!("{} or more", quantity.low),
                };
                if let Some(who) = quantity.who {
                    out.push_str(", ");
                    out.push_str(who.as_str());
                }
                out
            }
            CaseValue::Cause { kind, .. } => kind.as_str().to_owned(),
            CaseValue::Stance { kind, .. } => kind.as_str().to_owned(),
            CaseValue::Responsibility { text, .. }
            | CaseValue::Target { text, .. }
            | CaseValue::Damage { text, .. }
            | CaseValue::Place { text, .. }
            | CaseValue::Time { text, .. }
            | CaseValue::Weapon { text, .. }
            | CaseValue::Outcome { text, .. } => {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Tells whether the value says what a gist says. Words may have grown or shrunk at their ends
    /// between two readings of one text; numbers and kinds are the same or they are not.
    ///
    /// ```
    /// use rashomon_model::CaseValue;
    /// let market = CaseValue::Damage { entity: None, text: "the crowded market".into() };
    /// assert!(market.says("crowded market") && !market.says("the supermarket"));
    /// ```
    pub fn says(&self, gist: &str) -> bool {
        let own = self.gist();
        let of_words = !matches!(
            self,
            CaseValue::Occurrence
                | CaseValue::Toll { .. }
                | CaseValue::Cause { .. }
                | CaseValue::Stance { .. }
        );
        if !of_words {
            return own == gist;
        }
        let (own, gist) = (own.to_lowercase(), gist.to_lowercase());
        let within = |part: &str, whole: &str| {
            let has = |at: usize| {
                let before = whole[..at].chars().next_back();
                let after = whole[at + part.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            };
            !part.is_empty() && whole.match_indices(part).any(|(at, _)| has(at))
        };
        own == gist || within(&own, &gist) || within(&gist, &own)
    }
}
