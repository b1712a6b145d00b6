//! Whether a text is English, the language that names and quotations are read in: a reader of another one is told so.
//!
//! Every fourth word of English is one of two dozen small ones. What is counted is the share of these: a guess that needs no
//! lists of other languages.
//!
//! ```
//! use saidwho::page::language::seems_english;
//! let english = "It was late in the evening when the last of the boats came in to the harbour of the town. ".repeat(4);
//! let german = "Es war spät am Abend, als das letzte der Boote in den Hafen der Stadt einlief. ".repeat(4);
//! assert!(seems_english(&english) && !seems_english(&german));
//! ```

/// So many words are looked at.
const LOOKED_AT: usize = 2000;

/// Fewer tell nothing.
const ENOUGH: usize = 40;

/// The least share of small words, in percent.
const LEAST: usize = 12;

/// So many words have one "the" among them, which the languages nearest to English do not have, though their other small words
/// are partly written the same.
const ONE_THE_IN: usize = 200;

const SMALL: [&str; 24] = [
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "said", "it", "he", "she", "are", "be", "by",
    "from", "at", "this", "has", "have", "on", "were",
];

/// Whether a text seems to be English; one of few words does.
#[must_use]
pub fn seems_english(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(LOOKED_AT);
    let (mut count, mut small, mut the, mut foreign) = (0, 0, 0, 0);
    for word in words {
        count += 1;
        the += usize::from(word.eq_ignore_ascii_case("the"));
        small += usize::from(SMALL.iter().any(|own| own.eq_ignore_ascii_case(word)));
        // Where nothing parts words, a whole sentence is one.
        foreign += word.chars().filter(|c| *c > '\u{24f}').count();
    }
    let is_written_so = small * 100 >= count * LEAST && the * ONE_THE_IN >= count;
    count + foreign < ENOUGH || foreign < count && is_written_so
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let cases = [
            ("The council said on Monday that the bridge at the harbour would be closed for the winter. ", true),
            ("De brug is in de winter dicht, zei de burgemeester, of het nu regent of niet, en dat was het. ", false),
            ("Le conseil a dit lundi que le pont du port serait fermé pour tout l’hiver et même au printemps. ", false),
            ("El puente del puerto se va a cerrar durante todo el invierno, ha dicho la alcaldesa el lunes. ", false),
            ("市議会は月曜日、港の橋を冬の間閉鎖すると発表した。市長は記者団に対し、安全が最優先だと述べた。", false),
            ("استقال الوزير يوم الاثنين بعد أن أغلقت المدينة الجسر القديم في الميناء طوال فصل الشتاء. ", false),
        ];
        for (text, expected) in cases {
            assert_eq!(seems_english(&text.repeat(4)), expected, "{text}");
        }
        assert!(seems_english("Bonjour."), "too little to tell");
    }
}
