//! Canned answers, to see the views before the engine is there.

use super::handle::AskError;
use crate::article::*;
use crate::compare::{Kind, Layer};
use crate::engine::protocol::*;

const TEXTS: [(&str, &str, Option<&str>, Option<&str>, &str); 5] = [
    (
        "2021/mot.txt",
        "2021-01-24",
        Some("Báo Mẫu"),
        None,
        "Thành phố chuẩn bị cho kỳ họp đầu năm\n\nDiễn tập hôm thứ bảy kéo dài bốn giờ, có xe chữa cháy và đội y tế.\n\nCác lực lượng giữ vững an ninh trật tự trước, trong và sau kỳ họp. Người dân được thông báo trước lịch phân luồng.\n\nCác phương án được rà soát nhiều lần, bảo đảm tuyệt đối an toàn, không để bị động, bất ngờ trong mọi tình huống.\n\nẢnh: Đội diễn tập ở quảng trường\n\nTin liên quan: Chợ hoa mở sớm\n\nTin liên quan: Xe buýt thêm chuyến",
    ),
    (
        "2020/hai.txt",
        "2020-05",
        Some("Tin Sáng"),
        None,
        "Tổng kết đợt diễn tập tháng năm\n\nHơn hai trăm người tham gia diễn tập ở hai quận.\n\nBan tổ chức yêu cầu giữ vững an ninh trật tự, không để xảy ra bị động, bất ngờ.\n\nCác đội phải rõ việc, rõ người, rõ thời gian khi nhận nhiệm vụ.",
    ),
    (
        "2026/ba.txt",
        "2026-01-12",
        Some("Báo Mẫu"),
        None,
        "Kỳ họp năm 2026: rõ người, rõ việc\n\nAn ninh được chuẩn bị từ sớm, từ xa.\n\nMỗi đội rõ người, rõ việc, rõ thời gian, bảo đảm tuyệt đối an toàn cho người dự họp. An ninh trật tự là việc chung.",
    ),
    (
        "2026/bon.txt",
        "--01-12",
        None,
        None,
        "Ghi nhanh ở cổng chính\n\nHàng người xếp từ sáng, trời lạnh. Không có chữ nào về diễn tập.",
    ),
    (
        "en/five.txt",
        "2021-02-02",
        Some("The Sample"),
        None,
        "City rehearses for the session\n\nThe drill on Saturday took four hours. Security was tight.\n\nOrganisers said public order held throughout.",
    ),
];

fn article(n: usize) -> FullArticle {
    let (id, date, source, _, text) = TEXTS[n];
    let mut blocks = Vec::new();
    let mut at = 0u32;
    for (i, part) in text.split("\n\n").enumerate() {
        let end = at + part.len() as u32;
        let role = match i {
            0 => Role::Title,
            1 => Role::Lead,
            _ if part.starts_with("Ảnh") => Role::Caption,
            _ if part.starts_with("Tin liên") => Role::Related,
            _ => Role::Body,
        };
        blocks.push(Block { role, start: at, end, repeats: false });
        at = end + 2;
    }
    FullArticle {
        card: Card {
            article: ArticleId(n as u32),
            id: id.into(),
            title: text.split('\n').next().unwrap_or("").into(),
            untitled: n == 3,
            date: date.parse().ok(),
            source: source.map(Into::into),
            url: (n == 0).then(|| "https://example.org/1".into()),
            length_tokens: text.split(' ').count() as u32,
        },
        text: text.into(),
        blocks,
        people: if n == 0 { vec!["Nguyễn Văn Mẫu".into(), "Trần Thị Thử".into()] } else { vec![] },
    }
}

fn hits(text: &str, query: &str) -> Vec<Hit> {
    let query = query.trim().trim_matches('"').to_lowercase();
    if query.is_empty() {
        return vec![];
    }
    let lower = text.to_lowercase();
    lower
        .match_indices(&query)
        .map(|(at, q)| Hit { start: at as u32, end: (at + q.len()) as u32, tier: Tier::Exact })
        .collect()
}

