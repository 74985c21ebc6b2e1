//! What is handed over to be printed. The templates of letters stand where all our HTML does; whoever
//! starts the worker hands it a press.

use domain::Day;
use domain::key_messages::Texts;
use domain::letters::Text;
use domain::recommendation::Suggestion;
use store::outbox::CertificateSaid;

/// All that is known of a reader, in kind: the press says it in their language.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The name one calls them by, or nothing.
    pub first_name: String,
    /// Their whole name, or nothing.
    pub name: String,
    /// The certificate that goes with the letter.
    pub certificate: Option<CertificateSaid>,
    /// What they haven't tried, and most likely would.
    pub suggestion: Option<Suggestion>,
    /// The holiday it goes out for: a word of the program's own (`nowruz`) or as the company wrote it.
    pub holiday: Option<String>,
    /// The page that asks them why they leave.
    pub why_link: String,
}

/// Where the reader can end it, and choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// Ends letters about the topic: a POST does, a GET shows a page.
    pub stop: String,
    /// The page of preferences.
    pub choose: String,
}

/// A letter to be printed.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The text, in the language chosen for the reader.
    pub text: &'a Text,
    /// The company's language, for words of ours where we don't speak the letter's.
    pub company_language: &'a str,
    /// Who reads.
    pub reader: &'a Reader,
    /// The company.
    pub company: &'a str,
    /// Who signs.
    pub sender: &'a str,
    /// Where the company can be reached by post.
    pub postal_address: &'a str,
    /// What the letter is about, as people read it.
    pub topic: &'a str,
    /// `None` for what is owed.
    pub links: Option<&'a Links>,
    /// The key message of these weeks, by language.
    pub key_message: Option<&'a Texts>,
    /// Today, where the company is.
    pub today: Day,
}

/// A letter printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// Why a letter can't be printed, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unprintable(pub String);

/// Prints letters.
pub trait Press: Send + Sync {
    /// Prints one.
    ///
    /// # Errors
    /// Where the letter says something this reader lacks, or a template is broken.
    fn print(&self, sheet: &Sheet<'_>) -> Result<Printed, Unprintable>;
}
