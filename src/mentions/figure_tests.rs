//! Figures over lines of our own: values, units, ranges, claims, and what is no quantity.

use super::*;
use crate::article::dates_mentioned;
use crate::compounds::Compounds;

fn read(text: &str, style: Style) -> Vec<(f64, Option<f64>, String)> {
    let dates: Vec<_> = dates_mentioned(text, None).iter().map(|date| (date.start, date.end)).collect();
    figures(&Words::of(text, 0, text.len()), &dates, style, &Compounds::default())
        .into_iter()
        .map(|f| {
            let unit = f.unit.map_or(String::new(), |(start, end)| text[start..end].to_owned());
            (f.value, f.to, if f.percent { "%".to_owned() } else { unit })
        })
        .collect()
}

/// The figures of a line written the Vietnamese way.
fn check(text: &str, expected: &[(f64, Option<f64>, &str)]) {
    let expected: Vec<_> = expected.iter().map(|&(v, to, unit)| (v, to, unit.to_owned())).collect();
    assert_eq!(read(text, Style::Comma), expected, "{text}");
}

#[test]
fn figures_are_read_with_their_units() {
    check("trồng 1.250 cây, góp 3,5 tỷ đồng", &[(1250.0, None, "cây"), (3.5e9, None, "đồng")]);
    check("1 tỷ 200 triệu đồng và 2 triệu rưỡi", &[(1.2e9, None, "đồng"), (2.5e6, None, "")]);
    check("hơn 12 nghìn tỷ đồng", &[(12e12, None, "đồng")]);
    check(
        "vé 5.000đ, dài 10km, rộng 40 m2, 7 km vuông",
        &[(5000.0, None, "đ"), (10.0, None, "km"), (40.0, None, "m2"), (7.0, None, "km vuông")],
    );
    check("Gạo\t20\tmuối\t5 kg", &[(5.0, None, "kg")]);
    check("từ 2-3 năm, khoảng 5 - 7%", &[(2.0, Some(3.0), "năm"), (5.0, Some(7.0), "%")]);
    check("đạt 80 % và 12,5 phần trăm", &[(80.0, None, "%"), (12.5, None, "%")]);
    check("thu 500 USD, $20, 30 học sinh giỏi", &[(500.0, None, "USD"), (20.0, None, "$"), (30.0, None, "học sinh")]);
    check("tổng số 30 người, nhiệm kỳ 2021 - 2026", &[(30.0, None, "người"), (2021.0, Some(2026.0), "")]);
    check("mỗi ngày 40 lượt", &[(40.0, None, "lượt")]);
    check("1.400² hộ, 35³ tỷ đồng", &[(1400.0, None, "hộ"), (35e9, None, "đồng")]);
    check("20 m², 3,5 km², 10⁶ người", &[(20.0, None, "m²"), (3.5, None, "km²"), (1e6, None, "người")]);
    check(
        "lãi 8%/năm, cá dài 7-22cm, tần số 120 Hz",
        &[(8.0, None, "%"), (7.0, Some(22.0), "cm"), (120.0, None, "Hz")],
    );
    check(
        "lạnh -40 độ, âm 5 độ, lỗ -3%, gạo - 40 kg",
        &[(-40.0, None, "độ"), (-5.0, None, "độ"), (-3.0, None, "%"), (40.0, None, "kg")],
    );
    check("giá 32,99 triệu đồng/lượng, chạy 60 km/h", &[(32_990_000.0, None, "đồng"), (60.0, None, "km/h")]);
    check(
        "trong vòng 4 năm, còn 5.000 tỷ, là 26, kém Nam 35 chức",
        &[(4.0, None, "năm"), (5e12, None, ""), (26.0, None, ""), (35.0, None, "chức")],
    );
    check(
        "có 3 tổ chức, 30 trường đại học, 2 ca khúc",
        &[(3.0, None, "tổ chức"), (30.0, None, "trường"), (2.0, None, "ca khúc")],
    );
}

