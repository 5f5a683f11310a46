//! What `rashomon judge` and `rashomon judgements` can be told.

use std::path::PathBuf;

use crate::args::case::CaseArg;
use clap::{Args, Subcommand};

use super::judge_claims::{AddClaimArgs, ClaimArgs, CorrectArgs, NoteArgs};

/// Options of `judge`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon judge same week.rashomon E-10a9 E-77c0 --reason \"one man, two spellings: wire-4\"
  rashomon judge different week.rashomon \"Adel Karim\" \"Adil Karim\" --reason \"father and son\"
  rashomon judge same week.rashomon V-12ab V-90fe --reason \"one raid, told for two days\"
  rashomon judge different week.rashomon wire-4#c1 post-2#c7 --reason \"morning and evening\"
  rashomon judge split week.rashomon V-12ab --report post-2 --reason \"another raid\"
  rashomon judge reject week.rashomon wire-4#c6 --reason \"the two are of another strike\"
  rashomon judge correct week.rashomon wire-4#c7 --value 7 --reason \"seven, misread as 4\"
  rashomon judge note week.rashomon V-12ab \"ask the clinic again\"
  rashomon judge withdraw week.rashomon J-12 --reason \"wire-4 was corrected\"
  rashomon judge same week.rashomon E-10a9 E-77c0 --dry-run     what it would change; no record

A judgement is a record with an author, a time and a reason. It outweighs every weight, holds for
reports that come later, survives rebuilding and a better extractor (it names things by spellings,
and claims by their words), and is never deleted: it is withdrawn by another. Of two that clash
the later counts. Things are named by id, the beginning of one, or a spelling exactly as
`entities` shows it; events by their id or by one of their claims; claims as `show --quotes` lists
them. Everybody who may read the case can read who judged and why.")]
pub struct JudgeArgs {
    /// What to record
    #[command(subcommand)]
    pub what: JudgeWhat,
}

/// What can be judged.
#[derive(Subcommand, Debug)]
pub enum JudgeWhat {
    /// These are one person, group, place or thing, or one event
    #[command(
        visible_alias = "merge",
        after_help = "\
Examples:
  rashomon judge same week.rashomon \"Omar Dessin\" \"Umar Dissin\" --reason \"both the spokesman\"
  rashomon judge merge week.rashomon V-12ab V-90fe --reason \"one raid, told for two days\"

It also holds against names that conflict; which ones, `judgements` says. Two spellings of one
entity may be named: they then stay one whatever comes. Events are named by id (V-12ab) or by any
of their claims (wire-4#c1); all that told of them that day stays one, whatever comes."
    )]
    Same {
        /// The case
        #[arg(value_name = "CASE")]
        case: PathBuf,
        /// Two or more, by id or exact spelling; or events, by id or claim
        #[arg(value_name = "THING", required = true, num_args = 2..)]
        things: Vec<String>,
        /// Who, why
        #[command(flatten)]
        stamp: JudgeStamp,
    },
    /// No two of these are one, now or later
    #[command(after_help = "\
Example:
  rashomon judge different week.rashomon \"Adel Karim\" \"Adil Karim\" --reason \"father and son\"

Two entities never become one, also not through a third. Two spellings that were taken for one
entity are taken apart; the other spellings go where their weight leads. So with events: two of
them never become one, and two claims of one event (wire-4#c1 post-2#c7) are taken apart.")]
    Different {
        /// The case
        #[arg(value_name = "CASE")]
        case: PathBuf,
        /// Two or more, by id or exact spelling; or events, by id or claim
        #[arg(value_name = "THING", required = true, num_args = 2..)]
        things: Vec<String>,
        /// Who, why
        #[command(flatten)]
        stamp: JudgeStamp,
    },
    /// Some uses of its names are not this one but another; or some reports of an event tell another
    #[command(after_help = "\
Examples:
  rashomon judge split week.rashomon E-10a9 --report wire-4 --reason \"the mayor of the same name\"
  rashomon judge split week.rashomon E-10a9 --name \"A. Karim\" --reason \"his brother Anwar\"
  rashomon judge split week.rashomon V-12ab --report post-2 --reason \"another raid that day\"

With --name, uses go out that have no other spelling in their report, also in later reports; with
--report, uses in those reports; with both, uses that are both. What goes out is one thing. An
event is split by report: what those tell of it is another event, now and later.")]
    Split {
        /// The case
        #[arg(value_name = "CASE")]
        case: PathBuf,
        /// What uses are taken out of, by id or exact spelling; or an event, by id or claim
        #[arg(value_name = "THING")]
        thing: String,
        /// A spelling that goes out; may be given again
        #[arg(long = "name", value_name = "SPELLING")]
        names: Vec<String>,
        /// A report whose uses go out; may be given again
        #[arg(long = "report", value_name = "ID")]
        reports: Vec<String>,
        /// Who, why
        #[command(flatten)]
        stamp: JudgeStamp,
    },
    /// Show it under another name; every spelling is kept
    #[command(after_help = "\
Example:
  rashomon judge rename week.rashomon E-10a9 \"Omar Dessin (spokesman)\" --reason \"there are two\"")]
    Rename {
        /// The case
        #[arg(value_name = "CASE")]
        case: PathBuf,
        /// What to rename, by id or exact spelling
        #[arg(value_name = "THING")]
        thing: String,
        /// The name to show
        #[arg(value_name = "NAME")]
        name: String,
        /// Who, why
        #[command(flatten)]
        stamp: JudgeStamp,
    },
    /// A claim was looked at, and its report says so
    #[command(after_help = "\
