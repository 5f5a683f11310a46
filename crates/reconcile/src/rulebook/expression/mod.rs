//! The small language in which rules say when they hold and what they give.
//!
//! `independent_origins >= 2 and not status_contested` · `lowest(killed.min where status =
//! 'civilian')` · `parameter.vague` · `field.grade`. In: a line of it. Out: an [`Expr`], a tree
//! that knows where each of its parts stood, so that a mistake is shown at its place. Parsing and
//! checking happen when a rulebook is loaded; evaluating never fails.
//!
//! Whatever is asked of something unknown does not hold: `x = 3` and `x != 3` are both false where
//! `x` is unknown; `known(x)` asks.

mod check;
mod evaluate;
mod parse;
mod tokens;

pub use check::{Names, check};
pub use evaluate::{Drawn, Scope, evaluate, shown};
pub use parse::parse;

use rashomon_model::Coded;

/// A fault in a line of the language: what, and where in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte in the line at which it stands.
    pub at: usize,
    /// What is wrong and what is allowed.
    pub what: String,
}

/// A part of an expression with its place in the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Byte at which it begins.
    pub at: usize,
    /// What it is.
    pub node: Node,
}

/// The sorts of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number, a word in quotation marks, `true`, `false` or `unknown`.
    Literal(Coded),
    /// Words in brackets.
    List(Vec<String>),
    /// A finding, or a column of the table gone through.
    Name(String),
    /// `parameter.NAME`.
    Parameter(String),
    /// `field.NAME`: what a field above came to.
    Field(String),
    /// `this.COLUMN`: a column of the row that a field is made for.
    This(String),
    /// `not`.
    Not(Box<Expr>),
    /// `and`.
    And(Box<Expr>, Box<Expr>),
    /// `or`.
    Or(Box<Expr>, Box<Expr>),
    /// A comparison.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `+`, `-`, `*`.
    Sum(Operator, Box<Expr>, Box<Expr>),
    /// A function of other expressions.
    Call(Function, Vec<Expr>),
    /// A function of the rows of a table.
    Over {
        /// What is made of the rows.
        function: Aggregate,
        /// The table.
        table: String,
        /// The column, where the function needs one.
        column: Option<String>,
        /// Which rows; all where not said.
        only: Option<Box<Expr>>,
    },
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `in`
    In,
}

/// What is done with two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
}

/// Functions of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// Whether anything is known.
    Known,
    /// The first that is known.
    First,
    /// The smallest of those known.
    Least,
    /// The largest of those known.
    Most,
    /// Whether words stand in other words, as whole words.
    Has,
}

impl Function {
    /// Every function with its name and the least and most it takes.
    pub const ALL: [(Function, &'static str, usize, usize); 5] = [
        (Function::Known, "known", 1, 1),
        (Function::First, "first", 1, 9),
        (Function::Least, "least", 1, 9),
        (Function::Most, "most", 1, 9),
        (Function::Has, "has", 2, 9),
    ];
}

/// Functions of the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// How many rows there are.
    Count,
    /// Whether there is one.
    Any,
    /// The smallest value known.
    Lowest,
    /// The largest value known.
    Highest,
    /// The values known, added up; unknown where none is.
    Total,
    /// How many different values there are.
    Distinct,
    /// The different values, sorted.
    Words,
    /// The value most rows give; unknown where two lead.
    Commonest,
}

impl Aggregate {
    /// Every function with its name and whether it needs a column.
    pub const ALL: [(Aggregate, &'static str, bool); 8] = [
        (Aggregate::Count, "count", false),
        (Aggregate::Any, "any", false),
        (Aggregate::Lowest, "lowest", true),
        (Aggregate::Highest, "highest", true),
        (Aggregate::Total, "total", true),
        (Aggregate::Distinct, "distinct", true),
        (Aggregate::Words, "words", true),
        (Aggregate::Commonest, "commonest", true),
    ];

    /// Tells whether the function needs a column.
    pub fn needs_column(self) -> bool {
        Aggregate::ALL.iter().any(|(function, _, column)| *function == self && *column)
    }
}
