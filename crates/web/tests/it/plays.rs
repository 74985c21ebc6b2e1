//! Plays made, changed and started in the browser.

use axum::http::StatusCode;
use domain::Actor;
use domain::access::Action;
use domain::plays::{Gesture, PlayState, Programme};

use crate::client::{Browser, House};
use crate::furnished::{Furnished, Who, may, person};

/// Every field of a page's form, as a browser sends them.
pub fn fields(body: &str) -> Vec<(String, String)> {
    let form = body.split("class=\"play\"").nth(1).unwrap().split("</form>").next().unwrap();
    let at = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&#34;", "\"").replace("&#38;", "&").replace("&#62;", ">").replace("&#60;", "<"))
    };
    let mut sent = Vec::new();
    for tag in form.split('<').skip(1) {
        let is = |name: &str| tag.starts_with(name);
        let Some(name) = at(tag, "name") else {
            if is("option") && tag.contains(" selected") {
                let chosen = at(tag, "value").unwrap();
                let last: &mut (String, String) = sent.last_mut().unwrap();
                last.1 = chosen;
            }
            continue;
        };
        let ticks = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        if is("input") && (!ticks || tag.contains(" checked")) {
            sent.push((name, at(tag, "value").unwrap_or_else(|| "on".into())));
        } else if is("select") {
            sent.push((name, String::new()));
        } else if is("textarea") {
            let text = tag.split_once('>').unwrap().1.to_owned();
            sent.push((name, text.replace("&#34;", "\"").replace("&#38;", "&").replace("&#62;", ">")));
        }
    }
    sent
}

pub fn encoded(fields: &[(String, String)]) -> String {
    let plain = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", plain(name), plain(value))).collect();
    pairs.join("&")
}

pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.into(), value.into()));
}

pub async fn made(owner: &mut Browser, ready: &str) -> String {
    let made = owner.post("/plays/new", &format!("ready={ready}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{ready}: {}", made.body);
    made.location().to_owned()
}

pub fn play_of(path: &str) -> domain::ids::PlayId {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_ready_play_is_taken_and_saved_by_its_own_form_without_a_change() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    for ready in [
        "welcome", "second", "silent", "birthday", "holiday", "thanks", "trial", "review", "win", "referral",
        "empty",
    ] {
        let path = made(&mut owner, ready).await;
        let before = house.store.play(Actor::Operator, play_of(&path)).await.unwrap().unwrap();
        let page = owner.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{ready}");
        let saved = owner.post(&path, &encoded(&fields(&page.body))).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{ready}: {}", saved.body);
        let after = house.store.play(Actor::Operator, play_of(&path)).await.unwrap().unwrap();
        assert_eq!(after.definition, before.definition, "{ready}");
        if let Gesture::Letter { letter, .. } = &after.definition.steps[0].gesture {
            let letter = house.store.letter(Actor::Operator, *letter).await.unwrap().unwrap();
            assert_eq!(letter.draft.texts.len(), 5, "{ready}");
        }
    }
    let list = owner.get("/plays").await.body;
    assert!(
        list.contains("once silent for 2 of their own rhythms") && list.contains("10% are held out"),
        "{list}"
    );
    assert!(!owner.get("/plays?state=running").await.body.contains("Silent regular"));
}

#[tokio::test]
async fn who_is_clicked_or_written_and_what_is_wrong_is_said_beside_what_was_written() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let path = made(&mut owner, "silent").await;
    let mut form = fields(&owner.get(&path).await.body);
    set(&mut form, "c1_word", "language");
    set(&mut form, "c1_is", "==");
    set(&mut form, "c1_value", "fa");
    set(&mut form, "c2_word", "standing.value_at_stake");
    set(&mut form, "c2_is", ">=");
    set(&mut form, "c2_value", "120,50");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let kept = house.store.play(Actor::Operator, play_of(&path)).await.unwrap().unwrap();
    assert_eq!(
        kept.definition.who,
        "standing.orders >= 3 && language == \"fa\" && standing.value_at_stake >= 12050.0"
    );
    let mut form = fields(&owner.get(&path).await.body);
    set(&mut form, "who_by", "text");
    set(&mut form, "who_text", "standing.orders >= 3 && standing.ordres < 9");
    let wrong = owner.post(&path, &encoded(&form)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("column 33") && wrong.body.contains("standing.ordres &#60; 9"),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("“standing.orders” may be meant"));
    set(&mut form, "who_text", "standing.orders >= 3 || city == \"Riga\"");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let clever = owner.get(&path).await.body;
    assert!(clever.contains("more than choosing can") && clever.contains("Everybody for whom a rule holds"));
    let mut form = fields(&clever);
    set(&mut form, "holdout", "0");
    let bare = owner.post(&path, &encoded(&form)).await;
    assert!(
        bare.body.contains("Write down why")
            && bare.body.contains("name=\"holdout\" inputmode=\"decimal\" maxlength=\"6\" value=\"0\"")
    );
    set(&mut form, "reason", "Twenty accounts: too few for proof");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    assert!(owner.get(&path).await.body.contains("nobody is held out"));
}

