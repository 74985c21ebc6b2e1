//! *Who*: a rule in CEL (the Common Expression Language), the one thing that decides. What it may
//! speak of stands in [`vocabulary`]; only the columns it speaks of are read.
//!
//! A rule is held to its names, types and steps before anybody is asked: it can't loop, since CEL has no
//! loops but those over lists, and their steps are counted beforehand; it can't fail everybody, since a
//! wrong type is found by its clause and column. What can still go wrong, such as dividing by nobody's
//! orders, is a reason of that one person, counted with the others.

mod bounds;
mod check;
mod problem;
#[cfg(test)]
mod tests;
pub mod vocabulary;

use std::sync::{Arc, LazyLock};

use cel::common::ast::operators::LOGICAL_AND;
use cel::common::ast::{Expr, IdedExpr, SourceInfo};
use cel::common::types::{CelBool, CelDouble, CelInt, CelList, CelNull, CelString};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::parser::Parser;
use cel::{Context, Env};
use domain::memory::Level;
use domain::plays::RULE_BYTES_MAX;
use domain::{Actor, access};
use store::audience::{Bound, Column, Row, Value};

use check::Check;
pub use problem::{Problem, RuleError};
use vocabulary::{VOCABULARY, World};

/// Stack of the thread a rule is read on.
const READER_STACK: usize = 128 << 20;
/// Most brackets open at once.
const BRACKETS_MAX: usize = 32;

/// CEL's standard functions, which no rule adds to.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// One part of a rule, all of which have to hold.
struct Clause {
    /// As written.
    text: String,
    ast: IdedExpr,
    /// What it speaks of, by place in the vocabulary.
    words: Vec<usize>,
}

/// A rule that can be asked.
pub struct Rule {
    clauses: Vec<Clause>,
    columns: Vec<Column>,
    /// What the rule speaks of: the place in the vocabulary, and of its columns among `columns`.
    words: Vec<(usize, Vec<usize>)>,
}

/// What a rule says of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not: the first clause that is false, by its number.
    False(usize),
    /// A clause speaks of what is not known of them, so it does not hold.
    Unknown(usize),
    /// A clause could not be worked out, in CEL's words, so it does not hold.
    Failed(usize, String),
}

/// A clause and what it spoke of.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The clause, as written.
    pub clause: String,
    /// What each of its names stands for.
    pub values: Vec<(&'static str, Value)>,
}

impl Rule {
    /// Reads a rule; an empty one holds for everybody.
    ///
    /// # Errors
    /// What is wrong, in which clause and at which column.
    pub fn read(text: &str) -> Result<Self, RuleError> {
        let refused = |problem| RuleError { problem, clause: String::new(), line: 1, column: 1 };
        if text.trim().is_empty() {
            return Ok(Self { clauses: Vec::new(), columns: Vec::new(), words: Vec::new() });
        }
        if text.len() > RULE_BYTES_MAX {
            return Err(refused(Problem::TooLong));
        }
        if let Some(at) = too_deep(text) {
            return Err(wrong(text, at, String::new(), Problem::TooDeep));
        }
        // CEL's reader goes as deep as a rule does: it gets a stack of its own, and falls alone.
        let on_its_own = std::thread::Builder::new().stack_size(READER_STACK);
        let read = |text: &str| {
            std::thread::scope(|scope| {
                let reader = on_its_own.spawn_scoped(scope, || Self::read_here(text)).ok()?;
                reader.join().ok()
            })
        };
        read(text).unwrap_or_else(|| Err(refused(Problem::Syntax("CEL's reader gave up".into()))))
    }

    fn read_here(text: &str) -> Result<Self, RuleError> {
        let (ast, source) = parsed(text)?;
        let mut parts = Vec::new();
        split(ast, &mut parts);
        let mut clauses = Vec::with_capacity(parts.len());
        let texts = clause_texts(text, &source, &parts);
        for (mut ast, written) in parts.into_iter().zip(texts) {
            let mut check = Check::default();
            check.clause(&mut ast).map_err(|(node, problem)| {
                let start = source.offset_for(node).map_or(0, |(start, _)| start as usize);
                wrong(text, start, written.clone(), problem)
            })?;
            clauses.push(Clause { text: written, ast, words: check.words.into_iter().collect() });
        }
        let mut columns: Vec<Column> = Vec::new();
        let mut words: Vec<(usize, Vec<usize>)> = Vec::new();
        for &place in clauses.iter().flat_map(|clause| &clause.words) {
            if words.iter().any(|(known, _)| *known == place) {
                continue;
            }
            let Some(word) = VOCABULARY.get(place) else { continue };
            let at = word.columns.iter().map(|column| {
                columns.iter().position(|known| known == column).unwrap_or_else(|| {
                    columns.push(*column);
                    columns.len() - 1
                })
            });
            let at: Vec<usize> = at.collect();
            words.push((place, at));
        }
        Ok(Self { clauses, columns, words })
    }

