//! Every command and option, declared once.
//!
//! The parser, `--help`, shell completions and the manual page are all made from these
//! declarations. The first line of a comment is the short help, the rest the long one.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use self::case::CaseArg;

pub mod bundle;
pub mod case;
pub mod coding;
pub mod diff;
pub mod dossier;
pub mod entities;
pub mod events;
pub mod export;
pub mod filter;
pub mod gaps;
pub mod head;
pub mod intake;
pub mod judge;
pub mod judge_claims;
pub mod keys;
pub mod numbers;
pub mod origins;
pub mod places;
pub mod records;
pub mod redact;
pub mod review;
pub mod rulebooks;
pub mod salvage;
pub mod search;
pub mod serve;
pub mod sources;
pub mod timeline;
pub mod verify;
pub mod watch;

/// A ledger of contested conflict reporting: who says what, through whom, how firmly
///
/// Reports go in; out come events with every voice's account side by side: who agrees, who
/// contradicts whom and on what, who is silent. It never says what is true. One file per case;
/// nothing leaves this machine.
#[derive(Parser, Debug)]
#[command(name = "rashomon", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "\
Begin with `rashomon demo`, or with reports of your own:
  rashomon add week.rashomon reports.jsonl
  rashomon events week.rashomon
  rashomon show week.rashomon 1 --quotes

