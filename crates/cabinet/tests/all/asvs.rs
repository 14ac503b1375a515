//! The requirement of OWASP ASVS 5.0 (`docs/asvs.md`) that the rules stand written: the committed grid is what is permitted, and
//! the sentences written before it hold.

use crate::grid::permissions_are_as_committed;
use crate::never::what_never_happens_is_never_permitted;

#[test]
fn asvs_8_1_1() {
    permissions_are_as_committed();
    what_never_happens_is_never_permitted();
}
