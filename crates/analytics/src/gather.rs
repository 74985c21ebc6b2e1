//! The plan: orders -> by customer -> purchase days.

use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, PoisonError};

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
use domain::OrderChunk;
use futures::Stream;
use tokio::task::JoinSet;

use crate::error::Error;
use crate::histories::{Histories, Shelving};
use crate::pages::{Room, Shelf};
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

/// Reads the orders once and groups them by customer. Must be called on a tokio runtime, whose
/// threads do the work.
///
/// # Errors
/// [`Error::Orders`] with the stream's own error, untouched, where it yields one; [`Error::Disk`]
/// and [`Error::Memory`] where disk or memory end; [`Error::Day`] for a day outside 1970 to 9999.
pub async fn gather<S, E>(orders: S, limits: &Limits) -> Result<Histories, Error>
where
    S: Stream<Item = Result<OrderChunk, E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    let passed = Arc::new(Passed::default());
    let of_plan = |error: &DataFusionError| Error::of_plan(error, limits.memory_bytes, &limits.spill_dir);
    let plan = plan(Arc::new(Source::new(orders, Arc::clone(&passed))), limits).map_err(|e| of_plan(&e))?;
    let context = context(limits).map_err(|e| of_plan(&e))?;
    let room = Arc::new(Room {
        bytes: limits.memory_bytes / 2,
        taken: AtomicUsize::new(0),
        overflow: limits.spill_dir.clone(),
    });
    let mut parts = JoinSet::new();
    for part in 0..limits.threads.max(1) {
        let stream = plan.execute(part, Arc::clone(&context)).map_err(|e| of_plan(&e))?;
        let (passed, room, limits) = (Arc::clone(&passed), Arc::clone(&room), limits.clone());
        parts.spawn(async move {
            let shelving = Shelving::new(&passed, &room);
            let shelved =
                shelving.fill(stream, |e| Error::of_plan(&e, limits.memory_bytes, &limits.spill_dir));
            (part, shelved.await)
        });
    }
    let mut shelves = Vec::new();
    while let Some(part) = parts.join_next().await {
        let (part, shelved) = part.map_err(|error| Error::Internal(error.to_string()))?;
        match shelved {
            Ok(shelf) => shelves.push((part, shelf)),
            Err(error) => {
                let failure = passed.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
                return Err(failure.unwrap_or(error));
            }
        }
    }
    shelves.sort_by_key(|(part, _)| *part);
    let census = std::mem::take(&mut *passed.census.lock().unwrap_or_else(PoisonError::into_inner));
    let shelves: Vec<(Shelf, _)> = shelves.into_iter().map(|(_, shelf)| shelf).collect();
    let runs = plan.metrics().and_then(|metrics| metrics.spill_count()).unwrap_or(0);
    Ok(Histories::new(shelves, &census, runs))
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
    let by_customer = Partitioning::Hash(vec![Arc::clone(&customer)], limits.threads.max(1));
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
