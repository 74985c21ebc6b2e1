//! What the plainest clauses of a rule, a name beside a value, mean to the store. Whoever it leaves out
//! the rule would not have held for; whom it leaves in the rule still judges.

use cel::common::ast::operators as op;
use cel::common::ast::{Expr, IdedExpr, LiteralValue};
use store::audience::{Bound, Limit, Than};

use super::check;
use super::vocabulary::{Reading, Type, VOCABULARY, Word, World};

/// The largest number that is handed on: floats below it are exact to far less than one.
const FIGURE_MAX: f64 = 1e12;

/// What a clause asks of one column, where it is that plain.
pub(super) fn bound(clause: &IdedExpr, world: &World) -> Option<Bound> {
    let Expr::Call(call) = &clause.expr else { return None };
    let [left, right] = call.args.as_slice() else { return None };
    let than = than(&call.func_name)?;
    let (word, limit, than) = match (word(left), limit(right)) {
        (Some(word), Some(limit)) => (word, limit, than),
        _ => (word(right)?, limit(left)?, than.turned()),
    };
    let column = *word.columns.first()?;
    let (than, limit) = match (limit, word.reading) {
        (Limit::Text(text), Reading::Same) if is_alike(than) && word.of == Type::Text => {
            (than, Limit::Text(text))
        }
        // Who has none is something other than any number, and would be left out.
        (Limit::Figure(_), _) if than == Than::Other => return None,
        (Limit::Figure(figure), Reading::Same) => (than, Limit::Figure(figure)),
        (Limit::Figure(figure), Reading::Minor) => {
            (than, wide(than, figure / world.minor_per_major, 1.0 / world.minor_per_major)?)
        }
        (Limit::Figure(days), Reading::DaysSince) => {
            (than.turned(), wide(than.turned(), f64::from(world.today.0) - days, 1.0)?)
        }
        _ => return None,
    };
    Some(Bound { column, than, limit })
}

/// A limit moved out by what is rounded on the way to it.
fn wide(than: Than, figure: f64, by: f64) -> Option<Limit> {
    match than {
        Than::Less | Than::AtMost => Some(Limit::Figure(figure + by)),
        Than::More | Than::AtLeast => Some(Limit::Figure(figure - by)),
        Than::Equal | Than::Other => None,
    }
}

/// Texts are the same or not everywhere; which comes first, no two agree on.
fn is_alike(than: Than) -> bool {
    matches!(than, Than::Equal | Than::Other)
}

fn than(operator: &str) -> Option<Than> {
    Some(match operator {
        op::LESS => Than::Less,
        op::LESS_EQUALS => Than::AtMost,
        op::EQUALS => Than::Equal,
        op::NOT_EQUALS => Than::Other,
        op::GREATER_EQUALS => Than::AtLeast,
        op::GREATER => Than::More,
        _ => return None,
    })
}

fn word(part: &IdedExpr) -> Option<&'static Word> {
    let Expr::Ident(name) = &part.expr else { return None };
    VOCABULARY.get(check::place(name)?)
}

fn limit(part: &IdedExpr) -> Option<Limit> {
    let Expr::Literal(literal) = &part.expr else { return None };
    match literal {
        LiteralValue::Int(number) => figure(*number.inner() as f64),
        LiteralValue::UInt(number) => figure(*number.inner() as f64),
        LiteralValue::Double(number) => figure(*number.inner()),
        LiteralValue::String(text) if !text.inner().contains('\0') => {
            Some(Limit::Text(text.inner().to_owned()))
        }
        _ => None,
    }
}

fn figure(number: f64) -> Option<Limit> {
    (number.abs() <= FIGURE_MAX).then_some(Limit::Figure(number))
}
