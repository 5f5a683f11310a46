//! What the overlay takes apart, what it leaves alone, and that its map is exact.

use proptest::prelude::*;
use rashomon_text::Overlay;

fn repaired(text: &str) -> String {
    Overlay::repair(text).0.text().to_owned()
}

#[track_caller]
fn becomes(pairs: &[(&str, &str)]) {
    let wrong: Vec<_> = pairs.iter().filter(|(from, to)| repaired(from) != *to).collect();
    let got: Vec<_> = wrong.iter().map(|(from, to)| (from, to, repaired(from))).collect();
    assert!(got.is_empty(), "{got:#?}");
}

#[track_caller]
fn stays(texts: &[&str]) {
    becomes(&texts.iter().map(|t| (*t, *t)).collect::<Vec<_>>());
}

#[test]
fn sentences_glued_at_their_end_come_apart() {
    becomes(&[
        ("It counted casualties.The clinic closed.", "It counted casualties. The clinic closed."),
        ("casualties?Then it closed", "casualties? Then it closed"),
        ("casualties.”The clinic", "casualties.” The clinic"),
        ("\"Ten dead.\"The clinic", "\"Ten dead.\" The clinic"),
        ("He spoke.\"The clinic closed\"", "He spoke. \"The clinic closed\""),
        ("He spoke.“The clinic closed”", "He spoke. “The clinic closed”"),
        ("at the mill.[12]The clinic", "at the mill. [12] The clinic"),
        ("at the mill.[12] The clinic", "at the mill. [12] The clinic"),
        ("the mill[3] closed", "the mill [3] closed"),
        ("killed 12.The clinic", "killed 12. The clinic"),
        ("left by the UN.They came back", "left by the UN. They came back"),
        ("he fled...The mill burnt", "he fled... The mill burnt"),
        ("the U.N.Forces left", "the U.N. Forces left"),
        ("Gen.Marek said", "Gen. Marek said"),
        ("the mill.I saw", "the mill. I saw"),
    ]);
}

#[test]
fn addresses_abbreviations_and_file_names_stay_whole() {
    stays(&[
        "See www.Example.The/Page and http://example.org/The.Page or Example.Com, Example.Org.",
        "Write to Anna.Berg@Example.Net or open Report.PDF and map.Png",
        "the U.S. and the U.S.A. and a Ph.D. at 5 p.m. with J. R. Velm",
        "version 2.1 of std::io and a::b::C at 10.5 km, e.g. here, i.e. there",
        "ratio 3:1 at 12:30, note:here",
        "paths /Usr/Local.The and C:\\Temp.The",
    ]);
}

#[test]
fn brackets_glued_to_words_come_apart() {
    becomes(&[
        ("the envoy (SRSG)kept silent", "the envoy (SRSG) kept silent"),
        ("the Council(MDC) said", "the Council (MDC) said"),
        ("the envoy (of the mill)kept silent", "the envoy (of the mill) kept silent"),
        ("[sic]kept", "[sic] kept"),
    ]);
    stays(&[
        "member(s) of the party, the attack(s)of, (re)build, [kill]ed, [T]he, (un)known, f(x)y",
        "[Ve]lmian, Velm[ian], (MDC), said [MDC].",
    ]);
}

#[test]
fn colons_and_semicolons_glued_to_words_come_apart() {
    becomes(&[
        ("He said:We left", "He said: We left"),
        ("He said:\"We left\"", "He said: \"We left\""),
        ("they left;others stayed", "they left; others stayed"),
        ("He said:: we left", "He said: we left"),
        ("He said::We left", "He said: We left"),
        ("they left,, others stayed..", "they left, others stayed."),
        (
            "he is gone.. We wept, well.. no, in D.C.. He",
            "he is gone. We wept, well.. no, in D.C.. He",
        ),
    ]);
}

