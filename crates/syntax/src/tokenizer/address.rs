//! Recognises web and mail addresses, which the tokenizer keeps whole.
//!
//! In: a core without white space. Out: yes or no. Follows the pipeline's expression: an optional
//! scheme, optional text up to an `@`, then an IPv4 number outside the private ranges or a host
//! name with a top-level domain, an optional port, an optional path. Instead of trying all ways
//! to place the `@`, it tries the host behind each one; as no host holds an `@`, these attempts
//! look at disjoint stretches, and the whole is linear.

use serde_json::Value;

use crate::chars::CharSet;
use crate::error::Error;

/// Longest label of a host name, in characters.
const LONGEST_LABEL: usize = 64;
/// Shortest and longest top-level domain, in characters.
const DOMAIN_LENGTHS: std::ops::RangeInclusive<usize> = 2..=63;

/// Holds the character classes addresses are made of.
#[derive(Debug)]
pub(crate) struct Addresses {
    word: CharSet,
    digit: CharSet,
    domain: CharSet,
}

impl Addresses {
    /// Picks the classes from the tables.
    pub(crate) fn read(tables: &Value, classes: &[CharSet]) -> Result<Addresses, Error> {
        let domain = tables["tokenizer"]["tld"].as_u64().and_then(|i| classes.get(i as usize));
        Ok(Addresses {
            word: CharSet::read(&tables["chars"]["word"], "tables.chars.word")?,
            digit: CharSet::read(&tables["chars"]["decimal"], "tables.chars.decimal")?,
            domain: domain
                .ok_or_else(|| Error::new("tables.tokenizer.tld", "no such class"))?
                .clone(),
        })
    }

    /// Tells whether the whole text is an address.
    pub(crate) fn matches(&self, text: &str) -> bool {
        // Every address holds a dot; most words do not.
        if !text.contains('.') {
            return false;
        }
        let after_at = text.match_indices('@').filter(|(at, _)| *at > 0).map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(self.after_scheme(text)).chain(after_at);
        starts.into_iter().any(|start| self.is_host_and_rest(&text[start..]))
    }

    fn after_scheme(&self, text: &str) -> Option<usize> {
        let colon = text.find(|c: char| !(self.word.has(c) || "+-.".contains(c)))?;
        let long_enough = text[..colon].chars().nth(1).is_some();
        (long_enough && text[colon..].starts_with("://")).then_some(colon + 3)
    }

    fn is_host_and_rest(&self, text: &str) -> bool {
        let number = self.ip_number(text).is_some_and(|rest| self.is_port_and_path(rest));
        number || self.host_name(text).is_some_and(|rest| self.is_port_and_path(rest))
    }

    fn is_port_and_path(&self, text: &str) -> bool {
        let rest = match text.strip_prefix(':') {
            None => text,
            Some(port) => {
                let rest = port.trim_start_matches(|c| self.digit.has(c));
                let digits = port[..port.len() - rest.len()].chars().take(6).count();
                if !(2..=5).contains(&digits) {
                    return false;
                }
                rest
            }
        };
        rest.is_empty() || rest.starts_with(['/', '?', '#'])
    }

    /// Strips a host name: labels with dots, then a top-level domain.
    fn host_name<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut rest = text;
        let mut labels = 0;
        loop {
            let end = rest.find(|c| !(is_inner(c) || self.domain.has(c))).unwrap_or(rest.len());
            let (segment, after) = rest.split_at(end);
            match after.strip_prefix('.') {
                Some(next) if is_label(segment) => {
                    labels += 1;
                    rest = next;
                }
                Some(_) => return None,
                None => return (labels > 0 && self.is_domain(segment)).then_some(after),
            }
        }
    }

    fn is_domain(&self, segment: &str) -> bool {
        let length = segment.chars().take(LONGEST_LABEL).count();
        DOMAIN_LENGTHS.contains(&length) && segment.chars().all(|c| self.domain.has(c))
    }

    /// Strips an IPv4 number that is not in a private or local range.
    fn ip_number<'a>(&self, text: &'a str) -> Option<&'a str> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) || self.is_private(text) {
            return None;
        }
        let mut rest = text;
        for place in 0..4 {
            if place > 0 {
                rest = rest.strip_prefix('.')?;
            }
            let after = rest.trim_start_matches(|c| self.digit.has(c));
            let octet: Vec<char> = rest[..rest.len() - after.len()].chars().take(4).collect();
            if !self.is_octet(&octet, place) {
                return None;
            }
            rest = after;
        }
        Some(rest)
    }

    /// Tells whether digits form one of the numbers allowed in this place of an address.
    fn is_octet(&self, octet: &[char], place: usize) -> bool {
        match (place, octet) {
            (0 | 3, [a]) => ('1'..='9').contains(a),
            (0 | 3, [a, _]) => ('1'..='9').contains(a),
            (_, [_] | [_, _]) => true,
            (_, ['1', _, _]) => true,
            (0, ['2', '0' | '1', _]) => true,
            (0, ['2', '2', c]) => ('0'..='3').contains(c),
            (_, ['2', b, _]) if place > 0 && ('0'..='4').contains(b) => true,
            (1 | 2, ['2', '5', c]) => ('0'..='5').contains(c),
            (3, ['2', '5', c]) => ('0'..='4').contains(c),
            _ => false,
        }
    }

    /// Tells whether the text begins like a number of a private or local network.
    fn is_private(&self, text: &str) -> bool {
        let groups = |prefix: &str, count: usize| {
            text.strip_prefix(prefix).is_some_and(|rest| self.begins_with_groups(rest, count))
        };
        let in_172 = || {
            let rest = text.strip_prefix("172.")?;
            let mut chars = rest.chars();
            let fits = match (chars.next()?, chars.next()?) {
                ('1', b) => ('6'..='9').contains(&b),
                ('2', b) => self.digit.has(b),
                ('3', b) => ('0'..='1').contains(&b),
                _ => false,
            };
            (fits && self.begins_with_groups(chars.as_str(), 2)).then_some(())
        };
        groups("10", 3)
            || groups("127", 3)
            || groups("169.254", 2)
            || groups("192.168", 2)
            || in_172().is_some()
    }

    /// Tells whether the text begins with `count` groups of a dot and a digit.
    fn begins_with_groups(&self, text: &str, count: usize) -> bool {
        let mut rest = text;
        for place in 0..count {
            let Some(after) =
                rest.strip_prefix('.').filter(|r| r.starts_with(|c| self.digit.has(c)))
            else {
                return false;
            };
            // Up to three digits belong to a group; before a further group all must be used up.
            let digits = after.chars().take(4).take_while(|c| self.digit.has(*c));
            let length: usize = digits.clone().take(3).map(char::len_utf8).sum();
            if place + 1 < count && digits.count() > 3 {
                return false;
            }
            rest = &after[length..];
        }
        true
    }
}

fn is_outer(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c)
}

fn is_inner(c: char) -> bool {
    is_outer(c) || c == '_' || c == '-'
}

fn is_label(segment: &str) -> bool {
    let fits = segment.starts_with(is_outer)
        && segment.ends_with(is_outer)
        && segment.chars().all(is_inner);
    fits && segment.chars().nth(LONGEST_LABEL).is_none()
}
