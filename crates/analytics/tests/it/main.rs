//! Questions asked of small and of hostile orders, answered whole.

mod figures;
mod gathering;
mod naive;
mod orders;
mod parquet;
mod random;
mod spilling;
