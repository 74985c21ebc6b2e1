//! The aggregate `purchase_days(day, amount, mark)`: the rows of a group, kept as they come and
//! made into purchase days at the end.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int32Array, Int64Array, LargeListArray, StructArray, UInt32Array,
    UInt64Array,
};
use datafusion::arrow::buffer::{OffsetBuffer, ScalarBuffer};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields, Int32Type, Int64Type, UInt64Type};
use datafusion::common::{exec_datafusion_err, not_impl_err};
use datafusion::error::Result;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};

use crate::ledger::{Ledger, Mark, Row};

/// What the aggregate returns for a group.
pub(crate) fn fields() -> Fields {
    Fields::from(vec![
        Field::new("days", list_of(DataType::Int32), false),
        Field::new("orders", list_of(DataType::UInt32), false),
        Field::new("net", list_of(DataType::Int64), false),
        Field::new("refunds", DataType::UInt32, false),
        Field::new("unmatched", DataType::UInt32, false),
    ])
}

fn item(of: DataType) -> FieldRef {
    Arc::new(Field::new("item", of, false))
}

fn list_of(of: DataType) -> DataType {
    DataType::LargeList(item(of))
}

/// The aggregate as DataFusion knows it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct PurchaseDays {
    signature: Signature,
}

impl PurchaseDays {
    pub fn new() -> Self {
        let types = vec![DataType::Int32, DataType::Int64, DataType::UInt64];
        Self { signature: Signature::exact(types, Volatility::Immutable) }
    }
}

impl AggregateUDFImpl for PurchaseDays {
    fn name(&self) -> &str {
        "purchase_days"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(fields()))
    }

    fn is_nullable(&self) -> bool {
        false
    }

    fn accumulator(&self, _: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        not_impl_err!("purchase_days needs a group by customer")
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let columns = [("days", DataType::Int32), ("amounts", DataType::Int64), ("marks", DataType::UInt64)];
        let field = |(name, of)| Arc::new(Field::new(format!("{}[{name}]", args.name), list_of(of), false));
        Ok(columns.into_iter().map(field).collect())
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(&self, _: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::<Rows>::default())
    }
}

/// Groups whose rows lie together, so that a block is sorted within the processor's cache and
/// freed before the next one's result is laid down.
const BLOCK: usize = 4096;

/// The rows of all groups, by block of groups, within it as they came.
#[derive(Default)]
struct Rows {
    groups: usize,
    blocks: Vec<Vec<Row>>,
}

impl Rows {
    fn hold(&mut self, groups: usize) {
        self.groups = self.groups.max(groups);
        self.blocks.resize_with(self.groups.div_ceil(BLOCK), Vec::new);
    }

    fn push(&mut self, group: usize, day: i32, amount: i64, mark: u64) {
        let row = Row { amount, mark: Mark(mark), day, group: (group % BLOCK) as u32 };
        self.blocks[group / BLOCK].push(row);
    }

    /// Takes the groups to emit; those that stay are counted from 0 again.
    fn take(&mut self, emit_to: EmitTo) -> Self {
        let taken = match emit_to {
            EmitTo::First(groups) if groups < self.groups => groups,
            _ => return std::mem::take(self),
        };
        let mut all = std::mem::take(self);
        let mut emitted = Self::default();
        emitted.hold(taken);
        self.hold(all.groups - taken);
        for (block, rows) in all.blocks.drain(..).enumerate() {
            for row in rows {
                let group = block * BLOCK + row.group as usize;
                match group.checked_sub(taken) {
                    None => emitted.push(group, row.day, row.amount, row.mark.0),
                    Some(group) => self.push(group, row.day, row.amount, row.mark.0),
                }
            }
        }
        emitted
    }

    fn len(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }

    /// Calls `each` with the rows of one group after another, and frees block by block.
    fn drain(self, mut each: impl FnMut(&mut [Row])) {
        let mut sorted = Vec::new();
        for (block, rows) in self.blocks.into_iter().enumerate() {
            let groups = BLOCK.min(self.groups - block * BLOCK);
            let ends = sort_by_group(&rows, groups, &mut sorted);
            drop(rows);
            let mut start = 0;
            for end in ends {
                each(&mut sorted[start..end]);
                start = end;
            }
        }
    }
}

/// Counting sort into `sorted`; gives the end of each group.
fn sort_by_group(rows: &[Row], groups: usize, sorted: &mut Vec<Row>) -> Vec<usize> {
    let mut next = vec![0usize; groups + 1];
    for row in rows {
        next[row.group as usize + 1] += 1;
    }
    for group in 1..=groups {
        next[group] += next[group - 1];
    }
    sorted.clear();
    sorted.resize(rows.len(), Row { amount: 0, mark: Mark(0), day: 0, group: 0 });
    for row in rows {
        let place = &mut next[row.group as usize];
        sorted[*place] = *row;
        *place += 1;
    }
    next.pop();
    next
}

