//! Chosen grams that belong to one passage: those that follow one another in the same articles.
//!
//! It knows numbers of grams alone. Plain connected components would run through a formula that stands in many passages
//! from each of them to all others, so grams are joined only where neither is much more common than the two together.

/// The share of the articles of the more common of two grams in which they must meet.
const MEETING_SHARE: (u32, u32) = (1, 3);
/// Articles in which they must meet.
const MEETING_ARTICLES: u32 = 2;

/// Grams joined to passages: a forest in which each gram knows one above it.
#[derive(Debug, Default)]
pub struct Links {
    above: Vec<u32>,
    articles: Vec<u32>,
}

impl Links {
    /// Adds a gram that so many articles have; returns its number.
    pub fn gram(&mut self, articles: u32) -> u32 {
        self.above.push(self.above.len() as u32);
        self.articles.push(articles);
        self.above.len() as u32 - 1
    }

    /// Joins two grams that meet in so many articles, if that is enough.
    pub fn meet(&mut self, one: u32, other: u32, articles: u32) {
        let most = self.articles[one as usize].max(self.articles[other as usize]);
        let enough = u64::from(articles) * u64::from(MEETING_SHARE.1) >= u64::from(most) * u64::from(MEETING_SHARE.0);
        if articles >= MEETING_ARTICLES && enough {
            let (one, other) = (self.passage(one), self.passage(other));
            // The earlier number stays, whatever the order of joins.
            self.above[one.max(other) as usize] = one.min(other);
        }
    }

    /// The passage of a gram: the least number joined to it.
    pub fn passage(&mut self, gram: u32) -> u32 {
        let mut at = gram;
        while self.above[at as usize] != at {
            let above = self.above[self.above[at as usize] as usize];
            self.above[at as usize] = above;
            at = above;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_formula_joins_no_passages() {
        let mut links = Links::default();
        let [a, b, formula, c, d] = [2, 2, 50, 3, 3].map(|articles| links.gram(articles));
        for (one, other, articles) in [(a, b, 2), (b, formula, 2), (formula, c, 2), (c, d, 3), (a, d, 1)] {
            links.meet(one, other, articles);
        }
        let found = [a, b, formula, c, d].map(|gram| links.passage(gram));
        assert_eq!(found, [a, a, formula, c, c]);
    }

    #[test]
    fn the_order_of_joins_does_not_matter() {
        let pairs = [(0, 3), (3, 5), (1, 2), (5, 4)];
        let joined = |order: &[usize]| {
            let mut links = Links::default();
            (0..6).for_each(|_| _ = links.gram(2));
            order.iter().for_each(|&at| links.meet(pairs[at].0, pairs[at].1, 2));
            (0..6).map(|gram| links.passage(gram)).collect::<Vec<u32>>()
        };
        assert_eq!(joined(&[0, 1, 2, 3]), joined(&[3, 2, 1, 0]));
        assert_eq!(joined(&[0, 1, 2, 3]), [0, 1, 1, 0, 0, 0]);
    }
}
