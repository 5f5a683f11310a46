//! Checks an expression against the names there are, before anything is evaluated.
//!
//! In: a parsed expression and what may be named in it. Out: the kind of its value, or the first
//! mistake with what is allowed instead. A word compared with something that can have only other
//! words is a mistake: such a rule could never hold.

use std::collections::BTreeMap;

use super::{Aggregate, Comparison, Expr, Fault, Function, Node};
use crate::rulebook::finding::{Kind, Known, KnownTable};
use crate::rulebook::findings;
use crate::rulebook::near::near;

/// What may be named in an expression.
#[derive(Clone, Default)]
pub struct Names {
    /// Parameters by name.
    pub parameters: BTreeMap<String, Kind>,
    /// Fields above by name, with the words each can have.
    pub fields: BTreeMap<String, (Kind, Vec<String>)>,
    /// Names of this place alone, such as the columns of the table gone through.
    pub here: Vec<Known>,
    /// The table whose row a field is made for.
    pub this: Option<&'static KnownTable>,
}

/// What is known of a value beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its kind; none where it can have any.
    pub kind: Option<Kind>,
    /// The only words it can have; empty where any.
    pub words: Vec<String>,
}

impl Typed {
    fn of(kind: Kind) -> Typed {
        Typed { kind: Some(kind), words: Vec::new() }
    }

    fn known(known: &Known) -> Typed {
        let words = known.words.iter().map(|word| (*word).to_owned()).collect();
        Typed { kind: Some(known.kind), words }
    }
}

type Checked = Result<Typed, Fault>;

/// Checks an expression.
pub fn check(expr: &Expr, names: &Names) -> Checked {
    let fault = |what: String| Err(Fault { at: expr.at, what });
    match &expr.node {
        Node::Literal(value) => Ok(Typed { kind: Kind::of(value), words: Vec::new() }),
        Node::List(_) => Ok(Typed::of(Kind::Words)),
        Node::Name(name) => named(name, names).or_else(fault),
        Node::Parameter(name) => match names.parameters.get(name) {
            Some(kind) => Ok(Typed::of(*kind)),
            None => fault(near("parameter", name, names.parameters.keys().map(String::as_str))),
        },
        Node::Field(name) => match names.fields.get(name) {
            Some((kind, words)) => Ok(Typed { kind: Some(*kind), words: words.clone() }),
            None => fault(near("field above", name, names.fields.keys().map(String::as_str))),
        },
        Node::This(column) => match names.this {
            Some(table) => self::column(table, column).or_else(fault),
            None => {
                fault("`this` is known only in a field made `each` for the rows of a table".into())
            }
        },
        Node::Not(inner) => {
            wants(inner, names, Kind::Flag)?;
            Ok(Typed::of(Kind::Flag))
        }
        Node::And(left, right) | Node::Or(left, right) => {
            wants(left, names, Kind::Flag)?;
            wants(right, names, Kind::Flag)?;
            Ok(Typed::of(Kind::Flag))
        }
        Node::Compare(how, left, right) => compare(*how, left, right, names),
        Node::Sum(_, left, right) => {
            let (a, b) = (wants_number(left, names)?, wants_number(right, names)?);
            let measure = [a, b].contains(&Some(Kind::Measure));
            Ok(Typed::of(if measure { Kind::Measure } else { Kind::Number }))
        }
        Node::Call(function, args) => call(*function, args, names),
        Node::Over { function, table, column, only } => {
            over(expr.at, *function, (table, column.as_deref()), only.as_deref(), names)
        }
    }
}

fn named(name: &str, names: &Names) -> Result<Typed, String> {
    if let Some(known) = names.here.iter().find(|known| known.name == name) {
        return Ok(Typed::known(known));
    }
    match findings::finding(name) {
        Some(known) => Ok(Typed::known(known)),
        None if findings::table(name).is_some() => {
            Err(format!("`{name}` is a table: ask of its rows, as in `count({name})`"))
        }
        None => {
            let known = findings::finding_names().chain(names.here.iter().map(|known| known.name));
            Err(near("finding", name, known))
        }
    }
}

fn column(table: &'static KnownTable, name: &str) -> Result<Typed, String> {
    let known = table.columns.iter().find(|known| known.name == name);
    known.map(Typed::known).ok_or_else(|| {
        let columns = table.columns.iter().map(|known| known.name);
        near(&format!("column of `{}` called", table.name), name, columns)
    })
}

fn wants(expr: &Expr, names: &Names, kind: Kind) -> Result<(), Fault> {
    let found = check(expr, names)?.kind;
    if found.is_none_or(|found| found == kind) {
        return Ok(());
    }
    let found = found.map_or("nothing", Kind::as_str);
    let what = format!("this is a {found}, where a {} is needed", kind.as_str());
    Err(Fault { at: expr.at, what })
}

