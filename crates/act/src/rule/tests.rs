use domain::memory::Level;
use domain::{Actor, Day};
use proptest::prelude::*;
use store::audience::{Column, Row, Value};

use super::vocabulary::World;
use super::{Problem, Rule, RuleError, Verdict};

const WORLD: World = World { today: Day(20_000), minor_per_major: 100.0 };

/// Somebody with four orders, 50.00 spent, silent for 30 days of a rhythm of ten; the rest unknown.
fn row(rule: &Rule) -> Row {
    let value = |column: &Column| match column {
        Column::Orders => Value::Count(4),
        Column::Spend => Value::Figure(50.0),
        Column::LastDay => Value::Count(19_970),
        Column::RhythmDays => Value::Figure(10.0),
        Column::Language => Value::Text("lv".into()),
        Column::City => Value::Text("Rīga".into()),
        Column::Stakes => Value::Texts(vec!["lender".into()]),
        Column::FactTexts(Level::Ordinary) => Value::Texts(vec!["Rows on Sundays".into(), "Oat milk".into()]),
        Column::FactKinds(_) | Column::FactTexts(_) | Column::Products => Value::Texts(Vec::new()),
        _ => Value::Absent,
    };
    let values = rule.columns().iter().map(value).collect();
    Row { person: domain::ids::PersonId(uuid::Uuid::nil()), values }
}

fn judge(text: &str) -> Verdict {
    let rule = Rule::read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
    rule.judge(&row(&rule), &WORLD)
}

fn wrong(text: &str) -> RuleError {
    match Rule::read(text) {
        Err(why) => why,
        Ok(_) => panic!("{text} was taken"),
    }
}

#[test]
fn an_empty_rule_holds_for_everybody_and_reads_nothing() {
    let rule = Rule::read("  \n").unwrap();
    assert!(rule.columns().is_empty());
    assert_eq!(rule.judge(&row(&rule), &WORLD), Verdict::Holds);
}

#[test]
fn a_rule_speaks_of_standing_facts_stakes_language_and_place() {
    for holds in [
        "standing.orders >= 3 && language == 'lv' && city == 'Rīga'",
        "standing.spend == 5000.0",
        "standing.silent_days == 30 && standing.silent_rhythms >= 3.0",
        "'customer' in stakes && !('supplier' in stakes)",
        "facts.texts.exists(t, t.contains('Sunday'))",
        "facts.texts.all(t, size(t) > 3) && size(facts.texts) == 2",
        "standing.orders > 2.5 || standing.p_alive > 0.5",
        "standing.p_alive == null",
        "standing.spend / double(standing.orders) > 1000.0",
        "(language == 'fi' ? 1 : 2) == 2",
        "facts.texts.filter(t, t.startsWith('Oat')).size() == 1",
        "standing.orders in [3, 4, 5]",
    ] {
        assert_eq!(judge(holds), Verdict::Holds, "{holds}");
    }
}

#[test]
fn a_rule_that_does_not_hold_says_at_which_clause() {
    let text = "standing.orders >= 3 && (language == 'fi' || city == 'Oulu') && standing.spend > 1.0";
    let rule = Rule::read(text).unwrap();
    let row = row(&rule);
    assert_eq!(rule.judge(&row, &WORLD), Verdict::False(1));
    let said = rule.said(1, &row, &WORLD).unwrap();
    assert_eq!(said.clause, "language == 'fi' || city == 'Oulu'");
    assert_eq!(said.values, [("language", Value::Text("lv".into())), ("city", Value::Text("Rīga".into()))]);
}

#[test]
fn what_is_not_known_does_not_hold_and_what_fails_is_told() {
    assert_eq!(judge("standing.p_alive > 0.2"), Verdict::Unknown(0));
    let Verdict::Failed(1, why) = judge("standing.orders > 1 && standing.orders / 0 > 1") else { panic!() };
    assert!(why.to_lowercase().contains("zero"), "{why}");
    // As CEL has it: what fails beside something false is false.
    assert_eq!(judge("standing.orders / 0 > 1 && language == 'fi'"), Verdict::False(1));
}

#[test]
fn only_the_columns_a_rule_speaks_of_are_read() {
    let rule = Rule::read("standing.silent_rhythms > 2.0 && standing.rhythm_days < 90.0").unwrap();
    assert_eq!(rule.columns(), [Column::LastDay, Column::RhythmDays]);
}

