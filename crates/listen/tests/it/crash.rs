//! The import killed at random points, by a real signal, in a process of its own.

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use domain::Actor;
use listen::import::{Request, import};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use store::Database;
use testing::server::Server;
use testing::{Engine, Fresh};

use crate::{COLUMNS, HEADER, open, permit, request, write};

testing::on_both_engines![
    killed_anywhere_an_import_loses_nothing_acknowledged_and_run_again_doubles_nothing,
    killed_anywhere_an_undo_goes_on_where_it_stopped,
];

/// Tells the child where its folder is; without it the child's test does nothing.
const FOLDER: &str = "LISTEN_CRASH_FOLDER";
/// Tells it where its database is.
const DATABASE: &str = "LISTEN_CRASH_DATABASE";
const KILLS: u64 = 25;
const KILLS_OF_UNDO: u64 = 5;
const CRASHES: u64 = 3;
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
    let database: Database = std::env::var(DATABASE).unwrap().parse().unwrap();
    let store = open(&database, 1).await;
    let mut out = std::io::stdout();
    writeln!(out, "acknowledged 0 0").unwrap();
    let mut say = |rows: u64, created: u64| {
        writeln!(out, "acknowledged {rows} {created}").unwrap();
        out.flush().unwrap();
    };
    if let Some(whole) = store.imports(Actor::Operator, None, 1).await.unwrap().first() {
        store.undo_import(&permit(), whole.id, |done| say(done, done)).await.unwrap();
        return;
    }
    let say = |progress: listen::import::Progress| say(progress.rows, progress.created);
    import(&store, &permit(), &request_in(&folder), say).await.unwrap();
}

fn spawn(folder: &Path, place: &Fresh) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::child", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(DATABASE, place.address())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child speak `points` times, kills it, and gives the rows and orders it had last
/// acknowledged.
fn kill_after(folder: &Path, place: &Fresh, points: usize) -> (u64, u64) {
    let mut child = spawn(folder, place);
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
async fn contents(database: &Database) -> Vec<String> {
    let content = match database {
        Database::Sqlite(_) => "lower(hex(o.content))",
        Database::Postgres(_) => "encode(o.content, 'hex')",
    };
    let sql = format!(
        "select concat_ws('|', o.source, o.source_id, o.kind, o.at, o.day, o.amount, o.currency, o.refunds,
                {content}, i.kind, i.value, p.name, case when p.stale > 0 then 1 end, t.at,
                (select string_agg(concat_ws(' ', line, sku, quantity_milli, amount), ', ' order by line)
                 from order_lines join products on products.id = product_id where order_id = o.id))
         from orders o left join identities i on i.id = o.identity_id left join people p on p.id = i.person_id
         left join timeline t on t.identity_id = o.identity_id and t.at = o.at and t.kind = o.kind
              and t.ref_id = o.id
         order by o.source, o.source_id"
    );
    testing::raw(database, &sql).await.unwrap()
}

async fn killed_anywhere_an_import_loses_nothing_acknowledged_and_run_again_doubles_nothing(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "orders.csv", &rows());
    let clean = engine.fresh();
    let whole = open(clean.database(), 2).await;
    import(&whole, &permit(), &request_in(folder.path()), |_| {}).await.unwrap();
    let counts = whole.counts(Actor::Operator).await.unwrap();
    let expected = contents(clean.database()).await;
    assert!(expected.len() > ORDERS * 9 / 10 && expected[0].contains("1000"), "{}", expected[0]);
    for seed in 0..KILLS {
        let place = engine.fresh();
        let points = ChaCha8Rng::seed_from_u64(seed).random_range(1..=POINTS);
        let (rows, created) = kill_after(folder.path(), &place, points);
        let store = open(place.database(), 3).await;
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new(), "seed {seed}");
        let left = contents(place.database()).await;
        assert!(left.len() as u64 >= created, "seed {seed}: {created} acknowledged, {} there", left.len());
        if let Some(begun) = store.imports(Actor::Operator, None, 1).await.unwrap().first() {
            assert!(begun.rows_done >= rows, "seed {seed}: {rows} rows acknowledged, {begun:?}");
            assert_eq!(begun.tally.created, left.len() as u64, "seed {seed}: half a batch");
        }
        let again = import(&store, &permit(), &request_in(folder.path()), |_| {}).await.unwrap();
        assert_eq!(again.tally.unchanged, left.len() as u64, "seed {seed}");
        assert_eq!(again.tally.updated, 0, "seed {seed}");
        assert_eq!(store.counts(Actor::Operator).await.unwrap(), counts, "seed {seed}");
        assert!(contents(place.database()).await == expected, "seed {seed}: other orders");
    }
}

async fn killed_anywhere_an_undo_goes_on_where_it_stopped(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "orders.csv", &rows());
    let whole = engine.fresh();
    let clean = open(whole.database(), 2).await;
    let empty = clean.digest().await.unwrap();
    let import = import(&clean, &permit(), &request_in(folder.path()), |_| {}).await.unwrap();
    clean.close().await.unwrap();
    for seed in 0..KILLS_OF_UNDO {
        let place = whole.copy();
        let points = ChaCha8Rng::seed_from_u64(seed).random_range(1..=POINTS);
        let (gone, _) = kill_after(folder.path(), &place, points);
        let store = open(place.database(), 3).await;
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new(), "seed {seed}");
        let left = store.counts(Actor::Operator).await.unwrap().orders;
        assert!(left as u64 <= import.tally.created - gone, "seed {seed}: {gone} taken back, {left} there");
        let rest = store.undo_import(&permit(), import.id, |_| {}).await.unwrap();
        assert_eq!((rest.deleted, rest.restored, rest.kept), (left as u64, 0, 0), "seed {seed}");
        assert_eq!(store.digest().await.unwrap(), empty, "seed {seed}");
        store.close().await.unwrap();
    }
}

/// The server crashes while batches are written and comes back, several times; then it is away for a
/// while, and says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_crashes_under_an_import_loses_nothing_acknowledged_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "orders.csv", &rows());
    let whole = Engine::Sqlite.fresh();
    let request = request_in(folder.path());
    import(&open(whole.database(), 2).await, &permit(), &request, |_| {}).await.unwrap();
    let expected = contents(whole.database()).await;
    let server = Arc::new(Server::own());
    server.run("create database house");
    let database = server.database("house");
    let store = open(&database, 3).await;
    for round in 1..=CRASHES {
        let (mut acknowledged, mut said, mut crash) = (0, 0, None);
        let imported = import(&store, &permit(), &request, |progress| {
            (acknowledged, said) = (progress.created, said + 1);
            if said == round {
                let server = Arc::clone(&server);
                crash = Some(std::thread::spawn(move || server.crash()));
            }
        })
        .await;
        if let Err(why) = imported {
            assert!(matches!(why, listen::import::Error::Store(store::Error::Away(_))), "{why}");
        }
        crash.into_iter().for_each(|crash| crash.join().unwrap());
        let left = contents(&database).await;
        assert!(left.len() as u64 >= acknowledged, "{acknowledged} acknowledged, {} there", left.len());
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    }
    import(&store, &permit(), &request, |_| {}).await.unwrap();
    assert_eq!(contents(&database).await, expected);
    server.stop();
    let away = store.counts(Actor::Operator).await.unwrap_err();
    assert!(matches!(away, store::Error::Away(_)) && away.to_string().contains("can't be reached"), "{away}");
    server.start();
    assert_eq!(store.counts(Actor::Operator).await.unwrap().orders, expected.len() as i64);
}
