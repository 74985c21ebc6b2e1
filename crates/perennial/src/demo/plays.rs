//! The three plays Harbour Coffee runs: a handwritten note to regulars who fell silent, a letter on
//! birthdays, and something new to try after the second visit.

use domain::access::{self, Action};
use domain::letters::{Draft, Text};
use domain::plays::{Certificate, Definition, Gesture, Goal, Holdout, Step, Success, When, Worth};
use domain::{Actor, Permit};
use locales::{Language, Words};
use store::Store;
use store::topics::Topic;

use crate::failure::Failure;

/// What its letters are about.
const TOPIC: &str = "care";
/// How much of each play is held out, in thousandths: a café is small, and wants to know soon.
const HELD_MILLE: u16 = 250;

/// Sets the programme, and starts the plays.
pub async fn start(store: &Store) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::ManagePlays)?;
    programme(store, &permit).await?;
    let titles = Language::ALL.into_iter().map(Words::of);
    let titles = titles.map(|words| (words.tag().to_owned(), words.plays_topic_care())).collect();
    store.save_topic(&permit, &Topic { name: TOPIC.to_owned(), titles }).await?;
    let words = Words::of(Language::En);
    for (name, definition) in [
        (words.plays_ready_silent(), silent(words)),
        (words.plays_ready_birthday(), birthday(store, &permit, words).await?),
        (words.plays_ready_trial(), trial(store, &permit, words).await?),
    ] {
        let play = act::plays::make(store, &permit, &name, &definition).await?;
        store.start_play(&permit, play, 1).await?;
    }
    Ok(())
}

async fn programme(store: &Store, permit: &Permit) -> Result<(), Failure> {
    let kept = store.programme(Actor::Operator).await?;
    let mut programme = kept.programme;
    programme.soft_opt_in = true;
    "Harbour Coffee".clone_into(&mut programme.sender_name);
    "hello@harbour-coffee.example".clone_into(&mut programme.sender_address);
    "Ostas iela 1, Rīga".clone_into(&mut programme.postal_address);
    Ok(store.save_programme(permit, kept.version, &programme).await.map(drop)?)
}

fn silent(words: Words) -> Definition {
    let note = Gesture::Note { words: words.plays_words_silent() };
    let who = "standing.orders >= 8 && standing.p_alive > 0.2";
    Definition { again_after_days: Some(120), ..play(who, When::Silence { rhythms: 2.0 }, note, 180) }
}

async fn birthday(store: &Store, permit: &Permit, words: Words) -> Result<Definition, Failure> {
    let (company, sender) = ("{{ company }}", "{{ sender }}");
    let text = |words: Words, name: &str| {
        (words.plays_letter_birthday_subject(company), words.plays_letter_birthday_body(name, sender))
    };
    let draft = letter(words.plays_ready_birthday(), text);
    let letter = act::letters::keep(store, permit, draft).await?;
    let said = Language::ALL.map(|language| Words::of(language).plays_birthday_words());
    let when = When::Date { fact: format!("date:{}", said.join(", ")), days_before: 0 };
    let sends = play("standing.orders >= 1", when, Gesture::Letter { letter, certificate: None }, 0);
    Ok(Definition { topic: Some(TOPIC.into()), again_after_days: Some(300), ..sends })
}

async fn trial(store: &Store, permit: &Permit, words: Words) -> Result<Definition, Failure> {
    let (worth, code, sender) = ("{{ certificate_worth }}", "{{ certificate_code }}", "{{ sender }}");
    let text = |words: Words, name: &str| {
        (words.plays_letter_trial_subject(), words.plays_letter_trial_body(name, worth, code, sender))
    };
    let letter = act::letters::keep(store, permit, letter(words.plays_ready_trial(), text)).await?;
    let worth = Worth::Trial { of: words.plays_trial_of(), cost: 350 };
    let certificate = Some(Certificate { worth, expires_after_days: Some(60) });
    let when = When::Order { nth: Some(2), after_days: 7 };
    let sends = play("", when, Gesture::Letter { letter, certificate }, 0);
    Ok(Definition { topic: Some(TOPIC.into()), ..sends })
}

/// A play of one step, for people to come back within two months.
fn play(who: &str, when: When, gesture: Gesture, cost: i64) -> Definition {
    Definition {
        who: who.to_owned(),
        when,
        steps: vec![Step { after_days: 0, gesture, by: domain::plays::By::Itself, cost }],
        again_after_days: None,
        quiet: None,
        success: Success { what: Goal::Return, within_days: 60 },
        holdout: Holdout { mille: HELD_MILLE, ..Holdout::default() },
        topic: None,
        owed: false,
        most_a_day: None,
        until: None,
    }
}

/// A letter in every language, to a name.
fn letter(name: String, text: impl Fn(Words, &str) -> (String, String)) -> Draft {
    let text = |language: Language| {
        let words = Words::of(language);
        let name = format!("{{{{ first_name|default(\"{}\") }}}}", words.plays_letter_friend());
        let (subject, body) = text(words, &name);
        Text { language: words.tag().to_owned(), subject, body }
    };
    Draft { name, topic: TOPIC.into(), texts: Language::ALL.into_iter().map(text).collect() }
}
