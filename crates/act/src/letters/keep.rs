//! Letters are kept only once their placeholders are known to be right.

use adapters::foreign::template::{self, Into, TemplateError};
use domain::Permit;
use domain::ids::LetterId;
use domain::letters::{Draft, HOLIDAY, KEY_MESSAGE, LetterRefusal, PLACEHOLDERS, Text, Wrong};
use domain::plays::{Gesture, PlayState, Step, When};
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
        // Between two key messages, and in a language one lacks, there is none.
        if let Some((line, lacking)) = lacks(text, KEY_MESSAGE) {
            return Err(wrong(line, lacking));
        }
    }
    Ok(())
}

/// Whether a text names the holiday it goes out for, and doesn't say what to write where there is none.
pub(crate) fn needs_holiday(text: &Text) -> bool {
    lacks(text, HOLIDAY).is_some()
}

/// Where a text would have a gap for a reader who has everything but this; line 0 is the subject.
fn lacks(text: &Text, what: &str) -> Option<(usize, Wrong)> {
    let value = |name: &'static str| (name, (name != what).then(|| name.to_owned()));
    let values = PLACEHOLDERS.iter().map(|placeholder| value(placeholder.name)).collect();
    let gap = |error: TemplateError| matches!(error.wrong, Wrong::Lacking(_)).then_some(error);
    let subject = template::fill(&text.subject, &values, Into::Line).err().and_then(gap);
    let body = || template::fill(&text.body, &values, Into::Line).err().and_then(gap);
    let subject = subject.map(|error| (0, error.wrong));
    subject.or_else(|| body().map(|error| (error.line, error.wrong)))
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
/// As [`keep`], where somebody else changed it in the meantime, and where it needs a holiday and a play that
/// waits for none sends it.
pub async fn change(
    store: &Store,
    permit: &Permit,
    id: LetterId,
    version: i64,
    draft: Draft,
) -> Result<i64, store::Error> {
    let draft = draft.checked()?;
    look_over(&draft.texts)?;
    if draft.texts.iter().any(needs_holiday) {
        let sent_by = store.plays(permit.actor()).await?.into_iter().find(|play| {
            let sends = |step: &Step| matches!(step.gesture, Gesture::Letter { letter, .. } if letter == id);
            play.state != PlayState::Ended
                && !matches!(play.definition.when, When::Holiday { .. })
                && play.definition.steps.iter().any(sends)
        });
        if let Some(play) = sent_by {
            return Err(LetterRefusal::NeedsHoliday(play.name).into());
        }
    }
    store.change_letter(permit, id, version, draft).await
}
