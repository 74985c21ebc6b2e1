//! The sample company, as somebody who only wants to look finds it.

use store::Database;

use crate::plays::{count, nobody_twice_and_nobody_of_control};
use crate::shop::Server;

#[tokio::test]
async fn the_demo_opens_with_plays_that_have_run_for_weeks_and_done_all_they_decided() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::of(folder.path(), &["demo", "--customers", "500", "--quiet"]);
    server.kill();
    let database = Database::from(folder.path().join("perennial.db"));
    let running = "plays where state = 'running'";
    assert_eq!(count(&database, running).await, 3);
    for (least, what) in [
        // Who is drawn into which arm is chance, so these are less than it ever is.
        (2, "(select distinct play_id from draws where arm = 'held') as t"),
        (20, "enrolments where state = 'done'"),
        (1, "gestures where kind = 'note' and state = 'done' and play_id is not null"),
        (5, "outbox where state = 'sent'"),
        (8, "leavings where reason is not null"),
        (1, "certificates where play_id is not null"),
    ] {
        let found = count(&database, what).await;
        assert!(found >= least, "{found} of {what}");
    }
    assert_eq!(count(&database, "outbox where state in ('held', 'failed')").await, 0);
    nobody_twice_and_nobody_of_control(&database, 0).await;
    // All of it lies behind: at least ten weeks lie between the first draw and the last.
    let span = "select cast((max(drawn_at) - min(drawn_at)) / 86400000000 as text) from draws";
    let days: i64 = testing::raw(&database, span).await.unwrap()[0].parse().unwrap();
    assert!((70..100).contains(&days), "{days}");
}