#[test]
fn numbers_and_units_are_joined_in_many_ways() {
    check(
        "từ 6 đến 8 triệu, từ 5 tới 6 năm",
        &[(6e6, None, ""), (8e6, None, ""), (5.0, None, "năm"), (6.0, None, "năm")],
    );
    check(
        "từ 500 nghìn đến 1 triệu đồng, từ 2 triệu tới 3 triệu đồng, 5 triệu đến 2 người",
        &[
            (5e5, None, "đồng"),
            (1e6, None, "đồng"),
            (2e6, None, "đồng"),
            (3e6, None, "đồng"),
            (5e6, None, ""),
            (2.0, None, "người"),
        ],
    );
    check(
        "giữa 10 và 20% số hộ, từ 500 đến 2.000 đồng",
        &[(10.0, None, "%"), (20.0, None, "%"), (500.0, None, "đồng"), (2000.0, None, "đồng")],
    );
    check(
        "thu 5tỷ đồng, 12 nghìn 500 người, 2 triệu 5",
        &[(5e9, None, "đồng"), (12_500.0, None, "người"), (2.5e6, None, "")],
    );
    check(
        "có 1 234 567 người, 12\u{a0}500 hộ, 1 234 567,8 km",
        &[(1_234_567.0, None, "người"), (12_500.0, None, "hộ"), (1_234_567.8, None, "km")],
    );
    check("dưới -12°C, nóng 38 °C, sốt 39ºC", &[(-12.0, None, "°C"), (38.0, None, "°C"), (39.0, None, "ºC")]);
    check("-12°C đêm qua", &[(-12.0, None, "°C")]);
    check(
        "tăng 5 - 10 %, quãng đường 300 km, vay khoản 5 triệu đồng",
        &[(5.0, Some(10.0), "%"), (300.0, None, "km"), (5e6, None, "đồng")],
    );
    check(
        "đèn 60W, 1.200 W, sạc 3 A, ắc quy 12V, mô men 350 Nm, dòng 10A",
        &[
            (60.0, None, "W"),
            (1200.0, None, "W"),
            (3.0, None, "A"),
            (12.0, None, "V"),
            (350.0, None, "Nm"),
            (10.0, None, "A"),
        ],
    );
}

#[test]
fn what_is_no_quantity_is_no_figure() {
    for none in [
        "ở tòa 12A, đường 3 tháng 2, đường 30 dài lắm, gọi 0912 345 678",
        "lúc 10:25, lúc 7 giờ 30, GMT+7, Covid-19, A80, mở cửa 24/7",
        "năm 2026, tháng 3, quận 1, Đội số 3, lần thứ 13, ngõ 12, điện thoại 0912345678",
        "thắng 2-1, tỷ số 2-3, Nghị quyết 12, bản 1.2.3, mạng 5G, ngày 24/01/2021",
        "một hai ba",
        "máy iPhone 12 Mini và iPhone 12 hiện có hàng, xăng RON 92 đang rẻ, dịch Covid - 19 tái phát",
        "theo Nghị định 100 năm nay, Lữ đoàn 950 tập trận, Quân y 108, giai đoạn 2 của dự án 600",
        "năm 2200 TCN, thế kỷ 3 trước công nguyên",
        "hotline 1900 1234, gọi 0912 345 678 hoặc (024) 3942 1234, tổng đài 1900 xxxx, tổng đài 1080",
        "xếp hình 3-5-2 kim cương, bại 0-2 trước đội khách, 1/17 trận, top 4 toàn giải",
        "1. Cầu gỗ 2. Cầu đá",
    ] {
        check(none, &[]);
    }
}

