//! A file comes in by the pages, and goes again.

use axum::http::StatusCode;
use domain::Actor;
use domain::access::{Action, check};
use testing::Engine;

use crate::client::{Browser, House};

testing::on_both_engines![
    a_file_is_looked_at_counted_taken_in_and_taken_back,
    the_same_file_twice_changes_nothing,
    a_file_that_is_no_orders_ends_in_a_sentence,
    a_file_nobody_understands_is_read_by_choosing_its_columns,
    a_file_without_a_header_offers_its_columns_by_number,
    what_is_chosen_already_reads_the_file_as_it_was_read,
    what_is_not_there_is_said_so,
];

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";

fn orders() -> String {
    let rows = (0..6).map(|day| format!("{day},ilze@shop.example,Ilze {HOSTILE},2026-01-1{day},12.50,EUR\n"));
    let head = "Order,Email,Customer name,Order date,Total,Currency\n";
    format!("{head}{}9,anna@shop.example,Anna,not a date,3.00,EUR\n", rows.collect::<String>())
}

/// Does what waits, as the worker of the server would.
pub async fn work(house: &House) {
    let permit = check(Actor::System("test"), Action::RunJobs).unwrap();
    while let Some(lease) = house.store.lease(&permit, 60).await.unwrap() {
        if lease.kind == listen::work::JOB {
            listen::work::run(&house.store, &lease).await.unwrap();
        } else {
            house.store.job_done(&permit, &lease, None).await.unwrap();
        }
    }
}

/// Follows the pages from the upload to the import.
async fn bring(house: &House, owner: &mut Browser, file: &str) -> String {
    let preview = owner.upload("orders <b>.csv", file).await;
    assert_eq!(preview.status, StatusCode::SEE_OTHER, "{}", preview.body);
    let page = owner.get(preview.location()).await;
    assert!(page.body.contains("orders &#60;b&#62;.csv"), "{}", page.body);
    assert!(page.body.contains("€12.50") && !page.body.contains("<img"));
    let trial = owner.post(&format!("{}/trial", preview.location()), "").await.location().to_owned();
    let mut counted = owner.get(&trial).await;
    while counted.body.contains("<progress") {
        tokio::task::yield_now().await;
        counted = owner.get(&trial).await;
    }
    assert!(counted.body.contains("Rows set aside"), "{}", counted.body);
    let import = owner.post(&format!("{}/confirm", preview.location()), "").await.location().to_owned();
    let again = owner.post(&format!("{}/confirm", preview.location()), "").await.location().to_owned();
    assert_eq!(import, again, "the button pressed twice is one import");
    work(house).await;
    import
}

async fn a_file_is_looked_at_counted_taken_in_and_taken_back(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    assert!(owner.get("/").await.body.contains("Bring"), "the empty house asks for orders");
    let import = bring(&house, &mut owner, &orders()).await;
    let page = owner.get(&import).await;
    assert!(page.body.contains("Take this import back"), "{}", page.body);

    let rejected = owner.get(&format!("{import}/rejected.csv")).await;
    assert_eq!(rejected.header("content-type"), "text/csv; charset=utf-8");
    assert!(rejected.body.contains("bad_date") && rejected.body.contains("not a date"), "{}", rejected.body);

    let people = owner.get("/people?q=ilze").await;
    assert!(
        people.body.contains("Ilze &#60;/script&#62;") && !people.body.contains("<img"),
        "{}",
        people.body
    );
    let id_of = |href: &str| href.split('"').next().unwrap().to_owned();
    let mut hrefs = people.body.split("href=\"/people/").skip(1).map(id_of);
    let person = hrefs.find(|href| href != "new").unwrap();
    let person = owner.get(&format!("/people/{person}")).await;
    assert_eq!(person.status, StatusCode::OK);
    assert_eq!(person.body.matches("€12.50").count(), 6, "each purchase on the timeline: {}", person.body);
    assert!(!person.body.contains("<img"), "{}", person.body);

    assert_eq!(owner.post(&format!("{import}/undo"), "").await.location(), import);
    assert!(owner.get(&import).await.body.contains("taken back"));
    assert!(owner.get("/people").await.body.contains("Nobody here yet"));
}

async fn the_same_file_twice_changes_nothing(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    bring(&house, &mut owner, &orders()).await;
    let before = house.store.counts(Actor::Operator).await.unwrap();
    bring(&house, &mut owner, &orders()).await;
    assert_eq!(house.store.counts(Actor::Operator).await.unwrap().orders, before.orders);
}