#[test]
fn words_glued_to_a_capital_come_apart() {
    becomes(&[
        ("The raid targetedVelm today", "The raid targeted Velm today"),
        ("troops nearVelm and ofVelm", "troops near Velm and of Velm"),
        ("theMDC said", "the MDC said"),
        ("TheMDC said", "The MDC said"),
        ("MDCfighters left", "MDC fighters left"),
        ("Theshelling went on", "The shelling went on"),
        ("theshelling went on inthe east", "the shelling went on in the east"),
    ]);
}

#[test]
fn words_glued_to_words_come_apart() {
    becomes(&[
        ("bald andwearing white", "bald and wearing white"),
        ("airstrikesagainst Velm", "airstrikes against Velm"),
        ("the forcescontinued north", "the forces continued north"),
        ("soldierswere hurt", "soldiers were hurt"),
        ("a truce betweentwo sides", "a truce betweentwo sides"),
    ]);
}

#[test]
fn names_with_capitals_inside_stay_whole() {
    stays(&[
        "McDonald and MacArthur met DeVos and LeBron of al-Qaeda and Al-Qaeda",
        "an iPhone, YouTube, eBay, easyJet, LinkedIn, WhatsApp, PayPal, FaceBook, iPad, macOS",
        "antiWestern proGovernment nonMuslim #FreeVelm @VelmNews postSoviet",
        "Theresa Theodore Thessaly Thebes Andover Hebron Herat Amman Today",
        "NGOs, MPs, PhDs, kWh, mRNA, DDoS, JPMorgan, USAid, ISBNs",
        "counterterrorism peacebuilding crowdfunding livestream gunfire warplanes checkpoint",
        "therefrom forthwith henceforth notwithstanding hereafter takeover Together Overton",
        "sportsbooks photoshopped MDCcard MDCCentral Theodor SABMiller REDcard",
        "TheVelmTimes.com VelmNewsDesk.Marek Anna.BergMarek",
        "vanDerBerg alQasr elSayed bioRxiv",
    ]);
}

#[test]
fn a_form_that_comes_back_stays_whole() {
    stays(&["nightWatch said. Then nightWatch said. And nightWatch said."]);
    becomes(&[("the nightVelm fell", "the night Velm fell")]);
}

#[test]
fn escaped_entities_become_their_characters() {
    becomes(&[
        ("the mill&amp;#8217;s owner", "the mill’s owner"),
        ("&quot;We left&quot; &amp;amp; stayed", "\"We left\" & stayed"),
        (
            "Q&A, AT&T; R&D; &unknown; & &#0; &#x110000;",
            "Q&A, AT&T; R&D; &unknown; & &#0; &#x110000;",
        ),
        ("a&nbsp;b &lt;i&gt; &#146;s caf&eacute; so&shy;ft", "a b <i> ’s café soft"),
    ]);
}

#[test]
fn invisible_characters_leave_and_odd_spaces_become_spaces() {
    becomes(&[
        ("mi\u{AD}ll \u{200B}and\u{FEFF} 10\u{A0}km", "mill and 10 km"),
        ("\u{200F}Velm\u{200E}\u{2066}x\u{2069}", "Velmx"),
        ("didn\u{FFFD}t, mayor\u{FFFD}\u{FFFD}\u{FFFD}s", "didn’t, mayor’s"),
    ]);
    stays(&["می\u{200C}خواهم 👩\u{200D}👧 Garc\u{FFFD}a Andr\u{FFFD}s a \u{FFFD} b"]);
}

#[test]
fn each_kind_of_repair_leaves_one_diagnostic_with_its_count() {
    let (_, diagnostics) = Overlay::repair("mill.The mill.The &quot;x&quot; a:: b\u{200B}");
    let told: Vec<_> = diagnostics.iter().map(|d| (d.code.0, d.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("glued-words", "2 missing spaces put in for reading"),
            ("escaped-entities", "2 escaped entities resolved"),
            ("doubled-punctuation", "1 doubled mark read as single"),
            (
                "invisible-characters",
                "1 invisible character or odd space left out or read as plain spaces"
            ),
        ]
    );
}

