//! Lists that tell names from other runs of capitals: countries and clubs that no person is called, given names of the
//! West, syllables in the middle of Vietnamese names. It names no person.
//!
//! Entries are word keys: lower-cased and composed.

use foldhash::HashSet;
use std::sync::LazyLock;

/// Words of one or two syllables that open the name of a country or a city, where a title stands before them.
#[rustfmt::skip]
const COUNTRIES: &[&str] = &[
    "afghanistan", "ai", "albania", "algeria", "anh", "argentina", "australia", "ba", "bangladesh", "belarus",
    "bolivia", "brazil", "bulgaria", "bỉ", "campuchia", "canada", "chile", "colombia", "croatia", "cuba", "ecuador",
    "estonia", "ethiopia", "georgia", "hungary", "hy", "hà", "hàn", "indonesia", "iran", "iraq", "ireland", "israel",
    "italia", "italy", "jordan", "kazakhstan", "kenya", "kuwait", "libya", "lào", "malaysia", "mexico", "myanmar",
    "mỹ", "nepal", "new", "nga", "nhật", "nigeria", "pakistan", "palestine", "panama", "paraguay", "peru",
    "philippines", "pháp", "phần", "qatar", "romania", "scotland", "serbia", "singapore", "somalia", "sudan", "syria",
    "séc", "thái", "thụy", "triều", "trung", "tunisia", "turkey", "tây", "ukraine", "uruguay", "venezuela", "việt",
    "yemen", "zimbabwe", "áo", "úc", "ý", "đan", "đài", "đức", "ấn",
];

/// Second syllables of the names above that have two.
#[rustfmt::skip]
const COUNTRY_ENDS: &[&str] = &[
    "ban", "bản", "cập", "kỳ", "lan", "loan", "lạp", "mạch", "nam", "nha", "nội", "quốc", "sĩ", "sỹ", "tiên",
    "zealand", "điển", "độ",
];

/// Words in the names of clubs, companies, papers and agencies, which no person is called.
#[rustfmt::skip]
const NO_PERSONS: &[&str] = &[
    "afp", "airlines", "ajax", "amazon", "anderlecht", "android", "apple", "armani", "arsenal", "asean", "associated",
    "atalanta", "atletico", "audi", "awards", "bank", "barca", "barcelona", "bayern", "bbc", "benfica", "betis",
    "bloomberg", "boeing", "burnley", "capital", "celtic", "center", "champions", "chanel", "chelsea", "city", "club",
    "cnn", "college", "company", "corp", "covid", "cup", "daily", "dior", "disney", "dortmund", "ebay", "europa",
    "everton", "express", "facebook", "fc", "feyenoord", "financial", "fiorentina", "ford", "fox", "fulham", "galaxy",
    "game", "games", "global", "goldman", "google", "group", "guardian", "gucci", "hilfiger", "hollywood", "honda",
    "hotel", "house", "huawei", "instagram", "intel", "inter", "international", "internet", "iphone", "journal",
    "juventus", "klein", "kong", "kors", "lazio", "league", "leeds", "leicester", "leipzig", "liga", "lille",
    "liverpool", "lyon", "madrid", "mail", "manchester", "market", "marseille", "microsoft", "milan", "mobile",
    "monaco", "music", "napoli", "national", "nato", "newcastle", "news", "nokia", "open", "oscar", "palace", "park",
    "porto", "post", "premier", "prime", "psg", "radio", "ranger", "rangers", "real", "research", "reuters", "roma",
    "samsung", "santos", "schalke", "school", "secret", "sevilla", "shop", "show", "sony", "southampton", "sport",
    "sports", "star", "stoke", "street", "studio", "sun", "sunderland", "super", "swansea", "team", "telegraph",
    "television", "the", "times", "today", "tottenham", "tour", "toyota", "trade", "twitter", "uefa", "unesco",
    "unicef", "united", "university", "valencia", "villarreal", "vuitton", "wall", "watford", "wechat", "west",
    "whatsapp", "wolfsburg", "wolves", "world", "yahoo", "youtube", "zalo",
];

