//! Columns that a page draws row by row: what stands in one row behind a wide gap is of the next column, where row after row
//! has the gap in the same place and words on both sides. Any other row is one line, as it was written.

use super::line::Line;

/// Rows in a row that make columns of prose.
const LEAST_ROWS: usize = 4;
/// Words that a piece of a row has at least, in the mean: less is a table.
const LEAST_WORDS: usize = 3;

/// The lines, those of columns one column after the other. A line that is `beside` stands in the row of the one before it.
/// Linear in the lines.
pub(super) fn columns(lines: Vec<Line>) -> Vec<Line> {
    if lines.iter().all(|line| !line.beside) {
        return lines;
    }
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut().filter(|_| line.beside) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    let (mut done, mut at) = (Vec::with_capacity(rows.len()), 0);
    while at < rows.len() {
        let run = run_of(&rows[at..]);
        if run == 0 {
            done.extend(whole(std::mem::take(&mut rows[at])));
            at += 1;
            continue;
        }
        let mut right = Vec::new();
        let gutter = rows[at][1].left;
        for row in &mut rows[at..at + run] {
            for line in std::mem::take(row) {
                let line = Line { beside: false, ..line };
                if line.left + line.size < gutter { done.push(line) } else { right.push(line) }
            }
        }
        done.append(&mut right);
        at += run;
    }
    done
}

/// How many rows from the first on are of two columns; 0 when they are none.
fn run_of(rows: &[Vec<Line>]) -> usize {
    let Some([_, first]) = rows.first().map(Vec::as_slice) else { return 0 };
    let (gutter, size) = (first.left, first.size);
    let fits = |row: &[Line]| match row {
        [left, right] => (right.left - gutter).abs() < size && left.right < gutter && left.page == first.page,
        // The longer column goes on alone.
        [line] => line.page == first.page && (line.right < gutter || (line.left - gutter).abs() < size),
        _ => false,
    };
    let below = |pair: &[Vec<Line>]| pair[0][0].base > pair[1][0].base;
    let mut run = 1;
    while run < rows.len() && fits(&rows[run]) && below(&rows[run - 1..=run]) {
        run += 1;
    }
    let pairs = || rows[..run].iter().filter(|row| row.len() == 2);
    let words = |column: usize| pairs().map(|row| row[column].text.split_whitespace().count()).sum::<usize>();
    let count = pairs().count();
    let prose = (0..2).all(|column| words(column) >= LEAST_WORDS * count);
    let last = rows[..run].iter().rposition(|row| row.len() == 2).map_or(0, |at| at + 1);
    match count >= LEAST_ROWS && prose {
        // One row of what follows the shorter column belongs to it; more may be what stands below.
        true => run.min(last + 1),
        false => 0,
    }
}

/// A row as one line.
fn whole(row: Vec<Line>) -> Option<Line> {
    row.into_iter().reduce(|mut line, next| {
        line.text.truncate(line.text.trim_end().len());
        line.text.push(' ');
        line.text.push_str(&next.text);
        line.right = next.right.max(line.right);
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::kurbo::Vec2;

    /// Pieces of lines as (left, top, text), those of one row one after the other.
    fn check(pieces: &[(f64, f64, &str)], expected: &[&str]) {
        let mut before = f64::NAN;
        let lines = pieces.iter().map(|&(left, top, text)| {
            let beside = top == before;
            before = top;
            let right = left + text.chars().count() as f64 * 5.0;
            let way = Vec2::new(1.0, 0.0);
            Line { text: text.to_owned(), page: 0, left, right, base: -top, size: 10.0, first_word: 20.0, way, beside }
        });
        let found: Vec<String> = columns(lines.collect()).into_iter().map(|line| line.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let rows = (0..4).flat_map(|row| {
            let top = f64::from(row) * 12.0;
            [(0.0, top, "chợ họp bên suối"), (120.0, top, "thuyền về bến cũ")]
        });
        let rows: Vec<_> = [(0.0, -20.0, "Hai cột")].into_iter().chain(rows).chain([(120.0, 48.0, "hết")]).collect();
        let mut expected = vec!["Hai cột"];
        expected.extend(["chợ họp bên suối"; 4]);
        expected.extend(["thuyền về bến cũ"; 4]);
        expected.push("hết");
        check(&rows, &expected);
    }

    #[test]
    fn rows_of_tables_and_a_few_gaps_stay_lines() {
        let table: Vec<_> = (0..6)
            .flat_map(|row| [(0.0, f64::from(row) * 12.0, "Gạo nếp"), (120.0, f64::from(row) * 12.0, "20")])
            .collect();
        check(&table, &["Gạo nếp 20"; 6]);
        check(
            &[(0.0, 0.0, "một hai ba"), (120.0, 0.0, "bốn năm sáu"), (0.0, 12.0, "bảy")],
            &["một hai ba bốn năm sáu", "bảy"],
        );
    }
}
