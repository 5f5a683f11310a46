//! Parses a line of the rule language by recursive descent; deep nesting is refused, not followed.
//!
//! Weakest to strongest: `or`, `and`, `not`, comparisons, `+ -`, `*`.

use rashomon_model::Coded;

use super::tokens::{Token, tokens};
use super::{Aggregate, Comparison, Expr, Fault, Function, Node, Operator};
use crate::rulebook::near::near;

/// Brackets and `not`s inside each other that are followed.
const DEPTH: usize = 40;
/// Bytes of a line that are read: a tree can get no deeper than its line is long.
const LENGTH: usize = 2000;

/// Parses a line.
pub fn parse(line: &str) -> Result<Expr, Fault> {
    if line.len() > LENGTH {
        return Err(Fault { at: 0, what: format!("this is longer than {LENGTH} bytes; split it") });
    }
    let mut parser = Parser { tokens: tokens(line)?, next: 0, end: line.len(), depth: 0 };
    let expr = parser.or()?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.fault("this is left over: join conditions with `and` or `or`")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
    depth: usize,
}

type Parsed = Result<Expr, Fault>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn fault(&self, what: impl Into<String>) -> Fault {
        Fault { at: self.at(), what: what.into() }
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.next += usize::from(found);
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(n)) if n.len() == 1 && n[0] == word);
        self.next += usize::from(found);
        found
    }

    fn needs(&mut self, sign: &str) -> Result<(), Fault> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.fault(format!("`{sign}` is missing"))) }
    }

    fn or(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.fault("this is nested too deeply; make fields of its parts"));
        }
        let mut left = self.and()?;
        while self.takes_word("or") {
            let right = self.and()?;
            left = Expr { at: left.at, node: Node::Or(Box::new(left), Box::new(right)) };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.not()?;
        while self.takes_word("and") {
            let right = self.not()?;
            left = Expr { at: left.at, node: Node::And(Box::new(left), Box::new(right)) };
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed {
        let at = self.at();
        let mut nots = 0usize;
        while self.takes_word("not") {
            nots += 1;
        }
        let expr = self.comparison()?;
        // Two of them are none.
        Ok(if nots % 2 == 1 { Expr { at, node: Node::Not(Box::new(expr)) } } else { expr })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let signs = [
            ("=", Comparison::Is),
            ("!=", Comparison::IsNot),
            ("<", Comparison::Below),
            ("<=", Comparison::AtMost),
            (">", Comparison::Above),
            (">=", Comparison::AtLeast),
        ];
        let found = signs.into_iter().find(|(sign, _)| self.takes_sign(sign)).map(|(_, how)| how);
        let found = found.or_else(|| self.takes_word("in").then_some(Comparison::In));
        let Some(how) = found else { return Ok(left) };
        let right = self.sum()?;
        Ok(Expr { at: left.at, node: Node::Compare(how, Box::new(left), Box::new(right)) })
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operator = if self.takes_sign("+") {
                Operator::Plus
            } else if self.takes_sign("-") {
                Operator::Minus
            } else {
                return Ok(left);
            };
            let right = self.product()?;
            left = Expr { at: left.at, node: Node::Sum(operator, Box::new(left), Box::new(right)) };
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.atom()?;
        while self.takes_sign("*") {
            let right = self.atom()?;
            let node = Node::Sum(Operator::Times, Box::new(left.clone()), Box::new(right));
            left = Expr { at: left.at, node };
        }
        Ok(left)
    }

    fn atom(&mut self) -> Parsed {
        let at = self.at();
        let Some(token) = self.peek().cloned() else {
            return Err(self.fault("something is missing here: a name, a number, a 'word'"));
        };
        self.next += 1;
        let node = match token {
            Token::Number(number) => Node::Literal(Coded::Number(number)),
            Token::Measure(measure) => Node::Literal(Coded::Measure(measure)),
            Token::Word(word) => Node::Literal(Coded::Word(word)),
            Token::Sign("(") => {
                let inner = self.or()?;
                self.needs(")")?;
                return Ok(inner);
            }
            Token::Sign("-") => match self.peek().cloned() {
                Some(Token::Number(number)) => {
                    self.next += 1;
                    Node::Literal(Coded::Number(-number))
                }
                _ => return Err(self.fault("a number is missing after `-`")),
            },
            Token::Sign("[") => self.list()?,
            Token::Sign(sign) => return Err(Fault { at, what: format!("`{sign}` stands alone") }),
            Token::Name(parts) => return self.named(at, &parts),
        };
        Ok(Expr { at, node })
    }

    fn list(&mut self) -> Result<Node, Fault> {
        let mut words = Vec::new();
        while !self.takes_sign("]") {
            match self.peek().cloned() {
                Some(Token::Word(word)) => words.push(word),
                _ => return Err(self.fault("a list has words in single quotation marks")),
            }
            self.next += 1;
            if !self.takes_sign(",") && !matches!(self.peek(), Some(Token::Sign("]"))) {
                return Err(self.fault("`,` or `]` is missing"));
            }
        }
        Ok(Node::List(words))
    }

    fn named(&mut self, at: usize, parts: &[String]) -> Parsed {
        let texts: Vec<&str> = parts.iter().map(String::as_str).collect();
        if self.takes_sign("(") {
            let [name] = texts[..] else {
                return Err(Fault { at, what: format!("`{}` is no function", parts.join(".")) });
            };
            let node = self.call(at, name)?;
            return Ok(Expr { at, node });
        }
        let node = match texts[..] {
            ["true"] => Node::Literal(Coded::Flag(true)),
            ["false"] => Node::Literal(Coded::Flag(false)),
            ["unknown"] => Node::Literal(Coded::Unknown),
            [name] => Node::Name(name.to_owned()),
            ["parameter", name] => Node::Parameter(name.to_owned()),
            ["field", name] => Node::Field(name.to_owned()),
            ["this", name] => Node::This(name.to_owned()),
            _ => {
                let what = format!(
                    "`{}`: before a dot stand `parameter`, `field` or `this`; columns are asked \
                     for as in `lowest(TABLE.COLUMN where …)`",
                    parts.join(".")
                );
                return Err(Fault { at, what });
            }
        };
        Ok(Expr { at, node })
    }

    fn call(&mut self, at: usize, name: &str) -> Result<Node, Fault> {
        if let Some((function, _, column)) = Aggregate::ALL.into_iter().find(|f| f.1 == name) {
            return self.over(function, name, column);
        }
        let Some((function, _, least, most)) =
            Function::ALL.into_iter().find(|(_, known, ..)| *known == name)
        else {
            let known = Aggregate::ALL.iter().map(|f| f.1).chain(Function::ALL.iter().map(|f| f.1));
            return Err(Fault { at, what: near("function", name, known) });
        };
        let mut args = Vec::new();
        while !self.takes_sign(")") {
            args.push(self.or()?);
            if !self.takes_sign(",") && !matches!(self.peek(), Some(Token::Sign(")"))) {
                return Err(self.fault("`,` or `)` is missing"));
            }
        }
        if args.len() < least || args.len() > most {
            let what = format!("`{name}` takes {least} to {most} values, not {}", args.len());
            return Err(Fault { at, what });
        }
        Ok(Node::Call(function, args))
    }

    fn over(&mut self, function: Aggregate, name: &str, column: bool) -> Result<Node, Fault> {
        let at = self.at();
        let Some(Token::Name(parts)) = self.peek().cloned() else {
            return Err(self.fault(format!("`{name}` goes over a table: name one")));
        };
        self.next += 1;
        let (table, column) = match (parts.as_slice(), column) {
            ([table, column], true) => (table.clone(), Some(column.clone())),
            ([table], false) => (table.clone(), None),
            (_, true) => {
                return Err(Fault { at, what: format!("`{name}` needs a column: TABLE.COLUMN") });
            }
            (_, false) => {
                return Err(Fault { at, what: format!("`{name}` needs a table and no column") });
            }
        };
        let only = if self.takes_word("where") { Some(Box::new(self.or()?)) } else { None };
        self.needs(")")?;
        Ok(Node::Over { function, table, column, only })
    }
}