/// Given names that the press of many countries writes, which open a full name without a title.
#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "aaron", "abdul", "abraham", "adam", "adrian", "ahmed", "alan", "albert", "alejandro", "alessandro", "alex",
    "alexander", "alexei", "alexis", "alfred", "ali", "alice", "alvaro", "amanda", "amy", "anatoly", "andre",
    "andrea", "andreas", "andres", "andrew", "andrey", "andy", "angela", "angelina", "anna", "anne", "anthony",
    "antoine", "antonio", "ariana", "arjen", "arnold", "arsene", "arthur", "ashley", "barack", "barbara", "bashar",
    "bastian", "ben", "benjamin", "bernard", "bernie", "bill", "bob", "boris", "brad", "brandon", "brian", "bruce",
    "bruno", "calvin", "cameron", "carl", "carlo", "carlos", "caroline", "catherine", "cesc", "charles", "charlie",
    "chester", "chris", "christian", "christine", "christopher", "claudio", "colin", "cristiano", "dan", "dani",
    "daniel", "danny", "dave", "david", "dean", "denis", "dennis", "diana", "didier", "diego", "dmitry", "dominic",
    "donald", "douglas", "dwight", "dylan", "eden", "edinson", "eduardo", "edward", "edwin", "elizabeth", "ellen",
    "emily", "emma", "emmanuel", "eric", "ernesto", "eva", "evan", "fabio", "felipe", "fernando", "fidel", "florian",
    "francesco", "francis", "franck", "francois", "franklin", "fred", "frederick", "gabriel", "gareth", "gary",
    "george", "gerald", "gerard", "gianluigi", "gigi", "giovanni", "glenn", "gordon", "graham", "grover", "guillermo",
    "gustavo", "hannah", "harrison", "harry", "harvey", "hassan", "heather", "helen", "henry", "herbert", "hillary",
    "howard", "hugo", "ian", "ibrahim", "isaac", "ivan", "jack", "jackie", "jacob", "jake", "james", "jamie", "jan",
    "jane", "janet", "jason", "javier", "jay", "jean", "jeff", "jefferson", "jennifer", "jeremy", "jerome", "jessica",
    "jim", "jimmy", "joachim", "joan", "joao", "joe", "johan", "john", "johnny", "jonathan", "jonny", "jordi",
    "jorge", "jose", "joseph", "josh", "joshua", "juan", "juergen", "julia", "julian", "justin", "karim", "karl",
    "kate", "katherine", "kathy", "katy", "keith", "kelly", "ken", "kenneth", "kevin", "kim", "kourtney", "kristen",
    "kurt", "kyle", "larry", "laura", "lauren", "laurent", "leo", "leonardo", "leonid", "leroy", "lewis", "linda",
    "lionel", "lisa", "louis", "louise", "luca", "lucas", "luis", "luka", "luke", "lyndon", "malcolm", "manuel",
    "marc", "marcelo", "marco", "marcus", "margaret", "maria", "mario", "mark", "marouane", "martha", "martin",
    "mary", "mason", "mateo", "matt", "matthew", "mauricio", "max", "megan", "mesut", "michael", "michel", "michelle",
    "miguel", "mike", "mikel", "mikhail", "millard", "mohamed", "mohammad", "mohammed", "monica", "muhammad", "nancy",
    "naomi", "natalie", "neil", "nelson", "neymar", "nicholas", "nick", "nicolas", "nicole", "nikita", "nikola",
    "novak", "olga", "oliver", "olivier", "oscar", "pablo", "patrick", "paul", "paulo", "pavel", "pedro", "pep",
    "peter", "phil", "philip", "philippe", "pierre", "rachel", "radamel", "rafael", "raheem", "ralph", "ray",
    "raymond", "rebecca", "ricardo", "richard", "rick", "rihanna", "rob", "robert", "roberto", "robin", "rodrigo",
    "roger", "roman", "ronald", "ronnie", "ross", "roy", "russell", "rutherford", "ryan", "sam", "samuel", "sandra",
    "sara", "sarah", "scott", "sean", "sebastian", "serena", "serge", "sergei", "sergey", "sergio", "shanna",
    "sharon", "shinzo", "simon", "sofia", "sophia", "sophie", "stan", "stephen", "steve", "steven", "stuart", "susan",
    "sylvester", "taylor", "ted", "terry", "theodore", "theresa", "thiago", "thibaut", "thierry", "thomas", "tim",
    "timothy", "tom", "tommy", "toni", "tony", "travis", "tyler", "ulysses", "usain", "vanessa", "victor", "victoria",
    "vincent", "vladimir", "walter", "warren", "wayne", "wesley", "william", "woodrow", "xabi", "xavi", "yaya",
    "zachary", "zinedine", "zlatan",
];

