//! The plan: orders -> by customer -> purchase days.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::common::runtime::SpawnedTask;
use datafusion::error::DataFusionError;
use datafusion::execution::TaskContext;
use datafusion::execution::config::SessionConfig;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::logical_expr::AggregateUDF;
use datafusion::physical_expr::aggregate::AggregateExprBuilder;
use datafusion::physical_expr::expressions::col;
use datafusion::physical_plan::aggregates::{AggregateExec, AggregateMode, PhysicalGroupBy};
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion::physical_plan::{ExecutionPlan, Partitioning};
use domain::{Currency, OrderChunk};
use futures::Stream;
use futures::future::try_join_all;

use crate::error::Error;
use crate::histories::{Histories, Shelving};
use crate::pages::Room;
use crate::purchase_days::PurchaseDays;
use crate::source::{Passed, Source, schema};

/// Rows in one step of the plan. When runs on disk are merged, the histories of this many customers
/// must fit into memory at once.
const BATCH: usize = 4096;

/// How much of the machine may be used.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes: one half for grouping, one for what is kept. Beyond, both use the disk.
    pub memory_bytes: usize,
    /// Customers are grouped in as many parts at once.
    pub threads: usize,
    /// A folder that exists, for what doesn't fit into memory; nothing is left in it.
    pub spill_dir: PathBuf,
}

/// Reads the orders once and groups them by customer, in the currency with most rows. Must be
/// called on a tokio runtime, whose threads do the work.
///
/// # Errors
/// [`Error::Orders`] with the stream's own error, untouched, where it yields one; [`Error::Disk`]
/// and [`Error::Memory`] where disk or memory end; [`Error::Day`] for a day outside 1970 to 9999.
pub async fn gather<S, E>(orders: S, limits: &Limits) -> Result<Histories, Error>
where
    S: Stream<Item = Result<OrderChunk, E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    run(orders, Passed::asked(None), limits).await
}

/// As [`gather`], in a currency that is known: of some customers of a company, most rows may be in
/// another than the company's.
///
/// # Errors
/// As [`gather`].
pub async fn gather_in<S, E>(currency: Currency, orders: S, limits: &Limits) -> Result<Histories, Error>
where
    S: Stream<Item = Result<OrderChunk, E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    run(orders, Passed::asked(Some(currency)), limits).await
}

async fn run<S, E>(orders: S, passed: Passed, limits: &Limits) -> Result<Histories, Error>
where
    S: Stream<Item = Result<OrderChunk, E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    let passed = Arc::new(passed);
    let failed = |error: DataFusionError| limits.failed(&error);
    let plan = plan(Arc::new(Source::new(orders, Arc::clone(&passed))), limits).map_err(failed)?;
    let context = context(limits).map_err(failed)?;
    let room = Arc::new(Room::new(limits.memory_bytes / 2, &limits.spill_dir));
    let mut parts = Vec::new();
    for part in 0..limits.parts() {
        let groups = plan.execute(part, Arc::clone(&context)).map_err(failed)?;
        let shelving = Shelving::new(Arc::clone(&passed), Arc::clone(&room));
        let limits = limits.clone();
        parts.push(SpawnedTask::spawn(shelving.fill(groups, move |error| limits.failed(&error))));
    }
    let parts = parts.into_iter().map(|part| async { part.join().await.map_err(Error::internal)? });
    let shelved = try_join_all(parts).await.map_err(|error| passed.failure().unwrap_or(error))?;
    let runs_on_disk = plan.metrics().and_then(|metrics| metrics.spill_count()).unwrap_or(0);
    Ok(Histories::new(shelved, &passed.census(), runs_on_disk))
}

impl Limits {
    fn parts(&self) -> usize {
        self.threads.max(1)
    }

    fn failed(&self, error: &DataFusionError) -> Error {
        Error::of_plan(error, self.memory_bytes, &self.spill_dir)
    }
}

/// The pool gives every consumer its equal share, so that no part starves another; of the two
/// consumers a part has, the exchange needs next to nothing, and so half the pool is used.
fn context(limits: &Limits) -> Result<Arc<TaskContext>, DataFusionError> {
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(FairSpillPool::new(limits.memory_bytes)))
        .with_temp_file_path(&limits.spill_dir)
        .build_arc()?;
    let session = SessionConfig::new().with_batch_size(BATCH);
    Ok(Arc::new(TaskContext::default().with_session_config(session).with_runtime(runtime)))
}

/// Built by hand, not from SQL: three nodes whose every detail is meant. Rows go by hash of their
/// customer to one part, and each part groups its customers whole; grouping before the exchange
/// would gain nothing, for all rows are kept.
fn plan(
    source: Arc<dyn PartitionStream>,
    limits: &Limits,
) -> Result<Arc<dyn ExecutionPlan>, DataFusionError> {
    let schema = schema();
    let scan =
        Arc::new(StreamingTableExec::try_new(Arc::clone(&schema), vec![source], None, [], false, None)?);
    let customer = col("customer", &schema)?;
    let by_customer = Partitioning::Hash(vec![Arc::clone(&customer)], limits.parts());
    let exchange: Arc<dyn ExecutionPlan> = Arc::new(RepartitionExec::try_new(scan, by_customer)?);
    let arguments = ["day", "amount", "mark"].map(|name| col(name, &schema));
    let purchase_days = AggregateExprBuilder::new(
        Arc::new(AggregateUDF::new_from_impl(PurchaseDays::new())),
        arguments.into_iter().collect::<Result<_, _>>()?,
    );
    let purchase_days = purchase_days.schema(Arc::clone(&schema)).alias("history").build()?;
    Ok(Arc::new(AggregateExec::try_new(
        AggregateMode::SinglePartitioned,
        PhysicalGroupBy::new_single(vec![(customer, "customer".to_owned())]),
        vec![Arc::new(purchase_days)],
        vec![None],
        exchange,
        schema,
    )?))
}
