//! Reads a text of a test through the real parser, loading weights and tables once.

use std::sync::OnceLock;

use rashomon_extract::{Lexicons, extract};
use rashomon_model::{Reading, Report, ReportId};
use rashomon_text::annotate;
use rashomon_text::syntax::Pipeline;

/// Reads a text without outlet, date or language.
pub fn read(text: &str) -> (Report, Reading) {
    static TOOLS: OnceLock<Option<(Pipeline, Lexicons)>> = OnceLock::new();
    let tools = TOOLS.get_or_init(|| Pipeline::embedded().ok().zip(Lexicons::embedded().ok()));
    let Some((pipeline, lexicons)) = tools else { unreachable!("tables or model broken") };
    let report = Report {
        id: ReportId("r".to_owned()),
        outlet: None,
        published: None,
        url: None,
        title: None,
        lang: None,
        text: text.to_owned(),
    };
    let reading = extract(&annotate(&report, pipeline), lexicons);
    (report, reading)
}
