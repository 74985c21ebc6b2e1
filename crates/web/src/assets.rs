//! The bundled assets, in the binary: what `build.rs` laid into `$OUT_DIR/dist`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use locales::Language;
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/dist"]
struct Dist;

/// What the bundler wrote beside its files.
#[derive(Deserialize, Default)]
struct Manifest {
    /// `app.js` to `app-XXXX.js`.
    files: BTreeMap<String, String>,
    /// Hashes of what report.html inlines, as a content security policy writes them.
    hashes: BTreeMap<String, String>,
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    let file = Dist::get("manifest.json");
    file.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// The bytes of a bundled file.
pub(crate) fn file(name: &str) -> Option<Cow<'static, [u8]>> {
    Dist::get(name).map(|file| file.data)
}

/// A bundled text file; empty where there is none, which the tests forbid.
pub(crate) fn text(name: &str) -> String {
    file(name).map_or_else(String::new, |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The hash of an inlined file, `sha256-...`.
pub(crate) fn hash(name: &str) -> &'static str {
    MANIFEST.hashes.get(name).map_or("", String::as_str)
}

/// The sheet with the letters of a language that Western Latin lacks, for what brings its fonts along.
pub(crate) fn letters(language: Language) -> Option<&'static str> {
    match language {
        Language::En | Language::Fi => None,
        Language::Lv => Some("fonts-lv.css"),
        Language::Ru => Some("fonts-ru.css"),
        Language::Fa => Some("fonts-fa.css"),
    }
}

/// The address of a bundled file under its hashed name.
pub(crate) fn path(name: &str) -> String {
    format!("/assets/{}", MANIFEST.files.get(name).map_or(name, String::as_str))
}

/// A sprout for the browser's tab, in a colour that stands on light and dark.
pub(crate) const FAVICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' \
    fill='none' stroke='%233c9160' stroke-width='2.4' stroke-linecap='round'%3E%3Cpath d='M5 21h14M12 21c0-6 0-8-1-11M11 \
    10C6 10 3 8 3 4c5 0 8 2 8 6ZM12 13c0-5 3-8 8-8 0 5-3 8-8 8Z'/%3E%3C/svg%3E";

/// A Lucide icon, inlined as SVG and hidden from screen readers; words stand beside it.
pub(crate) fn icon(name: &str) -> Icon<'_> {
    Icon(name)
}

/// See [`icon`].
pub(crate) struct Icon<'a>(&'a str);

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(&format!("icons/{}.svg", self.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_and_icon_the_templates_name_is_bundled() {
        for name in ["report.js", "report.css", "door.css"] {
            assert!(!text(name).is_empty(), "{name}");
        }
        for name in ["app.js", "theme.js", "app.css"] {
            assert!(MANIFEST.files.contains_key(name), "{name}");
        }
        let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut folders = vec![templates];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = std::fs::read_to_string(&path).unwrap();
                for call in source.split("icon(\"").skip(1) {
                    let name = call.split('"').next().unwrap();
                    assert!(!icon(name).to_string().is_empty(), "{}: no icon {name}", path.display());
                }
            }
        }
    }
}
