//! Which runs of capitalised words are names after all.
//!
//! In: the names found. Out: those that stay. Words open a sentence or a headline with a capital
//! and name nobody; a noun alone ("Council", "Army") describes; a happening or paper is no party.
//! What the report also writes in the middle of a sentence, or what the tables know, stays.
//! Shown by the casebook pages `group-called`, `word-of-a-body`.

use foldhash::HashSet;

use super::addresses::is_address;
use super::lexicon::Around;
use super::names::{Finder, NAMING, Name};

impl Finder<'_, '_> {
    /// Drops runs that are no names: words capitalised for their place, headlines.
    pub(super) fn drop_doubtful(&self, names: &mut Vec<Name>) {
        let (page, lexicon) = (self.page, self.lexicon);
        let firm: HashSet<String> = names
            .iter()
            .filter(|n| !page.in_headline(n.tokens.start) && !page.opens_sentence(n.tokens.start))
            .map(|n| page.lower_run(n.tokens.clone()))
            .collect();
        let parts: HashSet<&str> = names
            .iter()
            .filter(|n| n.tokens.len() > 1 && !page.in_headline(n.tokens.start))
            .flat_map(|n| n.tokens.clone())
            .map(|i| page.lower(i))
            .collect();
        let keep = |name: &Name| {
            let address = is_address(page.word(name.tokens.start));
            if name.known.is_some() || name.state.is_some() || name.people || address {
                return true;
            }
            let happening = lexicon.is_happening(page.lower(name.tokens.end - 1))
                || page.lower(name.tokens.start) == "operation";
            if happening && name.title.is_none() {
                return false;
            }
            if firm.contains(&page.lower_run(name.tokens.clone())) {
                return !self.is_common_alone(name);
            }
            if page.in_headline(name.tokens.start) && name.tokens.len() > 3 {
                return false;
            }
            let spanned = NAMING.contains(&page.ent(name.tokens.start));
            // "Roe left" after "Ann Roe" needs no tagger.
            let heard = spanned || parts.contains(page.lower(name.tokens.start));
            let doubtful =
                page.opens_sentence(name.tokens.start) && name.tokens.len() == 1 && !heard;
            !doubtful && !self.is_common_alone(name)
        };
        let kept: Vec<bool> = names.iter().map(keep).collect();
        let mut kept = kept.into_iter();
        names.retain(|_| kept.next().unwrap_or(false));
    }

    /// A capitalised noun alone ("Council", "Army", "President") is a description, not a name.
    fn is_common_alone(&self, name: &Name) -> bool {
        let word = self.page.lower(name.tokens.start);
        // "to the West of Velm": a direction, though some capitalise it.
        let direction = !self.lexicon.context(Around::OfPlace, word).is_empty();
        name.tokens.len() == 1
            && (direction
                || self.lexicon.title(word).is_some()
                || self.lexicon.name_head(word).is_some()
                || !self.lexicon.heads(&self.page.lemma(name.tokens.start)).is_empty())
    }
}
