//! Holds a rule to the vocabulary, the types and the steps it may take, before anybody is asked.
//! Names become places, so that evaluating looks nothing up by letters.

use std::collections::BTreeSet;

use cel::common::ast::operators as op;
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue, SelectExpr};

use super::problem::Problem;
use super::vocabulary::{self, Type};

/// Values a list can hold as far as steps are counted.
const LIST: u64 = store::audience::LIST_MAX as u64;
/// Most steps one person may take.
const STEPS_MAX: u64 = 50_000;
/// How deep a rule may go.
const DEPTH_MAX: usize = 48;
/// How a place of the vocabulary is written in a compiled rule; no name of CEL begins so.
const PLACE: char = '@';

/// What an expression is, as far as can be said before anybody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Count,
    Figure,
    Text,
    List,
    Null,
    Any,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Count => "int",
            Self::Figure => "double",
            Self::Text => "string",
            Self::List => "list",
            Self::Null => "null",
            Self::Any => "anything",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::Figure)
    }
}

/// What was found of an expression: its kind, how many steps it takes, and how long it is as a list.
#[derive(Clone, Copy, Debug)]
struct Found {
    kind: Kind,
    steps: u64,
    length: u64,
}

/// What is wrong, and at which node.
pub(super) type Wrong = (u64, Problem);

/// Walks a rule.
#[derive(Default)]
pub(super) struct Check {
    /// Places of the vocabulary it speaks of.
    pub(super) words: BTreeSet<usize>,
    /// Names its own loops made.
    own: Vec<String>,
    depth: usize,
}

/// The place a compiled name stands for.
pub(super) fn place(name: &str) -> Option<usize> {
    name.strip_prefix(PLACE)?.parse().ok()
}

impl Check {
    /// Holds a clause to what it may be, and puts places in the place of names.
    pub(super) fn clause(&mut self, clause: &mut IdedExpr) -> Result<(), Wrong> {
        let found = self.walk(clause)?;
        if !matches!(found.kind, Kind::Bool | Kind::Any) {
            return Err((clause.id, Problem::NotABool(found.kind.name())));
        }
        if found.steps > STEPS_MAX { Err((clause.id, Problem::TooLong)) } else { Ok(()) }
    }

    fn walk(&mut self, node: &mut IdedExpr) -> Result<Found, Wrong> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err((node.id, Problem::TooDeep));
        }
        let found = self.node(node);
        self.depth -= 1;
        found
    }

    fn node(&mut self, node: &mut IdedExpr) -> Result<Found, Wrong> {
        let id = node.id;
        let one = |kind| Found { kind, steps: 1, length: LIST };
        if let Some(name) = spelled(&node.expr)
            && !self.own.contains(&name)
        {
            let (kind, expr) = self.word(&name).map_err(|problem| (id, problem))?;
            node.expr = expr;
            return Ok(one(kind));
        }
        match &mut node.expr {
            Expr::Ident(_) => Ok(one(Kind::Any)),
            Expr::Literal(literal) => Ok(one(of_literal(literal))),
            Expr::List(list) => {
                let mut steps = 1;
                let length = list.elements.len() as u64;
                for element in &mut list.elements {
                    steps += self.walk(element)?.steps;
                }
                Ok(Found { kind: Kind::List, steps, length })
            }
            Expr::Select(select) if select.test => self.presence(id, select),
            Expr::Call(call) => self.call(id, call),
            Expr::Comprehension(loops) => self.loops(loops),
            Expr::Select(select) => Err((id, Problem::Name(select.field.clone(), None))),
            Expr::Map(map) => {
                for entry in &mut map.entries {
                    if let EntryExpr::MapEntry(entry) = &mut entry.expr {
                        self.walk(&mut entry.key)?;
                    }
                }
                Err((id, Problem::Function("{…}".into())))
            }
            Expr::Struct(made) => Err((id, Problem::Name(made.type_name.clone(), None))),
            Expr::Unspecified => Err((id, Problem::Syntax("something is missing".into()))),
        }
    }

    /// The place of a name.
    fn word(&mut self, name: &str) -> Result<(Kind, Expr), Problem> {
        let Some((at, word)) = vocabulary::find(name) else {
            return Err(Problem::Name(name.to_owned(), vocabulary::nearest(name)));
        };
        self.words.insert(at);
        let kind = match word.of {
            Type::Count => Kind::Count,
            Type::Figure => Kind::Figure,
            Type::Text => Kind::Text,
            Type::Texts => Kind::List,
        };
        Ok((kind, Expr::Ident(format!("{PLACE}{at}"))))
    }

    /// `has(standing.p_alive)`: whether something is known.
    fn presence(&mut self, id: u64, select: &mut SelectExpr) -> Result<Found, Wrong> {
        let mut name = spelled(&select.operand.expr).unwrap_or_default();
        name.push('.');
        name.push_str(&select.field);
        let (_, expr) = self.word(&name).map_err(|problem| (id, problem))?;
        // A field of a map that holds what is known: kept a test, answered by the place being null or not.
        select.operand.expr = expr;
        Err((id, Problem::Function(format!("has; write {name} != null"))))
    }

    fn loops(&mut self, loops: &mut ComprehensionExpr) -> Result<Found, Wrong> {
        let range = self.walk(&mut loops.iter_range)?;
        if !matches!(range.kind, Kind::List | Kind::Any) {
            return Err((
                loops.iter_range.id,
                Problem::Types { of: "all".into(), given: vec![range.kind.name()] },
            ));
        }
        let names = self.own.len();
        let start = self.walk(&mut loops.accu_init)?;
        self.own.push(loops.iter_var.clone());
        self.own.extend(loops.iter_var2.clone());
        self.own.push(loops.accu_var.clone());
        let each = self.walk(&mut loops.loop_cond)?.steps + self.walk(&mut loops.loop_step)?.steps;
        let end = self.walk(&mut loops.result)?;
        self.own.truncate(names);
        let steps = range.steps.saturating_add(range.length.saturating_mul(each)).saturating_add(end.steps);
        // What a loop gathers begins as what it is in the end: a truth, a count, a list.
        let kind = if end.kind == Kind::Any { start.kind } else { end.kind };
        Ok(Found { kind, steps, length: range.length })
    }

    fn call(&mut self, id: u64, call: &mut CallExpr) -> Result<Found, Wrong> {
        let mut kinds = Vec::with_capacity(3);
        let (mut steps, mut length) = (1u64, 0u64);
        let CallExpr { func_name, target, args } = call;
        for part in target.iter_mut().map(|target| &mut **target).chain(args.iter_mut()) {
            let found = self.walk(part)?;
            kinds.push(found.kind);
            steps = steps.saturating_add(found.steps);
            length = length.saturating_add(found.length);
        }
        let wrong = || {
            let of = shown(func_name);
            Problem::Types { of, given: kinds.iter().map(|kind| kind.name()).collect() }
        };
        let kind = result(func_name, target.is_some(), &kinds)
            .ok_or_else(|| Problem::Function(shown(func_name)))
            .and_then(|kind| kind.ok_or_else(wrong));
        Ok(Found { kind: kind.map_err(|problem| (id, problem))?, steps, length })
    }
}

