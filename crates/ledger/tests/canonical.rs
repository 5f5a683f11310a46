//! RFC 8785 by its own examples, and where we refuse instead of rounding.
//!
//! Section and appendix of the RFC stand beside each example.

use rashomon_ledger::canonical::{MAX_DEPTH, NotCanonical, canonical};
use serde_json::{Value, json};

#[track_caller]
fn gives(json: &str, expected: &str) {
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(canonical(&value).unwrap(), expected);
}

#[test]
fn the_example_of_section_3_2_2() {
    gives(
        r#"{
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }"#,
        r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#,
    );
}

#[test]
fn members_are_sorted_by_code_units_as_in_section_3_2_3() {
    gives(
        r#"{"\u20ac": 5, "\r": 1, "\ufb33": 7, "1": 2, "\ud83d\ude00": 6, "\u0080": 3, "\u00f6": 4}"#,
        "{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\u{fb33}\":7}",
    );
}

#[test]
fn members_inside_members_are_sorted_too_and_arrays_are_not() {
    gives(
        r#"{"1": {"f": {"f": "hi", "F": 5}, "\n": 56.0}, "10": {}, "": "empty", "a": {}, "111": [{"e": "yes", "E": "no"}], "A": {}}"#,
        r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#,
    );
    gives("[56, {\"d\": true, \"10\": null, \"1\": []}]", r#"[56,{"1":[],"10":null,"d":true}]"#);
}

#[test]
fn only_what_must_be_escaped_is() {
    let text: String = (0..0x21_u8).map(char::from).collect();
    let expected = r#""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f ""#;
    assert_eq!(canonical(&json!(text)).unwrap(), expected);
    // Unicode is not normalised: the letter and its decomposed twin stay two.
    assert_eq!(
        canonical(&json!("\u{7f}/<é e\u{301}\u{2028}")).unwrap(),
        "\"\u{7f}/<é e\u{301}\u{2028}\""
    );
}

#[test]
fn integers_stay_and_inexact_ones_are_refused() {
    gives(
        "[0, -0, -1, 9007199254740992, -9007199254740992]",
        "[0,0,-1,9007199254740992,-9007199254740992]",
    );
    // Past 2^53 an integer stays where its digits are those of a double.
    gives(
        "[9007199254740994, 18446744073709550000, 1e20]",
        "[9007199254740994,18446744073709550000,100000000000000000000]",
    );
    gives("143932714304026940", "143932714304026940");
    for inexact in
        ["9007199254740993", "-9007199254740993", "18446744073709551615", "9223372036854775807"]
    {
        let value: Value = serde_json::from_str(inexact).unwrap();
        assert_eq!(canonical(&value), Err(NotCanonical::Number(inexact.into())));
    }
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    assert!(canonical(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(canonical(&nested(MAX_DEPTH + 1)), Err(NotCanonical::Depth));
}
