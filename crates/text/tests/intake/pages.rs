//! What is taken from web pages, in which order what they say of themselves counts, and that
//! pages built to be costly or odd yield less instead of failing. All pages are invented.

use proptest::prelude::*;

use super::{one, problem, read, said};

/// Three paragraphs of an article.
const STORY: &str = "<p>Two people were killed when a shell struck the grain mill at Velm on \
Sunday, residents of the upper quarter said.</p>\n<p>The defence office denied that its guns had \
fired that night, and blamed the other side of the river.</p>\n<p>A clinic in the town said it had \
taken in nine wounded, four of them children.</p>";

/// The same as text.
const TOLD: &str = "Two people were killed when a shell struck the grain mill at Velm on Sunday, \
residents of the upper quarter said.\n\nThe defence office denied that its guns had fired that \
night, and blamed the other side of the river.\n\nA clinic in the town said it had taken in nine \
wounded, four of them children.";

const MENU: &str = "<header><a href='/'>Harbour Times</a></header><nav><ul><li><a href='/w'>World</a>\
<li><a href='/s'>Sport</a><li><a href='/m'>Markets</a></ul></nav>";

const FOOT: &str =
    "<footer><p>Contact us at the harbour office.</p><a href='/p'>Privacy</a></footer>";

fn page(head: &str, body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>")
        .into_bytes()
}

fn text(head: &str, body: &str) -> String {
    one("a.html", &page(head, body)).report.text
}

fn day(head: &str, body: &str) -> Option<String> {
    let item = one("a.html", &page(head, &format!("{body}{STORY}")));
    item.report.published.map(|day| day.to_string())
}

#[test]
fn paragraphs_stay_paragraphs_and_what_stands_around_goes() {
    for (name, body) in [
        ("bare", STORY.to_owned()),
        ("in article", format!("{MENU}<main><article><h1>Mill</h1>{STORY}</article></main>{FOOT}")),
        ("in divs", format!("{MENU}<div id=content><div class=story>{STORY}</div></div>{FOOT}")),
        (
            "marked body",
            format!(
                "{MENU}<div itemprop=articleBody>{STORY}</div><aside><p>Fishing fleets return from the long summer with a rich catch of cod.</p></aside>{FOOT}"
            ),
        ),
        (
            "cookie banner",
            format!(
                "<div class='cookie-banner'><p>We and our partners use cookies to make this site better for everyone who reads it.</p><button>Accept</button></div><article>{STORY}</article>"
            ),
        ),
        (
            "buttons to share",
            format!(
                "<article><ul class=share-buttons><li><a href=x>Post</a><li><a href=y>Send</a></ul>{STORY}<div class='social-share'>Share this story with your friends</div></article>"
            ),
        ),
        (
            "comments",
            format!(
                "<article>{STORY}</article><div id=comments><p>I was there and it was quite different, believe me, said nobody.</p></div>"
            ),
        ),
        (
            "hidden words",
            format!(
                "<article><p style='display: none'>Hidden words that nobody sees on the page at all.</p>{STORY}<p hidden>Nor these, which are kept from sight, too.</p></article>"
            ),
        ),
        (
            "scripts",
            format!(
                "<article>{STORY}<script>var p = '<p>Not an article, but a script of it.</p>';</script><style>p {{ color: red }}</style></article>"
            ),
        ),
        (
            "newsletter form",
            format!(
                "<article>{STORY}<form><label>Sign up for our letters from the harbour</label><input></form></article>"
            ),
        ),
    ] {
        assert_eq!(text("", &body), TOLD, "{name}");
    }
}

#[test]
fn a_line_that_leads_elsewhere_is_left_out_and_a_link_in_a_sentence_stays() {
    let aside = STORY.replacen("</p>\n", "</p><p><a href=/x>Read also: Mayor opens the new bridge</a></p><p><strong>Related:</strong> <a href=/y>Fishing fleets return</a></p>", 1);
    assert_eq!(text("", &format!("<article>{aside}</article>")), TOLD);
    let inline = STORY.replace("the grain mill", "<a href=/mill>the grain mill</a>");
    assert_eq!(text("", &format!("<article>{inline}</article>")), TOLD);
    // Nor does a sentence go that begins as an announcement does.
    let begins = format!(
        "<article>{STORY}<p>Related attacks on two further mills were reported by the same residents on Monday.</p></article>"
    );
    assert!(text("", &begins).ends_with("on Monday."));
}

