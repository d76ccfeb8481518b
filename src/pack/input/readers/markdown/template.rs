//! Tags of the templates that sites are made with: `{{< … >}}` and `{{% … %}}` of Hugo, `{% … %}` and `{{ name }}` of Jekyll
//! and its kin, and the kind of a callout (`> [!info]`). They are no text; what stands between an opening and a closing tag
//! is.

/// A tag ends within so many bytes.
const LONGEST_BYTES: usize = 2000;
/// Opening and closing marks, longest first.
const TAGS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// A text without tags, and how many bytes they had. Code between fences keeps its own.
pub(super) fn without_tags(text: &str) -> (String, u64) {
    if !text.contains("{{") && !text.contains("{%") && !text.contains("[!") {
        return (text.to_owned(), 0);
    }
    let (mut kept, mut left_out_bytes, mut fence) = (String::with_capacity(text.len()), 0, None);
    let mut at = 0;
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..line_end];
        let opening = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| opening.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => {
                // A tag may go on in the next lines.
                let end = tags(text, at, line_end, &mut kept, &mut left_out_bytes);
                at = end;
                continue;
            }
            _ => {}
        }
        kept.push_str(line);
        at = line_end;
    }
    (kept, left_out_bytes)
}

/// Writes a line without its tags; gives where what was written ends.
fn tags(text: &str, start: usize, line_end: usize, kept: &mut String, left_out_bytes: &mut u64) -> usize {
    let mut at = start + callout(&text[start..line_end], kept);
    let marks = text[start..at].find("[!").unwrap_or(0);
    *left_out_bytes += (at - start - marks) as u64;
    while at < line_end {
        let rest = &text[at..line_end];
        let Some(open) = rest.find('{') else { break };
        kept.push_str(&rest[..open]);
        at += open;
        match tag_bytes(&text[at..]) {
            Some(bytes) => {
                *left_out_bytes += bytes as u64;
                at += bytes;
            }
            None => {
                kept.push('{');
                at += 1;
            }
        }
        if at >= line_end {
            return at;
        }
    }
    kept.push_str(&text[at..line_end]);
    line_end
}

/// The length of the tag that a text begins with.
fn tag_bytes(text: &str) -> Option<usize> {
    let end = text.floor_char_boundary(LONGEST_BYTES);
    let near = &text[..end];
    for (open, close) in TAGS {
        if near.starts_with(open) {
            return near.find(close).map(|at| at + close.len());
        }
    }
    // A value: a name, its parts and filters.
    let inner = near.strip_prefix("{{")?;
    let close = inner.find("}}")?;
    let name = inner[..close].trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '.' || c == '$')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '|' | ' ' | '"' | '\'' | '$' | ':'));
    is_name.then_some(close + 4)
}

/// Writes the mark of a quotation whose first line names its kind; gives how far the kind reaches, 0 when there is none.
fn callout(line: &str, kept: &mut String) -> usize {
    let quoted = line.trim_start_matches(['>', ' ']);
    let marks = line.len() - quoted.len();
    let Some(kind) = quoted.strip_prefix("[!").filter(|_| line[..marks].contains('>')) else { return 0 };
    let Some(end) = kind.find(']').filter(|&end| (1..=30).contains(&end)) else { return 0 };
    let is_kind = kind[..end].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '|'));
    if !is_kind {
        return 0;
    }
    kept.push_str(&line[..marks]);
    let rest = &kind[end + 1..];
    let sign = usize::from(rest.starts_with(['+', '-']));
    marks + 2 + end + 1 + sign
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (kept, left_out_bytes) = without_tags(text);
        assert_eq!(kept, expected, "{text}");
        assert_eq!(left_out_bytes > 0, kept != text, "{text}");
    }

    #[test]
    fn tags_are_taken_out_and_the_text_between_them_stays() {
        check("Trước {{< youtube abc >}} sau", "Trước  sau");
        check("{{% quote %}}Lời trích{{% /quote %}}\n", "Lời trích\n");
        check("{% include a.html\n  b=\"c\" %}\nChữ\n", "\nChữ\n");
        check("Ở {{ page.place | escape }} này", "Ở  này");
        check("> [!NOTE]\n> Mang áo.\n", "> \n> Mang áo.\n");
        check("> [!info]- Tên\n", ">  Tên\n");
        for kept in ["```\n{{< a >}}\n```\n", "a {b} c", "$\\frac{{1}}{2}$", "{{< không đóng", "[!NOTE] chữ", "{% a"]
        {
            check(kept, kept);
        }
    }
}
