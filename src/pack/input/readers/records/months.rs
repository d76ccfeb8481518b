//! Dates with names of months in languages that the text of articles is not searched for: for fields and date lines alone, so
//! that no byte of it reaches the page. The names are CLDR's, in the form a date has.
//!
//! A name that is another month elsewhere (`listopada`) is left out.

use crate::article::Date;

/// A line a language: the names from January on.
#[rustfmt::skip]
const NAMES: [&str; 28] = [
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "január február március április május június július augusztus szeptember október november december",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga prosinca",
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "januar februar marts april maj juni juli august september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "urtarrilak otsailak martxoak apirilak maiatzak ekainak uztailak abuztuak irailak urriak azaroak abenduak",
    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "januari februari mac april mei jun julai ogos september oktober november disember",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्तूबर नवंबर दिसंबर",
    "জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
    "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
];

/// Day and year stand at most so many words from the month.
const NEAR: usize = 3;
/// Thai dates count from 543 years before ours.
const BUDDHIST: u16 = 543;

/// The first date of a text whose month has one of these names: its day and its year stand around it.
pub(super) fn read(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let is_part = |c: char| {
        c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{9ff}' | '\u{e00}'..='\u{e7f}')
    };
    let words: Vec<&str> = lower.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()).collect();
    let number = |at: usize| words.get(at).filter(|word| word.len() <= 4).and_then(|word| word.parse::<u16>().ok());
    words.iter().enumerate().find_map(|(at, word)| {
        let month = month_of(word)?;
        // What stands behind is nearer to it than what stands as far before.
        let places = (1..=NEAR).flat_map(|by| [at.checked_sub(by), Some(at + by)]).flatten();
        let numbers: Vec<u16> = places.filter_map(number).collect();
        let day = *numbers.iter().find(|number| (1..=31).contains(*number))?;
        let year = *numbers.iter().find(|number| (1000..3000).contains(*number))?;
        let thai = word.starts_with(|c: char| ('\u{e00}'..='\u{e7f}').contains(&c)) && year > 2300;
        let year = if thai { year - BUDDHIST } else { year };
        let date = Date { year: Some(year), month: Some(month), day: Some(day as u8), minute: None };
        (day <= u16::from(super::when::days_of(Some(year), month))).then_some(date)
    })
}

fn month_of(word: &str) -> Option<u8> {
    // No name of a month is shorter or longer.
    if !(4..=40).contains(&word.len()) {
        return None;
    }
    NAMES.iter().find_map(|names| names.split(' ').position(|name| name == word)).map(|at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_languages_are_read() {
        for (text, expected) in [
            ("5. maaliskuuta 2021", Some("2021-03-05")),
            ("2021. március 5.", Some("2021-03-05")),
            ("5 Μαρτίου 2021", Some("2021-03-05")),
            ("5 октомври 2021 г.", Some("2021-10-05")),
            ("2021 m. kovo 5 d.", Some("2021-03-05")),
            ("2021. gada 5. martā", Some("2021-03-05")),
            ("5 d'octubre de 2021", Some("2021-10-05")),
            ("5. októbra 2021", Some("2021-10-05")),
            ("5. studenoga 2021.", Some("2021-11-05")),
            ("5 במרץ 2021", Some("2021-03-05")),
            ("5 मार्च 2021", Some("2021-03-05")),
            ("5 มีนาคม 2564", Some("2021-03-05")),
            ("5 Ogos 2021", Some("2021-08-05")),
            ("31 februarja 2021", None),
            ("maja 2021", None),
            ("một hai 2021", None),
        ] {
            assert_eq!(read(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn every_language_has_twelve_names() {
        for names in NAMES {
            assert_eq!(names.split(' ').count(), 12, "{names}");
        }
    }
}
