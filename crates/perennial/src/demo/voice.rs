//! How Harbour Coffee speaks, what it says in these weeks, and a code that hangs by its till.

use domain::access::{self, Action};
use domain::{Actor, Day};
use store::Store;
use store::signs::Draft;

use crate::failure::Failure;

const VOICE: &str = "We call people by their first name and say what we mean.\n\
     We never write 'dear customer', and never hurry anybody.\n\
     If something went wrong, we say so first and ask what would make it good.";
const MESSAGE: [(&str, &str); 5] = [
    ("en", "The new harvest from Huila is here: come by and taste it, on us."),
    ("lv", "Klāt jaunā Huilas raža: nāciet un nobaudiet, mēs cienājam."),
    ("fa", "محصول تازهٔ هوئیلا رسیده است: بیایید و بچشید، مهمان ما."),
    ("ru", "Новый урожай из Уилы уже здесь: приходите попробовать, мы угощаем."),
    ("fi", "Huilan uusi sato on täällä: tule maistamaan, me tarjoamme."),
];
const WEEKS_AGO: i32 = 2;

/// Writes the three down.
pub(super) async fn speak(store: &Store, today: Day) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::ManagePlays)?;
    let kept = store.programme(Actor::Operator).await?;
    let mut programme = kept.programme;
    VOICE.clone_into(&mut programme.voice);
    store.save_programme(&permit, kept.version, &programme).await?;
    let texts = MESSAGE.map(|(tag, text)| (tag.to_owned(), text.to_owned())).into();
    let from = Day(today.0 - 7 * WEEKS_AGO);
    store.save_key_message(&permit, 0, from, None, &texts).await?;
    let target = "https://harbour-coffee.example/harvest";
    let sign = Draft { name: "harvest", title: "The harvest, by the till", target };
    store.save_sign(&permit, 0, sign).await?;
    Ok(())
}
