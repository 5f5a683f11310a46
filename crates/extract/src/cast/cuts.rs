//! Runs of name words cut into names: titles off, states and bodies apart from what follows.
//!
//! In: a run found by `names`. Out: the names in it. "Orland Defence Secretary Ann Roe" gives
//! Orland and Ann Roe with her office; "Air Force MIG-21" gives a body and a plane. Must hold:
//! names lie inside the run and do not overlap.
//!
//! Shown by the casebook page `titles`.

use std::ops::Range;

use rashomon_model::EntityKind;
use rashomon_text::syntax::Iob;

use super::lexicon::{Around, StateForm};
use super::names::{Finder, NAMING, Name, is_code};

impl Finder<'_, '_> {
    /// Cuts a run into names: titles off, states apart from what follows them.
    pub(super) fn take(&self, run: Range<usize>, names: &mut Vec<Name>) {
        let run = self.trimmed(run);
        if run.is_empty() {
            return;
        }
        if let Some(name) = self.whole(&run) {
            names.push(name);
            return;
        }
        let (before, title, rest) = self.split_title(&run);
        if !before.is_empty() {
            self.take_plain(before, None, names);
        }
        if !rest.is_empty() {
            let title = title.or_else(|| self.title_before(rest.start));
            self.take_plain(rest, title, names);
        }
    }

    /// Makes a name of a run that stands in the tables as it is.
    fn whole(&self, run: &Range<usize>) -> Option<Name> {
        let known = self.lexicon.known(&self.folded(run));
        let state = self.state_of(run);
        if known.is_none() && state.is_none() {
            return None;
        }
        if let Some(StateForm::Adjective(_)) = state {
            return Some(self.name(run.clone(), None)).filter(|_| false);
        }
        let mut name = self.name(run.clone(), None);
        name.known = known;
        match state {
            Some(StateForm::Land(line)) => name.state = Some(line),
            Some(StateForm::People(_)) => name.people = true,
            _ => {}
        }
        Some(name)
    }

    fn name(&self, tokens: Range<usize>, title: Option<Range<usize>>) -> Name {
        let head = tokens.end.saturating_sub(1);
        Name { tokens, head, title, known: None, state: None, people: false, torn: false }
    }

    fn take_plain(&self, run: Range<usize>, title: Option<Range<usize>>, names: &mut Vec<Name>) {
        let run = self.trimmed(run);
        if run.is_empty() || self.is_adjective_alone(&run) {
            return;
        }
        if let Some(mut name) = self.whole(&run) {
            name.title = title;
            names.push(name);
            return;
        }
        if let Some(cut) = self.cut(&run) {
            self.take_plain(run.start..cut, title, names);
            let from = names.len();
            self.take_plain(cut..run.end, None, names);
            let body = self.lexicon.name_head(self.page.lower(cut - 1)) == Some(EntityKind::Group);
            if let Some(name) = names.get_mut(from).filter(|_| body) {
                name.torn = true;
            }
            return;
        }
        names.push(self.name(run, title));
    }

    /// Finds where a run holds two names: a state or known name before, a weapon code or person
    /// after a body's last word.
    fn cut(&self, run: &Range<usize>) -> Option<usize> {
        if run.len() < 2 {
            return None;
        }
        let page = self.page;
        let last = self.lexicon.name_head(page.lower(run.end - 1));
        let same_span = self.in_one_span(run);
        for cut in (run.start + 1..run.end).rev().take(6) {
            let left = run.start..cut;
            if page.is_hyphen(cut) || page.is_hyphen(cut - 1) {
                continue;
            }
            let stands_alone = self.lexicon.known(&self.folded(&left)).is_some()
                || matches!(
                    self.state_of(&left),
                    Some(StateForm::Land(_) | StateForm::Adjective(_))
                );
            if stands_alone && last.is_none() && !same_span {
                return Some(cut);
            }
            let ends_body = self.lexicon.name_head(page.lower(cut - 1)) == Some(EntityKind::Group);
            let rest = run.end - cut;
            let coded = is_code(page.word(cut));
            if ends_body && cut - run.start >= 2 && last.is_none() && (coded || rest >= 2) {
                return Some(cut);
            }
        }
        None
    }