#[test]
fn headings_lists_quotes_captions_and_tables_are_lines_of_their_own() {
    let body = format!(
        "<article>{STORY}<h2>What is known</h2><ul><li>The shell fell at nine.</li><li>It came from the north.</li></ul>\
         <blockquote><p>“We heard it twice,” she said.</p></blockquote>\
         <figure><img src=a.jpg><figcaption>The mill on Monday.</figcaption></figure>\
         <table><tr><th>Killed</th><td>2</td></tr><tr><th>Hurt</th><td>9</td></tr></table>\
         <p>First line<br>second line<br><br>Third<b>ly</b>, a&nbsp;word &amp; &eacute;nd.</p></article>"
    );
    let told = text("", &body);
    let rest = told.strip_prefix(TOLD).unwrap();
    assert_eq!(
        rest,
        "\n\nWhat is known\n\nThe shell fell at nine.\n\nIt came from the north.\n\n“We heard it twice,” she said.\
         \n\nThe mill on Monday.\n\nKilled | 2\n\nHurt | 9\n\nFirst line\nsecond line\n\nThirdly, a\u{a0}word & énd."
    );
}

#[test]
fn a_short_statement_is_a_page_too() {
    let body = format!(
        "{MENU}<div class=post><p>The office denies that its guns fired on Sunday.</p></div>"
    );
    assert_eq!(text("", &body), "The office denies that its guns fired on Sunday.");
}

#[test]
fn what_json_ld_says_of_the_article_comes_first() {
    let head = r#"<title>Mill burns - Harbour Times</title>
        <meta property="og:title" content="Mill burns | og"><meta property="og:site_name" content="HT">
        <meta property="article:published_time" content="2031-03-06T09:00:00Z">
        <link rel="canonical" href="https://harbour.example/2031/mill">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
          {"@type": "Organization", "@id": "https://harbour.example/#org", "name": "Harbour Times"},
          {"@type": ["NewsArticle"], "headline": "Mill at Velm burns - Harbour Times", "inLanguage": "en-GB",
           "datePublished": "2031-03-04T23:30:00+02:00", "dateModified": "2031-03-09",
           "publisher": {"@id": "https://harbour.example/#org"}}]}</script>"#;
    let item = one("a.html", &page(head, STORY));
    let report = &item.report;
    assert_eq!(report.title.as_deref(), Some("Mill at Velm burns"));
    assert_eq!(report.outlet.as_deref(), Some("Harbour Times"));
    assert_eq!(report.published.unwrap().to_string(), "2031-03-04");
    assert_eq!(report.lang.as_deref(), Some("en-GB"));
    assert_eq!(report.url.as_deref(), Some("https://harbour.example/2031/mill"));
    assert_eq!(said(&item), ["days-differ"]);
    assert_eq!(item.raw, page(head, STORY));
    // The same address is the same report, whatever its words.
    let later = one("b.html", &page(head, &STORY.replace("Two", "Three")));
    assert_eq!(later.report.id, report.id);
    let bare = head.replace("/2031/mill", "/");
    assert_ne!(one("c.html", &page(&bare, STORY)).report.id, report.id);
}

#[test]
fn a_list_of_articles_says_nothing_of_the_page() {
    let head = r#"<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Other", "datePublished": "2031-01-01"},
        {"@type": "NewsArticle", "headline": "Another", "datePublished": "2031-01-02"}]</script>"#;
    assert_eq!(day(head, ""), None);
    // Unless one has the page's own heading.
    assert_eq!(day(head, "<h1>Another</h1>").as_deref(), Some("2031-01-02"));
}

