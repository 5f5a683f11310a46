//! `rashomon rulebooks`: list, show, check, import, drop; and what rules can ask for.

use std::path::Path;

use rashomon::json::rulebook::{self as json, Rulebook};
use rashomon::{CaseFile, read_rulebook, shipped_rulebooks};

use crate::args::rulebooks::{
    CheckArgs, DropArgs, FindingsArgs, ImportArgs, ListArgs, RulebooksArgs, RulebooksWhat, ShowArgs,
};
use crate::error::{CommandError, Outcome, say};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// Bytes of a rulebook file that are read: a longer one is no rulebook.
const LONGEST: u64 = 4 << 20;

/// Runs the command.
pub fn run(args: &RulebooksArgs) -> Result<Outcome, CommandError> {
    match &args.what {
        RulebooksWhat::List(args) => list(args),
        RulebooksWhat::Show(args) => show(args),
        RulebooksWhat::Check(args) => check(args),
        RulebooksWhat::Import(args) => import(args),
        RulebooksWhat::Drop(args) => drop_one(args),
        RulebooksWhat::Findings(args) => findings(args),
    }
}

/// A rulebook with where it comes from.
#[derive(serde::Serialize)]
struct Listed {
    name: String,
    version: String,
    title: String,
    extends: Option<String>,
    file: Option<String>,
    at: Option<String>,
    by: Option<String>,
    /// Why this version of the program cannot apply it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
}

fn books(case: Option<&CaseFile>) -> Result<Vec<rashomon::rulebook::Rulebook>, CommandError> {
    Ok(match case {
        Some(case) => case.rulebooks()?,
        None => shipped_rulebooks()?,
    })
}

