//! Questions asked of small and of hostile orders, answered whole.

mod gathering;
