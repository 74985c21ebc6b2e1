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

use crate::ledger::Ledger;
use crate::rows::Rows;

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
        Self::size(self)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Mark;

    /// Day, amount and whether a refund, by row.
    fn input(rows: &[(i32, i64, bool)]) -> Vec<ArrayRef> {
        vec![
            Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| row.0))),
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.1))),
            Arc::new(UInt64Array::from_iter_values(rows.iter().map(|row| Mark::nameless(row.2).0))),
        ]
    }

    fn lists(result: &ArrayRef, name: &str) -> Vec<Vec<i64>> {
        let column = result.as_struct().column_by_name(name).unwrap().as_list::<i64>().clone();
        let whole = |list: ArrayRef| list.as_primitive::<Int64Type>().values().to_vec();
        column.iter().map(|list| whole(list.unwrap())).collect()
    }

    #[test]
    fn state_carried_over_in_parts_gives_what_the_rows_give_at_once() {
        let groups = [5_000, 0, 5_000, 1, 0];
        let rows = [(3, 10, false), (1, 20, false), (4, -4, true), (2, 40, false), (1, 80, false)];
        let mut whole = Rows::default();
        whole.update_batch(&input(&rows), &groups, None, 5_001).unwrap();

        let (first, rest) = rows.split_at(2);
        let mut in_parts = Rows::default();
        in_parts.update_batch(&input(first), &groups[..2], None, 5_001).unwrap();
        let carried = in_parts.state(EmitTo::All).unwrap();
        assert_eq!(in_parts.len(), 0);
        in_parts.merge_batch(&carried, &(0..5_001).collect::<Vec<_>>(), 5_001).unwrap();
        let carried = in_parts.convert_to_state(&input(rest), None).unwrap();
        in_parts.merge_batch(&carried, &groups[2..], 5_001).unwrap();

        let net = lists(&whole.evaluate(EmitTo::All).unwrap(), "net");
        assert_eq!((&net[0], &net[1], &net[5_000]), (&vec![100], &vec![40], &vec![6]));
        assert_eq!(lists(&in_parts.evaluate(EmitTo::All).unwrap(), "net"), net);
    }

    #[test]
    fn groups_that_stay_after_an_emission_are_counted_from_zero() {
        let mut rows = Rows::default();
        let groups: Vec<usize> = (0..10_000).collect();
        let input =
            input(&groups.iter().map(|&group| (group as i32, group as i64, false)).collect::<Vec<_>>());
        rows.update_batch(&input, &groups, None, 10_000).unwrap();
        let mut emitted = Vec::new();
        for emit_to in [EmitTo::First(1), EmitTo::First(5_000), EmitTo::All] {
            emitted.push(lists(&rows.evaluate(emit_to).unwrap(), "net"));
        }
        assert_eq!(emitted.iter().map(Vec::len).collect::<Vec<_>>(), [1, 5_000, 4_999]);
        assert_eq!(emitted.concat().concat(), (0..10_000).collect::<Vec<i64>>());
    }

    #[test]
    fn filtered_rows_are_left_out() {
        let mut rows = Rows::default();
        let filter = BooleanArray::from(vec![Some(true), None, Some(false)]);
        let input = input(&[(1, 1, false), (2, 2, false), (3, 4, false)]);
        rows.update_batch(&input, &[0, 0, 0], Some(&filter), 1).unwrap();
        assert_eq!(lists(&rows.evaluate(EmitTo::All).unwrap(), "net"), [vec![1]]);
    }
}
