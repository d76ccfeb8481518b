//! Terms that one token may be found under: a number by its digits, a joined word by its parts, a word by any of its glosses.
//! Their hits are counted from positions, so that the token counts once.

use super::evaluate::{ResolvedForm, ResolvedLeaf};
use crate::index::gloss::is_gloss;
use crate::index::placed::may_also_be;

/// Notes which of the terms of a place a token may have two of: a number is also found by its digits, a joined word by
/// its parts, and a word may have any gloss. The terms are sorted by their exact keys. Costs a look at each.
pub fn note_coincidences(forms: &mut [ResolvedForm]) {
    if forms.len() > 1 && has_gloss(forms) {
        forms.iter_mut().for_each(|form| form.coincides = true);
        return;
    }
    for at in 0..forms.len() {
        for key in may_also_be(&forms[at].exact) {
            if let Ok(other) = forms.binary_search_by(|form| form.exact.cmp(&key)) {
                forms[at].coincides = true;
                forms[other].coincides = true;
            }
        }
    }
}

/// Whether a token may be a hit of both: words (not phrases) that share a term, or of which one has a term that is also
/// found by a term of the other, or asks for a gloss.
pub fn may_coincide(a: &ResolvedLeaf, b: &ResolvedLeaf) -> bool {
    let ([a], [b]) = (a.as_slice(), b.as_slice()) else { return false };
    if has_gloss(a) || has_gloss(b) {
        return true;
    }
    // Forms are sorted by their exact keys.
    let has = |forms: &[ResolvedForm], key: &str| forms.binary_search_by(|form| form.exact.as_str().cmp(key)).is_ok();
    let also = |forms: &[ResolvedForm], others: &[ResolvedForm]| {
        forms.iter().any(|form| may_also_be(&form.exact).iter().any(|key| has(others, key)))
    };
    a.iter().any(|form| has(b, &form.exact)) || also(a, b) || also(b, a)
}

fn has_gloss(forms: &[ResolvedForm]) -> bool {
    forms.iter().any(|form| is_gloss(&form.exact))
}