fn list(args: &ListArgs) -> Result<Outcome, CommandError> {
    let case = args.when.open_if_given(args.case.as_ref())?;
    let books = books(case.as_ref())?;
    let held = match &case {
        Some(case) => case.imported_rulebooks()?,
        None => Vec::new(),
    };
    let mut listed: Vec<Listed> = Vec::new();
    for book in &books {
        let own = held.iter().find(|held| held.own.name == book.name);
        listed.push(Listed {
            name: book.name.clone(),
            version: book.version.clone(),
            title: book.title.clone(),
            extends: book.extends.clone(),
            file: own.map(|own| own.own.file.clone()),
            at: own.map(|own| own.at.clone()),
            by: own.map(|own| own.by.clone()),
            unread: None,
        });
    }
    for own in held.iter().filter(|held| books.iter().all(|book| book.name != held.own.name)) {
        let why = read_rulebook(&own.own.file, &own.own.text, &books).err();
        listed.push(Listed {
            name: own.own.name.clone(),
            version: own.own.version.clone(),
            title: String::new(),
            extends: own.own.extends.clone(),
            file: Some(own.own.file.clone()),
            at: Some(own.at.clone()),
            by: Some(own.by.clone()),
            unread: Some(why.map_or_else(String::new, |why| why.to_string())),
        });
    }
    let mut output = Output::open();
    for one in &listed {
        if args.json {
            output.json(one)?;
        } else {
            output.drawn(line(one))?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn line(one: &Listed) -> String {
    let from = match (&one.file, &one.by, &one.at) {
        (Some(file), Some(by), Some(at)) => {
            format!(" · {}, {} by {}", one_line(file), at.get(..10).unwrap_or(at), one_line(by))
        }
        _ => String::new(),
    };
    let extends = one.extends.as_ref().map(|e| format!(" · changes {e}")).unwrap_or_default();
    let what = match &one.unread {
        Some(why) => format!("not applied: {}", one_line(why)),
        None => one_line(&one.title),
    };
    format!(
        "{:<12} {}{}",
        bold(&one.name),
        what,
        dim(&format!(" · version {}{extends}{from}", one_line(&one.version)))
    )
}

fn show(args: &ShowArgs) -> Result<Outcome, CommandError> {
    let case = args.when.open_if_given(args.case.as_ref())?;
    let books = books(case.as_ref())?;
    let Some(book) = books.iter().find(|book| book.name == args.name) else {
        let names: Vec<&str> = books.iter().map(|book| book.name.as_str()).collect();
        return Err(CommandError::nothing(format!(
            "no rulebook is called `{}`; there is {}; --case names a case with others",
            args.name,
            names.join(", ")
        )));
    };
    let mut output = Output::open();
    if args.file {
        let shipped = rashomon::rulebook::shipped_names();
        let text = match shipped.iter().find(|(name, _)| *name == book.name) {
            Some((_, text)) => Some((*text).to_owned()),
            None => own_text(case.as_ref(), &args.name)?,
        };
        output.line(text.unwrap_or_default().trim_end())?;
    } else if args.json {
        output.json(&Rulebook::of(book))?;
    } else {
        for line in described(&Rulebook::of(book)) {
            output.drawn(line)?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn own_text(case: Option<&CaseFile>, name: &str) -> Result<Option<String>, CommandError> {
    let held = case.map(CaseFile::imported_rulebooks).transpose()?.unwrap_or_default();
    Ok(held.into_iter().find(|held| held.own.name == name).map(|held| held.own.text))
}

/// Writes a rulebook for people.
fn described(book: &Rulebook) -> Vec<String> {
    let width = usize::from(layout::terminal_width().unwrap_or(layout::PLAIN_WIDTH)).clamp(40, 120);
    let wrapped = |text: &str| layout::wrapped(&one_line(text), width);
    let mut out = vec![
        bold(&one_line(&format!("{} {}: {}", book.name, book.version, book.title))),
        wrapped(&format!("Owner: {}", book.owner)),
        wrapped(&book.stance),
    ];
    if let Some(extends) = &book.extends {
        out.push(format!("Changes {}.", one_line(extends)));
    }
    if let Some(applies) = &book.applies {
        out.push(String::new());
        out.push("Codes an event only where:".to_owned());
        out.extend(rule(applies, 2));
    }
    if !book.parameters.is_empty() {
        out.push(String::new());
        out.push("Can be set:".to_owned());
    }
    for parameter in &book.parameters {
        let set = if parameter.value == parameter.default { "" } else { ", set by its user" };
        out.push(format!("  {} = {}", parameter.name, one_line(&json::plain(&parameter.value))));
        let note = format!("[{}{set}] {}", parameter.certainty, parameter.note);
        out.push(format!("    {}", one_line(&note)));
    }
    if !book.counting.is_empty() {
        out.push(String::new());
        out.push("Counts people, first rule that holds:".to_owned());
        out.extend(book.counting.iter().flat_map(|r| rule(r, 2)));
    }
    for field in &book.fields {
        out.push(String::new());
        out.extend(of_field(field, 0));
    }
    out
}

fn of_field(field: &json::Field, indent: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    let how = match (field.each.as_deref(), field.how.as_str()) {
        (Some(table), _) => format!(", a record for each row of {table}"),
        (None, "steps") => ", each rule that holds changes it".to_owned(),
        (None, "all") => ", every rule that holds adds to it".to_owned(),
        _ => String::new(),
    };
    let values = match field.values.is_empty() {
        true => String::new(),
        false => format!(": {}", field.values.join(", ")),
    };
    let head = format!("{} ({}{how}){values}", field.name, field.kind);
    let mut out = vec![
        format!("{pad}{}", bold(&one_line(&head))),
        format!("{pad}  {}", one_line(&field.says)),
    ];
    out.extend(field.rules.iter().flat_map(|r| rule(r, indent + 2)));
    out.extend(field.cells.iter().flat_map(|cell| of_field(cell, indent + 2)));
    out
}

fn rule(rule: &json::Rule, indent: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    vec![
        format!("{pad}{} {}", one_line(&rule.id), dim(&format!("[{}]", rule.certainty))),
        format!("{pad}    {}", one_line(&rule.written)),
    ]
}

fn read_file(path: &Path) -> Result<(String, String), CommandError> {
    let failed = |why: String| {
        CommandError::failed(format!("cannot read {}: {why}; check the path", path.display()))
    };
    let known = std::fs::metadata(path).map_err(|e| failed(e.to_string()))?;
    if known.is_dir() {
        return Err(failed("a folder".to_owned()));
    }
    if known.len() > LONGEST {
        return Err(failed(format!("it is larger than {} MiB, so no rulebook", LONGEST >> 20)));
    }
    let text = std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok((name, text))
}

fn check(args: &CheckArgs) -> Result<Outcome, CommandError> {
    let (name, text) = read_file(&args.file)?;
    let case = args.case.as_ref().map(CaseFile::open_for_checks).transpose()?;
    let book = read_rulebook(&name, &text, &books(case.as_ref())?)?;
    let rules = book.rule_ids().len();
    let mut output = Output::open();
    if args.json {
        output.json(&Rulebook::of(&book))?;
    } else {
        output.line(format!(
            "{name} holds: rulebook {} {}, {} fields, {rules} rules.",
            book.name,
            book.version,
            book.fields.len(),
        ))?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn import(args: &ImportArgs) -> Result<Outcome, CommandError> {
    let (name, text) = read_file(&args.file)?;
    // A file that does not hold must not leave an empty case behind.
    let known = match args.case.exists() {
        true => CaseFile::open_for_checks(&args.case)?.rulebooks()?,
        false => Vec::new(),
    };
    read_rulebook(&name, &text, &known)?;
    let mut case = CaseFile::open_or_create(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let (own, new) = case.import_rulebook(&name, &text, (&at, &args.by))?;
    case.refresh()?;
    if new {
        say(&format!(
            "{} {} is in force; `rashomon show` prints what it makes of each event.",
            own.name, own.version
        ));
    } else {
        say(&format!("{} {} was there already; nothing changed.", own.name, own.version));
    }
    Ok(Outcome::Done)
}

fn drop_one(args: &DropArgs) -> Result<Outcome, CommandError> {
    if args.reason.trim().is_empty() {
        return Err(CommandError::failed("the reason is empty; say why with --reason TEXT"));
    }
    let mut case = CaseFile::open(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let dropped = case.drop_rulebook(&args.name, &args.reason, (&at, &args.by))?;
    case.refresh()?;
    say(&format!(
        "{} {} counts no longer; importing {} again brings it back.",
        dropped.name, dropped.version, dropped.file
    ));
    Ok(Outcome::Done)
}

fn findings(args: &FindingsArgs) -> Result<Outcome, CommandError> {
    let mut output = Output::open();
    if args.json {
        for finding in json::findings() {
            output.json(&finding)?;
        }
    } else {
        output.line(rashomon::rulebook::findings::listed())?;
    }
    output.close()?;
    Ok(Outcome::Done)
}
