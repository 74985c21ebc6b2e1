//! From what the user named to files: globs expanded and sorted, `-` for standard input.

use std::path::PathBuf;

use super::error::ReadError;

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// The name people see.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
        }
    }

    /// Its size, known for files alone.
    #[must_use]
    pub fn bytes(&self) -> Option<u64> {
        match self {
            Self::Path(path) => std::fs::metadata(path).ok().map(|metadata| metadata.len()),
            Self::Stdin => None,
        }
    }
}

/// What the user named.
pub struct Inputs;

impl Inputs {
    /// Expands globs (sorted by name) and `-`; a name that is a file stands for itself, whatever
    /// characters it has.
    ///
    /// # Errors
    /// A pattern that matches nothing, a folder, a missing file, or standard input named twice.
    pub fn expand(names: &[String]) -> Result<Vec<Input>, ReadError> {
        let mut inputs = Vec::new();
        for name in names {
            if name == "-" {
                if inputs.contains(&Input::Stdin) {
                    return Err(ReadError::new("-", "standard input can be read only once."));
                }
                inputs.push(Input::Stdin);
            } else {
                expand_one(name, &mut inputs)?;
            }
        }
        if inputs.is_empty() {
            return Err(ReadError::new("no file", "name at least one file, or - for standard input."));
        }
        Ok(inputs)
    }
}

fn expand_one(name: &str, inputs: &mut Vec<Input>) -> Result<(), ReadError> {
    let path = PathBuf::from(name);
    let is_pattern = name.contains(['*', '?', '[']);
    match std::fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => {
            return Err(ReadError::io(name, &std::io::ErrorKind::IsADirectory.into()));
        }
        Ok(_) => inputs.push(Input::Path(path)),
        Err(_) if is_pattern => {
            let paths = glob::glob(name).map_err(|error| {
                ReadError::new(name, format!("this pattern can't be understood: {error}."))
            })?;
            let before = inputs.len();
            inputs.extend(paths.filter_map(Result::ok).filter(|path| path.is_file()).map(Input::Path));
            if inputs.len() == before {
                return Err(ReadError::new(name, "no file matches this pattern."));
            }
        }
        Err(error) => return Err(ReadError::io(name, &error)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_gives_its_files_in_order_of_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a.csv", "c.txt"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let pattern = folder.path().join("*.csv").display().to_string();
        let names: Vec<String> = Inputs::expand(&[pattern]).unwrap().iter().map(Input::name).collect();
        assert!(names[0].ends_with("a.csv") && names[1].ends_with("b.csv") && names.len() == 2);
    }

    #[test]
    fn what_is_not_there_is_said_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let of = |name: &str| Inputs::expand(&[name.to_owned()]).unwrap_err().to_string();
        assert!(of("/nowhere/at/all.csv").contains("no such file"));
        assert!(of(&folder.path().display().to_string()).contains("folder"));
        assert!(of(&folder.path().join("*.csv").display().to_string()).contains("no file matches"));
        assert!(Inputs::expand(&[]).is_err());
        assert!(Inputs::expand(&["-".into(), "-".into()]).unwrap_err().to_string().contains("once"));
    }
}