Exit codes: 0 done, 1 nothing found or something did not hold, 2 could not do it.
Data goes to standard output, messages and progress to standard error.")]
pub struct Args {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Read reports and print what is read in each, one JSON object a line
    Read(ReadArgs),
    /// Add reports to a case, reading what is new
    Add(AddArgs),
    /// Add what appears in a folder, until told to end
    Watch(watch::WatchArgs),
    /// List the events of a case
    Events(events::EventsArgs),
    /// Show one event: voices by slots, conflicts marked, silence visible
    Show(events::ShowArgs),
    /// Draw the events of a case by time
    Timeline(timeline::TimelineArgs),
    /// Count people over the whole case, as ranges, nobody twice
    Numbers(numbers::NumbersArgs),
    /// Compare two outlets or voices over all events they share
    Diff(diff::DiffArgs),
    /// List events that some outlets tell and others never do
    Gaps(gaps::GapsArgs),
    /// List what to look at first: decisions that were close and matter
    Review(review::ReviewArgs),
    /// Code an item for yourself: is this what its report says, are these two one
    Code(coding::CodeArgs),
    /// List codings, or draw items to code
    Codings(coding::CodingsArgs),
    /// Measure how far coders agree, and list where they differ
    Agreement(coding::AgreementArgs),
    /// Show which reports rest on one source, and who took it from whom
    Origins(origins::OriginsArgs),
    /// List who and what is named, with every spelling
    Entities(entities::EntitiesArgs),
    /// Record who is who, which events are one, what holds of a claim; or take that back
    Judge(judge::JudgeArgs),
    /// List what people judged, also what was taken back, and what it does now
    Judgements(judge::JudgementsArgs),
    /// Withhold words from everything that is shown and exported, or show them again
    Redact(redact::RedactArgs),
    /// List what is and was withheld, by whom and why
    Redactions(redact::RedactionsArgs),
    /// List the records of a case: when, by whom, what each says, what is in force in its place
    Log(records::LogArgs),
    /// Print every text of a report, what changed in it, what was read, and who judged
    History(records::HistoryArgs),
    /// Record that a source took a report down, or that it is found no longer
    Gone(records::GoneArgs),
    /// Read reports again that an older version has read, and say what is read otherwise
    Reread(records::RereadArgs),
    /// Open the workbench: events, reports, review and search in the browser
    Serve(serve::ServeArgs),
    /// Find words in reports and names
    Search(search::SearchArgs),
    /// Write the case for other programs
    Export(export::ExportArgs),
    /// Write events with accounts, quotes in context, sources and hashes as one HTML file
    Dossier(dossier::DossierArgs),
    /// Unfold an event, claim, entity, judgement or report to rules, weights and quotes
    Explain(ExplainArgs),
    /// Recompute the log, raw bytes and every quote, and say what does not hold
    Verify(verify::VerifyArgs),
    /// Take what can be proved of a damaged case into a new one
    Salvage(salvage::SalvageArgs),
    /// Print what stands for the whole case, to note down or sign; check one noted earlier
    Head(head::HeadArgs),
    /// Write events with records, captures, proofs and dossier, to be checked without the case
    Bundle(bundle::BundleArgs),
    /// Make keys to sign heads with
    Keys(keys::KeysArgs),
    /// Compare pairs of names and say how much speaks for one being the other
    Compare(CompareArgs),
    /// Bring in gazetteers, so that villages and quarters are found; list them, drop them
    Places(places::PlacesArgs),
    /// Bring in source tables: who leans to whom, how reliable a source is held to be
    Sources(sources::SourcesArgs),
    /// Rulebooks that code events: list, show, check, import, drop
    Rulebooks(rulebooks::RulebooksArgs),
    /// Print the JSON Schema of a shape
    Schema(SchemaArgs),
    /// Build the bundled case, print its accounts side by side
    Demo(DemoArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// Where reports come from.
#[derive(clap::Args, Debug)]
pub struct Inputs {
    /// Files or folders: web pages, feeds, letters, PDFs, workbooks, JSON Lines, JSON, CSV, plain
    /// text, Markdown with front matter, and archives of these (ZIP, tar, gzip, WARC, WACZ); `-` is
    /// standard input, told by how it begins
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Options of `read`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon read reports.jsonl > readings.jsonl
  rashomon read page.html feed.xml letter.eml note.pdf > readings.jsonl
  rashomon read articles/ | jq -c '.claims[] | [.slot, .quote]'
  cat post.txt | rashomon read -

A line or file that cannot be used is named on standard error, the rest goes on, and the exit
code is 2. Only `text` is required of a report; without `published`, \"on Sunday\" stays open.")]
pub struct ReadArgs {
    /// Where reports come from
    #[command(flatten)]
    pub inputs: Inputs,
    /// A gazetteer to find places in as well; see `rashomon places import`
    #[arg(long, value_name = "FILE")]
    pub places: Vec<PathBuf>,
    /// Limits
    #[command(flatten)]
    pub limits: intake::LimitArgs,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// Options of `add`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon add week.rashomon reports.jsonl
  rashomon add week.rashomon folder/ late.md --by ana
  rashomon add week.rashomon page.html feed.xml letter.eml note.pdf log.xlsx
  curl -s https://example.org/feed.jsonl | rashomon add week.rashomon -
  rashomon add week.rashomon acled.csv ged.csv
  rashomon add week.rashomon crawl.wacz pages.warc.gz bundle.zip
  rashomon add week.rashomon archive/ --errors refused.jsonl --max-item 200MB
  rashomon add --map-example > map.toml
  rashomon add week.rashomon register.csv --dataset map.toml

What is taken from each kind of file, and what is left out, stands in docs/intake.md.
What lies in an archive is read where it lies; nothing is unpacked to disk. Of a WARC the captured
documents are taken, of a WACZ those in its list of pages, and digests that do not hold are named.
Tables of ACLED, UCDP GED and the like are known by their header: each row becomes a report of the
dataset, and each cell that is read a claim. What the columns of other tables mean is told by a
map. A row that does not read is named with its line, its column and the remedy; the rest goes on.
Adding the same reports again changes nothing. An id that comes with another text is a revision:
both are kept, the newer one counts. What is committed stays, even if the machine is switched off;
run the same command again to go on.")]
pub struct AddArgs {
    /// Print a map of columns to begin with, and do nothing else
    #[arg(long)]
    pub map_example: bool,
    /// The case; made where there is none
    #[arg(value_name = "CASE", required_unless_present = "map_example")]
    pub case: Option<PathBuf>,
    /// Files or folders: web pages, feeds, letters, PDFs, workbooks, JSON Lines, JSON, CSV, plain
    /// text, Markdown with front matter, and archives of these (ZIP, tar, gzip, WARC, WACZ); `-` is
    /// standard input, told by how it begins
    #[arg(required_unless_present = "map_example", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The files are tables of a dataset: acled, ucdp, airwars, or a map of their columns
    #[arg(long, value_name = "NAME or MAP.toml")]
    pub dataset: Option<String>,
    /// Who adds them, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon add")]
    pub by: String,
    /// Limits
    #[command(flatten)]
    pub limits: intake::LimitArgs,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// Options of `explain`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon explain week.rashomon 3               the event, its claims, why they are one
  rashomon explain week.rashomon wire-1#c4       a claim, with the words around its quote
  rashomon explain week.rashomon E-10a9          an entity: spellings, and why they were joined
  rashomon explain week.rashomon \"Omar Dessin\"   the same, by a spelling
  rashomon explain week.rashomon J-12            a judgement, and what it does now
  rashomon explain week.rashomon 3/airwars       what a rulebook makes of an event, rule by rule
  rashomon explain week.rashomon 3/airwars/grade the same, one field of it
  rashomon explain week.rashomon wire-1          a report")]
pub struct ExplainArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Id of an event, claim (REPORT#c1), entity, judgement, report or grade (EVENT/RULEBOOK/FIELD); or
    /// the spelling of a name
    #[arg(value_name = "ID")]
    pub id: String,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `compare`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  printf 'a\\tb\\tkind\\nAbu Salim\\tBu Sleem\\tplace\\n' | rashomon compare names -")]
pub struct CompareArgs {
    /// What to compare
    #[command(subcommand)]
    pub what: CompareWhat,
}

/// What can be compared.
#[derive(Subcommand, Debug)]
pub enum CompareWhat {
    /// Names: a tab-separated table with columns `a`, `b` and, if it has one, `kind`
    #[command(after_help = "\
One JSON line a pair, in order: whether they are taken for one name, the weight (log2 odds), and
what was weighed.")]
    Names {
        /// The table; `-` is standard input
        #[arg(value_name = "PAIRS.tsv")]
        pairs: PathBuf,
    },
}

/// Options of `schema`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon schema reading        what `rashomon read` prints, one a line
  rashomon schema case           what `rashomon export` prints
  rashomon schema numbers        what `rashomon numbers --json` prints; so diff, gaps, timeline
  rashomon schema event          what `rashomon events --json` prints, one a line
  rashomon schema rulebook       what `rashomon rulebooks show --json` prints
  rashomon schema history        what `rashomon history --json` prints; so log
  rashomon schema head           what `rashomon head --json` prints
  rashomon schema bundle         the manifest of an evidence bundle
  rashomon schema api            what `rashomon serve` answers: OpenAPI 3.1")]
pub struct SchemaArgs {
    /// Name of the shape: reading, case, event, numbers, diff, gaps, timeline, rulebook, history,
    /// log, head, bundle or api
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Options of `demo`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  rashomon demo --case /tmp/demo.rashomon")]
pub struct DemoArgs {
    /// Keep the case in this file; a new one in the current folder by default
    #[arg(long, value_name = "CASE", default_value = "demo.rashomon")]
    pub case: PathBuf,
}

/// Options of `completions`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon completions bash > ~/.local/share/bash-completion/completions/rashomon
  rashomon completions zsh > ~/.zfunc/_rashomon
  rashomon completions fish > ~/.config/fish/completions/rashomon.fish")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}
