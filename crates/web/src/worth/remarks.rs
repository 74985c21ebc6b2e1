//! What a report says in sentences of its own (why a model scores, trouble with a fit, what was
//! assumed of a file), in the reader's language.
//!
//! A report is a document for programs too, so its sentences are kept in English. Each is known here
//! by its fixed parts; what stands between them is said again in the reader's numbers. One that is
//! not known is shown as it is.

use locales::{Language, Words};

use crate::pages::import_columns::title_named;

/// A sentence with `{}` for what varies, and the message that says it.
type Known = (&'static str, fn(Words, &[String]) -> String);

const KNOWN: [Known; 26] = [
    (
        "Only {} customers ever came back; with fewer than {} the estimates say little about this company.",
        |words, at| words.remark_few_repeaters(&at[0], &at[1]),
    ),
    (
        "The parameter {} runs away (it stands at {}): the data can't tell how much customers differ in this respect, so \
         read forecasts, not parameters.",
        |words, at| words.remark_runs_away(&at[0], &at[1]),
    ),
    (
        "The prior decides as much as the data do: without it the log-likelihood would be higher by {}.",
        |words, at| words.remark_prior_decides(&at[0]),
    ),
    (
        "Customers who buy more often spend more on a purchase (correlation {}); the Gamma-Gamma model takes spend for \
         unrelated to frequency, so single values are biased.",
        |words, at| words.remark_spend_more(&at[0]),
    ),
    (
        "Customers who buy more often spend less on a purchase (correlation {}); the Gamma-Gamma model takes spend for \
         unrelated to frequency, so single values are biased.",
        |words, at| words.remark_spend_less(&at[0]),
    ),
    (
        "The estimate of q is {}, and at 1 or below the mean spend of a customer does not exist; fit with the prior \
         (map) instead.",
        |words, at| words.remark_mean_infinite(&at[0]),
    ),
    ("The information matrix is singular, so there are no standard errors.", |words, _| {
        words.remark_singular()
    }),
    ("The fit did not converge: a gradient of {} by customer is left.", |words, at| {
        words.remark_not_converged(&at[0])
    }),
    ("There are no customers.", |words, _| words.remark_no_customers()),
    ("No customer ever came back, so nothing tells a slow rhythm from a lost customer.", |words, _| {
        words.remark_no_repeaters()
    }),
    ("Every customer was first seen on the last day, so no time has passed to learn from.", |words, _| {
        words.remark_no_time()
    }),
    ("Fewer than two repeat customers have spent anything on their repeat purchases.", |words, _| {
        words.remark_no_spend()
    }),
    ("It was asked for.", |words, _| words.remark_asked_for()),
    (
        "Pareto/NBD foretold the held-out purchases better than the simpler MBG/NBD, by {} points of log-likelihood \
         (standard error {}).",
        |words, at| words.remark_pareto_better(&at[0], &at[1]),
    ),
    (
        "Pareto/NBD foretold the held-out purchases only {} points of log-likelihood better (standard error {}), too \
         little to leave the simpler MBG/NBD.",
        |words, at| words.remark_pareto_hardly(&at[0], &at[1]),
    ),
    (
        "MBG/NBD is the simpler model and foretold the held-out purchases better, by {} points of log-likelihood \
         (standard error {}).",
        |words, at| words.remark_mbg_better(&at[0], &at[1]),
    ),
    ("History is too short to test forecasts on a part of it, so the simpler MBG/NBD scores.", |words, _| {
        words.remark_short_history()
    }),
    ("Only {} could be fitted.", |words, at| words.remark_only_one(&at[0])),
    (
        "{} repeat customers were left out of the model of spend: their repeat purchases came to nothing.",
        |words, at| words.remark_without_spend(&at[0]),
    ),
    ("{} rows in {} were set aside: {} is analysed, and no rate was given (--rates).", |words, at| {
        words.remark_other_currency(&at[1], &at[2], &at[0])
    }),
    ("No model could be fitted, so nothing is said of who is still a customer.", |words, _| {
        words.remark_no_model()
    }),
    (
        "Nothing in the sample says whether amounts have a decimal comma; '{}' was taken for a thousands mark.",
        |words, at| words.remark_thousands(&at[0]),
    ),
    (
        "Customer 0 stands in {} of {} rows looked at, so it was taken to mean that nobody is named.",
        |words, at| words.remark_customer_zero(&at[0], &at[1]),
    ),
    ("Columns taken by their names: {}.", |words, at| words.remark_columns_guessed(columns(words, &at[0]))),
    ("Dates such as '{}' were read with the day first: {}.", |words, at| words.remark_day_first(&at[0])),
    ("Dates such as '{}' were read with the month first: {}.", |words, at| words.remark_month_first(&at[0])),
];

/// A report's sentence in the reader's language.
pub(crate) fn said(words: Words, sentence: &str) -> String {
    if words.language() == Language::En {
        return sentence.to_owned();
    }
    let known = KNOWN.iter().find_map(|(pattern, say)| Some((say, between(pattern, sentence)?)));
    known.map_or_else(
        || sentence.to_owned(),
        |(say, parts)| say(words, &parts.iter().map(|part| number(words, part)).collect::<Vec<_>>()),
    )
}

/// Each of several sentences in the reader's language.
pub(crate) fn all_said(words: Words, sentences: &[String]) -> Vec<String> {
    sentences.iter().map(|sentence| said(words, sentence)).collect()
}

/// What stands in the places of a pattern; `None` where the sentence is another.
fn between<'a>(pattern: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut fixed = pattern.split("{}");
    let mut rest = sentence.strip_prefix(fixed.next()?)?;
    let mut found = Vec::new();
    let fixed: Vec<&str> = fixed.collect();
    for (index, part) in fixed.iter().enumerate() {
        let end =
            if index + 1 == fixed.len() { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
        if rest.get(end..end + part.len()) != Some(part) {
            return None;
        }
        found.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(found)
}

/// A plain decimal in the reader's digits; anything else as it is.
fn number(words: Words, text: &str) -> String {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    match text.parse::<f64>() {
        Ok(value) if plain => words.decimal(value, text.split_once('.').map_or(0, |(_, part)| part.len())),
        _ => text.to_owned(),
    }
}

/// `customer from 'email', date from 'day'` with the roles as the import pages call them.
fn columns(words: Words, said: &str) -> String {
    let each = said.split("', ").map(|part| {
        let (role, column) = part.split_once(" from '").unwrap_or(("", part));
        words.remark_column_as(title_named(words, role), column.trim_end_matches('\''))
    });
    words.list(&each.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_a_report_is_said_in_the_readers_numbers() {
        let russian = Words::of(Language::Ru);
        let sentence = "MBG/NBD is the simpler model and foretold the held-out purchases better, by 1234.5 points of \
                        log-likelihood (standard error 6.7).";
        let said = said(russian, sentence);
        assert!(said.contains("1\u{a0}234,5") && said.contains("6,7"), "{said}");
        assert_eq!(super::said(Words::of(Language::En), sentence), sentence);
    }

    #[test]
    fn every_known_sentence_is_recognised_and_no_other() {
        for language in [Language::Lv, Language::Fa, Language::Ru, Language::Fi] {
            for (pattern, _) in KNOWN {
                let sentence = pattern.replace("{}", "7");
                assert_ne!(said(Words::of(language), &sentence), sentence, "{language:?}");
            }
            assert_eq!(said(Words::of(language), "Something else."), "Something else.");
        }
    }

    #[test]
    fn the_sentences_are_those_the_models_say() {
        use models::{Choice, Diagnosis, Kind, Refusal};
        let diagnoses = [
            Diagnosis::TooFewRepeaters { repeaters: 3 },
            Diagnosis::RunsAway { parameter: "r".to_owned(), value: 1e9 },
            Diagnosis::PriorDecides { log_likelihood: 2.5 },
            Diagnosis::SpendRelatedToFrequency { correlation: 0.5 },
            Diagnosis::SpendRelatedToFrequency { correlation: -0.5 },
            Diagnosis::MeanSpendInfinite { q: 0.9 },
            Diagnosis::SingularInformation,
            Diagnosis::NotConverged { gradient_max: 1e-3 },
        ];
        let refusals = [Refusal::NoCustomers, Refusal::NoRepeaters, Refusal::NoTime, Refusal::NoSpend];
        let refusals = refusals.map(|why| {
            let said = why.to_string();
            format!("{}{}.", said[..1].to_uppercase(), &said[1..])
        });
        let worse: Vec<f64> = (0..1000).map(|i| -1.0 - f64::from(i % 7) / 10.0).collect();
        let better: Vec<f64> = worse.iter().map(|d| d + 0.5).collect();
        let hardly: Vec<f64> = worse.iter().map(|d| d + 0.001).collect();
        let choices = [
            Choice::by_holdout(&worse, &better),
            Choice::by_holdout(&worse, &hardly),
            Choice::by_holdout(&better, &worse),
            Choice::without_holdout(),
            Choice::only(Kind::MbgNbd),
        ];
        let sentences = diagnoses.iter().map(ToString::to_string);
        let sentences = sentences.chain(refusals).chain(choices.map(|choice| choice.reason));
        for sentence in sentences {
            assert_ne!(said(Words::of(Language::Fi), &sentence), sentence);
        }
    }
}