#[tokio::test]
async fn a_condition_that_is_none_is_said_by_its_number_and_its_part_stands_open() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let path = made(&mut owner, "silent").await;
    let form = fields(&owner.get(&path).await.body);
    let open = |body: &str, part: usize| {
        let parts: Vec<&str> = body.split("<details class=\"part\"").skip(1).collect();
        assert_eq!(parts.len(), 8);
        parts.iter().enumerate().all(|(at, html)| html.starts_with(" open") == (at == part))
    };
    for (word, is, value, said) in [
        (
            "language",
            ">=",
            "fa",
            "Condition 2: “at least” does not go with “a language”. Choose is and is not.",
        ),
        ("language", "==", " ", "Condition 2: say with what “a language” is compared."),
        ("standing.orders", ">=", "many", "Condition 2: “many” is no number"),
    ] {
        let mut form = form.clone();
        set(&mut form, "c1_word", word);
        set(&mut form, "c1_is", is);
        set(&mut form, "c1_value", value);
        let wrong = owner.post(&path, &encoded(&form)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains(said), "{said}: {}", wrong.body);
        assert!(open(&wrong.body, 0), "who stands open");
    }
    let mut form = form;
    set(&mut form, "within", "soon");
    let wrong = owner.post(&path, &encoded(&form)).await.body;
    assert!(open(&wrong, 6), "what success is stands open: {wrong}");
}

#[tokio::test]
async fn of_two_who_edit_a_play_the_later_is_told_and_keeps_what_they_wrote() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let path = made(&mut owner, "silent").await;
    let (mut mine, mut theirs) = (fields(&owner.get(&path).await.body), fields(&owner.get(&path).await.body));
    set(&mut theirs, "within", "30");
    assert_eq!(owner.post(&path, &encoded(&theirs)).await.status, StatusCode::SEE_OTHER);
    set(&mut mine, "within", "90");
    let told = owner.post(&path, &encoded(&mine)).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("within 30 days") && told.body.contains("within 90 days"), "{}", told.body);
    let again = fields(&told.body);
    assert_eq!(owner.post(&path, &encoded(&again)).await.status, StatusCode::SEE_OTHER);
    let kept = house.store.play(Actor::Operator, play_of(&path)).await.unwrap().unwrap();
    assert_eq!(kept.definition.success.within_days, 90);
}

#[tokio::test]
async fn a_play_is_approved_by_somebody_else_started_paused_and_ended() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let manage = may(Action::ManagePlays);
    let approval = Programme { needs_approval: true, ..Programme::default() };
    store.save_programme(&manage, 0, &approval).await.unwrap();
    let mut writer = furnished.at_the_door(Who::Staff(domain::access::Role::Manager)).await;
    let mut other = furnished.at_the_door(Who::Staff(domain::access::Role::Owner)).await;
    let path = made(&mut writer, "silent").await;
    let id = play_of(&path);
    let turn = format!("{path}/turn");
    let version = async || store.play(Actor::Operator, id).await.unwrap().unwrap().version;
    let state = async || store.play(Actor::Operator, id).await.unwrap().unwrap().state;
    let early = writer.post(&turn, &format!("what=start&version={}", version().await)).await;
    assert!(early.body.contains("needs the approval of somebody else"), "{}", early.body);
    let asks = format!("what=submit&version={}", version().await);
    assert_eq!(writer.post(&turn, &asks).await.status, StatusCode::SEE_OTHER);
    let own = writer.post(&turn, &format!("what=approve&version={}", version().await)).await;
    assert!(own.body.contains("You wrote this play last"));
    assert_eq!(state().await, PlayState::Waiting);
    for (what, then) in [
        ("approve", PlayState::Waiting),
        ("start", PlayState::Running),
        ("pause", PlayState::Paused),
        ("change", PlayState::Paused),
        ("submit", PlayState::Waiting),
        ("approve", PlayState::Waiting),
        ("start", PlayState::Running),
        ("end", PlayState::Ended),
    ] {
        if what == "change" {
            let changed = encoded(&fields(&writer.get(&path).await.body));
            assert_eq!(writer.post(&path, &changed).await.status, StatusCode::SEE_OTHER);
            continue;
        }
        let page = other.get(&path).await.body;
        assert!(page.contains(&format!("name=\"what\" value=\"{what}\"")), "{what} is offered: {page}");
        let said = format!("what={what}&version={}", version().await);
        let done = other.post(&turn, &said).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{what}: {}", done.body);
        if what != "approve" {
            assert_eq!(state().await, then, "{what}");
        }
    }
    let late = other.post(&turn, "what=start&version=1").await;
    assert!(late.body.contains("changed this play in the meantime"), "{}", late.body);
}

