//! Columns of a million people in few allocations.

use std::collections::HashMap;

/// Texts by number; 0 is none.
#[derive(Default)]
pub(super) struct Interned {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
    counts: Vec<u32>,
}

impl Interned {
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&number) = self.numbers.get(text) {
            self.counts[number as usize - 1] += 1;
            return number;
        }
        let number = u32::try_from(self.texts.len() + 1).unwrap_or_default();
        if number != 0 {
            self.numbers.insert(text.into(), number);
            self.texts.push(text.into());
            self.counts.push(1);
        }
        number
    }

    pub(super) fn text(&self, number: u32) -> &str {
        (number as usize).checked_sub(1).and_then(|at| self.texts.get(at)).map_or("", |text| text)
    }

    /// How many have it.
    pub(super) fn count(&self, number: u32) -> u32 {
        (number as usize).checked_sub(1).and_then(|at| self.counts.get(at)).copied().unwrap_or_default()
    }

    /// Frees what only adding needs.
    pub(super) fn close(&mut self) {
        self.numbers = HashMap::new();
    }
}

/// Lists of several values a person, end to end.
pub(super) struct Lists<T> {
    from: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { from: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    pub(super) fn of(people: usize, mut rows: Vec<(u32, T)>) -> Self {
        rows.sort_by_key(|row| row.0);
        let mut from = vec![0; people + 1];
        for (person, _) in &rows {
            if let Some(count) = from.get_mut(*person as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..from.len() {
            from[at] += from[at - 1];
        }
        Self { from, values: rows.into_iter().map(|row| row.1).collect() }
    }

    pub(super) fn get(&self, person: u32) -> &[T] {
        let at = person as usize;
        &self.values[self.from[at] as usize..self.from[at + 1] as usize]
    }
}
