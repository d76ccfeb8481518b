//! `recto compare SITE` and `recto compare SITE ARTICLE`: which articles share most, before any two are chosen.

use crate::cli::flags::CompareFlags;
use crate::cli::output::{Failure, card_line, json_line};
use crate::protocol::{Alike, AlikeRequest};
use crate::site::OpenSite;
use serde_json::{Value, json};
use std::io::Write;

/// Pairs that are listed.
const PAIRS: u32 = 16;

/// Lists the pairs of a site that share most, or what is like one article, versions of one article first.
pub fn tell(
    out: &mut impl Write,
    site: &mut OpenSite,
    article: Option<String>,
    flags: &CompareFlags,
) -> Result<(), Failure> {
    if flags.csv {
        let hint = "name two articles, or leave --csv out";
        return Err(Failure::new("expected two articles or more for --csv, found fewer", hint));
    }
    let pairs = site.ask(AlikeRequest { article, limit: PAIRS })?;
    if flags.json {
        return json_line(out, &json!({"pairs": pairs.iter().map(as_json).collect::<Value>()}));
    }
    if pairs.is_empty() {
        writeln!(out, "no articles share enough to be compared")?;
    }
    for pair in &pairs {
        let versions = if pair.version { ", two versions of one article" } else { "" };
        let share = |at: usize| pair.overlaps[at].share() * 100.0;
        writeln!(out, "{:.0} % of the first is in the second, {:.0} % the other way{versions}", share(0), share(1))?;
        for card in &pair.cards {
            writeln!(out, "  {}", card_line(card))?;
        }
        if !pair.wording.is_empty() {
            writeln!(out, "    {}", pair.wording)?;
        }
    }
    Ok(())
}

fn as_json(pair: &Alike) -> Value {
    let articles = pair.cards.iter().zip(&pair.overlaps).map(|(card, overlap)| {
        json!({
            "article": card.article, "id": card.id, "title": card.title, "date": card.date, "source": card.source,
            "url": card.url, "shared_tokens": overlap.shared_tokens, "all_tokens": overlap.all_tokens,
            "share": overlap.share(),
        })
    });
    json!({"articles": articles.collect::<Value>(), "version": pair.version, "wording": pair.wording})
}