#[test]
fn ranges_lead_to_the_smallest_range_that_made_them() {
    let text = "a\u{AD}b&quot;c.The d";
    let (overlay, _) = Overlay::repair(text);
    assert_eq!(overlay.text(), "ab\"c.The d");
    let (overlay, _) = Overlay::repair("the mi\u{AD}ll.\u{200B}The end");
    assert_eq!(overlay.text(), "the mill. The end");
    let received = |range| overlay.received(range).of("the mi\u{AD}ll.\u{200B}The end");
    assert_eq!(received(4..8), Some("mi\u{AD}ll"));
    assert_eq!(received(4..6), Some("mi"));
    assert_eq!(received(6..8), Some("ll"));
    assert_eq!(received(8..9), Some("."));
    assert_eq!(received(8..10), Some("."));
    assert_eq!(received(9..10), Some(""));
    assert_eq!(received(9..13), Some("The"));
    assert_eq!(received(10..13), Some("The"));
    assert_eq!(received(0..17), Some("the mi\u{AD}ll.\u{200B}The end"));
}

/// Text made of what the repairs look for.
fn dirty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("&amp;"),
        Just("quot;"),
        Just("&#8217;"),
        Just("::"),
        Just(",,"),
        Just(".."),
        Just("\u{AD}"),
        Just("\u{200B}"),
        Just("\u{A0}"),
        Just("\u{FFFD}"),
        Just("don"),
        Just("t"),
        Just("The"),
        Just("mill."),
        Just("(MDC)"),
        Just("[12]"),
        Just("shells"),
        Just("continued"),
        Just("Velm"),
        Just("\""),
        Just(" "),
        Just("\n\n"),
        Just("é"),
        Just("خبر"),
        Just("👩"),
        Just("the"),
        Just("against"),
        Just("12"),
        Just("said:"),
        Just("…"),
        Just("”"),
        Just("http://"),
    ];
    prop_oneof![prop::collection::vec(piece, 0..40).prop_map(|p| p.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn every_range_leads_to_a_valid_range(text in dirty()) {
        let (overlay, _) = Overlay::repair(&text);
        let ends: Vec<usize> = overlay.text().char_indices().map(|(n, _)| n)
            .chain([overlay.text().len()]).collect();
        for (n, &start) in ends.iter().enumerate() {
            for &end in ends[n..].iter().take(12) {
                prop_assert!(overlay.received(start..end).of(&text).is_some());
            }
        }
        prop_assert!(overlay.received(0..usize::MAX).of(&text).is_some());
    }

    #[test]
    fn the_map_is_monotone(text in dirty()) {
        let (overlay, _) = Overlay::repair(&text);
        let chars: Vec<_> = overlay.text().char_indices()
            .map(|(n, c)| overlay.received(n..n + c.len_utf8())).collect();
        for pair in chars.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
    }

    #[test]
    fn characters_kept_lead_to_themselves(text in dirty()) {
        let (overlay, diagnostics) = Overlay::repair(&text);
        prop_assert_eq!(overlay.is_unchanged(), diagnostics.is_empty());
        prop_assert_eq!(overlay.is_unchanged(), overlay.text() == text);
        for (n, c) in overlay.text().char_indices() {
            let received = overlay.received(n..n + c.len_utf8()).of(&text);
            let same = received == Some(c.encode_utf8(&mut [0; 4]));
            let put = c == ' ' || received.is_some_and(|r| {
                r.starts_with('&') || r == "::" || r == ",," || r == ".." || r == ";;"
                    || r.starts_with('\u{FFFD}')
            });
            prop_assert!(same || put, "{c:?} from {received:?}");
        }
    }

    #[test]
    fn a_text_without_need_is_borrowed(words in prop::collection::vec("[a-z]{1,4}", 0..30)) {
        let text = words.join(" ");
        let (overlay, diagnostics) = Overlay::repair(&text);
        prop_assert!(std::ptr::eq(overlay.text(), text.as_str()) && diagnostics.is_empty());
    }
}
