//! The article as a page's JSON-LD describes it.
//!
//! In: the `application/ld+json` of a page (schema.org). Out: headline, publisher, days, language
//! and body of the one article it is about. A page that lists several articles says nothing here
//! unless one of them has the page's own address or heading. Nothing is fetched; a `@context` is
//! not looked at. Odd JSON is passed over.

use dom_query::Document;
use serde_json::{Map, Value};

use super::metadata::one_line;

/// Most nodes that are looked at in a page.
const MOST: usize = 20_000;

/// What is said of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub headline: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
}

/// Finds what is said of the page's article.
pub(super) fn article(doc: &Document, url: Option<&str>, heading: Option<&str>) -> Option<Article> {
    let roots: Vec<Value> = doc
        .select("script[type]")
        .nodes()
        .iter()
        .filter(|node| {
            node.attr("type")
                .is_some_and(|t| t.trim().to_lowercase().starts_with("application/ld+json"))
        })
        .filter_map(|node| parse(&node.text()))
        .collect();
    let mut nodes = Vec::new();
    let mut waiting: Vec<&Value> = roots.iter().rev().collect();
    while let Some(value) = waiting.pop().filter(|_| nodes.len() < MOST) {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                nodes.push(object);
                waiting.extend(object.values().filter(|v| v.is_object() || v.is_array()));
            }
            _ => {}
        }
    }
    let articles: Vec<Article> = nodes
        .iter()
        .filter(|node| is_article(node))
        .map(|node| Article::of(node, &nodes))
        .collect();
    let chosen = match articles.as_slice() {
        [] => None,
        [one] => Some(one),
        several => {
            let same = |a: &Option<String>, b: Option<&str>| b.is_some() && a.as_deref() == b;
            several
                .iter()
                .find(|article| same(&article.url, url))
                .or_else(|| several.iter().find(|article| same(&article.headline, heading)))
        }
    };
    chosen.cloned()
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//").trim();
    let text = text.strip_prefix("<![CDATA[").unwrap_or(text);
    let text = text.trim_end_matches("-->").trim_end().trim_end_matches("//").trim_end();
    let text = text.strip_suffix("]]>").unwrap_or(text).trim_end_matches(';');
    // Line ends inside of strings are no JSON, but occur.
    serde_json::from_str(text).ok().or_else(|| {
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&plain).ok()
    })
}

fn is_article(node: &Map<String, Value>) -> bool {
    let ends = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        name.ends_with("Article")
            || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
    };
    match node.get("@type") {
        Some(Value::String(name)) => ends(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(ends),
        _ => false,
    }
}

impl Article {
    fn of(node: &Map<String, Value>, nodes: &[&Map<String, Value>]) -> Article {
        let plain = |name: &str| node.get(name).and_then(string);
        let body = node.get("articleBody").and_then(Value::as_str).map(unescaped);
        Article {
            headline: plain("headline").or_else(|| plain("name")),
            publisher: node.get("publisher").and_then(|who| name_of(who, nodes)),
            published: plain("datePublished"),
            modified: plain("dateModified"),
            language: node.get("inLanguage").and_then(language),
            url: plain("url").or_else(|| node.get("mainEntityOfPage").and_then(address)),
            body: body.filter(|body| !body.trim().is_empty()),
        }
    }
}

fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => one_line(&unescaped(text)),
        Value::Array(values) => return values.first().and_then(Value::as_str).map(one_line),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Resolves entities that stand in JSON where they mean nothing.
fn unescaped(text: &str) -> String {
    if text.contains('&') && text.contains(';') && !text.contains('<') {
        return Document::fragment(text).text().to_string();
    }
    text.to_owned()
}

/// Gives the name of an organisation: told in place, or by its `@id` elsewhere on the page.
fn name_of(value: &Value, nodes: &[&Map<String, Value>]) -> Option<String> {
    let value = if let Value::Array(values) = value { values.first()? } else { value };
    if let Value::String(_) = value {
        return string(value).filter(|name| !name.starts_with("http"));
    }
    let node = value.as_object()?;
    node.get("name").and_then(string).or_else(|| {
        let id = node.get("@id")?.as_str()?;
        let named = |n: &&&Map<String, Value>| {
            n.get("@id").and_then(Value::as_str) == Some(id) && n.contains_key("name")
        };
        nodes.iter().find(named)?.get("name").and_then(string)
    })
}

fn language(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => string(value),
        Value::Object(node) => {
            node.get("alternateName").and_then(string).or_else(|| node.get("name").and_then(string))
        }
        Value::Array(values) => match values.as_slice() {
            [one] => language(one),
            _ => None,
        },
        _ => None,
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => string(value),
        Value::Object(node) => node.get("@id").or_else(|| node.get("url")).and_then(string),
        _ => None,
    }
    .filter(|url| url.starts_with("http"))
}
