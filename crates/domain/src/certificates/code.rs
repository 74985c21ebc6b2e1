//! The code of a certificate: 80 random bits in Crockford's base 32 (2019, "Base 32"), with his check
//! symbol, so that nobody guesses one and a slip of the finger is told at once.
//!
//! Of the 37 check symbols five are no letters or look like others (`*~$=U`): a number that would need
//! one is drawn again. What remains is 79.8 bits.

use std::fmt;
use std::str::FromStr;

use crate::time::Entropy;

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of the number, before the check.
const DIGITS: usize = 16;
/// Symbols in all.
const LENGTH: usize = DIGITS + 1;
/// Crockford's check symbol is the number modulo this prime.
const CHECK: u128 = 37;

/// A code as it is kept: its 17 symbols.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code([u8; LENGTH]);

/// Why something typed is no code. It tells of the typing, never of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too short or too long.
    #[error("A code has {LENGTH} letters and digits, and {0} were typed; look again.")]
    Length(usize),
    /// A letter no code has.
    #[error("No code has the character '{0}'; look again.")]
    Character(char),
    /// The check symbol does not fit.
    #[error("There is a slip in the code; look again at each letter.")]
    Check,
}

impl Code {
    /// A new one.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy) -> Self {
        loop {
            let mut bytes = [0u8; 16];
            entropy.fill(&mut bytes[6..]);
            let number = u128::from_be_bytes(bytes);
            if let Some(check) = check_symbol(number) {
                let mut symbols = [check; LENGTH];
                for (place, symbol) in symbols[..DIGITS].iter_mut().rev().enumerate() {
                    *symbol = SYMBOLS[(number >> (5 * place)) as usize & 31];
                }
                return Self(symbols);
            }
        }
    }

    /// As kept and as it stands in addresses: its symbols, without hyphens.
    #[must_use]
    pub fn plain(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn check_symbol(number: u128) -> Option<u8> {
    SYMBOLS.get((number % CHECK) as usize).copied()
}

/// In groups, as printed: `7K3M-9QXT-B2VD-0HJ4Z`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.plain();
        write!(f, "{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..])
    }
}

/// Whoever prints one for debugging shows no more than its end: a code is as good as money.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code(…{})", &self.plain()[12..])
    }
}

/// As people type it: in any case, with spaces, hyphens and dashes anywhere, `O` for `0`, `I` and `L`
/// for `1`.
impl FromStr for Code {
    type Err = CodeError;

    fn from_str(typed: &str) -> Result<Self, CodeError> {
        let mut symbols = [b'0'; LENGTH];
        let mut count = 0;
        for letter in typed.chars() {
            if letter.is_whitespace()
                || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '.' | '_' | '\u{200c}'..='\u{200f}')
            {
                continue;
            }
            let symbol = match letter.to_ascii_uppercase() {
                'O' => b'0',
                'I' | 'L' => b'1',
                other => digit(other).ok_or(CodeError::Character(letter))?,
            };
            if let Some(place) = symbols.get_mut(count) {
                *place = symbol;
            }
            count += 1;
        }
        if count != LENGTH {
            return Err(CodeError::Length(count));
        }
        let value = |symbol: u8| SYMBOLS.iter().position(|known| *known == symbol).unwrap_or(0) as u128;
        let number = symbols[..DIGITS].iter().fold(0u128, |number, symbol| number << 5 | value(*symbol));
        if check_symbol(number) == Some(symbols[DIGITS]) { Ok(Self(symbols)) } else { Err(CodeError::Check) }
    }
}

/// A symbol; Persian and Arabic digits count as the ones they are.
fn digit(letter: char) -> Option<u8> {
    let plain = match letter {
        '۰'..='۹' => char::from_digit(letter as u32 - '۰' as u32, 10)?,
        '٠'..='٩' => char::from_digit(letter as u32 - '٠' as u32, 10)?,
        other => other,
    };
    let symbol = u8::try_from(plain).ok()?;
    SYMBOLS.contains(&symbol).then_some(symbol)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use proptest::prelude::*;

    use super::*;

    struct Counted(AtomicU64);
    impl Entropy for Counted {
        fn fill(&self, bytes: &mut [u8]) {
            let mut state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            for byte in bytes {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                *byte = state as u8;
            }
        }
    }

    fn code(seed: u64) -> Code {
        Code::draw(&Counted(AtomicU64::new(seed | 1)))
    }

    proptest! {
        #[test]
        fn a_code_is_read_however_it_is_typed(seed: u64) {
            let code = code(seed);
            let sloppy = code.to_string().to_lowercase().replace('-', " – ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(sloppy.parse::<Code>(), Ok(code));
            prop_assert_eq!(code.plain().parse::<Code>(), Ok(code));
            prop_assert_eq!(code.plain().len(), LENGTH);
        }

        #[test]
        fn one_letter_wrong_or_two_swapped_are_told_at_once(seed: u64, place in 0..LENGTH, other in 0..32usize) {
            let code = code(seed);
            let mut wrong = code.0;
            wrong[place] = SYMBOLS[other];
            prop_assume!(wrong != code.0);
            prop_assert_eq!(std::str::from_utf8(&wrong).unwrap().parse::<Code>(), Err(CodeError::Check));
            let mut swapped = code.0;
            swapped.swap(place, (place + 1) % LENGTH);
            prop_assume!(swapped != code.0 && place + 1 < LENGTH);
            prop_assert_eq!(std::str::from_utf8(&swapped).unwrap().parse::<Code>(), Err(CodeError::Check));
        }

        #[test]
        fn nothing_typed_is_a_panic(typed in "\\PC{0,60}") {
            let _ = typed.parse::<Code>();
        }
    }

    #[test]
    fn what_is_no_code_is_told_by_its_typing() {
        assert_eq!("".parse::<Code>(), Err(CodeError::Length(0)));
        assert_eq!("ABCD-U".parse::<Code>(), Err(CodeError::Character('U')));
        assert_eq!("A".repeat(10_000).parse::<Code>(), Err(CodeError::Length(10_000)));
        assert_eq!(format!("{:?}", code(7)).len(), "Code(…12345)".len());
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        let code = code(3);
        let persian: String = code
            .plain()
            .chars()
            .map(|c| c.to_digit(10).and_then(|d| char::from_u32('۰' as u32 + d)).unwrap_or(c))
            .collect();
        assert_eq!(persian.parse::<Code>(), Ok(code));
    }
}
