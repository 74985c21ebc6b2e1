//! The events of a shop's day, as its libraries send them: sessions of ten, of which some end with
//! somebody who says who they are, and some with an order.

/// Events in a batch.
pub const BATCH: usize = 100;

/// The batches of `count` events, each the text of a list.
pub fn batches(count: usize) -> Vec<String> {
    let events: Vec<String> = (0..count).map(event).collect();
    events.chunks(BATCH).map(|batch| batch.join(",")).collect()
}

fn event(number: usize) -> String {
    let (session, step) = (number / 10, number % 10);
    let who = session % 40_000;
    let second = number % 86_400;
    let at = format!(
        "2026-03-01T{:02}:{:02}:{:02}.{:03}Z",
        second / 3600,
        second / 60 % 60,
        second % 60,
        number % 1000
    );
    let words = match step {
        0 | 2 | 4 | 6 => format!(
            r#""type":"page","name":"Roasts {}","properties":{{"path":"/roasts/{}","title":"Roasts"}}"#,
            step,
            who % 300
        ),
        1 | 3 | 5 => format!(
            r#""type":"track","event":"Product Viewed","properties":{{"product_id":"{}","sku":"bean-{}","price":12.5,"currency":"EUR"}}"#,
            number % 500,
            number % 500
        ),
        7 => format!(
            r#""type":"track","event":"Product Added","properties":{{"sku":"bean-{}","quantity":1}}"#,
            number % 500
        ),
        8 if session % 5 == 0 => format!(
            r#""type":"identify","userId":"user-{who}","traits":{{"email":"user-{who}@shop.example","name":"Person {who}"}}"#
        ),
        9 if session % 10 == 0 => format!(
            r#""type":"track","event":"Order Completed","userId":"user-{who}","properties":{{"order_id":"o-{session}","total":25.0,
               "currency":"EUR","products":[{{"sku":"bean-{}","price":12.5,"quantity":2}}]}}"#,
            number % 500
        ),
        _ => r#""type":"track","event":"Promotion Viewed","properties":{"promotion_id":"spring"}"#.to_owned(),
    };
    format!(
        r#"{{"messageId":"ajs-next-{:016x}-{number}","anonymousId":"visitor-{who}","timestamp":"{at}",{words},
            "context":{{"library":{{"name":"analytics.js","version":"next-1.81.0"}},"locale":"lv-LV","page":{{"path":"/roasts",
            "url":"https://shop.example/roasts","referrer":"https://search.example/","title":"Roasts"}},"ip":"203.0.113.7",
            "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"}}}}"#,
        // Message ids fall all over their index, as random ones do.
        (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    )
}
