//! Times traces.
use recto::protocol::TraceRequest;
use recto::site::open_site;
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut site = open_site(std::path::Path::new(&args[1])).unwrap();
    let text = std::fs::read_to_string(&args[2]).unwrap();
    for _ in 0..4 {
        let start = Instant::now();
        let answer = site.ask(TraceRequest { text: text.clone(), effort: 0, limit: 100 }).unwrap();
        println!(
            "{:?}: tokens {} found {} looked {:?} compared {:?} total {} nowhere {}",
            start.elapsed(),
            answer.tokens,
            answer.found_tokens,
            answer.looked_up,
            answer.compared,
            answer.total,
            answer.nowhere.len()
        );
    }
}
