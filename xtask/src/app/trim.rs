//! Takes out of the glue and the wasm what a reader would download for nothing: classes of other crates that the app
//! never hands to JavaScript, functions nothing imports, long names of imports, comments and indentation.
//!
//! It works on text and module in memory, and refuses a glue of another shape; it writes no file.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use walrus::{ExportItem, Module};

/// Classes that Leptos' server functions bring for streams of requests, which the app, without a server, never makes.
const UNUSED_CLASSES: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// Trims both; they still belong together.
///
/// # Errors
///
/// Fails when the glue has another shape than is known.
pub fn trim(glue: &str, module: &mut Module) -> Result<String> {
    let mut glue = without_comments(glue)?;
    for class in UNUSED_CLASSES {
        glue = without_class(&glue, class, module)?;
    }
    walrus::passes::gc::run(module);
    let imported: Vec<String> = module.imports.iter().map(|import| import.name.clone()).collect();
    let glue = without_unused(&glue, &imported)?;
    let short: HashMap<String, String> =
        imported.into_iter().enumerate().map(|(index, name)| (name, short_name(index))).collect();
    ensure!(short.len() == module.imports.iter().count(), "two of the app's imports have one name");
    for import in module.imports.iter_mut() {
        import.name.clone_from(&short[&import.name]);
    }
    Ok(renamed(&glue, &short))
}

/// `_0`, `_1`, … `_a`, …: unlike any name of JavaScript or of the glue.
fn short_name(index: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    format!("_{}{}", char::from(DIGITS[index / 36 % 36]), char::from(DIGITS[index % 36]))
}

/// Drops doc comments, lines of comment and indentation. A text over several lines would lose its spaces: there is none.
fn without_comments(glue: &str) -> Result<String> {
    let mut kept = Vec::new();
    let mut in_comment = false;
    for line in glue.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            ensure!(
                line.find("*/").is_none_or(|end| end + 2 == line.len()),
                "code follows a comment of the glue: {line}"
            );
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            ensure!(line.matches('`').count().is_multiple_of(2), "a text of the glue spans lines: {line}");
            kept.push(line);
        }
    }
    ensure!(!in_comment, "a comment of the glue does not end");
    Ok(kept.join("\n") + "\n")
}

/// Drops a class, its finalisation and its exports; of a class that is not there, nothing.
fn without_class(glue: &str, class: &str, module: &mut Module) -> Result<String> {
    let opening = format!("class {class} {{\n");
    if !glue.contains(&opening) {
        return Ok(glue.to_owned());
    }
    let glue = cut(glue, &opening, &format!("exports.{class} = {class};\n"))?;
    let closing = format!("wasm.__wbg_{}_free(ptr, 1));\n", class.to_lowercase());
    let glue = cut(&glue, &format!("const {class}Finalization = "), &closing)?;
    ensure!(!glue.contains(class), "the glue still uses {class}");
    let (method, free) = (format!("{}_", class.to_lowercase()), format!("__wbg_{}_free", class.to_lowercase()));
    let exports = module.exports.iter().filter(|export| {
        matches!(export.item, ExportItem::Function(_))
            && (export.name.starts_with(&method) || export.name.starts_with(&free))
    });
    let exports: Vec<_> = exports.map(walrus::Export::id).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    Ok(glue)
}

fn cut(text: &str, opening: &str, closing: &str) -> Result<String> {
    let start = text.find(opening).with_context(|| format!("the glue has no {opening:?}"))?;
    let length = text[start..].find(closing).with_context(|| format!("the glue has no {closing:?}"))?;
    Ok([&text[..start], &text[start + length + closing.len()..]].concat())
}

/// Drops the functions of the import object that the module does not import: each begins with its name on a line and ends
/// with `},`.
fn without_unused(glue: &str, imported: &[String]) -> Result<String> {
    let mut kept = String::with_capacity(glue.len());
    let (mut found, mut dropping) = (0, false);
    for line in glue.lines() {
        let name = line.split_once(": function(").map(|(name, _)| name).filter(|name| name.starts_with("__wb"));
        if let Some(name) = name {
            let used = imported.iter().any(|imported| imported == name);
            found += usize::from(used);
            dropping = !used;
        }
        if !dropping {
            kept.push_str(line);
            kept.push('\n');
        }
        dropping &= line != "},";
    }
    ensure!(!dropping, "a function of the glue's import object does not end");
    let others = imported.iter().filter(|name| !glue.contains(&format!("\n{name}: function("))).count();
    ensure!(
        found > 0 && found + others == imported.len(),
        "of {} imports the glue gives {found}, and {others} in another form",
        imported.len()
    );
    Ok(kept)
}

/// Replaces whole names.
fn renamed(glue: &str, short: &HashMap<String, String>) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_part) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let name = &rest[..length];
        out.push_str(short.get(name).map_or(name, String::as_str));
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{renamed, short_name, without_comments, without_unused};
    use std::collections::HashMap;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let glue = "  /**\n   * A `tick.\n   */\n  let x = 1; // stays\n\n  // goes\n  f(`a`);\n";
        assert_eq!(without_comments(glue).expect("a known shape"), "let x = 1; // stays\nf(`a`);\n");
        assert!(without_comments("f(`a\n  b`);\n").is_err(), "a text over two lines would lose its spaces");
        assert!(without_comments("/* a */ f();\n").is_err(), "the code behind it would be lost");
    }

    #[test]
    fn functions_that_are_not_imported_go() {
        let glue =
            "const a = {\n__wbg_x_1: function() {\nif (b) {\n}\n},\n__wbg_y_2: function() {\nreturn 2;\n},\n};\n";
        let kept = without_unused(glue, &["__wbg_y_2".to_owned()]).expect("a known shape");
        assert_eq!(kept, "const a = {\n__wbg_y_2: function() {\nreturn 2;\n},\n};\n");
        assert!(without_unused("", &["__wbg_y_2".to_owned()]).is_err(), "a glue that gives none is unknown");
    }

    #[test]
    fn whole_names_are_replaced() {
        let short = HashMap::from([("__wbg_a".to_owned(), "_00".to_owned())]);
        assert_eq!(renamed("x.__wbg_a(__wbg_ab, a__wbg_a)", &short), "x._00(__wbg_ab, a__wbg_a)");
        assert_eq!((short_name(0), short_name(36 + 10)), ("_00".to_owned(), "_1a".to_owned()));
    }
}
