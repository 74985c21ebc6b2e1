//! When a letter refused for now is tried again, and when it is given up.

/// Seconds from a try to the next: about three days in all, with a first wait that passes greylisting.
const WAITS: [i64; 9] = [60, 300, 900, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600, 24 * 3_600];
/// Seconds a server is left alone that could not be used, by how often in a row.
const SERVER_WAITS: [i64; 5] = [5, 15, 60, 120, 300];

/// Seconds until the next try after so many before this one; `None` where it was the last.
pub fn wait_for_letter(tried_before: i64) -> Option<i64> {
    WAITS.get(usize::try_from(tried_before).unwrap_or(0)).copied()
}

/// Seconds a server is left alone.
pub fn wait_for_server(times: u32) -> i64 {
    SERVER_WAITS[(times as usize).min(SERVER_WAITS.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_tried_for_about_three_days_and_a_server_is_never_left_for_long() {
        let waits: Vec<i64> = (0..).map_while(wait_for_letter).collect();
        assert_eq!(waits.len(), WAITS.len());
        let days = waits.iter().sum::<i64>() as f64 / 86_400.0;
        assert!((2.5..3.5).contains(&days), "{days}");
        assert_eq!((wait_for_server(0), wait_for_server(1_000)), (5, 300));
    }
}
