//! What `rashomon search` can be told.

use rashomon::SearchAsk;

use crate::args::case::CaseArg;

/// Options of `search`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon search week.rashomon airstrike market
  rashomon search week.rashomon '\"kidney centre\"' -n 5
  rashomon search week.rashomon 'bomb*' --since 2031-03-01 --until 2031-03-07 --outlet wire
  rashomon search week.rashomon convoy --place Velm --actor \"Northern Front\"
  rashomon search week.rashomon denied --in quote --json | jq -r '[.event, .snippet] | @tsv'
  rashomon search week.rashomon --outlet \"State Radio\" --since 2031-03-04

Case, accents and the spellings of Arabic (أ for ا, ة for ه, vowel signs) make no difference; signs
of Chinese and the like are found in any stretch. A word that names somebody or something in the
case stands for every spelling of it, unless --exact is given. Without --in, headlines, texts and
names are looked through. Days are those of publication.")]
pub struct SearchArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Words that must all be there; \"…\" keeps words together, a final * stands for any ending
    #[arg(value_name = "WORDS", required_unless_present_any = ["outlet", "place", "actor", "since", "until"])]
    words: Vec<String>,
    /// Look only in: title, text, quote, names, outlet; any of several
    #[arg(long = "in", value_name = "FIELD", value_parser = ["title", "text", "quote", "names", "outlet"])]
    fields: Vec<String>,
    /// Only in reports of an outlet whose name has these words
    #[arg(long, value_name = "WORDS")]
    outlet: Option<String>,
    /// Only in reports that name a place or building so
    #[arg(long, value_name = "WORDS")]
    place: Option<String>,
    /// Only in reports that name somebody so: person, group, outlet
    #[arg(long, value_name = "WORDS")]
    actor: Option<String>,
    /// Only in reports published on or after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<String>,
    /// Only in reports published on or before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,
    /// Only the spelling given, also of names
    #[arg(long)]
    exact: bool,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: u32,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

impl SearchArgs {
    /// Returns what is asked for.
    pub fn ask(&self) -> SearchAsk {
        SearchAsk {
            words: self.words.join(" "),
            fields: self.fields.clone(),
            outlet: self.outlet.clone(),
            place: self.place.clone(),
            actor: self.actor.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            exact: self.exact,
            limit: self.limit,
        }
    }
}
