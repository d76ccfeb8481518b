//! A chart of lines over time as a drawing of its own: its axes, names and colours stand in it, so that it needs no page. It
//! computes no figure and knows no language.

use super::markup::escaped;

/// Units of the drawing.
const WIDTH: usize = 960;
const HEIGHT: usize = 540;
const LEFT: usize = 90;
const RIGHT: usize = 30;
const TOP: usize = 50;
/// Room below the axis: names of times, then a line for each series.
const NAMES: usize = 40;
const FOOT: usize = HEIGHT - NAMES;
const ROW: usize = 24;
/// Names of times at most.
const NAMES_AT_MOST: usize = 8;
/// How each series is dashed, so that no colour says it alone.
const DASHES: [&str; 5] = ["", "6 3", "2 3", "9 3 2 3", "12 6"];

/// A chart to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What is drawn, in words.
    pub title: String,
    /// The times, in order.
    pub times: Vec<String>,
    /// Marks of the axis, from the least up: a value and how it is written.
    pub ticks: Vec<(f64, String)>,
    /// What each line is, and its values; none where the line breaks.
    pub series: Vec<(String, Vec<Option<f64>>)>,
    /// Paper and ink, then a colour for each series, as CSS writes them.
    pub colours: Vec<String>,
}

impl Chart {
    /// Its size in units: width and height.
    pub fn size(&self) -> (usize, usize) {
        (WIDTH, HEIGHT + ROW * self.series.len())
    }

    fn colour(&self, at: usize) -> String {
        escaped(self.colours.get(at).or(self.colours.last()).map_or("", String::as_str))
    }

    /// Where a value stands, from the top.
    fn y(&self, value: f64) -> String {
        let most = self.ticks.last().map_or(1.0, |tick| tick.0).max(f64::MIN_POSITIVE);
        let share = (value / most).clamp(0.0, 1.0);
        (FOOT - (share * (FOOT - TOP) as f64) as usize).to_string()
    }

    /// Where a time stands, from the left.
    fn x(&self, at: usize) -> String {
        (LEFT + (2 * at + 1) * (WIDTH - LEFT - RIGHT) / (2 * self.times.len().max(1))).to_string()
    }

    /// As SVG.
    pub fn svg(&self) -> String {
        let mut out = String::new();
        self.frame(&mut out);
        for nth in 0..self.series.len() {
            self.line(&mut out, nth);
        }
        out.push_str("</svg>");
        out
    }

    /// The ground, the axes and what they say.
    fn frame(&self, out: &mut String) {
        let ((width, height), ink) = (self.size(), self.colour(1));
        let [width, height, left, right] = [width, height, LEFT, WIDTH - RIGHT].map(|n| n.to_string());
        let mut put = |parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
        put(&["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", &width, "\" height=\"", &height]);
        put(&[
            "\" viewBox=\"0 0 ",
            &width,
            " ",
            &height,
            "\" font-family=\"sans-serif\" font-size=\"14\" fill=\"",
            &ink,
        ]);
        put(&[
            "\"><title>",
            &escaped(&self.title),
            "</title><rect width=\"100%\" height=\"100%\" fill=\"",
            &self.colour(0),
        ]);
        put(&["\"/><text x=\"", &left, "\" y=\"28\" font-size=\"16\">", &escaped(&self.title), "</text>"]);
        let beside = (LEFT - 8).to_string();
        for (value, name) in &self.ticks {
            let y = self.y(*value);
            put(&["<path d=\"M", &left, " ", &y, "H", &right, "\" stroke=\"", &ink, "\" stroke-opacity=\".25\"/>"]);
            put(&[
                "<text x=\"",
                &beside,
                "\" y=\"",
                &y,
                "\" dy=\".35em\" text-anchor=\"end\">",
                &escaped(name),
                "</text>",
            ]);
        }
        let below = (FOOT + 22).to_string();
        for at in (0..self.times.len()).step_by(self.times.len().div_ceil(NAMES_AT_MOST).max(1)) {
            put(&["<text x=\"", &self.x(at), "\" y=\"", &below, "\" text-anchor=\"middle\">"]);
            put(&[&escaped(&self.times[at]), "</text>"]);
        }
    }

    /// One line, its points, and its name below the axis.
    fn line(&self, out: &mut String, nth: usize) {
        let (name, values) = &self.series[nth];
        let (colour, dash) = (self.colour(2 + nth), DASHES[nth % DASHES.len()]);
        let (mut line, mut dots, mut pen) = (String::new(), String::new(), "M");
        for (at, value) in values.iter().enumerate() {
            let Some(value) = value else {
                pen = "M";
                continue;
            };
            let place = [&*self.x(at), " ", &self.y(*value)].concat();
            line.push_str(&[pen, &place].concat());
            dots.push_str(&["M", &place, "h0"].concat());
            pen = "L";
        }
        let stroke = ["\" fill=\"none\" stroke=\"", &colour, "\" stroke-width=\""].concat();
        let dashed = ["2\" stroke-dasharray=\"", dash, "\"/>"].concat();
        let [left, beside, row] = [LEFT, LEFT + 50, HEIGHT + ROW * nth + 8].map(|n| n.to_string());
        let parts = [
            &["<path d=\"", &*line, &stroke, &dashed][..],
            &["<path d=\"", &dots, &stroke, "6\" stroke-linecap=\"round\"/>"],
            &["<path d=\"M", &left, " ", &row, "h40", &stroke, &dashed],
            &["<text x=\"", &beside, "\" y=\"", &row, "\" dy=\".35em\">", &escaped(name), "</text>"],
        ];
        parts.concat().into_iter().for_each(|part| out.push_str(part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_whole_without_a_page() {
        let chart = Chart {
            title: "chợ & <bến>".into(),
            times: (2000..2040).map(|year| year.to_string()).collect(),
            ticks: vec![(0.0, "0".into()), (5.0, "5".into()), (10.0, "10".into())],
            series: vec![
                ("\"chợ\"".into(), (0..40).map(|at| (at != 7).then_some(f64::from(at) / 4.0)).collect()),
                ("bến".into(), vec![Some(10.0); 40]),
            ],
            colours: ["rgb(255, 255, 255)", "#000", "#0072b2", "#a85f00"].map(str::to_owned).to_vec(),
        };
        let svg = chart.svg();
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"588\""), "{svg}");
        for part in
            ["<title>chợ &amp; &lt;bến&gt;</title>", ">&quot;chợ&quot;</text>", "stroke=\"#a85f00\"", ">2035</text>"]
        {
            assert!(svg.contains(part), "no {part} in {svg}");
        }
        // No link but the name of its language, no style of a page.
        assert!(
            !svg.replace("http://www.w3.org/2000/svg", "").contains("://")
                && !svg.contains("var(")
                && !svg.contains("class=")
        );
        // The gap breaks the first line: two beginnings.
        let line =
            svg.split("<path d=\"").find(|part| part.contains("L") && part.contains("#0072b2")).unwrap_or_default();
        assert_eq!(line.split('"').next().unwrap_or_default().matches('M').count(), 2, "{line}");
        // What is most stands at the top, what is nothing at the foot.
        assert!(svg.contains(&format!(" {TOP}H")) && svg.contains(&format!(" {}H", FOOT)));
        assert_eq!(svg.matches("<text").count(), 1 + 3 + 8 + 2);
    }

    #[test]
    fn nothing_to_draw_is_a_frame() {
        let svg = Chart::default().svg();
        assert!(svg.ends_with("</svg>") && !svg.contains("NaN"), "{svg}");
    }
}
