//! Reads one rule of a rulebook file: its id, its condition, what it gives, its sentence.
//!
//! In: a rule as written, the names it may use, and the field it stands in. Out: a rule whose
//! expressions are parsed and of the right kind, or the mistake with its line.

use rashomon_model::Coded;
use toml::Spanned;

use super::super::book::{COUNTED, CountRule, Gives, How, Rule};
use super::super::expression::{Expr, Fault, Names, check, parse};
use super::super::finding::{Kind, Known};
use super::super::near::near;
use super::super::note::Note;
use super::written::{Written, spelled};
use super::{Outcome, Reader};

/// What a rule must know of the field it stands in.
pub(super) struct WrittenHead {
    pub(super) kind: Kind,
    pub(super) how: How,
    pub(super) values: Vec<String>,
}

impl WrittenHead {
    /// The kind that one rule gives.
    pub(super) fn gives(&self) -> Option<Kind> {
        match (self.kind, self.how) {
            // One word is added, or several.
            (Kind::Words, How::All) => None,
            (kind, _) => Some(kind),
        }
    }
}

impl Reader<'_> {
    /// Reads a rule; `field` is the one it stands in.
    pub(super) fn rule(
        &mut self,
        written: Written,
        field: Option<&WrittenHead>,
        here: &[Known],
    ) -> Outcome<Rule> {
        let at = written.id.span().start;
        let id = self.name(&written.id)?;
        if self.ids.contains(&id) {
            return self.source.fail(at, format!("`{id}` is the id of a rule above: give another"));
        }
        self.ids.push(id.clone());
        let mut names = self.names.clone();
        names.here = here.to_vec();
        if let Some(field) = field {
            names.here.push(Known::new("so_far", field.kind, ""));
        }
        let when = match &written.when {
            Some(when) => Some(self.expression(when, &names, Some(Kind::Flag))?),
            None => None,
        };
        let gives = match (field, &written.value, &written.from) {
            (None, None, None) => Gives::Value(Coded::Unknown),
            (Some(field), Some(value), None) => Gives::Value(self.given(value, field)?),
            (Some(field), None, Some(from)) => {
                let kind = field.gives();
                Gives::From(self.expression(from, &names, kind)?)
            }
            (Some(_), ..) => {
                return self.source.fail(at, format!("rule `{id}` needs either `value` or `from`"));
            }
            (None, ..) => {
                let what = format!("rule `{id}` takes no `value` and no `from`");
                return self.source.fail(at, what);
            }
        };
        if let Some(field) = field {
            names.here.push(Known::new("value", field.kind, ""));
        } else if !here.is_empty() {
            names.here.push(Known::new("min", Kind::Number, ""));
            names.here.push(Known::new("max", Kind::Number, ""));
        }
        let note = Note::read(written.note.get_ref(), &names)
            .map_err(|fault| self.source.fault(&written.note, &fault))?;
        Ok(Rule { id, written: spelled(&written), when, gives, note, certainty: written.certainty })
    }

    fn expression(
        &self,
        written: &Spanned<String>,
        names: &Names,
        wanted: Option<Kind>,
    ) -> Outcome<Expr> {
        let fault = |fault: Fault| self.source.fault(written, &fault);
        let expr = parse(written.get_ref()).map_err(fault)?;
        let typed = check(&expr, names).map_err(fault)?;
        let numbers = |k: Kind| matches!(k, Kind::Number | Kind::Measure);
        match (typed.kind, wanted) {
            (Some(found), Some(wanted))
                if found != wanted && !(wanted == Kind::Measure && numbers(found)) =>
            {
                let what =
                    format!("this is a {}, where a {} is needed", found.as_str(), wanted.as_str());
                Err(fault(Fault { at: 0, what }))
            }
            _ => Ok(expr),
        }
    }

    fn given(&self, written: &Spanned<toml::Value>, field: &WrittenHead) -> Outcome<Coded> {
        let value = self.constant(written)?;
        let at = written.span().start;
        if let Some(wanted) = field.gives()
            && Kind::of(&value) != Some(wanted)
        {
            return self.source.fail(at, format!("a {} is needed here", wanted.as_str()));
        }
        let words = match &value {
            Coded::Word(word) => vec![word.clone()],
            Coded::Words(words) => words.clone(),
            _ => Vec::new(),
        };
        for word in words.iter().filter(|_| !field.values.is_empty()) {
            if !field.values.contains(word) {
                let known = field.values.iter().map(String::as_str);
                return self.source.fail(at, near("value", word, known));
            }
        }
        Ok(value)
    }

    pub(super) fn count(&mut self, written: Written) -> Outcome<CountRule> {
        let at = written.id.span().start;
        let (Some(min), Some(max)) = (&written.min, &written.max) else {
            let id = written.id.get_ref();
            return self.source.fail(at, format!("rule of counting `{id}` needs `min` and `max`"));
        };
        let names = Names { here: COUNTED.to_vec(), ..self.names.clone() };
        let min = self.expression(min, &names, Some(Kind::Number))?;
        let max = self.expression(max, &names, Some(Kind::Number))?;
        Ok(CountRule { rule: self.rule(written, None, COUNTED)?, min, max })
    }
}
