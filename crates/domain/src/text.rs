//! A column of short strings in two allocations, for chunks of millions of rows.

/// Strings laid end to end. Cheaper than `Vec<String>` by an allocation a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    bytes: String,
    ends: Vec<usize>,
}

impl Text {
    /// An empty column.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one value.
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.ends.push(self.bytes.len());
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The value at `index`, or the empty string past the end.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start..end]
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The bytes laid end to end, and where each value ends.
    #[must_use]
    pub fn parts(&self) -> (&str, &[usize]) {
        (&self.bytes, &self.ends)
    }

    /// Empties the column and keeps its memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }
}

impl<S: AsRef<str>> FromIterator<S> for Text {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Self {
        let mut text = Self::new();
        for value in values {
            text.push(value.as_ref());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn gives_back_what_went_in_and_nothing_past_the_end() {
        let text: Text = ["Ilze", "", "زهرا"].into_iter().collect();
        assert_eq!(text.iter().collect::<Vec<_>>(), ["Ilze", "", "زهرا"]);
        assert_eq!(text.get(3), "");
    }
}
