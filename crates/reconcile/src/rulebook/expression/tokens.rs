//! Cuts a line of the rule language into tokens.
//!
//! In: the line. Out: tokens with the byte at which each begins, or the first thing that is none.

use super::Fault;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name with the names after its dots: `killed.min`.
    Name(Vec<String>),
    /// A number without and with a point.
    Number(i64),
    /// A number with a point.
    Measure(f64),
    /// Words in single quotation marks.
    Word(String),
    /// One of `( ) [ ] , + - * = != < <= > >=`.
    Sign(&'static str),
}

const SIGNS: [&str; 14] = ["!=", "<=", ">=", "(", ")", "[", "]", ",", "+", "-", "*", "=", "<", ">"];

/// Cuts a line up.
pub fn tokens(line: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = if first == '\'' {
            word(rest, at)?
        } else if first.is_ascii_digit() {
            number(rest, at)?
        } else if first.is_ascii_lowercase() {
            name(rest)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Token::Sign(sign), sign.len())
        } else {
            let what = format!(
                "`{first}` means nothing here; words stand in single quotation marks, names are \
                 lower case"
            );
            return Err(Fault { at, what });
        };
        out.push((at, token));
        at += length;
    }
    Ok(out)
}

fn word(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let inner = rest.get(1..).unwrap_or_default();
    let Some(end) = inner.find('\'') else {
        return Err(Fault { at, what: "the quotation mark is not closed".to_owned() });
    };
    Ok((Token::Word(inner[..end].to_owned()), end + 2))
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let digits = &rest[..length];
    let token = if digits.contains('.') {
        digits.parse().map(Token::Measure).ok()
    } else {
        digits.parse().map(Token::Number).ok()
    };
    let token = token.ok_or_else(|| Fault { at, what: format!("`{digits}` is no number") })?;
    Ok((token, length))
}

fn name(rest: &str) -> (Token, usize) {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    let length = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches('.');
    (Token::Name(name.split('.').map(str::to_owned).collect()), name.len())
}
