use domain::merging::{Comparison, Level};
use store::people::Kind;

use super::*;

/// A row: name, e-mail, phone, street, city, postal code, birthday.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, Option<(i32, u8, u8)>);

fn records(rows: &[Row<'_>]) -> Records {
    let mut records = Records::default();
    for (at, &(name, email, phone, street, city, postal_code, born)) in rows.iter().enumerate() {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(at as u64 + 1).to_be_bytes());
        records.person.push(PersonId(uuid::Uuid::from_bytes(id)));
        records.organisation.push(false);
        for (column, text) in [
            (&mut records.name, name),
            (&mut records.given, ""),
            (&mut records.family, ""),
            (&mut records.street, street),
            (&mut records.city, city),
            (&mut records.postal_code, postal_code),
        ] {
            column.push(text);
        }
        for (kind, value) in [(Kind::Email, email), (Kind::Phone, phone)] {
            if !value.is_empty() {
                records.contact.push((at as u32, kind));
                records.contact_value.push(value);
            }
        }
        if let Some((year, month, day)) = born {
            records.date.push((at as u32, b'g', year, month, day));
            records.date_text.push("Birthday");
        }
    }
    records
}

/// Others who live in the same town, so that there is somebody to be told apart from.
fn town() -> Vec<(String, String, String, String)> {
    let given = ["Laura", "Māris", "Olga", "Sari", "Hamid", "Peter", "Zane", "Ivars", "Nina", "Timo"];
    let family = ["Kalniņš", "Petrova", "Virtanen", "Ahmadi", "Miller", "Ozols", "Liepa", "Smirnov"];
    (0..400)
        .map(|at| {
            let name =
                format!("{} {}{}", given[at % 10], family[at / 10 % 8], ["", "s", "ko", "er", "in"][at / 80]);
            let street = format!("{} iela {}", ["Brīvības", "Kuldīgas", "Miera"][at % 3], at);
            (name, format!("user{at}x@mail.example"), format!("+3712{:07}", at * 7919), street)
        })
        .collect()
}

