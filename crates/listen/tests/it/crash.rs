//! The import killed at random points, by a real signal, in a process of its own.

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use domain::Actor;
use listen::import::{Request, import};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use sqlx::{Connection as _, SqliteConnection};

use crate::{COLUMNS, HEADER, open, permit, request, write};

/// Tells the child where its folder is; without it the child's test does nothing.
const FOLDER: &str = "LISTEN_CRASH_FOLDER";
const KILLS: u64 = 25;
const KILLS_OF_UNDO: u64 = 5;
const ORDERS: usize = 15_000;
/// That many orders are four batches, and the import speaks after each.
const POINTS: usize = 4;

fn request_in(folder: &Path) -> Request {
    request(&folder.join("orders.csv"), COLUMNS)
}

/// Orders of two lines by six hundred people, a tenth by nobody, some scattered, some refunded.
fn rows() -> String {
    let mut text = HEADER.to_owned();
    for at in 0..ORDERS {
        let who = if at % 10 == 0 { String::new() } else { format!("c{}", at % 600) };
        let (month, day) = (at % 9 + 1, at % 28 + 1);
        let back = if at % 500 == 7 { -2 } else { 3 };
        let order = if at % 1000 == 9 { at / 2 } else { at };
        for (product, amount) in [("bean", 5), ("mug", back)] {
            text.push_str(&format!("{order},{who},,,,2026-0{month}-{day:02},{product},{amount}\n"));
        }
    }
    text
}

/// Not a test of its own: the process that is killed. It imports into an empty database and takes
/// the import in a full one back, and says what is committed, line by line.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let store = open(&folder.join("house.db"), 1).await;
    let mut out = std::io::stdout();
    writeln!(out, "acknowledged 0 0").unwrap();
    let mut say = |rows: u64, created: u64| {
        writeln!(out, "acknowledged {rows} {created}").unwrap();
        out.flush().unwrap();
    };
    if let Some(whole) = store.imports(Actor::Operator, 1).await.unwrap().first() {
        store.undo_import(&permit(), whole.id, |done| say(done, done)).await.unwrap();
        return;
    }
    let say = |progress: listen::import::Progress| say(progress.rows, progress.created);
    import(&store, &permit(), &request_in(&folder), say).await.unwrap();
}

fn spawn(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child speak `points` times, kills it, and gives the rows and orders it had last
/// acknowledged.
fn kill_after(folder: &Path, points: usize) -> (u64, u64) {
    let mut child = spawn(folder);
    let mut last = (0, 0);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let said = lines.filter_map(|line| {
        let (rows, created) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
        Some((rows.parse().unwrap(), created.parse().unwrap()))
    });
    for acknowledged in said.take(points) {
        last = acknowledged;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    last
}

/// Every order with its buyer, its lines and its place on the timeline, in words free of ids.
async fn contents(folder: &Path, file: &str) -> Vec<String> {
    let url = format!("sqlite://{}", folder.join(file).display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query_scalar(
        "select concat_ws('|', o.source, o.source_id, o.kind, o.at, o.day, o.amount, o.currency, o.refunds,
                hex(o.content), i.kind, i.value, p.name, p.stale > 0, t.at,
                (select group_concat(concat_ws(' ', line, sku, quantity_milli, amount), ', ' order by line)
                 from order_lines join products on products.id = product_id where order_id = o.id))
         from orders o left join identities i on i.id = o.identity_id left join people p on p.id = i.person_id
         left join timeline t on t.identity_id = o.identity_id and t.at = o.at and t.kind = o.kind
              and t.ref_id = o.id
         order by o.source, o.source_id",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap()
}

#[tokio::test]
async fn killed_anywhere_an_import_loses_nothing_acknowledged_and_run_again_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = rows();
    write(folder.path(), "orders.csv", &text);
    let clean = open(&folder.path().join("clean.db"), 2).await;
    import(&clean, &permit(), &request_in(folder.path()), |_| {}).await.unwrap();
    let counts = clean.counts(Actor::Operator).await.unwrap();
    let expected = contents(folder.path(), "clean.db").await;
    assert!(expected.len() > ORDERS * 9 / 10 && expected[0].contains("1000"), "{}", expected[0]);
    for seed in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "orders.csv", &text);
        let points = ChaCha8Rng::seed_from_u64(seed).random_range(1..=POINTS);
        let (rows, created) = kill_after(folder.path(), points);
        let store = open(&folder.path().join("house.db"), 3).await;
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new(), "seed {seed}");
        let left = contents(folder.path(), "house.db").await;
        assert!(left.len() as u64 >= created, "seed {seed}: {created} acknowledged, {} there", left.len());
        if let Some(begun) = store.imports(Actor::Operator, 1).await.unwrap().first() {
            assert!(begun.rows_done >= rows, "seed {seed}: {rows} rows acknowledged, {begun:?}");
            assert_eq!(begun.tally.created, left.len() as u64, "seed {seed}: half a batch");
        }
        let again = import(&store, &permit(), &request_in(folder.path()), |_| {}).await.unwrap();
        assert_eq!(again.tally.unchanged, left.len() as u64, "seed {seed}");
        assert_eq!(again.tally.updated, 0, "seed {seed}");
        assert_eq!(store.counts(Actor::Operator).await.unwrap(), counts, "seed {seed}");
        assert!(contents(folder.path(), "house.db").await == expected, "seed {seed}: other orders");
    }
}

#[tokio::test]
async fn killed_anywhere_an_undo_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "orders.csv", &rows());
    let clean = open(&folder.path().join("clean.db"), 2).await;
    let empty = clean.digest().await.unwrap();
    let import = import(&clean, &permit(), &request_in(folder.path()), |_| {}).await.unwrap();
    clean.close().await.unwrap();
    for seed in 0..KILLS_OF_UNDO {
        std::fs::copy(folder.path().join("clean.db"), folder.path().join("house.db")).unwrap();
        let points = ChaCha8Rng::seed_from_u64(seed).random_range(1..=POINTS);
        let (gone, _) = kill_after(folder.path(), points);
        let store = open(&folder.path().join("house.db"), 3).await;
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new(), "seed {seed}");
        let left = store.counts(Actor::Operator).await.unwrap().orders;
        assert!(left as u64 <= import.tally.created - gone, "seed {seed}: {gone} taken back, {left} there");
        let rest = store.undo_import(&permit(), import.id, |_| {}).await.unwrap();
        assert_eq!((rest.deleted, rest.restored, rest.kept), (left as u64, 0, 0), "seed {seed}");
        assert_eq!(store.digest().await.unwrap(), empty, "seed {seed}");
        store.close().await.unwrap();
    }
}