impl GroupsAccumulator for Rows {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total_groups: usize,
    ) -> Result<()> {
        self.hold(total_groups);
        let (days, amounts, marks) = columns(values)?;
        for (row, &group) in groups.iter().enumerate() {
            if filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row)) {
                self.push(group, days[row], amounts[row], marks[row]);
            }
        }
        Ok(())
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total_groups: usize) -> Result<()> {
        self.hold(total_groups);
        let lists: Vec<&LargeListArray> = values.iter().filter_map(|list| list.as_list_opt()).collect();
        let [of_days, of_amounts, of_marks] = lists[..] else {
            return Err(exec_datafusion_err!("the state of purchase_days is three lists"));
        };
        let values = [of_days, of_amounts, of_marks].map(|list| Arc::clone(list.values()));
        let (days, amounts, marks) = columns(&values)?;
        let starts = |list: &LargeListArray, row: usize| list.value_offsets()[row] as usize;
        for (row, &group) in groups.iter().enumerate() {
            let (day, amount, mark) = (starts(of_days, row), starts(of_amounts, row), starts(of_marks, row));
            for at in 0..of_days.value_length(row) as usize {
                self.push(group, days[day + at], amounts[amount + at], marks[mark + at]);
            }
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let rows = self.take(emit_to);
        let mut ledger = Ledger::for_rows(rows.len(), rows.groups);
        rows.drain(|rows| ledger.enter(rows));
        let ends = offsets(&ledger.ends);
        let columns = vec![
            list(&ends, Arc::new(Int32Array::from(ledger.days)))?,
            list(&ends, Arc::new(UInt32Array::from(ledger.orders)))?,
            list(&ends, Arc::new(Int64Array::from(ledger.net)))?,
            Arc::new(UInt32Array::from(ledger.refunds)),
            Arc::new(UInt32Array::from(ledger.unmatched)),
        ];
        Ok(Arc::new(StructArray::try_new(fields(), columns, None)?))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let rows = self.take(emit_to);
        let (mut ends, count) = (Vec::with_capacity(rows.groups), rows.len());
        let mut days = Vec::with_capacity(count);
        let mut amounts = Vec::with_capacity(count);
        let mut marks = Vec::with_capacity(count);
        rows.drain(|rows| {
            days.extend(rows.iter().map(|row| row.day));
            amounts.extend(rows.iter().map(|row| row.amount));
            marks.extend(rows.iter().map(|row| row.mark.0));
            ends.push(days.len() as i64);
        });
        state(&offsets(&ends), days.into(), amounts.into(), marks.into())
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let mut rows = Self::default();
        let length = values.first().map_or(0, |column| column.len());
        rows.update_batch(values, &(0..length).collect::<Vec<_>>(), filter, length)?;
        rows.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        let rows: usize = self.blocks.iter().map(Vec::capacity).sum();
        rows * size_of::<Row>() + self.blocks.capacity() * size_of::<Vec<Row>>()
    }
}

type Columns<'a> = (&'a [i32], &'a [i64], &'a [u64]);

fn columns(values: &[ArrayRef]) -> Result<Columns<'_>> {
    let [days, amounts, marks] = values else {
        return Err(exec_datafusion_err!("purchase_days takes three columns"));
    };
    match (
        days.as_primitive_opt::<Int32Type>(),
        amounts.as_primitive_opt::<Int64Type>(),
        marks.as_primitive_opt::<UInt64Type>(),
    ) {
        (Some(days), Some(amounts), Some(marks)) => Ok((days.values(), amounts.values(), marks.values())),
        _ => Err(exec_datafusion_err!("purchase_days takes days, amounts and marks")),
    }
}

fn offsets(ends: &[i64]) -> OffsetBuffer<i64> {
    let offsets: Vec<i64> = std::iter::once(0).chain(ends.iter().copied()).collect();
    OffsetBuffer::new(ScalarBuffer::from(offsets))
}

fn list(offsets: &OffsetBuffer<i64>, values: ArrayRef) -> Result<ArrayRef> {
    let item = item(values.data_type().clone());
    Ok(Arc::new(LargeListArray::try_new(item, offsets.clone(), values, None)?))
}

fn state(
    offsets: &OffsetBuffer<i64>,
    days: Int32Array,
    amounts: Int64Array,
    marks: UInt64Array,
) -> Result<Vec<ArrayRef>> {
    [Arc::new(days) as ArrayRef, Arc::new(amounts), Arc::new(marks)]
        .into_iter()
        .map(|values| list(offsets, values))
        .collect()
}
