//! What scripts and languages are told, and when nothing is.

use rashomon_text::scripts::{Script, Scripts, diagnose, language};

const ENGLISH: &str = "Residents said the old mill had burnt through the night before anyone came.";

fn codes(text: &str, lang: Option<&str>) -> Vec<&'static str> {
    diagnose(text, lang).iter().map(|d| d.code.0).collect()
}

#[test]
fn shares_count_letters_alone() {
    let scripts = Scripts::of("ab 12 🔥 мир שלום قد");
    assert_eq!(scripts.letters(), 11);
    assert_eq!(scripts.main(), Some(Script::Hebrew));
    assert_eq!(Scripts::of("12 🔥").main(), None);
    assert_eq!(Scripts::of("12 🔥").share(Script::Latin), 0.0);
}

#[test]
fn languages_are_told_where_they_are_sure() {
    assert_eq!(language(ENGLISH), Some("en"));
    assert_eq!(
        language("قال سكان إن القذائف أصابت المطحنة القديمة صباح السبت في أطراف المدينة"),
        Some("ar")
    );
    assert_eq!(
        language("Habitants et témoins ont dit que le vieux moulin avait brûlé toute la nuit."),
        Some("fr")
    );
    assert_eq!(language("星期日两人在磨坊遭到炮击时丧生，居民说。"), Some("zh"));
    for short in ["", "Velm", "炮击", "said he", "🔥🔥🔥", "12 34 56"] {
        assert_eq!(language(short), None);
    }
}

#[test]
fn what_reading_cannot_use_is_said() {
    assert!(codes(ENGLISH, None).is_empty());
    assert!(codes(ENGLISH, Some("fr")).is_empty());
    assert!(codes("Velm fell.", Some("en-GB")).is_empty());
    assert_eq!(codes("قتل شخصان", None), ["not-english"]);
    assert_eq!(codes("Le moulin.", Some("fr")), ["not-english"]);
    assert_eq!(codes("炮击", Some("en")), ["not-english"]);
    assert_eq!(codes("🔥 12", None), ["no-words"]);
    assert_eq!(codes("", None), ["no-words"]);
}