fn found(rows: &[Row<'_>]) -> Vec<Found> {
    let town = town();
    let mut all: Vec<Row<'_>> = rows.to_vec();
    all.extend(town.iter().map(|(name, email, phone, street)| {
        (name.as_str(), email.as_str(), phone.as_str(), street.as_str(), "Rīga", "LV-1001", None)
    }));
    let (summary, found) = search(&records(&all));
    assert_eq!(summary.people as usize, all.len());
    found.into_iter().filter(|found| (found.b as usize) < rows.len()).collect()
}

fn level(found: &Found, comparison: Comparison) -> Level {
    found.evidence.iter().find(|one| one.comparison == comparison).unwrap().level
}

#[test]
fn one_person_is_found_through_scripts_short_names_typing_errors_and_moves() {
    for (one, other, comparison, expected) in [
        (
            ("Александр Щербаков", "a.sherbakov@mail.example", "+7 912 345-67-89", "", "Москва", "", None),
            ("Alexandr Shcherbakov", "", "89123456789", "", "Moscow", "", None),
            Comparison::Family,
            Level::Same,
        ),
        (
            ("زهرا قاسمی", "z.ghasemi@mail.example", "+989121234567", "", "", "", None),
            ("Zahra Qasemi", "z.ghasemi@post.example", "09121234567", "", "", "", None),
            Comparison::Family,
            Level::Spelling,
        ),
        (
            ("Robert Hathaway", "bob.hathaway@gmail.com", "", "Main Street 7", "Turku", "20100", None),
            ("Bob Hathaway", "bobhathaway+shop@gmail.com", "", "", "", "", None),
            Comparison::Given,
            Level::Nickname,
        ),
        (
            ("Inese Zvirbule", "", "+37126111222", "Skolas iela 3", "Rīga", "LV-1010", Some((1970, 3, 9))),
            (
                "Zvirbule Inese",
                "inese.z@mail.example",
                "26111222",
                "Jūras iela 9",
                "Jūrmala",
                "LV-2015",
                Some((1970, 3, 9)),
            ),
            Comparison::Given,
            Level::Swapped,
        ),
        (
            (
                "Kristīne Vītoliņa",
                "kristine.vitolina@mail.example",
                "",
                "Skolas iela 3",
                "Rīga",
                "LV-1010",
                None,
            ),
            (
                "Kristine Vitolinna",
                "kristine.vitolina@mial.example",
                "",
                "Skolas iela 3",
                "Rīga",
                "LV-1010",
                None,
            ),
            Comparison::Email,
            Level::Typo,
        ),
    ] {
        let found = found(&[one, other]);
        assert_eq!(found.len(), 1, "{} and {}", one.0, other.0);
        assert!(found[0].probability > LIKELY, "{}: {:?}", one.0, found[0]);
        assert_eq!(level(&found[0], comparison), expected, "{:?}", found[0]);
    }
}

#[test]
fn a_couple_and_a_father_and_son_are_not_called_one() {
    let home = ("Skolas iela 3", "Rīga", "LV-1010");
    let couple = found(&[
        ("Jānis Vītoliņš", "vitolini@mail.example", "+37126111222", home.0, home.1, home.2, None),
        ("Ilze Vītoliņa", "vitolini@mail.example", "+37126111222", home.0, home.1, home.2, None),
    ]);
    assert_eq!(couple, []);
    let father_and_son = found(&[
        (
            "Jānis Vītoliņš",
            "janis.v@mail.example",
            "+37126111222",
            home.0,
            home.1,
            home.2,
            Some((1950, 5, 2)),
        ),
        (
            "Jānis Vītoliņš",
            "jv1980@post.example",
            "+37126999888",
            home.0,
            home.1,
            home.2,
            Some((1980, 11, 20)),
        ),
    ]);
    assert!(father_and_son.iter().all(|pair| pair.probability < LIKELY), "{father_and_son:?}");
}

#[test]
fn what_names_nobody_glues_no_strangers_together() {
    let long = "Ж".repeat(10_000);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for name in ["", "test", "N/A", "☕🎉", "\u{202e}\u{200f}", "unknown", "Test Test", &long] {
        for _ in 0..5 {
            rows.push((name, "info@company.example", "00000000", "", "Rīga", "LV-1010", None));
            rows.push((name, "n/a", "12", "-", "", "", None));
        }
    }
    let pairs = found(&rows);
    assert!(pairs.iter().all(|pair| pair.a >= 70), "only the long name is a name: {pairs:?}");
}

#[test]
fn the_same_people_give_the_same_answer_on_any_number_of_threads() {
    let rows: Vec<Row<'_>> = vec![
        ("Robert Hathaway", "bob.hathaway@gmail.com", "", "Main Street 7", "Turku", "20100", None),
        ("Bob Hathaway", "bobhathaway+shop@gmail.com", "", "", "", "", None),
    ];
    let records = records(&rows);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(alone.install(|| search(&records).1), search(&records).1);
    assert_eq!(search(&Records::default()).1, []);
}

/// Rows of a list with known doubles, as records.
fn simulated(rows: &[simulator::doubles::Row]) -> Records {
    let rows: Vec<Row<'_>> = rows
        .iter()
        .map(|row| {
            let home = (row.street.as_str(), row.city.as_str(), row.postal_code.as_str());
            (row.name.as_str(), row.email.as_str(), row.phone.as_str(), home.0, home.1, home.2, row.born)
        })
        .collect();
    records(&rows)
}

#[test]
fn of_five_thousand_people_nine_doubles_in_ten_are_found_and_hardly_anybody_else() {
    // A list that nothing was tuned on. A million people give a precision of 0.98 and a recall of 0.95;
    // what is asked for is a little below, for among some 440 pairs chance moves both by a hundredth.
    let rows =
        simulator::Doubles { contacts: simulator::doubles::Contacts::Owned, seed: 20_261_123, rows: 5_000 }
            .rows();
    let (_, found) = search(&simulated(&rows));
    let same = |a: u32, b: u32| rows[a as usize].person == rows[b as usize].person;
    let said: Vec<&Found> = found.iter().filter(|pair| pair.probability >= LIKELY).collect();
    let right = said.iter().filter(|pair| same(pair.a, pair.b)).count() as f64;
    let mut of_person: std::collections::HashMap<u64, f64> = std::collections::HashMap::new();
    rows.iter().for_each(|row| *of_person.entry(row.person).or_default() += 1.0);
    let doubles: f64 = of_person.values().map(|rows| rows * (rows - 1.0) / 2.0).sum();
    let (precision, recall) = (right / said.len() as f64, right / doubles);
    let wrong: Vec<_> = said.iter().filter(|pair| !same(pair.a, pair.b)).take(3).collect();
    assert!(precision >= 0.97, "precision {precision:.3}, recall {recall:.3}: {wrong:#?}");
    assert!(recall >= 0.91, "precision {precision:.3}, recall {recall:.3}");
}
