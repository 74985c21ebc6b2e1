//! The CDNOW sample as grouped sufficient statistics.

use models::Grouped;

/// One row of the fixture, as many times as there are customers alike.
#[derive(Clone, Copy)]
pub struct Customer {
    pub x: u32,
    pub t_x: u32,
    pub age: u32,
    pub spend: f64,
    pub holdout: u32,
    pub last: u32,
}

/// Days of the holdout, 1997-10-01 to 1998-06-30.
pub const HOLDOUT_DAYS: u32 = 273;

pub fn customers() -> Vec<Customer> {
    let rows = include_str!("../cdnow_grouped.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.flat_map(|row| {
        let v: Vec<u32> = row.split(',').map(|v| v.parse().unwrap()).collect();
        let spend = f64::from(v[3]) / 100.0;
        let customer = Customer { x: v[0], t_x: v[1], age: v[2], spend, holdout: v[4], last: v[5] };
        std::iter::repeat_n(customer, v[6] as usize)
    })
    .collect()
}

pub fn calibration() -> Grouped {
    grouped(|c| (c.x, c.t_x, c.age))
}

pub fn both_periods() -> Grouped {
    grouped(|c| (c.x + c.holdout, c.last, c.age + HOLDOUT_DAYS))
}

fn grouped(statistics: impl Fn(&Customer) -> (u32, u32, u32)) -> Grouped {
    let rows: Vec<_> = customers().iter().map(statistics).collect();
    let column = |f: fn(&(u32, u32, u32)) -> u32| rows.iter().map(f).collect::<Vec<u32>>();
    Grouped::new(&column(|r| r.0), &column(|r| r.1), &column(|r| r.2), 7.0).unwrap()
}