/// What a corpus taught decides where a unit ends; without it two words are taken.
#[test]
fn a_unit_is_never_cut_inside_a_word() {
    let check = |text: &str, compounds: &[&str], expected: &str| {
        let found =
            figures(&Words::of(text, 0, text.len()), &[], Style::Comma, &Compounds::of(compounds.iter().copied()));
        let unit = found[0].unit.map(|(start, end)| &text[start..end]);
        assert_eq!(unit, Some(expected), "{text} with {compounds:?}");
    };
    check("trồng 12 khóm hồng leo", &[], "khóm hồng");
    check("trồng 12 khóm hồng leo", &["hồng leo"], "khóm");
    check("trồng 12 mẫu đơn đỏ", &["mẫu đơn"], "mẫu đơn");
    check("suốt 3 thập kỷ qua", &[], "thập kỷ");
    check("suốt 3 thập kỷ qua", &["hồng leo"], "thập kỷ");
    check("cách bờ 12 hải lý và", &["hồng leo"], "hải lý");
    check("học 120 tín chỉ rồi", &["hồng leo"], "tín chỉ");
    check("bầu 5 ứng cử viên mới", &[], "ứng cử viên");
    check("có 9 điểm tương đồng lớn", &["điểm tương", "tương đồng"], "điểm");
    check("nêu 3 xu hướng mới", &[], "xu hướng");
    check("thưởng 6 đồng đội cũ", &[], "đồng đội");
    check("trên 90 học sinh lớp 9", &["học sinh", "sinh lớp"], "học sinh");
    check("mua 4 bạc xỉu đá", &["bạc xỉu đá"], "bạc xỉu đá");
    check("trồng 12 mẫu đơn đỏ", &["hồng leo"], "mẫu");
}

#[test]
fn claims_are_told_apart() {
    let text = "khoảng 3 kg, hơn 3 kg, gần 3 kg, không quá 3 kg, chưa đầy 3 kg, 3 kg";
    let found = figures(&Words::of(text, 0, text.len()), &[], Style::Comma, &Compounds::default());
    let claims: Vec<Claim> = found.iter().map(|figure| figure.claim).collect();
    use Claim::{About, AtLeast, AtMost, Exact};
    assert_eq!(claims, [About, AtLeast, AtMost, AtMost, AtMost, Exact]);
}

#[test]
fn english_figures_have_english_marks() {
    let found = read("About 2,500 people and $3.5 million in 1969; Article 5; 12.5 percent of 40 states", Style::Point);
    let expected = [(2500.0, "people"), (3.5e6, "$"), (12.5, "%"), (40.0, "states")];
    let expected: Vec<_> = expected.iter().map(|&(v, unit)| (v, None, unit.to_owned())).collect();
    assert_eq!(found, expected);
    let check = |text: &str, expected: &[(f64, Option<f64>, &str)]| {
        let expected: Vec<_> = expected.iter().map(|&(v, to, unit)| (v, to, unit.to_owned())).collect();
        assert_eq!(read(text, Style::Point), expected, "{text}");
    };
    check("paid $5m, £3m and €40m", &[(5e6, None, "$"), (3e6, None, "£"), (40e6, None, "€")]);
    check("worth £2bn or $300k, $1.5-2bn", &[(2e9, None, "£"), (3e5, None, "$"), (1.5e9, Some(2e9), "$")]);
    check("walked 5m to the gate", &[(5.0, None, "m")]);
    check(
        "10m people and 300k homes, 5-7m barrels, 100m runners",
        &[(10e6, None, "people"), (3e5, None, "homes"), (5e6, Some(7e6), "barrels"), (100.0, None, "m")],
    );
    check("took 9 out of the box, about 12 per cent", &[(12.0, None, "%")]);
    check("from 2 to 3 million people", &[(2e6, None, "people"), (3e6, None, "people")]);
}

#[test]
fn numbers_in_words_are_apart() {
    let text = "một số nhà, ba cây cầu, hàng nghìn người, lần thứ hai, chín chiếc thuyền";
    let found: Vec<_> = counted_in_words(&Words::of(text, 0, text.len())).iter().map(|f| (f.value, f.claim)).collect();
    assert_eq!(found, [(3.0, Claim::Exact), (1000.0, Claim::AtLeast), (9.0, Claim::Exact)]);
}
