//! Builds anew when a migration changes, which the macro that embeds them can't ask for itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
