//! What we say, in five languages.