    fn in_one_span(&self, run: &Range<usize>) -> bool {
        let page = self.page;
        run.clone().all(|i| NAMING.contains(&page.ent(i)))
            && run.clone().skip(1).all(|i| page.token(i).is_some_and(|t| t.ent_iob == Iob::Inside))
    }

    /// "Velmian", "Northern" alone name nobody.
    fn is_adjective_alone(&self, run: &Range<usize>) -> bool {
        let page = self.page;
        let adjective = |i: usize| {
            matches!(self.state_of(&(i..i + 1)), Some(StateForm::Adjective(_)))
                || self.lexicon.is_no_name(page.lower(i))
                || page.is_hyphen(i)
        };
        let whole = matches!(self.state_of(run), Some(StateForm::Adjective(_)));
        let one = run.len() == 1;
        whole
            || run.clone().all(adjective)
            || one
                && page.ent(run.start) == "NORP"
                && page.tag(run.start) == "JJ"
                && !self.is_prefixed(run.start)
            || one && self.lexicon.is_link(page.lower(run.start))
            || one && self.is_particle(run.start)
    }

    /// Takes leading marks and particles without a name, and trailing ones, off a run.
    fn trimmed(&self, mut run: Range<usize>) -> Range<usize> {
        let page = self.page;
        while run.start < run.end
            && (page.is_hyphen(run.start)
                || !page.has_letter(run.start) && run.len() > 1
                || page.lower(run.start) == "the"
                || run.len() > 1 && self.is_preposition(run.start))
        {
            run.start += 1;
        }
        while run.start < run.end
            && (page.is_hyphen(run.end - 1)
                || page.lower(run.end - 1) == "'s"
                || self.is_linker(run.end - 1)
                    && run.len() > 1
                    && !page.is_capitalised(run.end - 1))
        {
            run.end -= 1;
        }
        run
    }

    /// "Near Velm": a capital at the start of a line makes no name.
    fn is_preposition(&self, i: usize) -> bool {
        !self.lexicon.context(Around::Preposition, self.page.lower(i)).is_empty()
    }

    /// Splits "Orland Defence Secretary Ann Roe" into what the office belongs to, office, name.
    fn split_title(
        &self,
        run: &Range<usize>,
    ) -> (Range<usize>, Option<Range<usize>>, Range<usize>) {
        let none = (run.start..run.start, None, run.clone());
        let page = self.page;
        if run.len() == 1 && self.lexicon.title(page.lower(run.start)).is_none() {
            return none;
        }
        let last = run.clone().rev().find(|i| {
            self.lexicon.title(page.lower(*i)).is_some()
                || *i > run.start && self.lexicon.title(&page.lower_run(i - 1..i + 1)).is_some()
        });
        let Some(last) = last else { return none };
        // "General Assembly", "Prince Street Camp": the title opens the name of something else.
        let named_thing =
            last + 1 < run.end && self.lexicon.name_head(page.lower(run.end - 1)).is_some();
        if named_thing {
            return none;
        }
        let mut body = run.start;
        while body < last && (self.stands_for_body(body)) {
            body += 1;
        }
        (run.start..body, Some(body..last + 1), last + 1..run.end)
    }

    fn stands_for_body(&self, i: usize) -> bool {
        let one = i..i + 1;
        self.page.is_acronym(i)
            || self.lexicon.known(&self.folded(&one)).is_some()
            || matches!(self.state_of(&one), Some(StateForm::Land(_)))
            || self.page.ent(i) == "ORG" && !self.is_office_word(i)
    }

    fn is_office_word(&self, i: usize) -> bool {
        self.lexicon.title(self.page.lower(i)).is_some()
    }

    /// Finds a title in small letters before a name ("spokesman Ann Roe").
    fn title_before(&self, start: usize) -> Option<Range<usize>> {
        let at = start.checked_sub(1)?;
        let dotted = self.page.word(at) == "." && at > 0;
        let at = if dotted { at - 1 } else { at };
        self.lexicon.title(self.page.lower(at)).map(|_| at..start)
    }
}