#[tokio::test]
async fn the_sentence_says_quiet_days_and_the_most_people_a_day() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let path = made(&mut owner, "silent").await;
    let mut form = fields(&owner.get(&path).await.body);
    form.push(("quiet_day".into(), "5".into()));
    set(&mut form, "most", "20");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let page = owner.get(&path).await.body;
    assert!(page.contains("not on these days: Saturday") && !page.contains("00:00 to 00:00"), "{page}");
    assert!(page.contains("at most once a year, and at most 20 people a day"), "{page}");
    let mut form = fields(&page);
    set(&mut form, "until", "2031-12-31");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let page = owner.get(&path).await.body;
    assert!(page.contains("20 people a day, until 31 December 2031"), "{page}");
    assert!(fields(&page).contains(&("until".into(), "2031-12-31".into())), "and stands in the form");
    set(&mut form, "until", "the end");
    let wrong = owner.post(&path, &encoded(&form)).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("the end"));
    let mut form = fields(&page);
    set(&mut form, "quiet_from", "20:00");
    set(&mut form, "quiet_to", "09:00");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let page = owner.get(&path).await.body;
    assert!(page.contains("also from 20:00 to 09:00, and not on these days: Saturday"), "{page}");
}

#[tokio::test]
async fn rehearsal_people_and_why_say_what_the_play_would_do_and_to_whom_not() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let path = made(&mut owner, "silent").await;
    let mut form = fields(&owner.get(&path).await.body);
    set(&mut form, "when", "rule");
    assert_eq!(owner.post(&path, &encoded(&form)).await.status, StatusCode::SEE_OTHER);
    let rehearsed = owner.get(&format!("{path}/rehearsal")).await;
    assert_eq!(rehearsed.status, StatusCode::OK);
    assert!(
        rehearsed.body.contains("Does not hold: a number of orders of at least 3")
            && rehearsed.body.contains("Ilze Ozola"),
        "{}",
        rehearsed.body
    );
    let why = owner.get(&format!("{path}/why?q=Ilze")).await.body;
    assert!(
        why.contains("The conditions do not hold")
            && why.contains("a number of orders of at least 3")
            && why.contains("standing.orders &#62;= 3"),
        "{why}"
    );
    assert_eq!(owner.get(&format!("{path}/why?person={ilze}")).await.status, StatusCode::OK);
    assert!(owner.get(&format!("{path}/why?q=Nobody")).await.body.contains("Nobody is found so"));
    assert!(owner.get(&format!("{path}/people")).await.body.contains("Nobody stands so"));
    assert!(owner.get(&format!("/people/{ilze}/plays")).await.body.contains("No play has met them yet"));
    assert_eq!(owner.get("/plays/nonsense").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_programme_is_set_and_what_cannot_be_is_said() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    assert_eq!(owner.get("/programme").await.status, StatusCode::OK);
    let good = "version=0&holdout=2,5&cap_count=2&cap_days=14&quiet_from=21:00&quiet_to=08:30&weekday=6\
                &needs_approval=on&sender_name=&sender_address=&postal_address=&reminder_letter=&reminder_days=14";
    assert_eq!(owner.post("/programme", good).await.status, StatusCode::SEE_OTHER);
    let kept = house.store.programme(Actor::Operator).await.unwrap();
    assert_eq!((kept.programme.holdout_mille, kept.programme.cap_days), (25, 14));
    assert_eq!((kept.programme.quiet.from, kept.programme.quiet.weekdays), (21 * 60, 64));
    assert!(kept.programme.needs_approval && !kept.programme.soft_opt_in);
    let wrong = owner.post("/programme", &good.replace("2,5", "60")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("At most 50"));
    let late = owner.post("/programme", &good.replace("cap_count=2", "cap_count=9")).await;
    assert!(late.status.is_client_error(), "{}", late.status);
    assert_eq!(house.store.programme(Actor::Operator).await.unwrap().programme.cap_count, 2);
}