async fn a_file_that_is_no_orders_ends_in_a_sentence(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    for (name, content) in [("a.csv", "one,two\n1,2\n"), ("b.csv", "\u{0}\u{1}\u{2}"), ("c.csv", "Order\n")] {
        let answer = owner.upload(name, content).await;
        let page = owner.get(answer.location()).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.body.contains("role=\"alert\""), "{name}: {}", page.body);
        let uploads = house.data_dir();
        assert!(!page.body.contains(uploads.to_str().unwrap()), "{name}: our folder is not theirs to see");
    }
    let empty = owner.upload("d.csv", "").await;
    assert!(empty.body.contains("The file is empty"), "{}", empty.body);
    let nameless = owner.upload("", "x").await;
    assert_eq!(nameless.status, StatusCode::BAD_REQUEST);
    assert_eq!(owner.get("/imports/new/..%2F..%2Fetc").await.status, StatusCode::NOT_FOUND);
}

/// The columns a role's select offers, the chosen one with its mark.
fn choices(page: &str, role: &str) -> String {
    let select = page.split(&format!("name=\"{role}\">")).nth(1).unwrap_or_else(|| panic!("{role}: {page}"));
    select.split("</select>").next().unwrap().to_owned()
}

async fn a_file_nobody_understands_is_read_by_choosing_its_columns(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let long = "x".repeat(200);
    let file =
        format!("roses,violets,lilies,E-mail\nann{HOSTILE},2026-01-05,12.50,{long}\nbo,2026-01-06,8.00,b\n");
    let upload = owner.upload("garden.csv", &file).await.location().to_owned();
    let page = owner.get(&upload).await.body;
    assert!(page.contains("role=\"alert\"") && page.contains("No column says"), "{page}");
    assert!(
        page.contains("<bdi>2026-01-06</bdi>") && !page.contains("<img") && !page.contains(&long),
        "{page}"
    );
    for role in ["customer", "date", "amount", "order", "status", "currency_column"] {
        let offered = choices(&page, role);
        assert!(offered.contains("<option value=\"roses\">roses</option>"), "{role}: {offered}");
        assert!(!offered.contains("selected"), "{role}: {offered}");
    }
    let emails = choices(&page, "email");
    assert!(
        emails.contains("<option value=\"E-mail\" selected>"),
        "a known name is chosen already: {emails}"
    );

    let chosen = "customer=roses&date=violets&amount=lilies&email=&currency=EUR";
    let page = owner.get(&format!("{upload}?{chosen}")).await.body;
    assert!(!page.contains("role=\"alert\"") && page.contains("€12.50"), "{page}");
    assert!(choices(&page, "date").contains("<option value=\"violets\" selected>"), "{page}");
    assert!(!choices(&page, "email").contains("selected"), "none stays none");
}

async fn a_file_without_a_header_offers_its_columns_by_number(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let upload =
        owner.upload("till.csv", "7,2026-01-05,12.50\n8,2026-01-06,8.00\n").await.location().to_owned();
    let page = owner.get(&upload).await.body;
    assert!(choices(&page, "date").contains("<option value=\"2\">Column 2</option>"), "{page}");
    let page = owner.get(&format!("{upload}?customer=1&date=2&amount=3&currency=EUR")).await.body;
    assert!(page.contains("€12.50") && page.contains("<bdi>7</bdi>"), "{page}");
}

async fn what_is_chosen_already_reads_the_file_as_it_was_read(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let header = "Name,Email,Created at,Total,Currency,Lineitem name,Lineitem quantity,Lineitem price,Financial Status";
    let file = format!("{header}\n#1,a@shop.example,2026-01-05 10:00:00 +0200,12.50,EUR,Tea,1,12.50,paid\n");
    let upload = owner.upload("shopify.csv", &file).await.location().to_owned();
    let page = owner.get(&upload).await.body;
    assert!(page.contains("<input type=\"hidden\" name=\"preset\" value=\"shopify\">"), "{page}");
    let mut query = "preset=shopify".to_owned();
    for role in
        ["customer", "date", "amount", "order", "product_name", "quantity", "price", "email", "status"]
    {
        let offered = choices(&page, role);
        let before = offered.split("\" selected").next().filter(|before| before.len() < offered.len());
        let word = before.map_or("", |before| before.rsplit('"').next().unwrap());
        query.push_str(&format!("&{role}={}", word.replace(' ', "+")));
    }
    let again = owner.get(&format!("{upload}?{query}")).await.body;
    let facts = |page: &str| page.split("<dl").nth(1).unwrap().split("</dl>").next().unwrap().to_owned();
    assert_eq!(facts(&again), facts(&page), "{query}");
}

async fn what_is_not_there_is_said_so(engine: Engine) {
    let house = House::on(engine).await;
    let mut owner = house.owner().await;
    let id = "018f3c6e-0000-7000-8000-000000000000";
    for path in [format!("/people/{id}"), format!("/imports/{id}"), "/people/x".into(), "/nowhere".into()] {
        let answer = owner.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("<h1>"), "{path}");
    }
    let undo = owner.post(&format!("/imports/{id}/undo"), "").await;
    assert_eq!(undo.status, StatusCode::NOT_FOUND);
}