    /// Holds a rule to the facts the actor may know.
    ///
    /// # Errors
    /// Where it speaks of others.
    pub fn held_to(&self, actor: Actor) -> Result<(), RuleError> {
        for clause in &self.clauses {
            for word in clause.words.iter().filter_map(|&at| VOCABULARY.get(at)) {
                if word.level() > Level::Ordinary && !access::may(actor, word.level().action()) {
                    let (problem, clause) = (Problem::Level(word.name), clause.text.clone());
                    return Err(RuleError { problem, clause, line: 1, column: 1 });
                }
            }
        }
        Ok(())
    }

    /// The columns it is read from; no others need be.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The names it says, each once.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().filter_map(|(place, _)| VOCABULARY.get(*place)).map(|word| word.name)
    }

    /// Its clauses, as written.
    pub fn clauses(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().map(|clause| clause.text.as_str())
    }

    /// What leaves out, before anybody is read, those it can't hold for; not all of them.
    #[must_use]
    pub fn bounds(&self, world: &World) -> Vec<Bound> {
        self.clauses.iter().filter_map(|clause| bounds::bound(&clause.ast, world)).collect()
    }

    /// Asks the rule about somebody, whose row has [`Rule::columns`].
    #[must_use]
    pub fn judge(&self, row: &Row, world: &World) -> Verdict {
        if self.clauses.is_empty() {
            return Verdict::Holds;
        }
        let person = self.person(row, world);
        let mut context = Context::with_env(Arc::clone(&STANDARD));
        context.set_variable_resolver(&person);
        let mut failed = None;
        for (number, clause) in self.clauses.iter().enumerate() {
            match cel::Value::resolve_val(&clause.ast, &context) {
                Ok(value) => match value.downcast_ref::<CelBool>() {
                    Some(truth) if *truth.inner() => {}
                    Some(_) => return Verdict::False(number),
                    None => failed = failed.or(Some(Verdict::Failed(number, "no truth".into()))),
                },
                // As CEL has it: what fails beside something false is false.
                Err(why) => {
                    let unknown = clause.words.iter().any(|&at| person.is_absent(at));
                    failed = failed.or_else(|| {
                        Some(if unknown {
                            Verdict::Unknown(number)
                        } else {
                            Verdict::Failed(number, why.to_string())
                        })
                    });
                }
            }
        }
        failed.unwrap_or(Verdict::Holds)
    }

    /// A clause of the rule, and what it spoke of about somebody.
    #[must_use]
    pub fn said(&self, number: usize, row: &Row, world: &World) -> Option<Said> {
        let clause = self.clauses.get(number)?;
        let value = |place: usize| {
            let word = VOCABULARY.get(place)?;
            Some((word.name, self.value(place, row, world)))
        };
        let values = clause.words.iter().filter_map(|&place| value(place)).collect();
        Some(Said { clause: clause.text.clone(), values })
    }

    fn value(&self, place: usize, row: &Row, world: &World) -> Value {
        let at = self.words.iter().find(|(known, _)| *known == place);
        let (Some((_, at)), Some(word)) = (at, VOCABULARY.get(place)) else { return Value::Absent };
        let values: Vec<&Value> = at.iter().filter_map(|&at| row.values.get(at)).collect();
        word.read(&values, world)
    }

    fn person(&self, row: &Row, world: &World) -> Person {
        let slots = self.words.iter().map(|&(place, _)| (place, slot(self.value(place, row, world))));
        Person(slots.collect())
    }
}

/// What is known of somebody, by place in the vocabulary.
struct Person(Vec<(usize, Slot)>);

