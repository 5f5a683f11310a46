//! Reports as a list, one with its text, and single claims.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;

use super::{Frame, Page, part, written};
use crate::api::events::ClaimPage;
use crate::app::App;
use crate::asked::Path;
use crate::page::ReportBrief;
use crate::page::report::ReportPage;

#[derive(Template)]
#[template(path = "reports.html")]
struct Reports {
    frame: Frame,
    reports: Vec<ReportBrief>,
}

#[derive(Template)]
#[template(path = "report.html")]
struct OneReport {
    frame: Frame,
    parts: Vec<Part>,
    page: ReportPage,
}

/// A stretch of text in which the same claims have their quotes.
struct Part {
    text: String,
    is_quoted: bool,
    /// Claims whose quote begins here.
    claims: Vec<String>,
}

#[derive(Template)]
#[template(path = "claim.html")]
struct OneClaim {
    frame: Frame,
    page: ClaimPage,
}

/// Lists reports.
pub async fn list(State(app): State<App>) -> impl IntoResponse {
    let answer = app.ask(|app| {
        let reports = app.case()?.reports()?;
        let frame = Frame::of(app, "reports", "Reports")?;
        written(&Reports {
            frame: frame.twins("/w/reports".to_owned(), "/api/reports".to_owned()),
            reports: reports.iter().map(ReportBrief::of).collect(),
        })
    });
    Page(answer.await)
}

/// Shows one report.
pub async fn one(State(app): State<App>, Path(id): Path<String>) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let page = ReportPage::of(app, &id)?;
        let title = page.report.head.title.clone().unwrap_or_else(|| id.clone());
        let id = part(&id);
        written(&OneReport {
            frame: Frame::of(app, "report", title)?
                .twins(format!("/w/report/{id}"), format!("/api/reports/{id}")),
            parts: parts(&page),
            page,
        })
    });
    Page(answer.await)
}

/// Cuts the text where a quote begins or ends.
fn parts(page: &ReportPage) -> Vec<Part> {
    let text: Vec<char> = page.report.text.chars().collect();
    let spans: Vec<(usize, usize, &str)> = page
        .claims
        .iter()
        .map(|one| {
            let [start, end] = one.claim.span.map(|at| (at as usize).min(text.len()));
            (start, end, one.claim.id.as_str())
        })
        .collect();
    let mut cuts: BTreeSet<usize> =
        spans.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
    cuts.extend([0, text.len()]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    // How many quotes are open behind each cut.
    let mut change = std::collections::BTreeMap::<usize, i64>::new();
    for (start, end, _) in &spans {
        *change.entry(*start).or_default() += 1;
        *change.entry(*end).or_default() -= 1;
    }
    let mut open = 0;
    let part = |pair: &[usize]| {
        let (from, to) = (pair[0], pair[1]);
        open += change.get(&from).copied().unwrap_or_default();
        let begin = spans.iter().filter(|(start, ..)| *start == from);
        Part {
            text: text[from..to].iter().collect(),
            is_quoted: open > 0,
            claims: begin.map(|(.., id)| (*id).to_owned()).collect(),
        }
    };
    cuts.windows(2).map(part).collect()
}

/// Shows one claim.
pub async fn claim(State(app): State<App>, Path(id): Path<String>) -> impl IntoResponse {
    let answer = app.ask(move |app| {
        let page = ClaimPage::of(app, &id)?;
        let report = part(&page.claim.report);
        let id = part(&page.claim.id);
        written(&OneClaim {
            frame: Frame::of(app, "claim", page.claim.id.clone())?
                .twins(format!("/w/report/{report}#{id}"), format!("/api/claims/{id}")),
            page,
        })
    });
    Page(answer.await)
}
