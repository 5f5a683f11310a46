//! Writes a JSON value in its one canonical form (RFC 8785, JSON Canonicalization Scheme).
//!
//! In: a `serde_json::Value`. Out: the bytes that everybody who follows the RFC would write: no spaces, members sorted
//! by the UTF-16 code units of their names, numbers as ECMAScript prints a double, only the escapes that must be.
//! It does not normalise Unicode (the RFC forbids it), and it does not round: an integer whose digits a double would
//! change is refused, and so is a value nested deeper than a reader of ours would follow.
//! What must hold: canonical(parse(canonical(x))) = canonical(x).

use std::fmt;

use serde_json::{Map, Number, Value};

/// Deepest nesting of arrays and objects that is written; our parser stops at 128, and a record adds two levels.
pub const MAX_DEPTH: usize = 100;

/// Tells why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotCanonical {
    /// An integer whose digits a double would change; it should be written as a string. Carries the number.
    Number(String),
    /// Arrays and objects nested deeper than [`MAX_DEPTH`].
    Depth,
}

impl fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(n) => {
                write!(f, "the number {n} does not fit a double, write it as a string")
            }
            Self::Depth => write!(f, "it is nested deeper than {MAX_DEPTH} levels"),
        }
    }
}

impl std::error::Error for NotCanonical {}

/// Returns the canonical form of a value.
///
/// ```
/// use rashomon_ledger::canonical::canonical;
/// use serde_json::json;
///
/// assert_eq!(canonical(&json!({"b": 1.0, "a": "\u{20ac}"}))?, "{\"a\":\"€\",\"b\":1}");
/// # Ok::<(), rashomon_ledger::canonical::NotCanonical>(())
/// ```
///
/// # Errors
/// Where an integer does not survive as a double, or the value is nested too deep.
///
/// # Properties
/// `canonical_again_is_the_same`: canonical(parse(canonical(x))) = canonical(x).
pub fn canonical(value: &Value) -> Result<String, NotCanonical> {
    let mut out = String::new();
    write_value(&mut out, value, 0)?;
    Ok(out)
}

fn write_value(out: &mut String, value: &Value, depth: usize) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(out, number)?,
        Value::String(text) => write_string(out, text),
        Value::Array(items) => write_array(out, items, deeper(depth)?)?,
        Value::Object(members) => write_object(out, members, deeper(depth)?)?,
    }
    Ok(())
}

fn deeper(depth: usize) -> Result<usize, NotCanonical> {
    match depth {
        MAX_DEPTH.. => Err(NotCanonical::Depth),
        _ => Ok(depth + 1),
    }
}

fn write_array(out: &mut String, items: &[Value], depth: usize) -> Result<(), NotCanonical> {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_value(out, item, depth)?;
    }
    out.push(']');
    Ok(())
}

fn write_object(
    out: &mut String,
    members: &Map<String, Value>,
    depth: usize,
) -> Result<(), NotCanonical> {
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    // Code units, not code points: an astral name (surrogates, from D800) sorts before U+E000 to U+FFFF.
    sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push('{');
    for (i, (name, value)) in sorted.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_string(out, name);
        out.push(':');
        write_value(out, value, depth)?;
    }
    out.push('}');
    Ok(())
}

pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    // Everything that needs an escape is one ASCII byte, so the stretches between are copied whole.
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x08 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            0x0c => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            other => out.push_str(&format!("\\u{other:04x}")),
        }
    }
    out.push_str(&text[copied..]);
    out.push('"');
}

