//! Enumerations whose cases are kept and said by a name.

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {$($(#[$case_doc])* #[serde(rename = $text)] $case),*}

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$case),*];

            /// The name kept in the database and said by the API.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {$(Self::$case => $text),*}
            }

            /// The one of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    )*};
}

pub(crate) use named;
