//! Reads a rulebook from TOML, and says with file and line what does not hold in it.
//!
//! In: the text of the file, and where it `extends` another, that one. Out: a [`Rulebook`] in which
//! every name is known, every value is of its kind, and every id stands once; or the first mistake
//! with the remedy. A file that extends another names it, gives what it changes, and keeps the
//! rest: parameters by name, rules of counting by id (new ones go first), fields whole by name.
//! `docs/rulebooks.md` describes the format for people.

use rashomon_model::Coded;
use serde::Deserialize;
use toml::Spanned;

use super::book::{
    COUNTED, Certainty, CountRule, Field, Gives, How, Parameter, Readings, Rule, Rulebook,
};
use super::expression::{Fault, Names, check, parse};
use super::finding::{Kind, Known};
use super::findings;
use super::near::near;
use super::note::Note;

/// A rulebook file does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookError {
    /// The file as the caller named it.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong, and what is allowed.
    pub what: String,
}

impl std::fmt::Display for RulebookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

impl std::error::Error for RulebookError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    title: Option<String>,
    version: Spanned<String>,
    owner: Option<String>,
    stance: Option<String>,
    extends: Option<Spanned<String>>,
    headline: Option<Spanned<Vec<String>>>,
    readings: Option<Readings>,
    applies: Option<Written>,
    #[serde(default)]
    parameter: Vec<WrittenParameter>,
    #[serde(default)]
    count: Vec<Written>,
    #[serde(default)]
    field: Vec<WrittenField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenParameter {
    name: Spanned<String>,
    value: Spanned<toml::Value>,
    certainty: Option<Certainty>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    when: Option<Spanned<String>>,
    value: Option<Spanned<toml::Value>>,
    from: Option<Spanned<String>>,
    min: Option<Spanned<String>>,
    max: Option<Spanned<String>>,
    note: Spanned<String>,
    certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    name: Spanned<String>,
    kind: Spanned<String>,
    says: String,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default = "yes")]
    shown: bool,
    #[serde(default)]
    how: How,
    each: Option<Spanned<String>>,
    #[serde(default)]
    rule: Vec<Written>,
    #[serde(default)]
    cell: Vec<WrittenField>,
}

fn yes() -> bool {
    true
}

/// Names in rulebook files: lower-case letters, digits, `-` and `_`, beginning with a letter.
fn is_name(name: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(inner)
}

/// The text of a file, for lines of mistakes.
struct Source<'t> {
    file: &'t str,
    text: &'t str,
}

impl Source<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    fn fail<T>(&self, at: usize, what: impl Into<String>) -> Result<T, RulebookError> {
        Err(RulebookError {
            file: self.file.to_owned(),
            line: Some(self.line(at)),
            what: what.into(),
        })
    }

    /// Turns a fault in a line of the rule language into a mistake of the file.
    fn fault(&self, written: &Spanned<String>, fault: &Fault) -> RulebookError {
        let from = written.span().start;
        // Escapes make what is written longer than what is meant, so the line may be a little off.
        let line = self.line(from + fault.at);
        let line = line.min(self.line(written.span().end));
        let text = written.get_ref();
        let near: String = text.get(fault.at..).unwrap_or_default().chars().take(24).collect();
        let at =
            if near.is_empty() { " at its end".to_owned() } else { format!(" at “{near}”") };
        let what = format!("in “{}”{at}: {}", short(text), fault.what);
        RulebookError { file: self.file.to_owned(), line: Some(line), what }
    }
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().take(60).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Returns the name of the rulebook that a file extends, where it reads so far and extends one.
pub fn extended(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("extends")?.as_str()?.to_owned())
}

/// Reads a rulebook; `base` is the one it extends.
///
/// # Errors
/// The first mistake, with its line.
pub fn read(file: &str, text: &str, base: Option<&Rulebook>) -> Result<Rulebook, RulebookError> {
    let source = Source { file, text };
    let written: File = match toml::from_str(text) {
        Ok(written) => written,
        Err(error) => {
            let line = error.span().map(|span| source.line(span.start));
            let what = error.message().replace('\n', "; ");
            return Err(RulebookError { file: file.to_owned(), line, what });
        }
    };
    Reader { source, names: Names::default(), ids: Vec::new() }.read(written, base)
}

struct Reader<'t> {
    source: Source<'t>,
    names: Names,
    /// Ids of rules so far.
    ids: Vec<String>,
}

type Outcome<T> = Result<T, RulebookError>;