fn wants_number(expr: &Expr, names: &Names) -> Result<Option<Kind>, Fault> {
    match check(expr, names)?.kind {
        found @ (None | Some(Kind::Number | Kind::Measure)) => Ok(found),
        Some(found) => {
            let what = format!("this is a {}, where a number is needed", found.as_str());
            Err(Fault { at: expr.at, what })
        }
    }
}

fn compare(how: Comparison, left: &Expr, right: &Expr, names: &Names) -> Checked {
    let (a, b) = (check(left, names)?, check(right, names)?);
    let fault = |what: String| Err(Fault { at: right.at, what });
    match how {
        Comparison::In => {
            if a.kind.is_some_and(|kind| kind != Kind::Word)
                || b.kind.is_some_and(|kind| kind != Kind::Words)
            {
                return fault("`in` asks whether a word is among words: `x in ['a', 'b']`".into());
            }
            if let Node::List(list) = &right.node {
                for word in list {
                    allowed(word, &a).map_err(|what| Fault { at: right.at, what })?;
                }
            }
        }
        Comparison::Is | Comparison::IsNot => {
            let numbers = |k: Option<Kind>| matches!(k, Some(Kind::Number | Kind::Measure));
            let alike = a.kind.is_none()
                || b.kind.is_none()
                || a.kind == b.kind
                || (numbers(a.kind) && numbers(b.kind));
            if !alike {
                let say = |k: Option<Kind>| k.map_or("anything", Kind::as_str);
                return fault(format!("a {} is never a {}", say(a.kind), say(b.kind)));
            }
            if let Node::Literal(rashomon_model::Coded::Word(word)) = &right.node {
                allowed(word, &a).map_err(|what| Fault { at: right.at, what })?;
            }
        }
        _ => {
            wants_number(left, names)?;
            wants_number(right, names)?;
        }
    }
    Ok(Typed::of(Kind::Flag))
}

fn allowed(word: &str, of: &Typed) -> Result<(), String> {
    if of.words.is_empty() || of.words.iter().any(|known| known == word) {
        return Ok(());
    }
    Err(near("word", word, of.words.iter().map(String::as_str)))
}

fn call(function: Function, args: &[Expr], names: &Names) -> Checked {
    match function {
        Function::Known => {
            for arg in args {
                check(arg, names)?;
            }
            Ok(Typed::of(Kind::Flag))
        }
        Function::Has => {
            for arg in args {
                wants(arg, names, Kind::Word)?;
            }
            Ok(Typed::of(Kind::Flag))
        }
        Function::Least | Function::Most => {
            let mut kind = Kind::Number;
            for arg in args {
                if wants_number(arg, names)? == Some(Kind::Measure) {
                    kind = Kind::Measure;
                }
            }
            Ok(Typed::of(kind))
        }
        Function::First => {
            let mut kind = None;
            for arg in args {
                let found = check(arg, names)?.kind;
                if kind.is_some() && found.is_some() && kind != found {
                    let what = "the values of `first` are of different kinds".to_owned();
                    return Err(Fault { at: arg.at, what });
                }
                kind = kind.or(found);
            }
            Ok(Typed { kind, words: Vec::new() })
        }
    }
}

fn over(
    at: usize,
    function: Aggregate,
    (table, column): (&str, Option<&str>),
    only: Option<&Expr>,
    names: &Names,
) -> Checked {
    let Some(known) = findings::table(table) else {
        return Err(Fault { at, what: near("table", table, findings::table_names()) });
    };
    let of = match column {
        Some(column) => Some(self::column(known, column).map_err(|what| Fault { at, what })?),
        None => None,
    };
    if let Some(only) = only {
        let mut inner = names.clone();
        inner.here = known.columns.to_vec();
        wants(only, &inner, Kind::Flag)?;
    }
    let kind = of.as_ref().and_then(|of| of.kind);
    match function {
        Aggregate::Count | Aggregate::Distinct => Ok(Typed::of(Kind::Number)),
        Aggregate::Any => Ok(Typed::of(Kind::Flag)),
        Aggregate::Words if kind != Some(Kind::Word) => {
            Err(Fault { at, what: "`words` needs a column of words".to_owned() })
        }
        Aggregate::Words => Ok(Typed::of(Kind::Words)),
        Aggregate::Commonest => {
            Ok(Typed { kind, words: of.map(|of| of.words).unwrap_or_default() })
        }
        Aggregate::Lowest | Aggregate::Highest | Aggregate::Total
            if !matches!(kind, Some(Kind::Number | Kind::Measure)) =>
        {
            Err(Fault { at, what: "a column of numbers is needed here".to_owned() })
        }
        _ => Ok(Typed { kind, words: Vec::new() }),
    }
}
