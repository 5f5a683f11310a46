//! A web page as a report: the article's words, and what the page says of itself.
//!
//! In: the bytes of a page. Out: one report, or the problem that there is no article in it. The
//! encoding is that of the byte order mark, else UTF-8 where the bytes are UTF-8, else the one the
//! page states, else the likeliest. The article is the part marked as its body; else what the
//! readability library finds; else `<article>` or `<main>` where the library took too little. A
//! page of which little was taken says so. Must hold: no input panics, time is near linear, no
//! script runs, nothing is fetched.

mod furniture;
mod hostile;
mod jsonld;
mod metadata;
mod words;

use std::borrow::Cow;

use dom_query::Document as Tree;
use dom_smoothie::{Config, Readability};
use rashomon_model::{Diagnostic, DiagnosticCode};

use super::Document;
use crate::intake::decode::Encoded;
use crate::intake::fields::{Cell, Cells, Field, id_of};
use crate::intake::{IntakeProblem, Received};
use crate::scripts;
use furniture::Furniture;
use metadata::Metadata;

pub(super) use metadata::{one_line, tag};

/// Fewest letters that the library is content with before it looks less strictly.
const FEWEST: usize = 140;

/// Longest source that is looked at, in bytes; an article has some hundred thousand.
const LONGEST: usize = 16_000_000;

/// Most elements the library is given; its time grows faster than their number.
const MOST_ELEMENTS: usize = 30_000;

/// Reads the article of a page.
pub(super) fn read(document: &Document<'_>) -> Result<Received, IntakeProblem> {
    let mut diagnostics = Vec::new();
    let source = decoded(document.bytes, &mut diagnostics);
    let page = Page::of(&source, &mut diagnostics);
    if page.text.is_empty() {
        let what = "no article text in the page";
        let remedy = "save its words as plain text, or save the page after its scripts have run";
        return Err(document.problem(what, remedy));
    }
    let Metadata { title, outlet, published, url, lang, .. } = page.metadata;
    let mut cells = Cells::default();
    let fields = [
        (Field::Id, url.as_deref().filter(|url| names_one_page(url)).map(|url| id_of("p", url))),
        (Field::Title, title),
        (Field::Outlet, outlet),
        (Field::Published, published.map(|day| day.to_string())),
        (Field::Lang, lang_of(lang, &page.text)),
        (Field::Url, url),
        (Field::Text, Some(page.text)),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            cells.put_field(field, 0, Cell::Text(value));
        }
    }
    document.received(cells, diagnostics)
}

/// Gives the words of a piece of HTML that is an article already, such as an entry of a feed.
pub(super) fn fragment(source: &str) -> String {
    let tree = Tree::from(bounded(source).as_ref());
    tree.body().map(|body| words::words(&body, None, &Furniture::shipped())).unwrap_or_default()
}

/// Tells whether an address is that of one page: a site's address alone is on all its pages.
fn names_one_page(url: &str) -> bool {
    let path =
        url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    path.is_some_and(|path| {
        path.split(['?', '#']).next().unwrap_or("").trim_end_matches('/').len() > 1
    })
}

/// A template may state English over words of another language.
fn lang_of(stated: Option<String>, text: &str) -> Option<String> {
    let english = stated.as_deref().is_some_and(|tag| tag.starts_with("en"));
    let found = scripts::language(text);
    match found {
        Some(found) if english && found != "en" => Some(found.to_owned()),
        _ => stated,
    }
}

/// Decodes a page: what it states of its encoding counts where the bytes are not UTF-8.
fn decoded(bytes: &[u8], said: &mut Vec<Diagnostic>) -> String {
    let beginning = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(bytes);
    let mut encoded = Encoded::of(beginning);
    // UTF-16 has been made UTF-8 by whoever reads a stream; a page is decoded at once.
    if let Encoded::Utf16(encoding) = encoded {
        return encoding.decode_with_bom_removal(bytes).0.into_owned();
    }
    if std::str::from_utf8(bytes).is_err()
        && let Some(label) = stated_charset(beginning)
    {
        encoded = encoded.stated(label);
    }
    let (text, diagnostics) = encoded.decode(bytes);
    // That a page is in the encoding it states is nothing odd.
    let stated = |d: &Diagnostic| d.code.0 == "decoded-from" && stated_charset(beginning).is_some();
    said.extend(diagnostics.into_iter().filter(|d| !stated(d)));
    text
}

/// Finds `charset=` near the top.
fn stated_charset(beginning: &[u8]) -> Option<&[u8]> {
    let top = beginning.get(..beginning.len().min(4096))?;
    let at = top.windows(8).position(|w| w.eq_ignore_ascii_case(b"charset="))? + 8;
    let label = top.get(at..)?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:".contains(b));
    label.get(..end.unwrap_or(label.len()))
}

fn bounded(source: &str) -> Cow<'_, str> {
    let end = source.floor_char_boundary(LONGEST.min(source.len()));
    hostile::tamed(source.get(..end).unwrap_or(""))
}

struct Page {
    metadata: Metadata,
    text: String,
}