enum Slot {
    Absent(CelNull),
    Count(CelInt),
    Figure(CelDouble),
    Text(CelString<'static>),
    Texts(CelList<'static>),
}

fn slot(value: Value) -> Slot {
    match value {
        Value::Absent => Slot::Absent(CelNull),
        Value::Count(count) => Slot::Count(count.into()),
        Value::Figure(figure) => Slot::Figure(figure.into()),
        Value::Text(text) => Slot::Text(text.into()),
        Value::Texts(texts) => {
            let boxed = |text: String| -> Box<dyn Val> { Box::new(CelString::from(text)) };
            Slot::Texts(texts.into_iter().map(boxed).collect::<Vec<_>>().into())
        }
    }
}

impl Person {
    fn slot(&self, place: usize) -> Option<&Slot> {
        self.0.iter().find(|(known, _)| *known == place).map(|(_, slot)| slot)
    }

    fn is_absent(&self, place: usize) -> bool {
        matches!(self.slot(place), Some(Slot::Absent(_)))
    }
}

impl VariableResolver for Person {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        Some(match self.slot(check::place(name)?)? {
            Slot::Absent(null) => CowVal::Borrowed(null),
            Slot::Count(count) => CowVal::Borrowed(count),
            Slot::Figure(figure) => CowVal::Borrowed(figure),
            Slot::Text(text) => CowVal::Borrowed(text),
            Slot::Texts(texts) => CowVal::Borrowed(texts),
        })
    }
}

fn parsed(text: &str) -> Result<(IdedExpr, SourceInfo), RuleError> {
    Parser::new().max_recursion_depth(96).parse_with_source_info(text).map_err(|errors| {
        let first = errors.errors.into_iter().next();
        let (line, column, said) = first.map_or((1, 1, String::new()), |error| {
            (error.pos.0.max(1) as usize, error.pos.1.max(1) as usize, error.msg)
        });
        let said = said.trim_start_matches("Syntax error: ").to_owned();
        RuleError { problem: Problem::Syntax(said), clause: String::new(), line, column }
    })
}

/// The clauses that all have to hold.
fn split(ast: IdedExpr, into: &mut Vec<IdedExpr>) {
    match ast.expr {
        Expr::Call(call) if call.func_name == LOGICAL_AND && call.args.len() == 2 => {
            for part in call.args {
                split(part, into);
            }
        }
        expr => into.push(IdedExpr { id: ast.id, expr }),
    }
}

/// Where a rule opens more brackets than anybody can read, in bytes.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > BRACKETS_MAX {
            return Some(at);
        }
    }
    None
}

/// Each clause as it was written, from the first of its letters to what joins the next to it. CEL's
/// reader tells where a part begins, and not where it ends.
fn clause_texts(text: &str, source: &SourceInfo, clauses: &[IdedExpr]) -> Vec<String> {
    let start = |ast: &IdedExpr| {
        let mut ids = Vec::new();
        nodes(ast, &mut ids);
        let first = ids.iter().filter_map(|&id| source.offset_for(id)).map(|(start, _)| start).min();
        let before = text.get(..text.floor_char_boundary(first.unwrap_or(0) as usize)).unwrap_or_default();
        // Of a call the reader tells where its bracket opens: its name stands before it.
        before.trim_end_matches(|letter: char| letter.is_alphanumeric() || letter == '_').len()
    };
    let starts: Vec<usize> = clauses.iter().map(start).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let between = starts.iter().zip(ends).map(|(&start, end)| text.get(start..end).unwrap_or_default());
    between.map(|text| own(text).to_owned()).collect()
}

/// What of a text is the clause's own: without what joins the next, and brackets round several.
fn own(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let joins = text.strip_suffix("&&").or_else(|| text.strip_suffix('('));
        match joins.or_else(|| text.strip_suffix(')').filter(|_| opened(text) < 0)) {
            Some(shorter) => text = shorter.trim_end(),
            None => return text,
        }
    }
}

/// How many more round brackets a text opens than it closes, those in quotes left out.
fn opened(text: &str) -> i32 {
    let (mut opened, mut quote, mut escaped) = (0, None, false);
    for letter in text.chars() {
        match (quote, letter) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => opened += 1,
            (None, ')') => opened -= 1,
            (None, _) => {}
        }
    }
    opened
}

/// The ids of all parts of an expression.
fn nodes(ast: &IdedExpr, ids: &mut Vec<u64>) {
    ids.push(ast.id);
    match &ast.expr {
        Expr::Call(call) => {
            call.target.iter().for_each(|target| nodes(target, ids));
            call.args.iter().for_each(|part| nodes(part, ids));
        }
        Expr::Select(select) => nodes(&select.operand, ids),
        Expr::List(list) => list.elements.iter().for_each(|part| nodes(part, ids)),
        Expr::Comprehension(loops) => {
            for part in [&loops.iter_range, &loops.loop_cond, &loops.loop_step, &loops.result] {
                nodes(part, ids);
            }
        }
        _ => {}
    }
}

/// Where something is wrong, as people count: from a place in bytes.
fn wrong(text: &str, start: usize, clause: String, problem: Problem) -> RuleError {
    let before = text.get(..text.floor_char_boundary(start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    RuleError { problem, clause, line, column }
}
