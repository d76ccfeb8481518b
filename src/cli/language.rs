//! The query language in short, for `--help`. Its grammar is in [`crate::query`].

/// What stands after the flags of `recto search --help`.
pub const SEARCH_HELP: &str = "\
Queries:
  an ninh trật tự        the phrase first, then articles with all the words
  \"an ninh\" mạng         a phrase among words
  bảo*  *ninh  *inh*     words that begin, end, or have it inside; b*o too
  tr?t                   ? is one character
  /tr[aâ]t|tự/           a regular expression on a whole word: . [ ] [^ ] ( ) | * + ? {2,3} \\d \\w
  ninh~1  ninh~2         at most one or two letters added, missing or changed
  a OR b   -a   (a b)    either (HOẶC too); not; a group
  +a                     this word by itself, outside the phrase
  a NEAR/5 b             at most 5 words apart, in either order (1 to 16; 10 when not said)
  a PRE/5 b              the same, the first before the second
  title:a                in titles
  source:\"Báo A\"  category:x   whose source or category has this in its name
  date:2021  date:2020..2021-03  date:..24/01/2021
  tít:a  nguồn:a  mục:a  ngày:2021   the same in Vietnamese
  Typed without marks, a word or pattern suits every marking; typed with marks, only its own.
  Operators are upper-case; a phrase takes patterns too: \"tr?t tự~1\".

Examples:
  recto search site/ 'an ninh trật tự'
  recto search site/ '\"an toàn\" -giao' --sort date --limit 10 --json
  recto search site/ '(kiểm tra OR giám sát) NEAR/5 đảng*'
  recto search site/ 'hoà bình' --strict tone,letters --source 'Báo A' --from 2020-11 --to 2021
  recto search site/ --year 2021 --csv > articles.csv

Without a query, filters list what passes them, newest first. --csv writes every result, or --limit of them, as UTF-8
with a byte order mark; a cell that a spreadsheet would run starts with an apostrophe.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parser::parse;

    #[test]
    fn every_example_is_read_without_a_problem() {
        let (queries, _) = SEARCH_HELP.split_once("  Typed without").unwrap();
        for line in queries.lines().skip(1) {
            let mut pieces: Vec<&str> = line.split("  ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
            if !line.contains("date:") {
                pieces.pop();
            }
            let example = pieces.join(" ");
            // A lone exclusion says that it excludes only; it is read.
            let problems = parse(&example.replace("-a", "a -a")).problems;
            assert!(problems.is_empty(), "{example}: {problems:?}");
        }
    }
}