/// Second syllables of full names: after a family name they leave little doubt that it is one.
#[rustfmt::skip]
const MIDDLES: &[&str] = &[
    "anh", "bá", "bích", "bảo", "bội", "cao", "chí", "công", "cảnh", "cẩm", "danh", "diệu", "doãn", "duy", "dương",
    "gia", "hoài", "hoàng", "huy", "huyền", "huỳnh", "hùng", "hải", "hồng", "hữu", "khánh", "khắc", "kim", "kiên",
    "kiều", "lan", "linh", "lương", "mai", "minh", "mạnh", "mỹ", "nguyên", "nguyệt", "ngọc", "như", "nhật", "nữ",
    "phi", "phú", "phúc", "phương", "phước", "quang", "quý", "quốc", "quỳnh", "sĩ", "sơn", "sỹ", "thanh", "thiên",
    "thiện", "thu", "thành", "thái", "thân", "thùy", "thúy", "thế", "thị", "tiến", "tiểu", "trung", "trí", "trường",
    "trọng", "tuyết", "tuấn", "tùng", "tấn", "tất", "tử", "vi", "viết", "việt", "vân", "văn", "vĩnh", "vũ", "xuân",
    "yến", "ái", "đan", "đình", "đăng", "đại", "đắc", "đức",
];

/// Family names so common that with a middle syllable no title is needed.
#[rustfmt::skip]
const COMMON_SURNAMES: &[&str] = &[
    "bùi", "cao", "châu", "dương", "hoàng", "huỳnh", "lâm", "lê", "lý", "lương", "mai", "nguyễn", "ngô", "phan",
    "phùng", "phạm", "trương", "trần", "trịnh", "tô", "tôn", "tạ", "võ", "vũ", "vương", "đinh", "đoàn", "đào", "đặng",
    "đỗ",
];

/// Provinces, cities and regions that teams, schools and companies are called after.
#[rustfmt::skip]
const PROVINCES: &[(&str, &str)] = &[
    ("an", "giang"), ("ba", "đình"), ("biên", "hoà"), ("biên", "hòa"), ("biển", "đông"), ("bình", "chánh"),
    ("bình", "dương"), ("bình", "phước"), ("bình", "thuận"), ("bình", "thạnh"), ("bình", "định"), ("bạc", "liêu"),
    ("bắc", "bộ"), ("bắc", "cực"), ("bắc", "giang"), ("bắc", "hàn"), ("bắc", "kinh"), ("bắc", "kạn"), ("bắc", "mỹ"),
    ("bắc", "ninh"), ("bắc", "âu"), ("bến", "tre"), ("bồ", "đào"), ("cao", "bằng"), ("châu", "á"), ("châu", "âu"),
    ("cà", "mau"), ("cần", "giờ"), ("cần", "thơ"), ("cầu", "giấy"), ("củ", "chi"), ("gia", "lai"), ("gò", "vấp"),
    ("hoa", "kỳ"), ("hoà", "bình"), ("hoàn", "kiếm"), ("hoàng", "mai"), ("hoàng", "sa"), ("hà", "giang"),
    ("hà", "nam"), ("hà", "nội"), ("hà", "tĩnh"), ("hà", "đông"), ("hòa", "bình"), ("hóc", "môn"), ("hưng", "yên"),
    ("hạ", "long"), ("hải", "dương"), ("hải", "phòng"), ("hậu", "giang"), ("hồ", "chí"), ("hồng", "kông"),
    ("hội", "an"), ("khánh", "hoà"), ("khánh", "hòa"), ("kiên", "giang"), ("kon", "tum"), ("lai", "châu"),
    ("liên", "hợp"), ("liên", "xô"), ("long", "an"), ("long", "biên"), ("lào", "cai"), ("lâm", "đồng"),
    ("lạng", "sơn"), ("mỹ", "tho"), ("mỹ", "đình"), ("nam", "bộ"), ("nam", "cực"), ("nam", "mỹ"), ("nam", "phi"),
    ("nam", "á"), ("nam", "định"), ("nghệ", "an"), ("nha", "trang"), ("nhà", "bè"), ("ninh", "bình"),
    ("ninh", "thuận"), ("phú", "nhuận"), ("phú", "quốc"), ("phú", "thọ"), ("phú", "yên"), ("quy", "nhơn"),
    ("quảng", "bình"), ("quảng", "châu"), ("quảng", "nam"), ("quảng", "ngãi"), ("quảng", "ninh"), ("quảng", "trị"),
    ("sài", "gòn"), ("sóc", "trăng"), ("sơn", "la"), ("thanh", "hoá"), ("thanh", "hóa"), ("thanh", "xuân"),
    ("thái", "bình"), ("thái", "lan"), ("thái", "nguyên"), ("thâm", "quyến"), ("thượng", "hải"), ("thủ", "đức"),
    ("thừa", "thiên"), ("tiền", "giang"), ("triều", "tiên"), ("trung", "bộ"), ("trung", "hoa"), ("trung", "đông"),
    ("trà", "vinh"), ("trùng", "khánh"), ("trường", "sa"), ("tuyên", "quang"), ("tân", "bình"), ("tây", "hồ"),
    ("tây", "nguyên"), ("tây", "ninh"), ("tây", "á"), ("tây", "âu"), ("việt", "nam"), ("việt", "trì"),
    ("vĩnh", "long"), ("vĩnh", "phúc"), ("vũ", "hán"), ("vũng", "tàu"), ("vương", "quốc"), ("yên", "bái"),
    ("điện", "biên"), ("đà", "lạt"), ("đà", "nẵng"), ("đài", "loan"), ("đông", "anh"), ("đông", "dương"),
    ("đông", "nam"), ("đông", "á"), ("đông", "âu"), ("đăk", "lăk"), ("đăk", "nông"), ("đại", "hàn"), ("đại", "tây"),
    ("đắc", "lắc"), ("đắk", "lắk"), ("đắk", "nông"), ("đống", "đa"), ("đồng", "nai"), ("đồng", "tháp"),
];

