//! Headings in a story that head nothing of it: what follows are teasers, buttons, or nothing at all. They are as what
//! follows is. It judges roles, and reads no text.

use super::Readable;
use crate::article::{Block, Role};

/// What stands next in the story, below a place in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Text,
    Heading,
    End,
}

/// Gives each subheading below the first paragraph, after which the story has another heading or ends, the role of what
/// stands between; one that nothing follows is residue.
pub(super) fn of_what_follows(story: &mut Readable) {
    let Some(first) = first_paragraph(story) else { return };
    // From the end: what stands next in the story, and the role of what stands before that and is none of it.
    let (mut next, mut between) = (Next::End, None);
    let mut begins = story.text.trim_end().len();
    for at in (0..story.roles.len()).rev() {
        let Block { role, start, end, .. } = story.roles[at];
        if story.text.get(end as usize..begins).is_some_and(|gap| !gap.trim().is_empty()) {
            (next, between) = (Next::Text, None);
        }
        begins = start as usize;
        let heads_nothing = next == Next::End || next == Next::Heading && between.is_some();
        match role {
            Role::Related | Role::Residue => between = Some(role),
            Role::Subheading if start > first && heads_nothing => {
                let role = between.unwrap_or(Role::Residue);
                story.roles[at].role = role;
                between = Some(role);
            }
            Role::Subheading => (next, between) = (Next::Heading, None),
            // Who wrote it stands between the story and what is none.
            Role::Credit => {}
            _ => (next, between) = (Next::Text, None),
        }
    }
}

/// Where the first text without a role begins.
fn first_paragraph(story: &Readable) -> Option<u32> {
    let mut from = 0;
    for block in &story.roles {
        if story.text.get(from..block.start as usize).is_some_and(|gap| !gap.trim().is_empty()) {
            return Some(from as u32);
        }
        from = block.end as usize;
    }
    story.text.get(from..).is_some_and(|rest| !rest.trim().is_empty()).then_some(from as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[(Option<Role>, &str)], expected: &[Option<Role>]) {
        let mut story = Readable::default();
        for (role, text) in lines {
            let start = story.text.len() as u32;
            story.text.push_str(text);
            let end = story.text.len() as u32;
            story.roles.extend(role.map(|role| Block { role, start, end, repeats: false }));
            story.text.push_str("\n\n");
        }
        let before = story.text.clone();
        of_what_follows(&mut story);
        let mut at = 0;
        for ((_, text), expected) in lines.iter().zip(expected) {
            let found = story.roles.iter().find(|block| block.start == at).map(|block| block.role);
            assert_eq!(found, *expected, "{text:?} in {lines:?}");
            at += text.len() as u32 + 2;
        }
        assert_eq!(story.text, before);
    }

    #[test]
    fn a_heading_of_nothing_is_as_what_follows() {
        let (body, head) = (None, Some(Role::Subheading));
        let (related, residue) = (Some(Role::Related), Some(Role::Residue));
        let p = (body, "Ghe chở muối về bến.");
        let h = (head, "Bến muối");
        check(&[p, h], &[body, residue]);
        check(&[p, h, p], &[body, head, body]);
        check(&[p, h, (related, "Tin khác")], &[body, related, related]);
        check(&[p, h, (related, "Tin khác"), p], &[body, head, related, body]);
        check(&[p, h, (related, "Tin khác"), h, p], &[body, related, related, head, body]);
        check(&[p, h, h, (residue, "Gửi")], &[body, residue, residue, residue]);
        check(&[p, h, h, p], &[body, head, head, body]);
        check(&[h, p], &[head, body]);
        check(&[h, h], &[head, head]);
        check(&[p, h, (Some(Role::Caption), "Bến sông")], &[body, head, Some(Role::Caption)]);
    }
}
