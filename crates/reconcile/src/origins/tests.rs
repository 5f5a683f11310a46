//! Origins of reports whose prints are made of letters: one letter a word, capitals for names.

use rashomon_model::{
    Credit, CreditKind, Date, Print, PrintKind, PrintSentence, PrintWord, ReportId, ReportSummary,
    Sketch, Span, TieDirection, TieKind, TieSource,
};

use super::{Origins, find};
use crate::Evidence;
use crate::parties::CaseParties;

/// Fifteen telling words and three names, in three sentences.
const STORY: &str = "abcdeA fghijB klmnoC";

fn word(c: char) -> PrintWord {
    let kind = if c.is_uppercase() { PrintKind::Name } else { PrintKind::Plain };
    PrintWord { hash: u32::from(c), kind, bits: 12 }
}

fn report(id: &str, day: i8, story: &str) -> ReportSummary {
    let sentence = |(at, words): (u32, &str)| PrintSentence {
        span: Span::new(at * 10, at * 10 + 9),
        quoted: false,
        words: words.chars().map(word).collect(),
    };
    let sentences = (0..).zip(story.split(' ')).map(sentence).collect();
    let letters: Vec<u64> = story.chars().map(u64::from).collect();
    let mut runs: Vec<u64> =
        letters.windows(4).map(|run| run.iter().fold(7, |hash, c| hash * 1009 + c)).collect();
    runs.sort_unstable();
    runs.dedup();
    ReportSummary {
        outlet: Some(format!("Outlet {id}")),
        published: Some(Date::constant(2031, 3, day)),
        fingerprint: Sketch(runs),
        print: Print { sentences, foreign: false },
        words: 100,
        ..ReportSummary::bare(ReportId(id.into()))
    }
}

fn found(reports: &[ReportSummary]) -> Origins {
    let evidence = Evidence { reports, entities: &[], relations: &[], sources: &[] };
    find(reports, &CaseParties::of(&evidence))
}

fn groups(reports: &[ReportSummary]) -> Vec<Vec<String>> {
    let links = found(reports).links;
    links.iter().map(|link| link.reports.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_copy_shares_the_origin_whatever_the_order() {
    let a = report("a", 5, STORY);
    let b = report("b", 6, STORY);
    let c = report("c", 5, "pqrstD uvwxyE");
    let expected = vec![vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]];
    for reports in [[&a, &b, &c], [&c, &b, &a], [&b, &c, &a]] {
        let reports: Vec<ReportSummary> = reports.into_iter().cloned().collect();
        assert_eq!(groups(&reports), expected);
    }
    let origins = found(&[b, a, c]);
    assert_eq!(origins.ties.len(), 1);
    let tie = &origins.ties[0];
    assert_eq!((tie.kind, tie.direction), (TieKind::Copy, TieDirection::Earlier));
    assert_eq!(tie.from, TieSource::Report(ReportId("a".into())));
    assert_eq!(tie.passages.len(), 3);
    assert_eq!(origins.links[0].root, Some(tie.from.clone()));
}

#[test]
fn sentences_moved_about_with_words_replaced_are_a_rewrite() {
    // Two of five telling words of each sentence are others, and the order is another.
    let rewrite = report("b", 6, "Cnm1k2 dcA34b Bf5hg6");
    let origins = found(&[report("a", 5, STORY), rewrite]);
    assert_eq!(origins.ties.iter().map(|tie| tie.kind).collect::<Vec<_>>(), [TieKind::Rewrite]);
    // With four of five replaced nothing is left to show.
    assert_eq!(groups(&[report("a", 5, STORY), report("b", 6, "a1234A f5678B k90zxC")]).len(), 2);
}

#[test]
fn one_form_filled_in_twice_is_two_reports() {
    let again = report("b", 6, "abcdeX fghijY klmnoZ");
    assert_eq!(groups(&[report("a", 5, STORY), again]).len(), 2);
}

#[test]
fn a_digest_does_not_make_its_sources_one() {
    let other = "pqrstD uvwxyE zäöüßF";
    let digest = report("c", 6, &format!("{STORY} {other}"));
    let groups = groups(&[report("a", 5, STORY), report("b", 5, other), digest]);
    assert!(
        !groups.iter().any(|g| g.contains(&"a".into()) && g.contains(&"b".into())),
        "{groups:?}"
    );
}

#[test]
fn whoever_names_its_source_took_it_and_otherwise_one_day_leaves_it_open() {
    let direction = |reports: &[ReportSummary]| {
        let tie = found(reports).ties.into_iter().find(|tie| tie.kind == TieKind::Copy).unwrap();
        (tie.from, tie.direction)
    };
    let (a, b) = (report("a", 5, STORY), report("b", 5, STORY));
    assert_eq!(direction(&[a.clone(), b.clone()]).1, TieDirection::Unknown);
    let credit =
        |kind| Credit { kind, name: "Outlet b".to_owned(), entity: None, span: Span::new(0, 5) };
    let taker = ReportSummary { credits: vec![credit(CreditKind::Mention)], ..a.clone() };
    let from_b = TieSource::Report(ReportId("b".into()));
    assert_eq!(direction(&[taker, b.clone()]), (from_b.clone(), TieDirection::Credited));
    // Nobody can have cited what came out later, but a by-line holds.
    let early = ReportSummary { published: Some(Date::constant(2031, 3, 4)), ..a };
    let cites = ReportSummary { credits: vec![credit(CreditKind::Mention)], ..early.clone() };
    assert_eq!(direction(&[cites, b.clone()]).1, TieDirection::Earlier);
    let signs = ReportSummary { credits: vec![credit(CreditKind::Agency)], ..early };
    assert_eq!(direction(&[signs, b]), (from_b, TieDirection::Credited));
}

#[test]
fn what_stands_under_everything_an_outlet_prints_ties_nothing() {
    let footer = "pqrstD uvwxyE zäöüßF";
    let of = |id: &str, news: &str| ReportSummary {
        outlet: Some("One Outlet".to_owned()),
        ..report(id, 5, &format!("{news} {footer}"))
    };
    let reports = [of("a", "abcdeA"), of("b", "fghijB"), of("c", "klmnoC"), of("d", "12345G")];
    assert_eq!(groups(&reports).len(), 4);
}

#[test]
fn one_address_is_one_report_and_a_bare_host_is_none() {
    let at = |id: &str, story: &str, url: &str| ReportSummary {
        url: Some(url.to_owned()),
        ..report(id, 5, story)
    };
    let one = at("a", "abcdeA", "https://example.org/news/1?from=feed");
    let two = at("b", "fghijB", "http://www.example.org/news/1/");
    assert_eq!(groups(&[one.clone(), two.clone()]).len(), 1);
    let host = |r: ReportSummary| ReportSummary { url: Some("https://example.org/".into()), ..r };
    assert_eq!(groups(&[host(one), host(two)]).len(), 2);
}