fn write_number(out: &mut String, number: &Number) -> Result<(), NotCanonical> {
    let refused = || NotCanonical::Number(number.to_string());
    // 2^53: up to here every integer is a double, and the usual case needs no detour over one.
    const EXACT: u64 = 1 << 53;
    let is_small = |n: &i64| n.unsigned_abs() <= EXACT;
    if let Some(n) = number.as_i64().filter(is_small) {
        out.push_str(&n.to_string());
        return Ok(());
    }
    let double = number.as_f64().filter(|d| d.is_finite());
    let start = out.len();
    write_double(out, double.ok_or_else(refused)?);
    // A large double prints as an integer (1.5e20 as 150000000000000000000), which a parser may read back as one; so
    // a large integer is good if its digits come out as they went in.
    let is_integer = number.is_i64() || number.is_u64();
    if is_integer && out[start..] != number.to_string() {
        return Err(refused());
    }
    Ok(())
}

/// Prints a finite double as ECMAScript's `Number::toString` does (ECMA-262, section 6.1.6.1.20).
fn write_double(out: &mut String, double: f64) {
    if double == 0.0 {
        // Also the negative zero.
        out.push('0');
        return;
    }
    if double < 0.0 {
        out.push('-');
    }
    // serde_json prints the shortest digits that read back as the same double, the nearest of them, and of two equally
    // near ones the even one, as the standard asks; Rust's own `{:e}` takes the upper one.
    let printed = Number::from_f64(double.abs()).map_or_else(String::new, |n| n.to_string());
    let (mantissa, exponent) = printed.split_once('e').unwrap_or((&printed, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let leading_zeros = (all.len() - significant.len()) as i32;
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let point = whole.len() as i32 + exponent - leading_zeros;
    write_digits(out, significant.trim_end_matches('0'), point);
}

/// Lays digits out with the decimal point after the first `point` of them.
fn write_digits(out: &mut String, digits: &str, point: i32) {
    let count = digits.len() as i32;
    if (count..=21).contains(&point) {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', (point - count) as usize));
    } else if (1..=21).contains(&point) {
        let (whole, rest) = digits.split_at(point as usize);
        out.push_str(whole);
        out.push('.');
        out.push_str(rest);
    } else if (-5..=0).contains(&point) {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', -point as usize));
        out.push_str(digits);
    } else if let Some((first, rest)) = digits.split_at_checked(1) {
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        out.push_str(&format!("e{:+}", point - 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn prints(bits: u64, expected: &str) {
        let mut out = String::new();
        write_double(&mut out, f64::from_bits(bits));
        assert_eq!(out, expected, "{bits:016x}");
    }

    #[test]
    fn doubles_print_as_in_appendix_b_of_the_rfc() {
        prints(0x0000000000000000, "0");
        prints(0x8000000000000000, "0");
        prints(0x0000000000000001, "5e-324");
        prints(0x8000000000000001, "-5e-324");
        prints(0x7fefffffffffffff, "1.7976931348623157e+308");
        prints(0xffefffffffffffff, "-1.7976931348623157e+308");
        prints(0x4340000000000000, "9007199254740992");
        prints(0xc340000000000000, "-9007199254740992");
        prints(0x4430000000000000, "295147905179352830000");
        prints(0x44b52d02c7e14af5, "9.999999999999997e+22");
        prints(0x44b52d02c7e14af6, "1e+23");
        prints(0x44b52d02c7e14af7, "1.0000000000000001e+23");
        prints(0x444b1ae4d6e2ef4e, "999999999999999700000");
        prints(0x444b1ae4d6e2ef4f, "999999999999999900000");
        prints(0x444b1ae4d6e2ef50, "1e+21");
        prints(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7");
        prints(0x3eb0c6f7a0b5ed8d, "0.000001");
        prints(0x41b3de4355555553, "333333333.3333332");
        prints(0x41b3de4355555554, "333333333.33333325");
        prints(0x41b3de4355555555, "333333333.3333333");
        prints(0x41b3de4355555556, "333333333.3333334");
        prints(0x41b3de4355555557, "333333333.33333343");
        prints(0xbecbf647612f3696, "-0.0000033333333333333333");
        prints(0x43143ff3c1cb0959, "1424953923781206.2");
    }
}
