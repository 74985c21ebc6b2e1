//! The moments of plays in the browser: what can never come, and what comes next.

use axum::http::StatusCode;
use domain::Actor;
use domain::access::Action;
use domain::plays::Gesture;

use crate::client::{Browser, House};
use crate::furnished::{may, person};
use crate::plays::{encoded, fields, made, play_of, set};

#[tokio::test]
async fn a_moment_that_can_never_come_is_said_where_it_stands_and_what_was_written_stays() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let permit = may(Action::ManagePlays);
    house.store.save_calendar(&permit, 0, "house", "Ours", "Roasting day = 09-22").await.unwrap();
    let path = made(&mut owner, "silent").await;
    let form = fields(&owner.get(&path).await.body);
    for (moment, field, value, said) in [
        ("silence", "rhythms", "0", "Say a number above 0"),
        ("product", "sku", " ", "Say the code of the product"),
        ("order", "nth", "0", "Orders are counted from 1"),
        ("score", "line", "nan", "The line has to be a number"),
        ("date", "fact", "tea", "is no kind of fact"),
        ("holiday", "holiday", "Cupping day", "“Cupping day” any more"),
    ] {
        let mut form = form.clone();
        set(&mut form, "when", moment);
        set(&mut form, field, value);
        set(&mut form, "name", "As I wrote it");
        let wrong = owner.post(&path, &encoded(&form)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{moment}: {}", wrong.body);
        assert!(wrong.body.contains(said), "{moment}: {}", wrong.body);
        let open = wrong.body.split("<details class=\"part\" open>").nth(1).unwrap();
        assert!(open.contains("class=\"choices moments\""), "{moment}: its part stands open");
        let kept = fields(&wrong.body);
        assert!(kept.contains(&("name".into(), "As I wrote it".into())), "{moment}");
        // A select can't keep what it never offered.
        assert!(moment == "date" || kept.contains(&(field.into(), value.into())), "{moment}: {kept:?}");
    }
}

#[tokio::test]
async fn a_letter_that_names_the_holiday_needs_a_play_that_waits_for_one() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let path = made(&mut owner, "holiday").await;
    let mut form = fields(&owner.get(&path).await.body);
    set(&mut form, "when", "rule");
    let wrong = owner.post(&path, &encoded(&form)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("“Holiday greeting” names the holiday it goes out for"), "{}", wrong.body);

    let welcome = made(&mut owner, "welcome").await;
    let play = house.store.play(Actor::Operator, play_of(&welcome)).await.unwrap().unwrap();
    let letter = play.definition.steps.iter().find_map(|step| match step.gesture {
        Gesture::Letter { letter, .. } => Some(letter),
        _ => None,
    });
    let letter = house.store.letter(Actor::Operator, letter.unwrap()).await.unwrap().unwrap();
    let says = |body: &str| {
        let (topic, version) = (&letter.draft.topic, letter.version);
        format!("name=Welcome&topic={topic}&language=en&subject=Welcome&version={version}&body={body}")
    };
    let path = format!("/letters/{}", letter.id);
    let wrong = owner.post(&path, &says("Happy+%7B%7B+holiday+%7D%7D")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("sends this letter and waits for no holiday"), "{}", wrong.body);
    let kept = owner.post(&path, &says("Happy+%7B%7B+holiday%7Cdefault(%22day%22)+%7D%7D")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
}

#[tokio::test]
async fn a_running_play_whose_calendar_went_says_so_and_a_calendar_with_an_error_is_not_kept() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let permit = may(Action::ManagePlays);
    let store = &house.store;
    let wrong =
        owner.post("/calendars", "version=0&name=house&title=Ours&rules=Roasting+day+%3D+13-01").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("13-01"), "{}", wrong.body);
    store.save_calendar(&permit, 0, "house", "Ours", "Roasting day = 09-22").await.unwrap();
    let path = made(&mut owner, "holiday").await;
    let mut form = fields(&owner.get(&path).await.body);
    set(&mut form, "holiday", "Roasting day");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    store.start_play(&permit, play_of(&path), 2).await.unwrap();
    let says = "No calendar has the holiday “Roasting day” any more";
    assert!(!owner.get(&path).await.body.contains(says) && !owner.get("/plays").await.body.contains(says));
    assert_eq!(owner.post("/calendars/house/remove", "version=1").await.status, StatusCode::SEE_OTHER);
    assert!(owner.get(&path).await.body.contains(says) && owner.get("/plays").await.body.contains(says));
}

#[tokio::test]
async fn a_rehearsal_says_of_which_day_it_speaks_and_what_could_not_be_worked_out() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    person(&house.store, "Ilze Ozola").await;
    let path = made(&mut owner, "empty").await;
    let rehearsed = async |owner: &mut Browser, changes: &[(&str, &str)]| {
        let mut form = fields(&owner.get(&path).await.body);
        changes.iter().for_each(|(name, value)| set(&mut form, name, value));
        let saved = owner.post(&path, &encoded(&form)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        owner.get(&format!("{path}/rehearsal")).await.body
    };
    let met = |page: &str| page.contains("<dt>found by the moment</dt><dd class=\"big\">1</dd>");
    let today = rehearsed(&mut owner, &[]).await;
    assert!(met(&today) && today.contains("What the play would do today"), "{today}");
    let later = rehearsed(&mut owner, &[("when", "once"), ("at", "2031-05-04T10:00")]).await;
    assert!(met(&later) && later.contains("comes next: ") && later.contains("2031"), "{later}");
    let holiday =
        rehearsed(&mut owner, &[("when", "holiday"), ("holiday", "new_year"), ("holiday_before", "5")]);
    let holiday = holiday.await;
    assert!(met(&holiday) && holiday.contains("27 December"), "{holiday}");
    let dates = rehearsed(&mut owner, &[("when", "date"), ("fact", "date")]).await;
    assert!(!met(&dates) && dates.contains("within the next 30 days"), "{dates}");
    let rule = [("when", "rule"), ("who_by", "text"), ("who_text", "standing.orders / 0 > 1")];
    let broken = rehearsed(&mut owner, &rule).await;
    assert!(broken.contains("For 1 person the rule could not be worked out"), "{broken}");
}

#[tokio::test]
async fn the_words_of_a_date_are_shown_said_and_kept() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let path = made(&mut owner, "birthday").await;
    let page = owner.get(&path).await.body;
    assert!(page.contains("with any of these words: \u{2068}birthday, dzimšanas, تولد"), "{page}");
    let mut form = fields(&page);
    set(&mut form, "fact_words", "name day، vārda diena");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let kept = house.store.play(Actor::Operator, play_of(&path)).await.unwrap().unwrap();
    let named = domain::plays::When::Date { fact: "date:name day، vārda diena".into(), days_before: 3 };
    assert_eq!(kept.definition.when, named);
    assert!(owner.get(&path).await.body.contains("with any of these words: name day, vārda diena"));
}
