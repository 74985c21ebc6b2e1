//! Calendars of the company's own on both engines, and who keeps which.

use domain::Actor;
use domain::access::Action::{ManagePlays, MergePeople, WritePeople};
use domain::holidays::{CalendarRefusal, HolidayError};
use domain::ids::PersonId;
use store::people::edit::Draft;
use store::{Error, Store};
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    a_calendar_is_written_changed_by_one_at_a_time_and_taken_away,
    what_is_wrong_with_a_calendar_is_said_with_its_line,
    who_keeps_which_calendar_follows_a_merge_and_back,
];

const RULES: &str = "Founding day = 09-14\nEaster Monday = easter +1";

async fn person(store: &Store, name: &str) -> PersonId {
    let draft = Draft { name: name.to_owned(), ..Draft::default() };
    store.make_person(&may(WritePeople), draft, &[]).await.unwrap()
}

fn why<T: std::fmt::Debug>(result: Result<T, Error>) -> CalendarRefusal {
    match result {
        Err(Error::Calendar(why)) => why,
        other => panic!("{other:?}"),
    }
}

async fn a_calendar_is_written_changed_by_one_at_a_time_and_taken_away(engine: Engine) {
    let fresh = fresh_on(engine).await;
    let (store, may) = (&fresh.store, &may(ManagePlays));
    assert_eq!(store.save_calendar(may, 0, "house", " Our days ", RULES).await.unwrap(), 1);
    assert_eq!(why(store.save_calendar(may, 0, "house", "Again", "").await), CalendarRefusal::Name);
    assert_eq!(store.save_calendar(may, 1, "house", "Our days", "A = 01-02").await.unwrap(), 2);
    let late = store.save_calendar(may, 1, "house", "Our days", "A = 01-03").await;
    assert!(matches!(late, Err(Error::Superseded(_))), "{late:?}");
    let kept = store.calendars(Actor::Operator).await.unwrap();
    assert_eq!((kept.len(), kept[0].title.as_str(), kept[0].holidays.len()), (1, "Our days", 1));
    let ilze = person(store, "Ilze").await;
    store.observe(&crate::may(WritePeople), ilze, &["house".into(), "persian".into()]).await.unwrap();
    assert!(matches!(store.remove_calendar(may, "house", 1).await, Err(Error::Superseded(_))));
    store.remove_calendar(may, "house", 2).await.unwrap();
    assert_eq!(store.observances(Actor::Operator, ilze).await.unwrap(), ["persian"]);
    store.close().await.unwrap();
}

async fn what_is_wrong_with_a_calendar_is_said_with_its_line(engine: Engine) {
    let fresh = fresh_on(engine).await;
    let store = &fresh.store;
    let save =
        async |name: &str, rules: &str| store.save_calendar(&may(ManagePlays), 0, name, "x", rules).await;
    let line = CalendarRefusal::Rules(HolidayError::NoSuchDay(2, "02-30".into()));
    assert_eq!(why(save("ours", "A = 02-28\nB = 02-30").await), line);
    for name in ["", "Ours", "latvia", "a b", &"x".repeat(41)] {
        assert_eq!(why(save(name, RULES).await), CalendarRefusal::Name, "{name}");
    }
    assert_eq!(why(save("ours", &"#\n".repeat(20_000)).await), CalendarRefusal::TooLong);
    assert_eq!(store.calendars(Actor::Operator).await.unwrap(), []);
    store.close().await.unwrap();
}

async fn who_keeps_which_calendar_follows_a_merge_and_back(engine: Engine) {
    let fresh = fresh_on(engine).await;
    let (store, write) = (&fresh.store, &may(WritePeople));
    let (one, other) = (person(store, "Ilze").await, person(store, "Ilze Ozola").await);
    store.observe(write, one, &["persian".into()]).await.unwrap();
    store.observe(write, other, &["latvia".into(), "latvia".into()]).await.unwrap();
    let merge = store.merge(&may(MergePeople), one, other, &Default::default()).await.unwrap();
    let kept = async |person| store.observances(Actor::Operator, person).await.unwrap();
    assert_eq!(kept(one).await, ["latvia", "persian"]);
    store.undo_merge(&may(MergePeople), merge).await.unwrap();
    assert_eq!((kept(one).await, kept(other).await), (vec!["persian".to_owned()], vec!["latvia".to_owned()]));
    let unknown = store.observe(write, one, &["nowhere".into()]).await;
    assert_eq!(why(unknown), CalendarRefusal::Unknown("nowhere".into()));
    assert_eq!(kept(one).await, ["persian"], "what is refused changes nothing");
    store.observe(write, one, &[]).await.unwrap();
    assert_eq!(kept(one).await, Vec::<String>::new());
    store.close().await.unwrap();
}
