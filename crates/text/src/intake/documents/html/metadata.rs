//! What a page says of itself: headline, outlet, day, address, language.
//!
//! In: the tree of a page. Out: the first answer to each question, in the order of how far such
//! answers can be trusted: JSON-LD of the article, OpenGraph and `article:`, microdata, Dublin
//! Core and other named `meta`, then the visible page (`<h1>`, `<time>`). Times of the file or of
//! the download count for nothing, and a day of change is no day of publication. Where two
//! answers name different days, a diagnostic says so. Must hold: nothing is taken from a URL.

use dom_query::{Document, NodeRef};
use rashomon_model::{Date, Diagnostic, DiagnosticCode};

use super::jsonld;
use crate::intake::published;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
    pub lang: Option<String>,
    /// The article's words, where JSON-LD carries them.
    pub body: Option<String>,
}

/// Names under which `meta` gives the day, behind OpenGraph.
const DAYS: [&str; 14] = [
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "pubdate",
    "date",
];

const OUTLETS: [&str; 5] = [
    "dcterms.publisher",
    "dc.publisher",
    "citation_journal_title",
    "application-name",
    "publisher",
];

const TITLES: [&str; 5] =
    ["og:title", "twitter:title", "dcterms.title", "dc.title", "citation_title"];

/// Reads what a page says of itself.
pub(super) fn of(doc: &Document, said: &mut Vec<Diagnostic>) -> Metadata {
    let metas = Metas::of(doc);
    let url = address(doc, &metas);
    let heading = only(doc, "h1");
    let ld = jsonld::article(doc, url.as_deref(), heading.as_deref()).unwrap_or_default();
    let outlet = ld.publisher.clone();
    let outlet =
        outlet.or_else(|| metas.first(&["og:site_name"])).or_else(|| metas.first(&OUTLETS));
    let named = only(doc, "head > title").or_else(|| only(doc, "title"));
    let title = ld.headline.clone().or_else(|| metas.first(&TITLES)).or(heading).or(named);
    let title = title.map(|title| without_site(&title, outlet.as_deref()));
    Metadata {
        title,
        published: day(doc, &metas, &ld, said),
        url: url.or_else(|| ld.url.clone()),
        lang: language(doc, &metas, &ld),
        body: ld.body,
        outlet,
    }
}

/// The `meta` elements of a page, by name in lower case.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(doc: &Document) -> Metas {
        let mut metas = Vec::new();
        for node in doc.select("meta[content]").nodes().iter().take(500) {
            let name =
                ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| node.attr(a));
            let content = node.attr("content").map(|c| one_line(&c)).unwrap_or_default();
            if let Some(name) = name.filter(|_| !content.is_empty()) {
                metas.push((name.trim().to_lowercase(), content));
            }
        }
        Metas(metas)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        let find = |name: &&str| self.0.iter().find(|(known, _)| known == name);
        names.iter().find_map(find).map(|(_, content)| content.clone())
    }
}

/// Draws white space together; a field is one line, and no novel.
pub(crate) fn one_line(text: &str) -> String {
    let beginning: String = text.chars().take(1000).collect();
    beginning.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives the words of the one element of a kind; none where there are more, or none.
fn only(doc: &Document, selector: &str) -> Option<String> {
    let found = doc.select(selector);
    let [one] = found.nodes() else { return None };
    let text = one_line(&one.text());
    (!text.is_empty()).then_some(text)
}

fn address(doc: &Document, metas: &Metas) -> Option<String> {
    let canonical = doc.select("link[rel][href]");
    let is_canonical = |node: &&NodeRef<'_>| {
        let rel = node.attr("rel").unwrap_or_default().to_lowercase();
        rel.split_whitespace().any(|word| word == "canonical")
    };
    let canonical = canonical.nodes().iter().find(is_canonical).and_then(|node| node.attr("href"));
    let canonical = canonical.map(|href| href.trim().to_owned());
    let whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    let kept = |url: &String| whole(url) && url.len() < 2000 && !url.contains(char::is_whitespace);
    canonical.filter(kept).or_else(|| metas.first(&["og:url", "dc.identifier"]).filter(kept))
}

fn language(doc: &Document, metas: &Metas, ld: &jsonld::Article) -> Option<String> {
    let root = doc.select_single("html");
    let root = root.attr("lang").or_else(|| root.attr("xml:lang")).map(|lang| lang.to_string());
    let others =
        || metas.first(&["content-language", "dcterms.language", "dc.language", "og:locale"]);
    let stated = ld.language.clone().or(root).or_else(others)?;
    tag(&stated)
}

/// Gives a language as a tag ("en_GB" is "en-GB"); none where it is no tag.
pub(crate) fn tag(stated: &str) -> Option<String> {
    let stated = stated.split([',', ';', '.']).next()?.trim().replace('_', "-");
    let first = stated.split('-').next()?;
    let plain = stated.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && stated.len() <= 35;
    (plain && (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()))
        .then(|| format!("{}{}", first.to_lowercase(), &stated[first.len()..]))
}

