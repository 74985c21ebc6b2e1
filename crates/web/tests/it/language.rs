//! Everybody is answered in their own language, and nobody meets another by the way.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::Currency;
use domain::access::Action::ManageStaff;
use domain::access::check;
use store::settings::Settings;
use tower::ServiceExt;

use crate::client::House;

/// What stands in Latin letters in every language: our name, formats, presets, a key, a zone, and what
/// the test itself wrote: the owner and the columns of a file.
const NAMES: &str = "Perennial CSV Parquet JSON Lines gzip Shopify WooCommerce Stripe Square orders Orders payments items Any table REST \
    Analytics Enter EUR UTC Europe Riga ISO Rasma Ozola rasma harbour example customer date amount";

/// Words in Latin letters that a page says: outside of scripts, pictures and foreign text.
fn latin(html: &str) -> Vec<String> {
    let mut rest = html.to_owned();
    for element in ["script", "style", "svg", "bdi", "code", "option", "title"] {
        let (open, close) = (format!("<{element}"), format!("</{element}>"));
        while let Some(start) = rest.find(&open) {
            let end = rest[start..].find(&close).map_or(rest.len(), |end| start + end + close.len());
            rest.replace_range(start..end, " ");
        }
    }
    let mut said = String::new();
    for part in rest.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        for attribute in ["aria-label=\"", "placeholder=\"", " title=\""] {
            if let Some((_, value)) = tag.split_once(attribute) {
                said.push_str(value.split('"').next().unwrap_or_default());
                said.push(' ');
            }
        }
        said.push_str(text);
        said.push(' ');
    }
    let words = said.split(|c: char| !c.is_alphabetic());
    let latin = words.filter(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic()));
    latin
        .filter(|word| !NAMES.split(' ').any(|name| name == *word) && *word != "quot" && *word != "amp")
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_page_in_persian_says_nothing_in_english() {
    let house = House::new().await;
    let settings = Settings {
        company: "Harbour Coffee".into(),
        zone: "Europe/Riga".into(),
        currency: Currency::EUR,
        margin_mille: 1000,
    };
    let permit = check(domain::Actor::Operator, ManageStaff).unwrap();
    house.store.save_settings(&permit, &settings).await.unwrap();
    let mut owner = house.owner().await;
    let answer = owner.post("/language", "own=fa").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let upload = owner.upload("f.csv", "customer,date,amount\na@b.example,2026-01-02,3.50\n").await;
    let preview = upload.location().to_owned();
    for path in [
        "/",
        "/care",
        "/people",
        "/imports",
        "/language",
        "/account",
        "/team",
        "/settings",
        "/audit",
        "/nowhere",
        &preview,
    ] {
        let page = owner.get(path).await;
        assert!(page.body.contains("<html lang=\"fa\" dir=\"rtl\">"), "{path}: {}", page.status);
        assert_eq!(latin(&page.body), [] as [&str; 0], "{path}");
    }
}

#[tokio::test]
async fn a_visitor_is_answered_as_their_browser_asks_else_as_the_company_speaks() {
    let house = House::new().await;
    let sign_in = async |language: Option<&str>| {
        let mut request = Request::builder().uri("/sign-in").header("sec-fetch-site", "same-origin");
        if let Some(language) = language {
            request = request.header(header::ACCEPT_LANGUAGE, language);
        }
        let answer = house.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    assert!(sign_in(None).await.contains("<html lang=\"en\" dir=\"ltr\">"));
    let persian = sign_in(Some("de, fa;q=0.9")).await;
    assert!(persian.contains("<html lang=\"fa\" dir=\"rtl\">"));
    assert_eq!(latin(&persian), [] as [&str; 0]);
    let settings =
        Settings { company: "H".into(), zone: "UTC".into(), currency: Currency::EUR, margin_mille: 1000 };
    let permit = check(domain::Actor::Operator, ManageStaff).unwrap();
    house.store.save_settings(&permit, &settings).await.unwrap();
    house.store.set_company_language(&permit, "lv").await.unwrap();
    assert!(sign_in(Some("de")).await.contains("<html lang=\"lv\""));
}

#[tokio::test]
async fn one_chooses_for_oneself_and_the_owner_for_the_company() {
    let house = House::new().await;
    let settings =
        Settings { company: "H".into(), zone: "UTC".into(), currency: Currency::EUR, margin_mille: 1000 };
    let permit = check(domain::Actor::Operator, ManageStaff).unwrap();
    house.store.save_settings(&permit, &settings).await.unwrap();
    let mut owner = house.owner().await;
    owner.post("/language", "own=&company=ru").await;
    assert!(owner.get("/language").await.body.contains("<html lang=\"ru\""));
    owner.post("/language", "own=fi&company=ru").await;
    assert!(owner.get("/language").await.body.contains("<html lang=\"fi\""));
    assert_eq!(owner.post("/language", "own=xx").await.status, StatusCode::NOT_FOUND);
    assert!(owner.get("/nowhere").await.body.contains("<html lang=\"fi\""), "faults too");
}
