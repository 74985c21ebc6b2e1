//! Text that others wrote, made harmless: the sandbox for the placeholders of letters, and the calm
//! part of Markdown they may use.

pub mod markdown;
pub mod template;
