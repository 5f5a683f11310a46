//! Evaluates a checked expression over the findings of one event.
//!
//! In: an expression and what its names stand for. Out: the value, the claims it rests on, and
//! what it used on the way that a reader should see (counting words, guesses). Never fails: what
//! cannot be had is unknown, and a comparison with something unknown does not hold.
//!
//! Of `or` only the side that holds gives claims; of `lowest` and `highest` only the rows that
//! have that number do. A parameter that somebody set shows even where it only chose rows.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{Coded, Step};

use super::{Aggregate, Comparison, Expr, Function, Node, Operator};
use crate::rulebook::Rulebook;
use crate::rulebook::finding::{Because, Findings, Row, number};

/// What the names of an expression stand for.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// The rulebook: its parameters and how it counts.
    pub book: &'s Rulebook,
    /// What was found of the event.
    pub findings: &'s Findings,
    /// What fields above came to.
    pub fields: &'s BTreeMap<String, Drawn>,
    /// The row of the table gone through.
    pub row: Option<&'s Row>,
    /// The row that a field is made for.
    pub this: Option<&'s Row>,
    /// Names of this place alone.
    pub here: &'s [(&'static str, Coded)],
}

/// A value with what it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The value.
    pub value: Value,
    /// The claims behind it.
    pub because: Because,
    /// Rules of counting and guesses that had a part in it.
    pub aside: Vec<Step>,
}

/// A value that is unknown unless told.
pub type Value = Option<Coded>;

impl Drawn {
    fn of(value: Coded) -> Drawn {
        let value = Some(value).filter(|value| *value != Coded::Unknown);
        Drawn { value, ..Drawn::default() }
    }

    fn flag(holds: bool) -> Drawn {
        Drawn::of(Coded::Flag(holds))
    }

    /// Tells whether a condition holds.
    pub fn holds(&self) -> bool {
        self.value == Some(Coded::Flag(true))
    }

    /// Returns the value as it is written into a coding.
    pub fn coded(self) -> Coded {
        self.value.unwrap_or(Coded::Unknown)
    }

    fn joined(mut self, other: Drawn) -> Drawn {
        self.because.extend(other.because);
        self.aside.extend(other.aside);
        self
    }
}

/// Evaluates an expression.
pub fn evaluate(expr: &Expr, scope: &Scope<'_>) -> Drawn {
    match &expr.node {
        Node::Literal(value) => Drawn::of(value.clone()),
        Node::List(words) => Drawn::of(Coded::Words(words.clone())),
        Node::Name(name) => named(name, scope),
        Node::Parameter(name) => scope.book.parameter(name),
        Node::Field(name) => scope.fields.get(name).cloned().unwrap_or_default(),
        Node::This(column) => {
            scope.this.map(|row| scope.book.cell(row, column)).unwrap_or_default()
        }
        Node::Not(inner) => {
            let inner = evaluate(inner, scope);
            let value = Some(Coded::Flag(!inner.holds()));
            Drawn { value, ..inner }
        }
        Node::And(left, right) => {
            let left = evaluate(left, scope);
            if !left.holds() {
                return Drawn::flag(false);
            }
            let right = evaluate(right, scope);
            if right.holds() { left.joined(right) } else { Drawn::flag(false) }
        }
        Node::Or(left, right) => {
            let left = evaluate(left, scope);
            if left.holds() { left } else { evaluate(right, scope) }
        }
        Node::Compare(how, left, right) => {
            let (left, right) = (evaluate(left, scope), evaluate(right, scope));
            let holds = compare(*how, left.value.as_ref(), right.value.as_ref());
            Drawn { value: Some(Coded::Flag(holds)), ..left.joined(right) }
        }
        Node::Sum(operator, left, right) => {
            let (left, right) = (evaluate(left, scope), evaluate(right, scope));
            let value = sum(*operator, left.value.as_ref(), right.value.as_ref());
            Drawn { value, ..left.joined(right) }
        }
        Node::Call(function, args) => call(*function, args, scope),
        Node::Over { function, table, column, only } => {
            let drawn = over(*function, table, column.as_deref(), only.as_deref(), scope);
            let mut set = BTreeSet::new();
            only.iter().for_each(|only| set_by_user(only, scope.book, &mut set));
            set.into_iter().fold(drawn, |drawn, name| {
                let aside = scope.book.parameter(name).aside;
                drawn.joined(Drawn { aside, ..Drawn::default() })
            })
        }
    }
}

