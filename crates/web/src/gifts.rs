//! The words of certificates.

use domain::Day;
use domain::certificates::{CertificateKind, CertificateRefusal, CodeError};
use locales::Words;
use store::certificates::{Certificate, State};

use crate::fault::Fault;
use crate::memory;

/// What a certificate was good for: `25.00 €`, `a trial of honey`.
pub(crate) fn worth(words: Words, certificate: &Certificate) -> String {
    match certificate.kind {
        CertificateKind::Money => words.money(certificate.money(certificate.amount)),
        CertificateKind::Trial => words.gifts_trial_of(certificate.what.as_str()),
    }
}

/// What is left of it.
pub(crate) fn left(words: Words, certificate: &Certificate) -> String {
    match certificate.kind {
        CertificateKind::Money => words.money(certificate.money(certificate.balance)),
        CertificateKind::Trial if certificate.balance == 0 => words.gifts_trial_taken(),
        CertificateKind::Trial => words.gifts_trial_of(certificate.what.as_str()),
    }
}

/// How it stands, in a word.
pub(crate) fn state(words: Words, state: State) -> String {
    match state {
        State::Open => words.gifts_state_open(),
        State::Used => words.gifts_state_used(),
        State::Expired => words.gifts_state_expired(),
        State::Voided => words.gifts_state_voided(),
    }
}

/// Until when it is good.
pub(crate) fn expiry(words: Words, expires_on: Option<Day>) -> String {
    expires_on.map_or_else(|| words.gifts_never_expires(), |day| words.gifts_through(words.day(day)))
}

/// Why not.
pub(crate) fn refusal(words: Words, why: &CertificateRefusal) -> String {
    match why {
        CertificateRefusal::Code(CodeError::Length(typed)) => words.gifts_code_length(*typed as u64),
        CertificateRefusal::Code(CodeError::Character(letter)) => {
            words.gifts_code_character(letter.to_string())
        }
        CertificateRefusal::Code(CodeError::Check) => words.gifts_code_slip(),
        CertificateRefusal::Unknown => words.gifts_unknown(),
        CertificateRefusal::Wait(minutes) => words.gifts_wait(minutes.unsigned_abs()),
        CertificateRefusal::Expired(day) => words.gifts_expired(words.day(*day)),
        CertificateRefusal::Voided => words.gifts_voided(),
        CertificateRefusal::NotEnough(left) => words.gifts_not_enough(words.money(*left)),
        CertificateRefusal::Taken => words.gifts_taken_already(),
        CertificateRefusal::TooMuchBack(taken) => words.gifts_too_much_back(words.money(*taken)),
        CertificateRefusal::Amount => words.gifts_bad_amount(),
        CertificateRefusal::RequestTaken => words.gifts_request_taken(),
        CertificateRefusal::NotToday => words.gifts_not_today(),
        CertificateRefusal::Expiry => words.gifts_bad_expiry(),
    }
}

/// What the store refuses, said to the one who asked; `Err` where it is no such refusal.
pub(crate) fn said(words: Words, error: store::Error) -> Result<String, Fault> {
    match error {
        store::Error::Certificate(why) => Ok(refusal(words, &why)),
        store::Error::Unfit(problem) => Ok(memory::problem(words, &problem)),
        store::Error::Superseded(_) => Ok(words.fault_superseded()),
        other => Err(other.into()),
    }
}