/// Finds the day of publication, and says where a page names several.
fn day(
    doc: &Document,
    metas: &Metas,
    ld: &jsonld::Article,
    said: &mut Vec<Diagnostic>,
) -> Option<Date> {
    let written = [
        ld.published.clone(),
        metas.first(&["article:published_time", "og:article:published_time"]),
        microdata(doc).or_else(|| metas.first(&["datepublished"])),
        metas.first(&DAYS),
    ];
    let days: Vec<Date> = written.iter().flatten().filter_map(|day| published(day)).collect();
    let found = days.first().copied().or_else(|| shown(doc));
    if let Some(other) = days.iter().find(|day| Some(**day) != found) {
        let found = found.map(|day| day.to_string()).unwrap_or_default();
        said.push(Diagnostic {
            code: DiagnosticCode("days-differ"),
            span: None,
            message: format!("the page gives {found} and {other} as its day: the first was taken"),
        });
    }
    if found.is_none() {
        let changed = ld
            .modified
            .clone()
            .or_else(|| metas.first(&["article:modified_time", "og:updated_time", "datemodified"]));
        let unread = written.into_iter().flatten().next();
        said.extend(without_day(unread, changed));
    }
    found
}

fn without_day(unread: Option<String>, changed: Option<String>) -> Option<Diagnostic> {
    let short = |s: String| s.chars().take(40).collect::<String>();
    let message = match (unread, changed) {
        (Some(unread), _) => {
            format!("no day could be read from {:?}: write it as YYYY-MM-DD", short(unread))
        }
        (None, Some(changed)) => format!(
            "the page says when it was changed ({:?}), not when it was published: no day was taken",
            short(changed)
        ),
        (None, None) => return None,
    };
    Some(Diagnostic { code: DiagnosticCode("unreadable-date"), span: None, message })
}

fn microdata(doc: &Document) -> Option<String> {
    let found = doc.select("[itemprop=datePublished]");
    let [one] = found.nodes() else { return None };
    let said = one.attr("datetime").or_else(|| one.attr("content"));
    Some(said.map_or_else(|| one_line(&one.text()), |said| one_line(&said)))
}

/// Takes the day of `<time>` where all of the article's times name one; several are a close call.
fn shown(doc: &Document) -> Option<Date> {
    let marked = doc.select("time[pubdate]");
    let inside = doc.select("article time[datetime], main time[datetime]");
    let times = if marked.is_empty() { inside } else { marked };
    let mut days = times.nodes().iter().map(|time| {
        let said = time.attr("datetime").unwrap_or_else(|| time.text());
        published(&one_line(&said))
    });
    let first = days.next()??;
    days.all(|day| day == Some(first)).then_some(first)
}

/// Cuts the name of the site off a headline, where the page says what it is called.
fn without_site(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet else { return title.to_owned() };
    let separators = ['-', '–', '—', '|', '·', '•', '»', '«', ':', '/', '\\'];
    let is_outlet = |part: &str| part.trim().to_lowercase() == outlet.to_lowercase();
    if let Some((at, mark)) = title.char_indices().rev().find(|(_, c)| separators.contains(c)) {
        let (head, tail) = (&title[..at], &title[at + mark.len_utf8()..]);
        // "Harbour-Times" has no gap before its hyphen.
        if is_outlet(tail) && head.ends_with(' ') && !head.trim().is_empty() {
            return without_site(head.trim_end(), None);
        }
    }
    let first = title.char_indices().find(|(_, c)| separators.contains(c));
    if let Some((at, mark)) = first {
        let (head, tail) = (&title[..at], &title[at + mark.len_utf8()..]);
        if is_outlet(head) && tail.starts_with(' ') && !tail.trim().is_empty() {
            return tail.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{tag, without_site};

    #[test]
    fn the_name_of_the_site_is_cut_off_only_where_it_is_known() {
        let cut = |title, outlet| without_site(title, outlet);
        assert_eq!(cut("Mill burns - Harbour Times", Some("Harbour Times")), "Mill burns");
        assert_eq!(cut("Harbour Times | Mill burns", Some("harbour times")), "Mill burns");
        assert_eq!(cut("Mill burns - Harbour Times", None), "Mill burns - Harbour Times");
        assert_eq!(cut("Mill burns - Velm", Some("Harbour Times")), "Mill burns - Velm");
        assert_eq!(cut("Cease-fire", Some("fire")), "Cease-fire");
        assert_eq!(cut(" - Velm", Some("Velm")), " - Velm");
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(tag("en_GB").as_deref(), Some("en-GB"));
        assert_eq!(tag("AR").as_deref(), Some("ar"));
        assert_eq!(tag("uk-UA.UTF-8").as_deref(), Some("uk-UA"));
        assert_eq!((tag("English"), tag(""), tag("{{lang}}")), (None, None, None));
    }
}