/// Whether two word keys open the name of a province, a city or a region.
pub(super) fn is_province(first: &str, second: &str) -> bool {
    PROVINCES.binary_search(&(first, second)).is_ok()
}

/// Whether a word key opens the name of a country or a city; with the key of the next word, how many words it has.
pub(super) fn country(first: &str, second: &str) -> usize {
    if COUNTRIES.binary_search(&first).is_err() {
        return 0;
    }
    1 + usize::from(COUNTRY_ENDS.binary_search(&second).is_ok())
}

/// Whether a word key belongs to clubs, companies and papers.
pub(super) fn is_no_person(key: &str) -> bool {
    NO_PERSONS.binary_search(&key).is_ok()
}

/// Whether a word key is a given name of the West.
pub(super) fn is_given(key: &str) -> bool {
    static TABLE: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN.iter().copied().collect());
    TABLE.contains(key)
}

/// Family names of Korea, as they are written in Latin letters.
#[rustfmt::skip]
const KOREAN: &[&str] = &[
    "ahn", "bae", "baek", "ban", "cho", "choe", "choi", "chung", "gong", "han", "heo", "hong", "hwang", "jang", "jeon", "jeong", "jo",
    "jung", "kang", "kim", "ko", "koo", "kwon", "lee", "lim", "moon", "nam", "noh", "oh", "park", "rhee", "ri", "roh", "ryu", "seo",
    "shin", "son", "song", "suh", "sung", "woo", "yang", "yeo", "yoo", "yoon", "yu", "yun",
];

/// Whether a word key is a family name of Korea.
pub(super) fn is_korean(key: &str) -> bool {
    static TABLE: LazyLock<HashSet<&str>> = LazyLock::new(|| KOREAN.iter().copied().collect());
    TABLE.contains(key)
}

/// Whether two word keys begin a Vietnamese full name beyond doubt.
pub(super) fn begins_full_name(first: &str, second: &str) -> bool {
    COMMON_SURNAMES.binary_search(&first).is_ok() && MIDDLES.binary_search(&second).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [KOREAN, COUNTRIES, COUNTRY_ENDS, NO_PERSONS, GIVEN, MIDDLES, COMMON_SURNAMES] {
            let wrong = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None);
        }
    }

    #[test]
    fn provinces_are_sorted() {
        assert!(PROVINCES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(is_province("hà", "nội") && !is_province("quang", "hải"));
    }

    #[test]
    fn countries_have_one_word_or_two() {
        assert_eq!((country("hàn", "quốc"), country("mỹ", "donald"), country("bùi", "văn")), (2, 1, 0));
        assert!(begins_full_name("nguyễn", "văn") && !begins_full_name("nguyễn", "huệ") && is_given("john"));
    }
}