pub async fn answer(request: Request) -> Result<Response, AskError> {
    let all: Vec<FullArticle> = (0..TEXTS.len()).map(article).collect();
    let date = |t: &str| t.parse().unwrap_or(Date { year: None, month: None, day: None, minute: None });
    Ok(match request {
        Request::Overview => Response::Overview(Overview {
            title: "An ninh kỳ họp".into(),
            about: "Tin về việc chuẩn bị cho kỳ họp, 2020–2026.".into(),
            contact: "".into(),
            corpus: "0011223344556677".into(),
            articles: 5,
            tokens: 12345,
            span: Some((date("2020-05"), date("2026-01-12"))),
            undated: 1,
            periods: vec![(date("2020-05"), 1), (date("2021-01"), 3), (date("2021-02"), 1), (date("2026-01"), 2)],
            sources: vec![("Báo Mẫu".into(), 2), ("Tin Sáng".into(), 1), ("The Sample".into(), 1)],
            recurring: vec![
                Recurring {
                    text: "giữ vững an ninh trật tự".into(),
                    articles: 4,
                    hits: 5,
                    earliest: Some(date("2020-05")),
                },
                Recurring {
                    text: "không để bị động, bất ngờ".into(),
                    articles: 2,
                    hits: 2,
                    earliest: Some(date("2020-05")),
                },
                Recurring {
                    text: "bảo đảm tuyệt đối an toàn".into(),
                    articles: 2,
                    hits: 2,
                    earliest: Some(date("2021-01-24")),
                },
            ],
            key_terms: ["diễn tập", "an ninh", "kỳ họp", "phân luồng", "quảng trường", "phương án"]
                .iter()
                .enumerate()
                .map(|(i, t)| KeyTerm { text: (*t).into(), articles: 5 - (i as u32) / 2, hits: 9 })
                .collect(),
            people: vec![("Nguyễn Văn Mẫu".into(), 3), ("Trần Thị Thử".into(), 1)],
            examples: vec!["an ninh trật tự".into(), "\"bảo đảm tuyệt đối\"".into(), "diễn tập date:2021".into()],
        }),
        Request::Articles { offset, limit } => Response::Articles(ArticleList {
            total: 5,
            articles: all.iter().skip(offset as usize).take(limit as usize).map(|a| a.card.clone()).collect(),
        }),
        Request::Search(s) => {
            let mut results = Vec::new();
            let mut n = 0;
            for a in &all {
                let hs = hits(&a.text, &s.spec.query);
                if hs.is_empty() {
                    continue;
                }
                n += hs.len() as u64;
                let h = hs[0];
                let from = a.text[..h.start as usize].char_indices().rev().nth(60).map_or(0, |x| x.0);
                let to = a.text[h.end as usize..].char_indices().nth(90).map_or(a.text.len(), |x| x.0 + h.end as usize);
                let f = |t: &str, hit| Fragment { text: t.replace('\n', " "), hit };
                results.push(SearchResult {
                    card: a.card.clone(),
                    score: 1.0,
                    tier: Tier::Exact,
                    hits: hs.len() as u32,
                    snippet: vec![
                        f(&a.text[from..h.start as usize], false),
                        f(&a.text[h.start as usize..h.end as usize], true),
                        f(&a.text[h.end as usize..to], false),
                    ],
                    strip: hs.iter().map(|h| (h.start as usize * 255 / a.text.len()) as u8).collect(),
                });
            }
            let articles = results.len() as u32;
            let words: Vec<SearchResult> = if s.spec.query.contains(' ') && !s.spec.query.contains('"') {
                results
                    .iter()
                    .take(1)
                    .cloned()
                    .map(|mut r| {
                        r.tier = Tier::Fold;
                        r
                    })
                    .collect()
            } else {
                vec![]
            };
            let mut groups = vec![Group {
                kind: GroupKind::Phrase,
                total: Total { articles, hits: n },
                tiers: TierCounts { exact: n.saturating_sub(1), tone: 0, fold: n.min(1) },
                results,
            }];
            if !words.is_empty() {
                groups.push(Group {
                    kind: GroupKind::Words,
                    total: Total { articles: 1, hits: 2 },
                    tiers: TierCounts { exact: 0, tone: 0, fold: 2 },
                    results: words,
                });
            }
            Response::Search(SearchAnswer {
                groups,
                problems: if articles == 0 {
                    vec![Problem::UnknownTerm { term: s.spec.query.clone() }]
                } else {
                    vec![]
                },
                offers: vec![Offer {
                    kind: OfferKind::HiddenBlocks,
                    spec: QuerySpec { blocks: BlocksMode::All, ..s.spec },
                    total: Total { articles: 2, hits: 8 },
                }],
            })
        }
        Request::Concordance(_) => return Err(AskError::Lost),
        Request::Read(r) => {
            let a = article(r.article.0 as usize);
            let hits = hits(&a.text, &r.spec.query);
            Response::Read(ReadAnswer { article: a, hits })
        }
        Request::Find { ids } => Response::Find(
            ids.iter().map(|id| TEXTS.iter().position(|t| t.0 == id).map(|n| ArticleId(n as u32))).collect(),
        ),
        Request::Compare(c) => {
            let articles: Vec<FullArticle> = c.articles.iter().map(|a| article(a.0 as usize)).collect();
            let list: [(&str, &str, Kind, bool, bool); 6] = [
                ("giữ vững an ninh trật tự", "giữ vững an ninh trật tự", Kind::Verbatim, false, false),
                ("bảo đảm tuyệt đối an toàn", "bảo đảm tuyệt đối an toàn", Kind::Verbatim, true, false),
                ("không để bị động, bất ngờ", "không để xảy ra bị động, bất ngờ", Kind::Near, false, false),
                ("rõ việc, rõ người, rõ thời gian", "rõ người, rõ việc, rõ thời gian", Kind::Reordered, false, false),
                ("an ninh trật tự", "an ninh trật tự", Kind::Verbatim, false, false),
                ("iễn tập", "iễn tập", Kind::Verbatim, false, true),
            ];
            let mut passages = Vec::new();
            for (f, (x, y, kind, moved, minor)) in list.iter().enumerate() {
                for (x, y) in [(x, y), (y, x)] {
                    let find = |n: usize, w: &str| {
                        articles[n].text.to_lowercase().find(&w.to_lowercase()).map(|at| PassageSpan {
                            article: articles[n].card.article,
                            start: at as u32,
                            end: (at + w.len()) as u32,
                        })
                    };
                    if let (Some(a), Some(b)) = (find(0, x), find(1, y)) {
                        passages.push(Passage {
                            kind: *kind,
                            layer: Layer::Phrase,
                            moved: *moved,
                            marks_differ: false,
                            family: f as u32,
                            tokens: x.split(' ').count() as u32,
                            weight: x.len() as f32,
                            minor: *minor,
                            spans: vec![a, b],
                        });
                        break;
                    }
                }
            }
            let (a, b) = (articles[0].card.article, articles[1].card.article);
            Response::Compare(CompareAnswer {
                articles,
                passages,
                overlaps: vec![
                    Overlap { of: a, within: b, shared_tokens: 62, all_tokens: 100 },
                    Overlap { of: b, within: a, shared_tokens: 41, all_tokens: 100 },
                ],
            })
        }
    })
}

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn preview() {
    use wasm_bindgen::JsCast;
    let root = gloo::utils::document().query_selector("#recto").ok().flatten().map(|e| e.unchecked_into());
    if let Some(root) = root {
        super::mount(super::boot::Instance {
            root,
            engine: super::handle::EngineHandle,
            language: None,
            embedded: false,
            corpus: "0011223344556677".into(),
            overview_title: "An ninh kỳ họp".into(),
        });
    }
}
