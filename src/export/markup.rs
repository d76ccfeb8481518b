//! Texts in what is exported as markup.

/// A text that stays text, between tags and in attributes: what would be markup is written out, and signs that no XML may hold
/// are spaces.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ if c.is_control() && !matches!(c, '\n' | '\t') => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_is_text() {
        assert_eq!(escaped("<a b='1'>\u{1}\"&amp;\n"), "&lt;a b=&#39;1&#39;&gt; &quot;&amp;amp;\n");
    }
}
