//! The models against published figures and against their own truth.

mod cdnow;
mod golden;