#[test]
fn a_rule_that_can_not_be_says_its_clause_and_column() {
    let unknown = wrong("language == 'lv' && standing.p_alvie > 0.2");
    assert_eq!(unknown.problem, Problem::Name("standing.p_alvie".into(), Some("standing.p_alive")));
    assert_eq!((unknown.line, unknown.clause.as_str()), (1, "standing.p_alvie > 0.2"));
    assert!((21..=29).contains(&unknown.column), "{}", unknown.column);
    let types = wrong("standing.orders > 'many'");
    assert_eq!(types.problem, Problem::Types { of: ">".into(), given: vec!["int", "string"] });
    let sentence = wrong("standing.spend / standing.orders > 1.0").to_string();
    assert!(sentence.contains("double(…)"), "{sentence}");
    assert_eq!(wrong("standing.orders").problem, Problem::NotABool("int"));
    assert!(matches!(wrong("frobnicate(language)").problem, Problem::Function(_)));
    let syntax = wrong("language == 'lv' &&\n  && city == 'x'");
    assert!(matches!(syntax.problem, Problem::Syntax(_)));
    assert_eq!(syntax.line, 2);
}

#[test]
fn a_column_is_counted_in_letters_of_any_alphabet() {
    let unknown = wrong("city == 'شیراز و رشت' && zodiac == 'x'");
    assert_eq!(unknown.problem, Problem::Name("zodiac".into(), None));
    assert_eq!(unknown.clause, "zodiac == 'x'");
    assert!((23..=30).contains(&unknown.column), "{}", unknown.column);
}

#[test]
fn a_rule_that_would_loop_or_dig_too_deep_is_refused_before_anybody_is_asked() {
    let nested = "facts.texts.all(a, facts.texts.all(b, facts.texts.all(c, a != b && b != c)))";
    assert_eq!(wrong(nested).problem, Problem::TooLong);
    assert!(Rule::read("facts.texts.all(a, size(a) > 0)").is_ok());
    let deep = format!("{}standing.orders > 1{}", "(".repeat(400), ")".repeat(400));
    assert!(Rule::read(&deep).is_err());
    let deep = format!("{}(standing.orders > 1)", "!".repeat(1000));
    let _ = Rule::read(&deep);
    let long = format!("language == '{}'", "x".repeat(5000));
    assert_eq!(wrong(&long).problem, Problem::TooLong);
}

#[test]
fn a_rule_that_speaks_of_private_facts_is_for_who_may_know_them() {
    let rule = Rule::read("'family' in private_facts.kinds").unwrap();
    let agent =
        Actor::Staff { id: domain::ids::StaffId(uuid::Uuid::nil()), role: domain::access::Role::Analyst };
    assert!(matches!(rule.held_to(agent).unwrap_err().problem, Problem::Level("private_facts.kinds")));
    assert!(rule.held_to(Actor::Operator).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_rubbish_makes_it_panic(
        text in prop_oneof![
            ".{0,80}",
            "[-a-z.()\\[\\]{}'\"&|!<>=?:,+*/%0-9 \n]{0,80}",
            "(standing\\.(orders|spend|p_alive)|language|facts\\.texts|[0-9]{1,20}|'[a-zā]{0,3}'|null|true| (&&|\\|\\||==|<|\\+|-|/|%|in) |\\(|\\)|\\[|\\]|size\\(|!){1,14}",
        ]
    ) {
        if let Ok(rule) = Rule::read(&text) {
            let _ = rule.judge(&row(&rule), &WORLD);
        }
    }
}

#[test]
fn each_clause_is_told_whole_as_it_was_written() {
    for (rule, clauses) in [
        (
            r#""care" in consent.given && language == "fa""#,
            vec![r#""care" in consent.given"#, r#"language == "fa""#],
        ),
        (
            r#"!("a) \"&&" in facts.texts)&&standing.orders>=3"#,
            vec![r#"!("a) \"&&" in facts.texts)"#, "standing.orders>=3"],
        ),
        (
            r#"(city == "Rīga" || tier == "gold") && (standing.orders > 1 && kind == "person")"#,
            vec![r#"city == "Rīga" || tier == "gold""#, "standing.orders > 1", r#"kind == "person""#],
        ),
        (
            r#"size(orders.products) > 2 && "x" in stakes && size(facts.texts) < 9"#,
            vec!["size(orders.products) > 2", r#""x" in stakes"#, "size(facts.texts) < 9"],
        ),
    ] {
        let read = Rule::read(rule).unwrap();
        assert_eq!(read.clauses().collect::<Vec<_>>(), clauses, "{rule}");
    }
}