/// Collects the parameters in an expression that somebody set: which rows it chose hangs on them.
fn set_by_user<'e>(expr: &'e Expr, book: &Rulebook, found: &mut BTreeSet<&'e str>) {
    match &expr.node {
        Node::Parameter(name) if book.is_set(name) => {
            found.insert(name);
        }
        Node::Not(inner) => set_by_user(inner, book, found),
        Node::And(left, right)
        | Node::Or(left, right)
        | Node::Compare(_, left, right)
        | Node::Sum(_, left, right) => {
            set_by_user(left, book, found);
            set_by_user(right, book, found);
        }
        Node::Call(_, args) => args.iter().for_each(|arg| set_by_user(arg, book, found)),
        Node::Over { only: Some(only), .. } => set_by_user(only, book, found),
        Node::Literal(_)
        | Node::List(_)
        | Node::Name(_)
        | Node::Parameter(_)
        | Node::Field(_)
        | Node::This(_)
        | Node::Over { only: None, .. } => {}
    }
}

fn named(name: &str, scope: &Scope<'_>) -> Drawn {
    if let Some((_, value)) = scope.here.iter().find(|(known, _)| *known == name) {
        return Drawn::of(value.clone());
    }
    if let Some(row) = scope.row.filter(|row| has_column(row, name)) {
        return scope.book.cell(row, name);
    }
    match scope.findings.get(name) {
        Some(finding) => {
            let because = finding.because.clone();
            Drawn { because, ..Drawn::of(finding.value.clone()) }
        }
        None => Drawn::default(),
    }
}

/// Columns shadow findings even where a row leaves them unknown, so rows fill every column.
fn has_column(row: &Row, name: &str) -> bool {
    row.cells.contains_key(name) || (row.counted.is_some() && matches!(name, "min" | "max"))
}

fn compare(how: Comparison, left: Option<&Coded>, right: Option<&Coded>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    if how == Comparison::In {
        return match (left, right) {
            (Coded::Word(word), Coded::Words(words)) => words.contains(word),
            _ => false,
        };
    }
    let order = match (left, right) {
        (Coded::Number(a), Coded::Number(b)) => Some(a.cmp(b)),
        (Coded::Number(_) | Coded::Measure(_), Coded::Number(_) | Coded::Measure(_)) => {
            measure(left).partial_cmp(&measure(right))
        }
        (a, b) if a == b => Some(Ordering::Equal),
        _ => None,
    };
    match how {
        Comparison::Is => order == Some(Ordering::Equal),
        Comparison::IsNot => order != Some(Ordering::Equal),
        Comparison::Below => order == Some(Ordering::Less),
        Comparison::AtMost => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Above => order == Some(Ordering::Greater),
        Comparison::AtLeast => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::In => false,
    }
}

fn measure(value: &Coded) -> f64 {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "numbers of people are far below 2^52")]
        Coded::Number(number) => *number as f64,
        Coded::Measure(measure) => *measure,
        _ => f64::NAN,
    }
}

fn sum(operator: Operator, left: Option<&Coded>, right: Option<&Coded>) -> Value {
    let (left, right) = (left?, right?);
    if let (Coded::Number(a), Coded::Number(b)) = (left, right) {
        return Some(Coded::Number(match operator {
            Operator::Plus => a.saturating_add(*b),
            Operator::Minus => a.saturating_sub(*b),
            Operator::Times => a.saturating_mul(*b),
        }));
    }
    let (a, b) = (measure(left), measure(right));
    Some(Coded::Measure(match operator {
        Operator::Plus => a + b,
        Operator::Minus => a - b,
        Operator::Times => a * b,
    }))
}

fn call(function: Function, args: &[Expr], scope: &Scope<'_>) -> Drawn {
    let mut values = args.iter().map(|arg| evaluate(arg, scope));
    match function {
        Function::Known => {
            let inner = values.next().unwrap_or_default();
            let value = Some(Coded::Flag(inner.value.is_some()));
            Drawn { value, ..inner }
        }
        Function::First => values.find(|drawn| drawn.value.is_some()).unwrap_or_default(),
        Function::Least => extreme(values.collect(), Ordering::Less),
        Function::Most => extreme(values.collect(), Ordering::Greater),
        Function::Has => {
            let text = values.next().unwrap_or_default();
            let holds = values.any(|sought| match (&text.value, &sought.value) {
                (Some(Coded::Word(text)), Some(Coded::Word(sought))) => {
                    contains_words(text, sought)
                }
                _ => false,
            });
            Drawn { value: Some(Coded::Flag(holds)), ..text }
        }
    }
}

