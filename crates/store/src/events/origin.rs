//! What brought somebody: the campaign and the page before ours, from an event's own context.

use serde_json::Value as Json;

/// Where the answer stands in what a shop tells.
pub(super) const NOTE: &str = "context.campaign, context.page.referrer";
/// Longest part of it, in characters.
const PART_MAX: usize = 200;

/// Campaign (source, medium, name, term, content) and referrer, as the event names them; `None` where it
/// names none.
pub(super) fn of(content: &str) -> Option<String> {
    let event: Json = serde_json::from_str(content).ok()?;
    let context = event.get("context")?;
    let text = |value: Option<&Json>| -> Option<String> {
        let text = value?.as_str()?.trim();
        (!text.is_empty()).then(|| text.chars().filter(|it| !it.is_control()).take(PART_MAX).collect())
    };
    let campaign = context.get("campaign");
    let parts = ["source", "medium", "name", "term", "content"];
    let mut said: Vec<String> = parts.into_iter().filter_map(|part| text(campaign?.get(part))).collect();
    let referrer = text(context.pointer("/page/referrer")).or_else(|| text(context.pointer("/referrer/url")));
    said.extend(referrer);
    (!said.is_empty()).then(|| said.join(" / "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_brought_somebody_is_the_campaign_and_the_page_before() {
        let event = r#"{"context":{"campaign":{"name":"spring","source":"letter","medium":7},
                        "page":{"referrer":"https://search.example/"}}}"#;
        assert_eq!(of(event).as_deref(), Some("letter / spring / https://search.example/"));
        for nothing in ["", "[]", "{}", r#"{"context":{"campaign":"x","page":{"referrer":""}}}"#] {
            assert_eq!(of(nothing), None, "{nothing}");
        }
    }
}
