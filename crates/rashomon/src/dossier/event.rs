//! One chapter of a dossier: an event with its accounts, disagreements, grades and quotes.

use askama::Template;

use super::matrix::Matrix;
use super::quotes::Quote;
use super::ranges::Ranges;
use super::sketch::Sketch;
use super::{Known, quotes};
use crate::json::case::{Account, Coding, Event};
use crate::json::rulebook::plain;
use crate::wording;

/// The chapter of an event.
#[derive(Template)]
#[template(path = "dossier/event.html")]
pub struct Chapter<'c> {
    number: usize,
    event: &'c Event,
    when: String,
    origins: usize,
    matrix: Matrix,
    ranges: Vec<Ranges>,
    sketch: Option<Sketch>,
    accounts: Vec<Voice<'c>>,
    grades: Vec<Grade<'c>>,
    quotes: Vec<Quote<'c>>,
}

/// Who stands behind an account.
struct Voice<'c> {
    account: &'c Account,
    voice: String,
    leanings: Vec<String>,
}

/// What a rulebook makes of the event.
struct Grade<'c> {
    name: &'c str,
    coding: &'c Coding,
    fields: Vec<(&'c str, String)>,
}

impl<'c> Chapter<'c> {
    /// Gathers what a chapter tells.
    pub fn of(known: &Known<'c>, event: &'c Event, number: usize) -> Chapter<'c> {
        let quotes = quotes::of(known, event);
        Chapter {
            number,
            event,
            when: wording::when(event),
            origins: crate::query::origins(event),
            matrix: Matrix::of(known, event, number),
            ranges: Ranges::of(known, event),
            sketch: Sketch::of(event),
            accounts: event.accounts.iter().map(|a| voice(known, a)).collect(),
            grades: event.grades.iter().map(|(name, coding)| grade(name, coding)).collect(),
            quotes,
        }
    }

    fn number_of(&self, claim: &str) -> Option<usize> {
        self.quotes.iter().position(|quote| quote.claim.id == claim).map(|at| at + 1)
    }
}

fn voice<'c>(known: &Known<'c>, account: &'c Account) -> Voice<'c> {
    let leaning = |l: &crate::json::case::Alignment| {
        let name = known.names.get(&l.entity).map_or(l.entity.as_str(), String::as_str);
        format!("{} {name} (by {})", l.stance, l.claims.join(", "))
    };
    Voice {
        account,
        voice: wording::voice(&account.said_by, &account.outlets, &known.names),
        leanings: account.alignment.iter().map(leaning).collect(),
    }
}

fn grade<'c>(name: &'c str, coding: &'c Coding) -> Grade<'c> {
    let fields = coding.fields.iter().map(|(field, value)| (field.as_str(), plain(value)));
    Grade { name, coding, fields: fields.collect() }
}