/// Takes what has the outermost of the values known.
fn extreme(values: Vec<Drawn>, wanted: Ordering) -> Drawn {
    let mut best = Drawn::default();
    for drawn in values.into_iter().filter(|drawn| drawn.value.is_some()) {
        let order = match (&drawn.value, &best.value) {
            (Some(new), Some(old)) => measure(new).partial_cmp(&measure(old)),
            _ => Some(wanted),
        };
        if order == Some(wanted) {
            best = drawn;
        } else if order == Some(Ordering::Equal) {
            best = best.joined(drawn);
        }
    }
    best
}

fn over(
    function: Aggregate,
    table: &str,
    column: Option<&str>,
    only: Option<&Expr>,
    scope: &Scope<'_>,
) -> Drawn {
    let held = |row: &&Row| {
        only.is_none_or(|only| evaluate(only, &Scope { row: Some(row), ..*scope }).holds())
    };
    let rows: Vec<&Row> = scope.findings.rows(table).iter().filter(held).collect();
    let all = || rows.iter().flat_map(|row| row.because.iter().cloned()).collect::<Because>();
    let cells = || {
        let cell = |row: &&Row| {
            let mut drawn = scope.book.cell(row, column.unwrap_or_default());
            drawn.because.extend(row.because.iter().cloned());
            drawn
        };
        rows.iter().map(cell).filter(|drawn| drawn.value.is_some()).collect::<Vec<Drawn>>()
    };
    match function {
        Aggregate::Count => Drawn { because: all(), ..Drawn::of(number(rows.len())) },
        Aggregate::Any => Drawn { because: all(), ..Drawn::flag(!rows.is_empty()) },
        Aggregate::Lowest => extreme(cells(), Ordering::Less),
        Aggregate::Highest => extreme(cells(), Ordering::Greater),
        Aggregate::Total => cells().into_iter().fold(Drawn::default(), |so_far, next| {
            let value = match (&so_far.value, &next.value) {
                (Some(a), Some(b)) => sum(Operator::Plus, Some(a), Some(b)),
                (a, b) => a.clone().or_else(|| b.clone()),
            };
            Drawn { value, ..so_far.joined(next) }
        }),
        Aggregate::Distinct | Aggregate::Words => {
            let cells = cells();
            let words: BTreeSet<String> = cells.iter().map(|cell| shown(&cell.value)).collect();
            let joined = cells.into_iter().fold(Drawn::default(), Drawn::joined);
            let value = match function {
                Aggregate::Distinct => number(words.len()),
                _ => Coded::Words(words.into_iter().collect()),
            };
            Drawn { value: Some(value), ..joined }
        }
        Aggregate::Commonest => commonest(cells()),
    }
}

fn commonest(cells: Vec<Drawn>) -> Drawn {
    let mut groups: BTreeMap<String, (usize, Drawn)> = BTreeMap::new();
    for cell in cells {
        let (count, so_far) = groups.remove(&shown(&cell.value)).unwrap_or_default();
        let key = shown(&cell.value);
        let joined = Drawn { value: cell.value.clone(), ..so_far.joined(cell) };
        groups.insert(key, (count + 1, joined));
    }
    let most = groups.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mut leading = groups.into_values().filter(|(count, _)| *count == most);
    match (leading.next(), leading.next()) {
        (Some((_, one)), None) => one,
        _ => Drawn::default(),
    }
}

/// Writes a value for people.
pub fn shown(value: &Value) -> String {
    match value {
        Some(Coded::Flag(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        Some(Coded::Number(number)) => number.to_string(),
        Some(Coded::Measure(measure)) => measure.to_string(),
        Some(Coded::Word(word)) => word.clone(),
        Some(Coded::Words(words)) if words.is_empty() => "none".to_owned(),
        Some(Coded::Words(words)) => words.join(", "),
        _ => "unknown".to_owned(),
    }
}

/// Tells whether some words stand in others, as whole words, whatever their case.
fn contains_words(text: &str, sought: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let cut = text.split(|c: char| !c.is_alphanumeric());
        cut.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (text, sought) = (words(text), words(sought));
    !sought.is_empty() && text.windows(sought.len()).any(|window| window == sought.as_slice())
}
