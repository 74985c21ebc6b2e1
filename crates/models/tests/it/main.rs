//! The models against published figures and against their own truth.

mod batteries;
mod cdnow;
mod golden;
mod properties;