/// The name an expression spells: `a`, or `a.b`.
fn spelled(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            let mut name = spelled(&select.operand.expr)?;
            name.push('.');
            name.push_str(&select.field);
            Some(name)
        }
        _ => None,
    }
}

fn of_literal(literal: &LiteralValue) -> Kind {
    match literal {
        LiteralValue::Boolean(_) => Kind::Bool,
        LiteralValue::Int(_) | LiteralValue::UInt(_) => Kind::Count,
        LiteralValue::Double(_) => Kind::Figure,
        LiteralValue::String(_) | LiteralValue::Bytes(_) => Kind::Text,
        LiteralValue::Null => Kind::Null,
    }
}

/// An operator as it is written.
fn shown(function: &str) -> String {
    match function {
        op::CONDITIONAL => "? :".into(),
        op::IN => "in".into(),
        op::INDEX => "[]".into(),
        other => other.trim_matches('_').to_owned(),
    }
}

/// What a call gives: `None` where there is no such function, `Some(None)` where it does not go with what
/// it was given.
fn result(function: &str, is_method: bool, given: &[Kind]) -> Option<Option<Kind>> {
    use Kind::{Any, Bool, Count, Figure, List, Null, Text};
    let fits = |kind: Kind, wanted: Kind| kind == wanted || kind == Any;
    let all = |wanted: Kind| given.iter().all(|kind| fits(*kind, wanted));
    let numbers = || given.iter().all(|kind| kind.is_number() || *kind == Any);
    let alike = |kind: Kind| all(kind).then_some(kind);
    Some(match (function, is_method, given) {
        (op::LOGICAL_AND | op::LOGICAL_OR, false, [_, _])
        | (op::LOGICAL_NOT, false, [_])
        | (op::NOT_STRICTLY_FALSE, false, [_]) => alike(Bool),
        (op::CONDITIONAL, false, [test, yes, no]) => {
            (fits(*test, Bool) && (yes == no || *yes == Any || *no == Any)).then_some(*yes)
        }
        (op::EQUALS | op::NOT_EQUALS, false, [a, b]) => {
            let comparable = a == b
                || [*a, *b].iter().any(|kind| matches!(kind, Any | Null))
                || (a.is_number() && b.is_number());
            comparable.then_some(Bool)
        }
        (op::LESS | op::LESS_EQUALS | op::GREATER | op::GREATER_EQUALS, false, [_, _]) => {
            (numbers() || all(Text)).then_some(Bool)
        }
        (op::ADD, false, [_, _]) => [Count, Figure, Text, List].into_iter().find_map(alike),
        (op::SUBSTRACT | op::MULTIPLY | op::DIVIDE, false, [_, _]) | (op::NEGATE, false, [_]) => {
            [Count, Figure].into_iter().find_map(alike)
        }
        (op::MODULO, false, [_, _]) => alike(Count),
        (op::IN, false, [_, list]) => fits(*list, List).then_some(Bool),
        (op::INDEX, false, [list, at]) => (fits(*list, List) && fits(*at, Count)).then_some(Any),
        ("size", _, [of]) => (fits(*of, List) || fits(*of, Text)).then_some(Count),
        ("contains" | "startsWith" | "endsWith", true, [_, _]) => all(Text).then_some(Bool),
        ("double", false, [of]) => (of.is_number() || *of == Any).then_some(Figure),
        ("int", false, [of]) => (of.is_number() || *of == Any).then_some(Count),
        _ => return None,
    })
}
