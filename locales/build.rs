//! Makes a method of `Words` from every message, once all five languages have it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/check.rs"]
mod check;

use check::{LANGUAGES, Message, Source};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/check.rs");
    if let Err(sentences) = generate() {
        for sentence in &sentences {
            println!("cargo:warning={sentence}");
        }
        eprintln!("\n{}\n", sentences.join("\n"));
        std::process::exit(1);
    }
}

fn generate() -> Result<(), Vec<String>> {
    let folder = |name| env::var_os(name).map(PathBuf::from).ok_or(vec![format!("cargo did not set {name}")]);
    let (root, out) = (folder("CARGO_MANIFEST_DIR")?, folder("OUT_DIR")?);
    let mut sources = Vec::new();
    for language in LANGUAGES {
        println!("cargo:rerun-if-changed={language}");
        read(&root.join(language), language, &mut sources)?;
    }
    let code = code(&check::messages(&sources)?, &sources);
    fs::write(out.join("words.rs"), code).map_err(|error| vec![format!("words.rs: {error}")])
}

fn read(folder: &Path, language: &'static str, sources: &mut Vec<Source>) -> Result<(), Vec<String>> {
    let say = |error| vec![format!("{}: {error}", folder.display())];
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).map_err(say)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
    paths.sort();
    for path in paths {
        println!("cargo:rerun-if-changed={}", path.display());
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        sources.push(Source { language, file, text: fs::read_to_string(&path).map_err(say)? });
    }
    Ok(())
}

fn code(messages: &[Message], sources: &[Source]) -> String {
    let mut code = String::from("/// What every language says, in the order of `Language::ALL`.\n");
    code.push_str("pub(crate) const TEXTS: [&[&str]; 5] = [\n");
    for language in LANGUAGES {
        let texts = sources.iter().filter(|source| source.language == language);
        let texts: Vec<String> = texts.map(|source| format!("{:?}", source.text)).collect();
        let _ = writeln!(code, "    &[{}],", texts.join(", "));
    }
    code.push_str("];\n\nimpl Words {\n");
    for message in messages {
        method(&mut code, message);
    }
    code.push_str("}\n");
    code
}

fn method(code: &mut String, Message { id, variables, english }: &Message) {
    for line in english.lines() {
        let _ = writeln!(code, "    /// {}", line.trim().replace(['<', '>', '[', ']', '`'], ""));
    }
    let name = id.replace('-', "_");
    let snake = |variable: &String| variable.replace('-', "_").to_lowercase();
    let _ = write!(code, "    #[must_use]\n    pub fn {name}");
    if variables.is_empty() {
        let _ = writeln!(code, "(self) -> String {{\n        self.say({id:?}, [])\n    }}\n");
        return;
    }
    let parameters: Vec<String> =
        variables.iter().map(|variable| format!("{}: impl Into<FluentValue<'a>>", snake(variable))).collect();
    let values: Vec<String> =
        variables.iter().map(|variable| format!("({variable:?}, {}.into())", snake(variable))).collect();
    let (parameters, values) = (parameters.join(", "), values.join(", "));
    let _ = writeln!(
        code,
        "<'a>(self, {parameters}) -> String {{\n        self.say({id:?}, [{values}])\n    }}\n"
    );
}