impl Reader<'_> {
    fn read(mut self, written: File, base: Option<&Rulebook>) -> Outcome<Rulebook> {
        let name = self.name(&written.name)?;
        if written.version.get_ref().trim().is_empty() {
            return self.source.fail(written.version.span().start, "give a version");
        }
        let mut book = match (&written.extends, base) {
            (Some(extends), None) => {
                let what = format!("there is no rulebook `{}` to extend", extends.get_ref());
                return self.source.fail(extends.span().start, what);
            }
            (Some(extends), Some(_)) if extends.get_ref() == &name => {
                let what = "a rulebook cannot extend itself: give it a name of its own";
                return self.source.fail(extends.span().start, what);
            }
            (Some(_), Some(base)) => base.clone(),
            (None, _) => self.empty(&written)?,
        };
        book.extends = written.extends.map(Spanned::into_inner);
        book.name = name;
        book.version = written.version.into_inner();
        let set = |place: &mut String, given: Option<String>| {
            if let Some(given) = given {
                *place = given;
            }
        };
        set(&mut book.title, written.title);
        set(&mut book.owner, written.owner);
        set(&mut book.stance, written.stance);
        book.readings = written.readings.or(book.readings);
        for parameter in written.parameter {
            self.parameter(&mut book, parameter)?;
        }
        for parameter in &book.parameters {
            let kind = Kind::of(&parameter.value).unwrap_or(Kind::Word);
            self.names.parameters.insert(parameter.name.clone(), kind);
        }
        if let Some(applies) = written.applies {
            book.applies = Some(self.rule(applies, None, &[])?);
        }
        let mut counts = Vec::new();
        for count in written.count {
            counts.push(self.count(count)?);
        }
        put_counts(&mut book, counts);
        for field in &book.fields {
            self.names.fields.insert(field.name.clone(), (field.kind, field.values.clone()));
        }
        for field in written.field {
            let field = self.field(field, &book)?;
            self.names.fields.insert(field.name.clone(), (field.kind, field.values.clone()));
            match book.fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) => *known = field,
                None => book.fields.push(field),
            }
        }
        if let Some(headline) = written.headline {
            let known = || book.fields.iter().map(|field| field.name.as_str());
            if let Some(odd) = headline.get_ref().iter().find(|name| known().all(|k| k != *name)) {
                return self.source.fail(headline.span().start, near("field", odd, known()));
            }
            book.headline = headline.into_inner();
        }
        let mut ids = book.rule_ids();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            let what = format!("two rules are called `{}`: rename one", twice[0]);
            return Err(RulebookError { file: self.source.file.to_owned(), line: None, what });
        }
        Ok(book)
    }

    fn empty(&self, written: &File) -> Outcome<Rulebook> {
        for (given, name) in
            [(&written.title, "title"), (&written.owner, "owner"), (&written.stance, "stance")]
        {
            if given.as_ref().is_none_or(|given| given.trim().is_empty()) {
                let what = format!(
                    "`{name}` is missing; only a rulebook that extends another can leave it out"
                );
                return self.source.fail(written.name.span().start, what);
            }
        }
        if written.field.is_empty() {
            return self.source.fail(written.name.span().start, "a rulebook needs a `[[field]]`");
        }
        Ok(Rulebook::default())
    }

    fn name(&self, written: &Spanned<String>) -> Outcome<String> {
        let name = written.get_ref();
        if is_name(name) {
            return Ok(name.clone());
        }
        let what = format!("`{name}` is no name: lower-case letters, digits, `-` and `_`");
        self.source.fail(written.span().start, what)
    }

    fn parameter(&self, book: &mut Rulebook, written: WrittenParameter) -> Outcome<()> {
        let at = written.name.span().start;
        let name = self.name(&written.name)?;
        let value = self.constant(&written.value)?;
        if let Some(known) = book.parameters.iter_mut().find(|known| known.name == name) {
            if Kind::of(&known.default) != Kind::of(&value) {
                let kind = Kind::of(&known.default).map_or("value", Kind::as_str);
                return self.source.fail(at, format!("`{name}` is a {kind}; give another one"));
            }
            known.value = value;
            return Ok(());
        }
        let (Some(certainty), Some(note)) = (written.certainty, written.note) else {
            let known = book.parameters.iter().map(|known| known.name.as_str());
            let what = match book.parameters.is_empty() {
                true => String::new(),
                false => format!("{}; ", near("parameter", &name, known)),
            };
            let what = format!("{what}a new parameter needs `certainty` and `note`");
            return self.source.fail(at, what);
        };
        book.parameters.push(Parameter { name, default: value.clone(), value, certainty, note });
        Ok(())
    }

    fn constant(&self, written: &Spanned<toml::Value>) -> Outcome<Coded> {
        let words = |list: &[toml::Value]| -> Option<Vec<String>> {
            list.iter().map(|word| word.as_str().map(str::to_owned)).collect()
        };
        Ok(match written.get_ref() {
            toml::Value::String(word) => Coded::Word(word.clone()),
            toml::Value::Integer(number) => Coded::Number(*number),
            toml::Value::Float(measure) => Coded::Measure(*measure),
            toml::Value::Boolean(flag) => Coded::Flag(*flag),
            toml::Value::Array(list) if words(list).is_some() => {
                Coded::Words(words(list).unwrap_or_default())
            }
            _ => {
                let what = "a value is a word, a number, true or false, or a list of words";
                return self.source.fail(written.span().start, what);
            }
        })
    }

    /// Reads a rule; `field` is the one it stands in.
    fn rule(
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
    ) -> Outcome<super::expression::Expr> {
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

    fn count(&mut self, written: Written) -> Outcome<CountRule> {
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

    fn field(&mut self, written: WrittenField, book: &Rulebook) -> Outcome<Field> {
        let at = written.name.span().start;
        let name = self.name(&written.name)?;
        let found = Kind::ALL.into_iter().find(|kind| kind.as_str() == written.kind.get_ref());
        let Some(kind) = found else {
            let known = Kind::ALL.iter().map(|kind| kind.as_str());
            return self.source.fail(at, near("kind", written.kind.get_ref(), known));
        };
        if let Some(known) = book.fields.iter().find(|known| known.name == name) {
            if known.kind != kind {
                let what =
                    format!("`{name}` stays a {}: fields below it use it", known.kind.as_str());
                return self.source.fail(at, what);
            }
            // The rules of the field that is replaced give their ids free.
            self.ids.retain(|id| known.rules.iter().all(|rule| rule.id != *id));
        }
        let head = WrittenHead { kind, how: written.how, values: written.values };
        let each = match written.each {
            Some(each) => Some(self.each(&each, written.cell)?),
            None if kind == Kind::Records => {
                let what = "records need `each = \"TABLE\"` and `[[field.cell]]`";
                return self.source.fail(at, what);
            }
            None => None,
        };
        let mut rules = Vec::new();
        for rule in written.rule {
            rules.push(self.rule(rule, Some(&head), &[])?);
        }
        if rules.is_empty() && each.is_none() {
            return self.source.fail(at, format!("field `{name}` needs a `[[field.rule]]`"));
        }
        let WrittenHead { how, values, .. } = head;
        Ok(Field { name, kind, says: written.says, values, shown: written.shown, how, rules, each })
    }

    fn each(
        &mut self,
        each: &Spanned<String>,
        cells: Vec<WrittenField>,
    ) -> Outcome<(&'static str, Vec<Field>)> {
        let Some(table) = findings::table(each.get_ref()) else {
            let what = near("table", each.get_ref(), findings::table_names());
            return self.source.fail(each.span().start, what);
        };
        let outer = self.names.clone();
        self.names.this = Some(table);
        let nothing = Rulebook::default();
        let mut out = Vec::new();
        for cell in cells {
            let cell = self.field(cell, &nothing)?;
            self.names.fields.insert(cell.name.clone(), (cell.kind, cell.values.clone()));
            out.push(cell);
        }
        self.names = outer;
        Ok((table.name, out))
    }
}

/// What a rule must know of the field it stands in.
struct WrittenHead {
    kind: Kind,
    how: How,
    values: Vec<String>,
}

impl WrittenHead {
    /// The kind that one rule gives.
    fn gives(&self) -> Option<Kind> {
        match (self.kind, self.how) {
            // One word is added, or several.
            (Kind::Words, How::All) => None,
            (kind, _) => Some(kind),
        }
    }
}

fn spelled(written: &Written) -> String {
    let when = written.when.as_ref().map(|when| format!("when {}", when.get_ref()));
    let value = written.value.as_ref().map(|value| format!("→ {}", plain(value.get_ref())));
    let from = written.from.as_ref().map(|from| format!("→ {}", from.get_ref()));
    let min = written.min.as_ref().map(|min| format!("min {}", min.get_ref()));
    let max = written.max.as_ref().map(|max| format!("max {}", max.get_ref()));
    let parts = [when, value, from, min, max];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(word) => word.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(measure) => measure.to_string(),
        toml::Value::Boolean(flag) => flag.to_string(),
        toml::Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// Puts rules of counting in: in the place of one with the same id, else before all others.
fn put_counts(book: &mut Rulebook, counts: Vec<CountRule>) {
    let mut new = Vec::new();
    for count in counts {
        match book.counts.iter_mut().find(|known| known.rule.id == count.rule.id) {
            Some(known) => *known = count,
            None => new.push(count),
        }
    }
    book.counts.splice(0..0, new);
}