#[test]
fn the_day_is_the_one_written_and_in_order_of_trust() {
    let og = r#"<meta property="article:published_time" content="2031-03-04T00:30:00+03:00">"#;
    let dc = r#"<meta name="DC.date.issued" content="2031-03-05">"#;
    let time = "<article><time datetime='2031-03-06'>6 March</time></article>";
    assert_eq!(day(og, time).as_deref(), Some("2031-03-04"));
    assert_eq!(day(dc, time).as_deref(), Some("2031-03-05"));
    assert_eq!(day("", time).as_deref(), Some("2031-03-06"));
    assert_eq!(
        day("", "<span itemprop=datePublished content='2031-03-07'>x</span>").as_deref(),
        Some("2031-03-07")
    );
}

#[test]
fn no_day_is_taken_where_it_is_not_the_article_s() {
    let two = "<article><time datetime='2031-03-06'>6</time><time datetime='2031-03-08'>8</time></article>";
    assert_eq!(day("", two), None);
    assert_eq!(day("", "<time datetime='2031-03-06'>today</time>"), None);
    assert_eq!(day("<meta http-equiv='last-modified' content='2031-03-06'>", ""), None);
    assert_eq!(day("<link rel=canonical href='https://h.example/2031/03/06/mill'>", ""), None);
    let changed = page("<meta property='article:modified_time' content='2031-03-06'>", STORY);
    let item = one("a.html", &changed);
    assert_eq!((item.report.published, said(&item)), (None, vec!["unreadable-date"]));
}

#[test]
fn a_template_that_says_english_does_not_make_it_so() {
    let russian = "<p>В воскресенье в городе погибли два человека, сообщили жители верхнего квартала. \
        Министерство обороны заявило, что его орудия в ту ночь не стреляли по мельнице.</p>";
    let item = one("a.html", &page("", &russian.repeat(2)));
    assert_eq!(item.report.lang.as_deref(), Some("ru"));
    let stated =
        one("a.html", "<html lang=fa dir=rtl><body><p>سلام بر همه مردم این شهر بزرگ</p>".as_bytes());
    assert_eq!(stated.report.lang.as_deref(), Some("fa"));
    assert_eq!(stated.report.text, "سلام بر همه مردم این شهر بزرگ");
}

