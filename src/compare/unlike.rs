//! Whether two texts are in different scripts or languages, so that nobody looks for shared wording in vain. It knows no
//! language: texts of one have its commonest words in common, whatever they are about.

use super::Comparison;
use super::seed::Words;
use crate::named::named;
use serde::{Deserialize, Serialize};

/// In what two texts are unlike as wholes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unlike {
    /// Their letters are those of different scripts.
    Script,
    /// Their words are those of different languages.
    Language,
}

named!(Unlike { Script = "script", Language = "language" });

/// Words of a text at least, without numbers, for its script to be told.
const SCRIPT_WORDS: u32 = 5;
/// Words of a text at least for its language to be told.
const LANGUAGE_WORDS: u32 = 60;
/// Two texts whose words are this much alike (the cosine of how often each is used) are of one language.
const ALIKE: f64 = 0.12;
/// The same of their letters.
const ALIKE_LETTERS: f64 = 0.05;

impl Comparison<'_> {
    /// In what the two texts are unlike as wholes; `None` where they are not, and where they are too short to tell.
    pub fn unlike(&self) -> Option<Unlike> {
        let (words, letters) = counted(&self.words);
        let least = words.0.iter().sum::<u32>().min(words.1.iter().sum());
        if least >= SCRIPT_WORDS && cosine(&letters.0, &letters.1) < ALIKE_LETTERS {
            return Some(Unlike::Script);
        }
        (least >= LANGUAGE_WORDS && cosine(&words.0, &words.1) < ALIKE).then_some(Unlike::Language)
    }
}

type Counts = (Vec<u32>, Vec<u32>);

/// How often each word is used on either side, by its number, without numbers; and letters, by the stretch of 128
/// characters that they belong to.
fn counted(words: &Words) -> (Counts, Counts) {
    let kinds = words.a.iter().chain(&words.b).max().map_or(0, |&most| most as usize + 1);
    let blocks = char::MAX as usize / 128 + 1;
    let of = |numbers: &[u32], keys: &super::Keys| {
        let (mut used, mut letters) = (vec![0; kinds], vec![0; blocks]);
        let counted = keys.distinct.iter().map(|key| !key.contains(char::is_numeric)).collect::<Vec<bool>>();
        for (&word, &key) in numbers.iter().zip(&keys.numbers) {
            if counted[key as usize] {
                used[word as usize] += 1;
                keys.distinct[key as usize].chars().for_each(|letter| letters[letter as usize / 128] += 1);
            }
        }
        (used, letters)
    };
    let (a, b) = (of(&words.a, &words.side_a.folds), of(&words.b, &words.side_b.folds));
    ((a.0, b.0), (a.1, b.1))
}

fn cosine(a: &[u32], b: &[u32]) -> f64 {
    let product = |a: &[u32], b: &[u32]| a.iter().zip(b).map(|(&x, &y)| f64::from(x) * f64::from(y)).sum::<f64>();
    let lengths = (product(a, a) * product(b, b)).sqrt();
    if lengths > 0.0 { product(a, b) / lengths } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::extract;
    use crate::compare::Text;

    const VIETNAMESE: &str = "Sáng nay chợ nổi họp sớm hơn mọi ngày vì nước lên cao. Người bán cam, người bán gạo \
        đều đến từ lúc trời còn tối, và những chiếc thuyền đậu kín một khúc sông. Bà Tư kể rằng chợ đã có từ thời ông \
        bà của bà, khi con đường vào làng còn là một lối mòn, và người ta đi lại bằng thuyền là chính.";
    const ENGLISH: &str = "This morning the market on the river began earlier than on other days because the water was \
        high. Those who sell oranges and those who sell rice had come while it was still dark, and their boats filled \
        a whole bend of the river. An old woman told us that the market was there when her parents were young, and \
        that the road to the village was only a path then.";
    const ABOUT_RAIN: &str = "It rained for three days in the hills, and the mill stood still because the dam was full of \
        leaves. When the miller had cleared it, the wheel began to turn again, and those who had waited brought their \
        grain to him. He said that it was the first time in years that he had to wait for the water to fall, and that \
        the bridge at the end of the village was gone.";
    const RUSSIAN: &str = "Сегодня утром рынок на реке открылся раньше, чем в другие дни, потому что вода поднялась.";

    #[test]
    fn other_scripts_and_languages_are_told() {
        let check = |a: &str, b: &str, expected: Option<Unlike>| {
            let (a, b) = (extract("a", a.to_owned()), extract("b", b.to_owned()));
            let (a, b) = (Text::of(&a), Text::of(&b));
            assert_eq!(Comparison::new(&a, &b).unlike(), expected, "{} / {}", a.text, b.text);
            assert_eq!(Comparison::new(&b, &a).unlike(), expected);
        };
        check(VIETNAMESE, ENGLISH, Some(Unlike::Language));
        check(ENGLISH, RUSSIAN, Some(Unlike::Script));
        check(VIETNAMESE, RUSSIAN, Some(Unlike::Script));
        // Another subject is no other language, nor are missing marks.
        check(ENGLISH, ABOUT_RAIN, None);
        let bare: String = crate::text::tokens(VIETNAMESE)
            .iter()
            .map(|token| crate::text::fold_key(&crate::text::exact_key(token.of(VIETNAMESE))) + " ")
            .collect();
        check(VIETNAMESE, &bare, None);
        // Too short to tell.
        check("Chợ họp sớm hơn mọi ngày.", "The market began early today.", None);
        check("", ENGLISH, None);
    }
}