impl Page {
    fn of(source: &str, said: &mut Vec<Diagnostic>) -> Page {
        let bounded = bounded(source);
        if matches!(bounded, Cow::Owned(_)) || source.len() > LONGEST {
            said.push(Diagnostic {
                code: DiagnosticCode("page-simplified"),
                span: None,
                message: "the page's markup is deeper, longer or less closed than people write: \
                          parts of it were left out, words may have lost their place"
                    .to_owned(),
            });
        }
        let furniture = Furniture::shipped();
        let tree = Tree::from(bounded.as_ref());
        let metadata = metadata::of(&tree, said);
        let title = metadata.title.as_deref();
        tree.select("script, style, noscript, template, svg, math").remove();
        undo_layout_tables(&tree);
        furniture.clear(&tree);
        let Some(body) = tree.body() else { return Page { metadata, text: String::new() } };
        let all = words::words(&body, title, &furniture);
        let text = article(&tree, title, &furniture).unwrap_or_else(|| {
            // Without an article a page still may be one: a statement, a post.
            if is_prose(&all) { all.clone() } else { String::new() }
        });
        let text = in_metadata(&metadata, text, said);
        if letters(&text) * 100 < letters(&all) * LITTLE && letters(&all) > FEWEST {
            said.push(little_taken(&text, &all));
        }
        Page { metadata, text }
    }
}

/// Makes plain blocks of tables that lay out a page: their cells hold paragraphs, not values.
fn undo_layout_tables(tree: &Tree) {
    for table in tree.select("table").nodes().iter().take(2000) {
        let cells = table.descendants_it().filter(|node| node.has_name("td"));
        let lays_out = |cell: dom_query::NodeRef<'_>| {
            let breaks =
                cell.descendants_it().filter(|n| n.has_name("br") || n.has_name("p")).count();
            breaks > 1 && cell.text().chars().take(301).count() > 300
        };
        if cells.take(500).any(lays_out) {
            let parts = ["table", "tbody", "tr", "td"];
            let of_table =
                |node: &dom_query::NodeRef<'_>| parts.iter().any(|name| node.has_name(name));
            let nodes: Vec<_> = table.descendants_it().filter(of_table).collect();
            nodes.iter().for_each(|node| node.rename("div"));
            table.rename("div");
        }
    }
}

/// Per cent of a page's words below which it says that little of it was taken.
const LITTLE: usize = 40;

fn little_taken(text: &str, all: &str) -> Diagnostic {
    let share = letters(text) * 100 / letters(all).max(1);
    Diagnostic {
        code: DiagnosticCode("little-of-page"),
        span: None,
        message: format!(
            "the article has {share} % of the words on the page: see whether it is whole"
        ),
    }
}

/// Finds the article in a tree without furniture.
fn article(tree: &Tree, title: Option<&str>, furniture: &Furniture) -> Option<String> {
    let largest = |selector: &str| {
        let found = tree.select(selector);
        let texts = found.nodes().iter().take(50).map(|node| words::words(node, title, furniture));
        texts.max_by_key(|text| letters(text)).filter(|text| letters(text) >= FEWEST / 2)
    };
    if let Some(marked) = largest("[itemprop=articleBody], [property='schema:articleBody']") {
        return Some(marked);
    }
    let found = by_library(tree, title, furniture);
    // Several articles on one page are a list of them.
    let marked = largest("article").filter(|_| tree.select("article").length() == 1);
    let marked = marked.or_else(|| largest("main, [role=main]"));
    match (found, marked) {
        (Some(found), Some(marked))
            if letters(&found) * 2 < letters(&marked) && is_prose(&marked) =>
        {
            Some(marked)
        }
        (Some(found), _) => Some(found),
        (None, marked) => marked.filter(|text| is_prose(text)),
    }
}

fn by_library(tree: &Tree, title: Option<&str>, furniture: &Furniture) -> Option<String> {
    let config = Config {
        char_threshold: FEWEST,
        disable_json_ld: true,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let mut library = Readability::with_document(tree.clone(), None, Some(config)).ok()?;
    let article = library.parse().ok()?;
    let content = Tree::from(article.content);
    let text = words::words(&content.body()?, title, furniture);
    is_prose(&text).then_some(text)
}

/// Takes the article's words from the metadata where the page shows much less of them.
fn in_metadata(metadata: &Metadata, text: String, said: &mut Vec<Diagnostic>) -> String {
    let Some(body) = &metadata.body else { return text };
    let told = if body.contains("</") { fragment(body) } else { body.trim().to_owned() };
    if letters(&told) < FEWEST || letters(&text) * 2 >= letters(&told) {
        return text;
    }
    said.push(Diagnostic {
        code: DiagnosticCode("text-from-metadata"),
        span: None,
        message:
            "the page shows less of the article than its metadata (JSON-LD) carries: the text \
                  is the metadata's"
                .to_owned(),
    });
    told
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Tells text that says something from menus and labels: some line of it is a sentence long.
fn is_prose(text: &str) -> bool {
    let long = |line: &str| {
        line.split_whitespace().count() >= 5
            || line.chars().filter(|c| *c > '\u{2E80}').count() >= 10
    };
    text.lines().any(long)
}