#[test]
fn a_page_is_decoded_as_it_says_unless_it_is_utf_8() {
    let cyrillic = "<html><head><meta charset=windows-1251></head><body><p>Два человека погибли в городе, сказали жители.</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
    let item = one("a.html", &bytes);
    assert_eq!(item.report.text, "Два человека погибли в городе, сказали жители.");
    assert!(said(&item).is_empty());
    // A page in UTF-8 that states something older is UTF-8.
    assert_eq!(one("a.html", cyrillic.as_bytes()).report.text, item.report.text);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(cyrillic.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(one("a.html", &utf16).report.text, item.report.text);
}

#[test]
fn the_words_of_the_metadata_stand_in_where_the_page_hides_its_own() {
    let body = TOLD.replace('\n', "\\n");
    let head = format!(
        r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>"#
    );
    let item = one(
        "a.html",
        &page(
            &head,
            "<article><p>Two people were killed, residents said.</p><p>Subscribe to read on.</p></article>",
        ),
    );
    assert_eq!(item.report.text, TOLD);
    assert_eq!(said(&item), ["text-from-metadata"]);
    assert!(said(&one("a.html", &page(&head, STORY))).is_empty());
}

#[test]
fn a_page_without_an_article_is_a_problem_with_a_remedy() {
    for page in [
        page("", MENU),
        page("", ""),
        page("", "<div id=root></div><script>render()</script>"),
        b"<html>".to_vec(),
        b"<!doctype html><frameset><frame src=a></frameset>".to_vec(),
    ] {
        let problem = problem("a.html", &page);
        assert_eq!(
            problem.what,
            "no article text in the page",
            "{}",
            String::from_utf8_lossy(&page)
        );
        assert!(problem.remedy.contains("plain text"));
    }
}

#[test]
fn a_page_of_which_little_was_taken_says_so() {
    let list: String = (0..60).map(|n| format!("<div class=teaser><h3>Market day number {n}</h3><span>Fish, grain and salt were sold at the quay, stall {n}.</span></div>")).collect();
    let item = one(
        "a.html",
        &page(
            "",
            &format!(
                "<article><div itemprop=articleBody>{STORY}</div></article><section>{list}</section>"
            ),
        ),
    );
    assert_eq!(item.report.text, TOLD);
    assert_eq!(said(&item), ["little-of-page"]);
}

#[test]
fn pages_built_to_be_costly_end_and_keep_their_words() {
    let n = 100_000;
    let started = std::time::Instant::now();
    for (name, body) in [
        ("deep divs", format!("{}{STORY}", "<div>".repeat(n))),
        ("deep tables", format!("{}{STORY}", "<table><tr><td>".repeat(n / 3))),
        ("deep quotes", format!("{}{STORY}", "<blockquote>".repeat(n))),
        (
            "open formatting",
            format!("{}{STORY}", (0..n / 10).map(|i| format!("<b id=x{i}>")).collect::<String>()),
        ),
        ("open links", format!("{}{STORY}", "<a href=x>".repeat(n))),
        ("deep svg", format!("<svg>{}</svg>{STORY}", "<g>".repeat(n))),
        ("foreign cells", format!("<svg>{}</svg>{STORY}", "<td>".repeat(n))),
        ("many spans", format!("<p>{}</p>{STORY}", "<span>a</span>".repeat(n / 2))),
        ("megabyte attribute", format!("<div data-x='{}'>{STORY}</div>", "x".repeat(2_000_000))),
        ("comment without end of megabytes", format!("{STORY}<!--{}", "<div>".repeat(n))),
        ("script without end", format!("{STORY}<script>{}", "<div>".repeat(n))),
        ("many classes", format!("<div class='{}'>{STORY}</div>", "ad-x ".repeat(n))),
        ("many breaks", format!("{STORY}{}", "<br>".repeat(n / 2))),
    ] {
        let item = one("a.html", &page("", &body));
        assert!(
            item.report.text.contains("A clinic in the town said"),
            "{name}: {}",
            item.report.text.len()
        );
        eprintln!("{name}: {:?}", started.elapsed());
    }
}

#[test]
fn odd_metadata_is_passed_over() {
    for head in [
        r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>"#,
        r#"<script type="application/ld+json">[[[[[[{"@type": 5, "publisher": [[]], "datePublished": {}}]]]]]]</script>"#,
        r#"<script type="application/ld+json">{"@type": "Article", "publisher": "https://x.example/", "inLanguage": [1]}</script>"#,
        "<meta name=date content='soon'><meta property><meta content=x>",
        "<link rel=canonical href='javascript:alert(1)'><link rel=canonical>",
        "<link rel=canonical href='/mill'><title></title>",
    ] {
        let item = one("a.html", &page(head, STORY));
        let report = &item.report;
        assert_eq!((&report.outlet, report.published, &report.url), (&None, None, &None), "{head}");
        assert_eq!(report.text, TOLD);
    }
    let deep = format!(r#"<script type="application/ld+json">{}</script>"#, "[".repeat(100_000));
    assert_eq!(text(&deep, STORY), TOLD);
}

#[test]
fn what_is_html_is_read_as_html_whatever_it_is_called() {
    for name in ["a.txt", "a", "a.php", "a.htm", "a.jsonl"] {
        assert_eq!(one(name, &page("", STORY)).report.text, TOLD, "{name}");
    }
    assert_eq!(
        problem("a.xml", b"<?xml version='1.0'?><svg/>").what,
        "XML that is neither a page nor a feed"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_a_page_fail(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read("a.html", &bytes);
        let tags = [&b"<p>"[..], b"<div class=ad>", b"</p>", b"<a href=x>", b"<table>", b"<td>", b"<svg>", b"<!--", b"\"'>", b"<script>", b"&amp;"];
        let made: Vec<u8> = bytes.iter().flat_map(|b| tags.get(*b as usize).map_or(vec![*b], |t| t.to_vec())).collect();
        read("b.html", &made);
    }
}
