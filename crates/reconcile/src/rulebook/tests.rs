//! Rulebooks that read, rulebooks that are refused, and what the registry promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::findings;
use super::*;

/// A rulebook of one field, with some lines besides.
fn small(more: &str, when: &str) -> String {
    format!(
        "name = \"small\"\nversion = \"1\"\ntitle = \"t\"\nowner = \"o\"\nstance = \"s\"\n{more}\n\
         [[field]]\nname = \"grade\"\nkind = \"word\"\nsays = \"x\"\nvalues = [\"good\", \"bad\"]\n\
         [[field.rule]]\nid = \"first\"\nwhen = \"{when}\"\nvalue = \"good\"\n\
         note = \"{{origins}} origins\"\ncertainty = \"ours\"\n"
    )
}

fn refused(text: &str) -> String {
    read("own.toml", text, None).expect_err("it is refused").to_string()
}

#[test]
fn every_shipped_rulebook_reads_under_its_own_name() {
    let books = shipped().unwrap_or_else(|error| panic!("{error}"));
    let names: Vec<&str> = books.iter().map(|book| book.name.as_str()).collect();
    let files: Vec<&str> = shipped_names().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, files);
    assert!(files.is_sorted());
}

#[test]
fn a_mistake_is_told_with_its_line_and_with_what_is_allowed() {
    for (when, line, said) in [
        ("origin >= 2", 14, "there is no finding `origin`; near it: `origins`"),
        ("origins >= 'two'", 14, "a number is needed"),
        ("class", 14, "this is a word, where a flag is needed"),
        ("count(kiled) > 1", 14, "there is no table `kiled`; near it: `killed`"),
        ("lowest(killed.mim) > 1", 14, "there is no column of `killed` called `mim`"),
        ("any(killed where status = 'civilans')", 14, "near it: `civilian`"),
        ("parameter.x = 1", 14, "there is no parameter `x`"),
        ("field.grade = 'good'", 14, "there is no field above `grade`"),
        ("origins >= 2 origins", 14, "this is left over"),
        ("(origins >= 2", 14, "`)` is missing"),
        ("killed > 1", 14, "is a table"),
        ("fist(1) = 1", 14, "near it: `first`"),
    ] {
        let error = refused(&small("", when));
        assert!(error.starts_with(&format!("own.toml:{line}: ")), "{error}");
        assert!(error.contains(said), "{error}");
    }
    let good = small("", "origins >= 2");
    assert!(read("own.toml", &good, None).is_ok());
    for (from, to, said) in [
        ("value = \"good\"", "value = \"goood\"", "near it: `good`"),
        ("value = \"good\"", "value = 3", "a word is needed here"),
        ("{origins}", "{orgins}", "near it: `origins`"),
        ("certainty = \"ours\"", "certainty = \"sure\"", "unknown variant `sure`"),
        ("kind = \"word\"", "kind = \"wort\"", "near it: `word`"),
        ("says = \"x\"", "said = \"x\"", "unknown field `said`"),
        ("value = \"good\"\n", "", "needs either `value` or `from`"),
        ("stance = \"s\"\n", "", "`stance` is missing"),
        ("id = \"first\"", "id = \"First\"", "is no name"),
    ] {
        let error = refused(&good.replace(from, to));
        assert!(error.contains(said), "{error}");
        assert!(error.starts_with("own.toml:"), "{error}");
    }
}

#[test]
fn one_id_stands_for_one_rule() {
    let twice = small("", "origins >= 2");
    let at = twice.find("[[field.rule]]").expect("a rule");
    let twice = format!("{twice}{}", &twice[at..]);
    assert!(refused(&twice).contains("`first` is the id of a rule above"));
}

#[test]
fn a_file_that_extends_changes_what_it_names_and_keeps_the_rest() {
    let more = "[[parameter]]\nname = \"few\"\nvalue = 2\ncertainty = \"unverified\"\nnote = \"n\"";
    let base = read("base.toml", &small(more, "origins >= parameter.few"), None).expect("reads");
    let own = "name = \"mine\"\nversion = \"2\"\nextends = \"small\"\n\
               [[parameter]]\nname = \"few\"\nvalue = 5\n";
    assert_eq!(extended(own).as_deref(), Some("small"));
    let mine = read("mine.toml", own, Some(&base)).expect("reads");
    assert_eq!((mine.name.as_str(), mine.title.as_str()), ("mine", "t"));
    assert_eq!(mine.parameters[0].value, rashomon_model::Coded::Number(5));
    assert_eq!(mine.parameters[0].default, rashomon_model::Coded::Number(2));
    assert_eq!(mine.fields, base.fields);
    for (own, said) in [
        (own.replace("few", "fwe"), "near it: `few`; a new parameter needs"),
        (own.replace("value = 5", "value = \"five\""), "`few` is a number"),
        (own.replace("name = \"mine\"", "name = \"small\""), "cannot extend itself"),
    ] {
        let error = read("mine.toml", &own, Some(&base)).expect_err("refused").to_string();
        assert!(error.contains(said), "{error}");
    }
    let error = read("mine.toml", own, None).expect_err("refused").to_string();
    assert!(error.starts_with("mine.toml:3: there is no rulebook `small`"), "{error}");
}

#[test]
fn names_of_findings_and_tables_stand_once() {
    let mut names: Vec<&str> = findings::finding_names().chain(findings::table_names()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    for table in findings::FAMILIES.iter().flat_map(|family| family.tables) {
        for column in table.columns {
            assert!(!names.contains(&column.name), "`{}` is a finding too", column.name);
        }
    }
}

#[test]
fn no_line_makes_the_language_fail_otherwise_than_with_a_fault() {
    for line in [
        "",
        "(",
        ")",
        "'",
        "not",
        "and",
        "a.b.c",
        "in",
        "[",
        "['a' 'b'",
        "-",
        "- x",
        "1.2.3",
        "known()",
        "has('a')",
        "count(",
        "count(killed where",
        "é",
        "99999999999999999999",
        "lowest(killed)",
        "count(killed.min)",
        "this.x",
        "a = = b",
    ] {
        let parsed = expression::parse(line);
        let names = expression::Names::default();
        assert!(parsed.and_then(|expr| expression::check(&expr, &names)).is_err(), "{line}");
    }
    assert!(expression::parse(&"(".repeat(1500)).is_err());
    assert!(expression::parse(&"1+".repeat(5000)).is_err());
}

/// `RULEBOOKS_LIST=write cargo test -p rashomon-reconcile lists_every` writes the list anew.
#[test]
fn the_documentation_lists_every_finding() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rulebooks.md");
    let page = std::fs::read_to_string(path).expect("the page reads");
    let (head, rest) = page.split_once("<!-- findings -->").expect("the list begins");
    let (_, tail) = rest.split_once("<!-- end of findings -->").expect("the list ends");
    let list = findings::listed();
    let wanted = format!("{head}<!-- findings -->\n\n{list}\n\n<!-- end of findings -->{tail}");
    if std::env::var_os("RULEBOOKS_LIST").is_some() {
        std::fs::write(path, &wanted).expect("the page is written");
        return;
    }
    assert!(page == wanted, "the list is out of date: run this test with RULEBOOKS_LIST=write");
}
