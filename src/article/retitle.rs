//! Another headline for an article, by its maker's correction. Nothing of its text is taken away.

use super::model::{Article, Block, Role};

/// Gives an article another headline: it is put before the text as a line of its own, so that it is searched, marked and
/// shown like any other, and the one that stands in the text is a line of the story. Of an article whose text is not at
/// hand, only the title changes. Linear in the text.
pub fn retitle(article: &mut Article, title: &str) {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() || title.split(' ').eq(article.title.split_whitespace()) {
        return;
    }
    let before = title.len() + 2;
    if !article.blocks.is_empty() && u32::try_from(article.text.len() + before).is_ok() {
        article.text.insert_str(0, &format!("{title}\n\n"));
        article.glosses.shift(before as u32);
        for block in &mut article.blocks {
            (block.start, block.end) = (block.start + before as u32, block.end + before as u32);
            if block.role == Role::Title {
                block.role = Role::Body;
            }
        }
        article.blocks.insert(0, Block { role: Role::Title, start: 0, end: title.len() as u32, repeats: false });
    }
    (article.title, article.untitled) = (title, false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::extract;

    #[test]
    fn another_headline_goes_before_the_text_and_the_old_one_is_a_line_of_it() {
        let text = "Chợ phien\n\nSáng nay, chợ phiên mở cửa sớm hơn thường lệ vì trời nắng đẹp và đông khách.\n\nNgười mua rất đông.";
        let article = extract("a", text.to_owned());
        assert_eq!(article.title, "Chợ phien");
        let with = |title: &str| {
            let mut article = article.clone();
            retitle(&mut article, title);
            article
        };
        assert_eq!(with(" Chợ  phien "), article, "the same headline");
        let found = with("Chợ phiên\nđầu năm");
        assert_eq!((found.title.as_str(), found.text), ("Chợ phiên đầu năm", format!("Chợ phiên đầu năm\n\n{text}")));
        let found = with("Chợ phiên");
        let blocks: Vec<_> = found.blocks.iter().map(|b| (b.role, b.of(&found.text))).collect();
        assert_eq!(blocks[..2], [(Role::Title, "Chợ phiên"), (Role::Body, "Chợ phien")]);
        assert_eq!(blocks.len(), article.blocks.len() + 1);
        // Without its text, as the table of articles sees it.
        let mut head = Article { text: String::new(), blocks: Vec::new(), ..article.clone() };
        retitle(&mut head, "Chợ phiên");
        assert_eq!((head.title.as_str(), head.text.as_str()), ("Chợ phiên", ""));
    }
}