Example:
  rashomon judge accept week.rashomon wire-4#c7 --reason \"checked against the page\"

A mark, with who and when: it changes no number and no grade. It is of the value that was looked at:
where a better extractor reads the same words as another value, it applies to nothing, and says so.")]
    Accept(ClaimArgs),
    /// A claim is not what its report says: it takes part in nothing, and stays listed
    #[command(after_help = "\
Example:
  rashomon judge reject week.rashomon wire-4#c6 --reason \"the two are of another strike\"

Neither events nor accounts, ranges or grades use it; `show` and the JSON list it with who
rejected it and why. To take it up again: withdraw the judgement, or accept the claim.")]
    Reject(ClaimArgs),
    /// A claim takes part with another value; what was read stays beside it
    #[command(after_help = "\
Examples:
  rashomon judge correct week.rashomon wire-4#c7 --value 7 --reason \"seven, misread as 4\"
  rashomon judge correct week.rashomon wire-4#c7 --low 4 --high 9 --status civilian --reason \"…\"
  rashomon judge correct week.rashomon wire-4#c2 --party \"Northern Front\" --reason \"he means them\"
  rashomon judge correct week.rashomon wire-4#c3 --place Velm=32.7,22.6 --reason \"the port\"
  rashomon judge correct week.rashomon wire-4#c4 --days 2031-03-04 --reason \"that Tuesday\"

--value is read as the slot has it: a number of people (4, \"4 to 7\", \"4 or more\", \"up to 7\"), a
party, a place, a day, a cause, or words. What is not given stays as it was read. The quote stays.")]
    Correct(Box<CorrectArgs>),
    /// Words of a report say something that was not read
    #[command(after_help = "\
Examples:
  rashomon judge add week.rashomon wire-4 --span 120 143 --slot killed --value 3 --event V-12ab \\
      --reason \"in the caption\"
  rashomon judge add week.rashomon wire-4 --span 120 143 --slot occurrence --class ASSAULT/aerial \\
      --said-by \"the clinic\" --reason \"a raid that nobody read\"

--span counts code points of the report's text, as every span of the JSON does. The claim is called
REPORT#j12 after its judgement, and is treated like any other; the text is never changed.")]
    Add(Box<AddClaimArgs>),
    /// Something to remember with a claim, event, entity or report
    #[command(after_help = "\
Examples:
  rashomon judge note week.rashomon V-12ab \"ask the clinic again\"
  rashomon judge note week.rashomon wire-4#c7 \"the caption has another number\"
  rashomon judge note week.rashomon wire-4 \"the page was changed in May\" --by ana")]
    Note(NoteArgs),
    /// A judgement no longer holds; it stays in the record
    #[command(after_help = "\
Example:
  rashomon judge withdraw week.rashomon J-12 --reason \"wire-4 was corrected\"

A withdrawal is a judgement too: withdraw it, and what it withdrew holds again.")]
    Withdraw {
        /// The case
        #[arg(value_name = "CASE")]
        case: PathBuf,
        /// The judgement, as `judgements` lists it
        #[arg(value_name = "J-N")]
        judgement: String,
        /// Who, why
        #[command(flatten)]
        stamp: JudgeStamp,
    },
}

/// Who judges, and why.
#[derive(Args, Debug)]
pub struct JudgeStamp {
    /// Why, for whoever asks later
    #[arg(long, value_name = "WORDS", required_unless_present = "dry_run")]
    pub reason: Option<String>,
    /// Who decides, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon judge")]
    pub by: String,
    /// Say what it would change, and record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What changed, as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `judgements`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon judgements week.rashomon
  rashomon judgements week.rashomon --json | jq 'select(.effect.standing != \"in force\")'
  rashomon explain week.rashomon J-12            one of them in full")]
pub struct JudgementsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}
