//! Who bought what and when, as the methods read it.

/// Items of one person that count: more say nothing of taste and cost their square.
const ITEMS_OF_PERSON: usize = 1_000;

/// Somebody bought something on a day. People and items are numbered from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purchase {
    /// Who.
    pub person: u32,
    /// What.
    pub item: u32,
    /// When, in civil days.
    pub day: i32,
}

/// All purchases, by person and item.
#[derive(Clone, Debug, Default)]
pub struct Purchases {
    rows: Vec<Purchase>,
    people: usize,
    items: usize,
}

impl Purchases {
    /// Of as many people and items as the rows name.
    #[must_use]
    pub fn new(mut rows: Vec<Purchase>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        let count = |of: fn(&Purchase) -> u32| rows.iter().map(of).max().map_or(0, |max| max as usize + 1);
        Self { people: count(|row| row.person), items: count(|row| row.item), rows }
    }

    /// How many people.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people
    }

    /// How many items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// The first and the last day; `None` where nothing was bought.
    #[must_use]
    pub fn days(&self) -> Option<(i32, i32)> {
        let days = || self.rows.iter().map(|row| row.day);
        days().min().zip(days().max())
    }

    /// What everybody first bought after the day `after` and until the day `until`.
    #[must_use]
    pub fn first_bought(&self, after: i32, until: i32) -> Bought {
        let firsts = self.rows.chunk_by(|a, b| (a.person, a.item) == (b.person, b.item));
        let firsts = firsts.filter_map(|same| same.first());
        self.gathered(firsts.filter(|row| row.day > after && row.day <= until))
    }

    /// What everybody had bought until the day `until`.
    #[must_use]
    pub fn bought(&self, until: i32) -> Bought {
        self.first_bought(i32::MIN, until)
    }

    /// How many people bought each item after the day `after` and until the day `until`.
    #[must_use]
    pub fn buyers(&self, after: i32, until: i32) -> Vec<u32> {
        let mut buyers = vec![0; self.items];
        for same in self.rows.chunk_by(|a, b| (a.person, a.item) == (b.person, b.item)) {
            let is_within = same.iter().any(|row| row.day > after && row.day <= until);
            if let (true, Some(first)) = (is_within, same.first()) {
                buyers[first.item as usize] += 1;
            }
        }
        buyers
    }

    fn gathered<'a>(&self, rows: impl Iterator<Item = &'a Purchase>) -> Bought {
        let mut bought = Bought { starts: vec![0; self.people + 1], items: Vec::new(), of: self.items };
        for row in rows {
            bought.items.push(row.item);
            bought.starts[row.person as usize + 1] += 1;
        }
        for person in 0..self.people {
            bought.starts[person + 1] += bought.starts[person];
        }
        bought
    }
}

/// Which items each person has: sorted, each once.
#[derive(Clone, Debug)]
pub struct Bought {
    starts: Vec<usize>,
    items: Vec<u32>,
    of: usize,
}

impl Bought {
    /// A person's items.
    #[must_use]
    pub fn of(&self, person: usize) -> &[u32] {
        &self.items[self.starts[person]..self.starts[person + 1]]
    }

    /// How many people.
    #[must_use]
    pub fn people(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many items there are to have.
    #[must_use]
    pub fn items(&self) -> usize {
        self.of
    }

    /// How many items a person has, on average.
    pub(super) fn average(&self) -> f64 {
        self.items.len() as f64 / self.people().max(1) as f64
    }

    /// The people to learn from: all but those whose items are too many to say anything.
    fn learned_from(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.people()).map(|person| self.of(person)).filter(|items| items.len() <= ITEMS_OF_PERSON)
    }

    /// The same the other way round: who has each item, and how many items each person has.
    pub(super) fn by_item(&self) -> ByItem<'_> {
        let mut starts = vec![0_usize; self.of + 1];
        self.learned_from().flatten().for_each(|&item| starts[item as usize + 1] += 1);
        for item in 0..self.of {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let mut people = vec![0_u32; starts[self.of]];
        for person in 0..self.people() {
            let items = self.of(person);
            for &item in items.iter().filter(|_| items.len() <= ITEMS_OF_PERSON) {
                people[next[item as usize]] = person as u32;
                next[item as usize] += 1;
            }
        }
        ByItem { bought: self, starts, people }
    }
}

/// Who has each item.
pub(super) struct ByItem<'a> {
    pub bought: &'a Bought,
    starts: Vec<usize>,
    people: Vec<u32>,
}

impl ByItem<'_> {
    /// Who has the item.
    pub fn people(&self, item: usize) -> &[u32] {
        &self.people[self.starts[item]..self.starts[item + 1]]
    }

    /// The items that at least `least` people have, at most `most` of them: those of most people.
    /// Sorted.
    pub fn supported(&self, least: usize, most: usize) -> Vec<u32> {
        let mut items: Vec<u32> = (0..self.bought.items())
            .filter(|&item| self.people(item).len() >= least)
            .map(|item| item as u32)
            .collect();
        items.sort_by_key(|&item| (std::cmp::Reverse(self.people(item as usize).len()), item));
        items.truncate(most);
        items.sort_unstable();
        items
    }
}
