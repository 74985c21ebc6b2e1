//! The rows of all groups until they are made into purchase days.

use datafusion::logical_expr::EmitTo;

use crate::ledger::{Mark, Row};

/// Groups whose rows lie together, so that a block is sorted within the processor's cache and
/// freed before the next one's result is laid down.
const BLOCK: usize = 4096;

/// Rows in one piece of memory. A block grows by pieces, since doubling it would leave half of what
/// it takes empty, and copy all.
const SLAB: usize = 512;

/// The rows of all groups, by block of groups, within it as they came.
#[derive(Default)]
pub(crate) struct Rows {
    pub groups: usize,
    blocks: Vec<Vec<Vec<Row>>>,
}

impl Rows {
    pub fn hold(&mut self, groups: usize) {
        self.groups = self.groups.max(groups);
        self.blocks.resize_with(self.groups.div_ceil(BLOCK), Vec::new);
    }

    pub fn push(&mut self, group: usize, day: i32, amount: i64, mark: u64) {
        let row = Row { amount, mark: Mark(mark), day, group: (group % BLOCK) as u32 };
        let slabs = &mut self.blocks[group / BLOCK];
        match slabs.last_mut() {
            Some(slab) if slab.len() < SLAB => slab.push(row),
            _ => {
                let mut slab = Vec::with_capacity(SLAB);
                slab.push(row);
                slabs.push(slab);
            }
        }
    }

    /// Takes the groups to emit; those that stay are counted from 0 again.
    pub fn take(&mut self, emit_to: EmitTo) -> Self {
        let taken = match emit_to {
            EmitTo::First(groups) if groups < self.groups => groups,
            _ => return std::mem::take(self),
        };
        let mut all = std::mem::take(self);
        let mut emitted = Self::default();
        emitted.hold(taken);
        self.hold(all.groups - taken);
        for (block, slabs) in all.blocks.drain(..).enumerate() {
            for row in slabs.into_iter().flatten() {
                let group = block * BLOCK + row.group as usize;
                match group.checked_sub(taken) {
                    None => emitted.push(group, row.day, row.amount, row.mark.0),
                    Some(group) => self.push(group, row.day, row.amount, row.mark.0),
                }
            }
        }
        emitted
    }

    pub fn len(&self) -> usize {
        self.blocks.iter().flatten().map(Vec::len).sum()
    }

    /// Calls `each` with the rows of one group after another, and frees block by block.
    pub fn drain(self, mut each: impl FnMut(&mut [Row])) {
        let mut sorted = Vec::new();
        for (block, slabs) in self.blocks.into_iter().enumerate() {
            let groups = BLOCK.min(self.groups - block * BLOCK);
            let ends = sort_by_group(&slabs, groups, &mut sorted);
            drop(slabs);
            let mut start = 0;
            for end in ends {
                each(&mut sorted[start..end]);
                start = end;
            }
        }
    }

    /// Bytes they take up.
    pub fn size(&self) -> usize {
        let slabs: usize = self.blocks.iter().map(Vec::len).sum();
        slabs * SLAB * size_of::<Row>() + self.blocks.capacity() * size_of::<Vec<Row>>()
    }
}

/// Counting sort into `sorted`; gives the end of each group.
fn sort_by_group(slabs: &[Vec<Row>], groups: usize, sorted: &mut Vec<Row>) -> Vec<usize> {
    let mut next = vec![0usize; groups + 1];
    for row in slabs.iter().flatten() {
        next[row.group as usize + 1] += 1;
    }
    for group in 1..=groups {
        next[group] += next[group - 1];
    }
    sorted.clear();
    sorted.resize(slabs.iter().map(Vec::len).sum(), Row { amount: 0, mark: Mark(0), day: 0, group: 0 });
    for row in slabs.iter().flatten() {
        let place = &mut next[row.group as usize];
        sorted[*place] = *row;
        *place += 1;
    }
    next.pop();
    next
}
