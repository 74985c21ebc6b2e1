//! Letters are kept only once their placeholders are known to be right.

use adapters::foreign::template::{self, Into};
use domain::Permit;
use domain::ids::LetterId;
use domain::letters::{Draft, HOLIDAY, LetterRefusal, PLACEHOLDERS, Text, Wrong};
use store::Store;

/// Looks a letter's placeholders over.
///
/// # Errors
/// The first that is wrong, with its language, its line, and what may be meant.
pub fn look_over(texts: &[Text]) -> Result<(), LetterRefusal> {
    let names = PLACEHOLDERS.map(|placeholder| placeholder.name);
    for text in texts {
        let wrong = |line: usize, wrong| {
            let language = text.language.clone();
            LetterRefusal::Template { language, line, wrong }
        };
        template::check(&text.subject, &names).map_err(|error| wrong(0, error.wrong))?;
        template::check(&text.body, &names).map_err(|error| wrong(error.line, error.wrong))?;
    }
    Ok(())
}

/// Whether a text names the holiday it goes out for, and doesn't say what to write where there is none.
pub(crate) fn needs_holiday(text: &Text) -> bool {
    let value = |name: &'static str| (name, (name != HOLIDAY).then(|| name.to_owned()));
    let values = PLACEHOLDERS.iter().map(|placeholder| value(placeholder.name)).collect();
    let lacks = |text: &str| {
        let filled = template::fill(text, &values, Into::Line);
        filled.is_err_and(|error| matches!(error.wrong, Wrong::Lacking(_)))
    };
    lacks(&text.subject) || lacks(&text.body)
}

/// Keeps a new letter.
///
/// # Errors
/// Where it is not fit to keep, the permit is not for `ManagePlays`, or the database fails.
pub async fn keep(store: &Store, permit: &Permit, draft: Draft) -> Result<LetterId, store::Error> {
    let draft = draft.checked()?;
    look_over(&draft.texts)?;
    store.add_letter(permit, draft).await
}

/// Changes a letter, in an edit that was begun on `version`; the new version.
///
/// # Errors
/// As [`keep`], and where somebody else changed it in the meantime.
pub async fn change(
    store: &Store,
    permit: &Permit,
    id: LetterId,
    version: i64,
    draft: Draft,
) -> Result<i64, store::Error> {
    let draft = draft.checked()?;
    look_over(&draft.texts)?;
    store.change_letter(permit, id, version, draft).await
}
