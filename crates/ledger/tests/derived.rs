//! Derived tables: kept in key order, tagged with what they were made from, dropped without harm.
//!
//! Full text has its own module, `search`.

use rashomon_ledger::{Head, Ledger, Position};
use serde_json::json;

use crate::fixture::{all, back_door, folder, report, verified, word, written};

#[test]
fn values_come_back_by_key_and_in_key_order() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let mut derive = ledger.derive().unwrap();
    for n in (0..600).rev() {
        derive.put("event", &format!("day/{n:04}"), n.to_string().as_bytes()).unwrap();
    }
    derive.put("event", "e", b"before").unwrap();
    derive.put("event", "day0", b"after, by its bytes").unwrap();
    derive.put("account", "day/0001", b"\xff\x00 not text").unwrap();
    derive.put_json("account", "k1", &json!({"low": 2})).unwrap();
    derive.put_json("account", "k1", &json!({"low": 3})).unwrap();
    derive.commit().unwrap();
    let derived = ledger.derived();
    let scanned: Vec<_> = derived.scan("event", "day/").map(Result::unwrap).collect();
    assert_eq!(scanned.len(), 600);
    assert!(scanned.is_sorted());
    assert_eq!(scanned[599], ("day/0599".into(), b"599".to_vec()));
    assert_eq!(derived.scan("event", "").count(), 602);
    assert_eq!(derived.scan("event", "x").count(), 0);
    assert_eq!(derived.get("account", "day/0001").unwrap().unwrap(), b"\xff\x00 not text");
    assert_eq!(derived.get_json("account", "k1").unwrap(), Some(json!({"low": 3})));
    assert_eq!(derived.get("account", "k2").unwrap(), None);
    assert!(derived.get_json::<u32>("account", "k1").unwrap_err().is_corrupt());
    let mut derive = ledger.derive().unwrap();
    derive.remove("account", "k1").unwrap();
    derive.clear("event").unwrap();
    assert_eq!(derive.read().scan("event", "").count(), 0);
    derive.commit().unwrap();
    assert_eq!(ledger.derived().scan("account", "").count(), 1);
}

#[test]
fn a_tag_is_current_until_the_log_or_the_version_moves_on() {
    let folder = folder();
    written(&folder, 3);
    let mut ledger = Ledger::open(&folder.case).unwrap();
    assert_eq!(ledger.derived().built_from().unwrap(), None);
    assert!(!ledger.derived().is_current("1").unwrap());
    let head = ledger.head().unwrap();
    let mut derive = ledger.derive().unwrap();
    derive.set_built_from(head.position, "1").unwrap();
    derive.commit().unwrap();
    assert!(ledger.derived().is_current("1").unwrap());
    assert!(!ledger.derived().is_current("2").unwrap());
    ledger.append(&[report(4)], &[]).unwrap();
    assert!(!ledger.derived().is_current("1").unwrap());
    let built_from = ledger.derived().built_from().unwrap().unwrap();
    assert_eq!(built_from.head, head);
    assert!(ledger.holds(&built_from.head).unwrap());
    let mut derive = ledger.derive().unwrap();
    assert!(derive.set_built_from(Position(9), "1").unwrap_err().is_invalid());
    derive.set_built_from(Position::START, "1").unwrap();
    assert_eq!(derive.read().built_from().unwrap().unwrap().head, Head::EMPTY);
    derive.unset_built_from().unwrap();
    derive.commit().unwrap();
    assert_eq!(ledger.derived().built_from().unwrap(), None);
}

#[test]
fn what_is_not_committed_never_was() {
    let folder = folder();
    let mut ledger = Ledger::create(&folder.case).unwrap();
    let mut derive = ledger.derive().unwrap();
    derive.put("event", "e1", b"x").unwrap();
    derive.index_text("r1", "text", "harbour", &[], str::to_lowercase).unwrap();
    derive.set_built_from(Position::START, "1").unwrap();
    drop(derive);
    assert_eq!(ledger.derived().get("event", "e1").unwrap(), None);
    assert!(ledger.derived().search(&word("harbour"), 5).unwrap().hits.is_empty());
    assert_eq!(ledger.derived().built_from().unwrap(), None);
}

#[test]
fn dropping_everything_derived_leaves_the_log_as_it_was() {
    let folder = folder();
    written(&folder, 3);
    let mut ledger = Ledger::open(&folder.case).unwrap();
    let before = all(&ledger);
    for _ in 0..2 {
        let mut derive = ledger.derive().unwrap();
        derive.clear_all().unwrap();
        derive.put("event", "e1", b"x").unwrap();
        derive.index_text("r1", "text", "harbour", &[], str::to_lowercase).unwrap();
        derive.set_built_from(Position(3), "1").unwrap();
        derive.commit().unwrap();
        assert_eq!(ledger.derived().search(&word("harbour"), 5).unwrap().hits.len(), 1);
    }
    let mut derive = ledger.derive().unwrap();
    derive.clear_all().unwrap();
    derive.commit().unwrap();
    assert_eq!(ledger.derived().built_from().unwrap(), None);
    assert!(ledger.derived().search(&word("harbour"), 5).unwrap().hits.is_empty());
    assert_eq!(all(&ledger), before);
    assert!(verified(&ledger).is_ok());
}

#[test]
fn derived_tables_with_something_foreign_on_them_are_laid_down_anew() {
    let folder = folder();
    written(&folder, 2);
    let batch = "CREATE TRIGGER quiet AFTER INSERT ON derived BEGIN DELETE FROM passage; END;
                 INSERT INTO derived_from VALUES (1, 2, 'x', '1')";
    back_door(&folder.case).execute_batch(batch).unwrap();
    let ledger = Ledger::open(&folder.case).unwrap();
    assert_eq!(ledger.derived().built_from().unwrap(), None);
    drop(ledger);
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'quiet'";
    let foreign: i64 = back_door(&folder.case).query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(foreign, 0);
}
