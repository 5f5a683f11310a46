//! Reads a rulebook from TOML, and says with file and line what does not hold in it.
//!
//! In: the text of the file, and where it `extends` another, that one. Out: a [`Rulebook`] in which
//! every name is known, every value is of its kind, and every id stands once; or the first mistake
//! with the remedy. A file that extends another names it, gives what it changes, and keeps the
//! rest: parameters by name, rules of counting by id (new ones go first), fields whole by name.
//! `docs/rulebooks.md` describes the format for people.

mod rules;
mod written;

use rashomon_model::Coded;
use toml::Spanned;

use super::book::{CountRule, Field, Parameter, Rulebook};
use super::expression::Names;
use super::finding::Kind;
use super::findings;
use super::near::near;
use rules::WrittenHead;
use written::{File, Source, WrittenField, WrittenParameter};

pub use written::RulebookError;

/// Names in rulebook files: lower-case letters, digits, `-` and `_`, beginning with a letter.
fn is_name(name: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(inner)
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
