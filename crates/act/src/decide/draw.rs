//! The draw: the same for the same play and unit wherever and whenever it is worked out.

use domain::ids::IdentityId;
use domain::plays::Arm;
use sha2::{Digest, Sha256};

/// Whether a unit is in the control group: the first eight bytes of the SHA-256 of salt and unit, as a
/// share of all they can be, against `mille` thousandths.
#[must_use]
pub fn held_out(salt: &[u8], unit: IdentityId, mille: u16) -> Arm {
    let digest = Sha256::new().chain_update(salt).chain_update(unit.0.as_bytes()).finalize();
    let number = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    let share = (u128::from(number) * 1000) >> 64;
    if share < u128::from(mille) { Arm::Held } else { Arm::Treated }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn share(salt: &[u8], mille: u16) -> f64 {
        let held = |number: u128| held_out(salt, IdentityId(Uuid::from_u128(number)), mille) == Arm::Held;
        (0..100_000).filter(|&number| held(number)).count() as f64 / 100_000.0
    }

    #[test]
    fn as_many_are_held_out_as_was_said_and_always_the_same() {
        // Five standard deviations of a share of 100,000.
        assert!((share(b"one", 100) - 0.1).abs() < 0.005);
        assert!((share(b"two", 500) - 0.5).abs() < 0.008);
        assert_eq!(share(b"one", 0), 0.0);
        let unit = IdentityId(Uuid::from_u128(7));
        assert_eq!(held_out(b"one", unit, 300), held_out(b"one", unit, 300));
    }

    #[test]
    fn a_larger_share_holds_out_everybody_a_smaller_one_did() {
        for number in 0..10_000 {
            let unit = IdentityId(Uuid::from_u128(number));
            if held_out(b"salt", unit, 100) == Arm::Held {
                assert_eq!(held_out(b"salt", unit, 200), Arm::Held);
            }
        }
    }

    #[test]
    fn two_plays_draw_of_each_other_independently() {
        let both = (0..100_000u128).filter(|&number| {
            let unit = IdentityId(Uuid::from_u128(number));
            held_out(b"one", unit, 100) == Arm::Held && held_out(b"two", unit, 100) == Arm::Held
        });
        let share = both.count() as f64 / 100_000.0;
        assert!((share - 0.01).abs() < 0.002, "{share}");
    }
}
