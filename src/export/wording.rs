//! Two wordings as one, for every place that shows what was changed: lists, files, the terminal. It finds no difference:
//! the comparison does.

use crate::compare::{Edit, EditKind};

/// A stretch of two wordings, as it is shown: the blanks at its ends stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// What it is; a stretch that differs in blanks alone counts as kept.
    pub kind: EditKind,
    /// Blanks before it.
    pub lead: &'t str,
    /// The first wording; what was kept stands here.
    pub old: &'t str,
    /// The second wording.
    pub new: &'t str,
    /// Blanks after it.
    pub rest: &'t str,
}

/// The edits of a passage as pieces in reading order.
pub fn pieces<'t>(a: &'t str, b: &'t str, edits: &[Edit]) -> Vec<Piece<'t>> {
    fn cut(text: &str, span: (u32, u32)) -> &str {
        text.get(span.0 as usize..span.1 as usize).unwrap_or("")
    }
    let piece = |edit: &Edit| {
        let (in_a, in_b) = (cut(a, edit.a), cut(b, edit.b));
        let (old, new) = (in_a.trim(), in_b.trim());
        let kept = |text| Piece { kind: EditKind::Kept, lead: "", old: text, new: "", rest: "" };
        if edit.kind == EditKind::Kept {
            return kept(in_a);
        }
        if old.is_empty() && new.is_empty() {
            return kept(in_b);
        }
        let shown = if matches!(edit.kind, EditKind::OnlyA | EditKind::MovedAway) { in_a } else { in_b };
        let lead = &shown[..shown.len() - shown.trim_start().len()];
        let rest = &shown[shown.trim_end().len().max(lead.len())..];
        Piece { kind: edit.kind, lead, old, new, rest }
    };
    edits.iter().map(piece).collect()
}

/// Two wordings as one line of text: `lực lượng [cảnh sát giao thông → CSGT] dẫn đoàn`. `[-…]` was left out, `[+…]` put in,
/// `[… ↷]` moved away, `[↶ …]` moved here, `[~…]` is the second wording of what is written differently.
pub fn inline(a: &str, b: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    for Piece { kind, lead, old, new, rest } in pieces(a, b, edits) {
        let told: &[&str] = match kind {
            EditKind::Kept => &[old],
            EditKind::Typography => &["[~", new, "]"],
            EditKind::OnlyA => &["[-", old, "]"],
            EditKind::OnlyB => &["[+", new, "]"],
            EditKind::Marks | EditKind::Replaced => &["[", old, " → ", new, "]"],
            EditKind::MovedAway => &["[", old, " ↷]"],
            EditKind::MovedHere => &["[↶ ", new, "]"],
        };
        out.push_str(lead);
        told.iter().for_each(|part| out.push_str(part));
        out.push_str(rest);
    }
    out
}
