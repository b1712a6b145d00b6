//! Cues: the words that announce speech.
//!
//! Verbs are listed by their base form and met in any inflection; a cue's [`Strength`] says how much it is worth
//! alone. "said" beside a quotation is proof; "called" or "believes" needs a quotation or a clause to lean on.
//!
//! ```
//! use saidwho::quotations::cues::{Strength, verb};
//! assert_eq!(verb("said"), Some(Strength::Speech));
//! assert_eq!(verb("denies"), Some(Strength::Speech));
//! assert_eq!(verb("believed"), Some(Strength::Stance));
//! assert_eq!(verb("walked"), None);
//! ```

use foldhash::{HashMap, HashMapExt, HashSet};
use std::sync::OnceLock;

/// How much a verb is worth as a cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strength {
    /// A verb of saying or writing; may stand before its subject (“…,” said Orr).
    Speech,
    /// A verb of opinion, naming or intention: a cue only with a content beside it.
    Stance,
}

/// Verbs of saying, by base form. A form that English does not derive by rule stands in [`IRREGULAR`].
const SPEECH: &[&str] = &[
    "acknowledge", "add", "admit", "advise", "affirm", "allege", "announce", "answer", "argue", "ask", "assert",
    "assure", "blog", "boast", "brag", "caution", "charge", "claim", "clarify", "comment", "complain", "concede",
    "conclude", "confess", "confide", "confirm", "contend", "continue", "counter", "cry", "declare", "decry", "demand",
    "deny", "disclose", "elaborate", "email", "emphasize", "emphasise", "estimate", "exclaim", "explain", "gush",
    "inform", "inquire", "insist", "intone", "interject", "joke", "lament", "mention", "muse", "mutter", "note",
    "observe", "opine", "plead", "pledge", "point", "post", "predict", "proclaim", "promise", "pronounce", "quip",
    "react", "reaffirm", "reassure", "recall", "recount", "reflect", "reiterate", "rejoin", "relate", "remark",
    "remind", "repeat", "reply", "report", "respond", "retort", "reveal", "say", "scoff", "shout", "sigh", "signal",
    "sneer", "state", "stress", "suggest", "summarize", "summarise", "surmise", "testify", "text", "theorize",
    "thunder", "tweet", "underline", "underscore", "urge", "utter", "vent", "volunteer", "vow", "warn", "whisper",
    "yell", "chant", "bemoan", "marvel", "chide", "demur", "rage", "fume", "deadpan", "enthuse", "chime", "maintain",
    "request", "hint", "imply", "invite", "recommend", "stipulate", "vouch", "apologize", "apologise", "threaten",
    "specify", "relay", "attest", "beseech", "exhort", "expound", "gripe", "groan", "grumble", "hypothesize",
    "implore", "murmur", "profess", "divulge",
];

/// Verbs of stance, by base form.
const STANCE: &[&str] = &[
    "accuse", "agree", "applaud", "assume", "attack", "believe", "blame", "blast", "brand", "call", "characterize",
    "characterise", "cite", "compare", "condemn", "consider", "criticize", "criticise", "defend", "deem", "denounce",
    "depict", "deride", "describe", "dismiss", "disparage", "dispute", "doubt", "dub", "endorse", "envision", "expect",
    "express", "fear", "figure", "guess", "hail", "hope", "imagine", "indicate", "joke", "know", "label", "laud",
    "liken", "mock", "object", "offer", "oppose", "portray", "praise", "propose", "question", "quote", "rail", "read",
    "realize", "realise", "reason", "rebuke", "refer", "refuse", "reject", "ridicule", "rip", "show", "slam",
    "speculate", "support", "suspect", "tout", "trash", "wonder", "worry", "argue", "conceive", "conclude", "discuss",
    "perceive", "rule", "order", "address", "urge", "address", "decline", "sign", "cheer", "bash", "challenge",
    "complement", "define", "explain", "frame", "highlight", "identify", "invoke", "lambaste", "narrate", "paint",
    "present", "pen", "publish", "rate", "regard", "salute", "scold", "summon", "term", "title", "want", "welcome",
    "credit",
];

/// Verbs of the list above that are done by speaking or writing: who accuses or praises has said something.
const SPOKEN: &[&str] = &[
    "accuse", "blame", "cite", "condemn", "criticize", "criticise", "decline", "denounce", "describe", "dismiss",
    "dispute", "express", "propose", "quote", "speculate", "discuss", "address",
];

/// Verbs of saying that as often mean something else: "the war continues", "the fleet signals strength".
const BESIDE_SPEECH: &[&str] = &["charge", "continue", "invite", "react", "reflect", "relate", "relay", "signal"];

/// What somebody tells, as a noun.
const TOLD: &[&str] = &[
    "accusation", "allegation", "announcement", "argument", "assertion", "claim", "comment", "complaint",
    "declaration", "denial", "remark", "report", "statement", "testimony", "tweet", "warning",
];

/// Forms that no rule gives.
const IRREGULAR: &[(&str, Strength)] = &[
    ("said", Strength::Speech),
    ("told", Strength::Speech),
    ("tell", Strength::Speech),
    ("tells", Strength::Speech),
    ("telling", Strength::Speech),
    ("write", Strength::Speech),
    ("writes", Strength::Speech),
    ("wrote", Strength::Speech),
    ("written", Strength::Speech),
    ("writing", Strength::Speech),
    ("swore", Strength::Speech),
    ("swears", Strength::Speech),
    ("spoke", Strength::Stance),
    ("speaking", Strength::Stance),
    ("thinks", Strength::Stance),
    ("think", Strength::Stance),
    ("thought", Strength::Stance),
    ("thinking", Strength::Stance),
    ("felt", Strength::Stance),
    ("feels", Strength::Stance),
    ("found", Strength::Stance),
    ("finds", Strength::Stance),
    ("knew", Strength::Stance),
    ("held", Strength::Stance),
    ("learned", Strength::Stance),
    ("sees", Strength::Stance),
    ("saw", Strength::Stance),
    ("sent", Strength::Stance),
    ("put", Strength::Stance),
    ("puts", Strength::Stance),
    ("joked", Strength::Speech),
    ("sang", Strength::Speech),
    ("sings", Strength::Speech),
];

/// Every inflected form of a regular verb that this module needs.
fn inflect(base: &str, mut each: impl FnMut(String)) {
    each(base.to_owned());
    let before_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    if let Some(stem) = before_y {
        each(format!("{stem}ies"));
        each(format!("{stem}ied"));
        each(format!("{base}ing"));
    } else if let Some(stem) = base.strip_suffix('e') {
        each(format!("{base}s"));
        each(format!("{base}d"));
        each(format!("{stem}ing"));
    } else {
        let hissing = base.ends_with('s') || base.ends_with("sh") || base.ends_with("ch") || base.ends_with('x');
        each(format!("{base}{}", if hissing { "es" } else { "s" }));
        each(format!("{base}ed"));
        each(format!("{base}ing"));
        if base.ends_with(['g', 'p', 't', 'm', 'r', 'n', 'b']) {
            // "quipped", "admitted": the doubled forms of the others exist in no text and cost nothing.
            let last = &base[base.len() - 1..];
            each(format!("{base}{last}ed"));
            each(format!("{base}{last}ing"));
        }
    }
}

fn verbs() -> &'static HashMap<String, Strength> {
    static VERBS: OnceLock<HashMap<String, Strength>> = OnceLock::new();
    VERBS.get_or_init(|| {
        let mut verbs = HashMap::new();
        for (list, strength) in [(STANCE, Strength::Stance), (SPEECH, Strength::Speech)] {
            for base in list {
                inflect(base, |form| {
                    verbs.insert(form, strength);
                });
            }
        }
        verbs.extend(IRREGULAR.iter().map(|&(form, strength)| (form.to_owned(), strength)));
        verbs
    })
}

/// Whether a word tells: a verb that is done by speaking or writing, or a noun of what is told. "Said", "announced",
/// "a statement" and "accused" do, "considers", "hopes" and "supports" do not. In small letters.
///
/// ```
/// use saidwho::quotations::cues::tells;
/// assert!(tells("announced") && tells("statements") && !tells("hopes"));
/// ```
#[must_use]
pub fn tells(lower: &str) -> bool {
    static TELLING: OnceLock<HashSet<String>> = OnceLock::new();
    let telling = TELLING.get_or_init(|| {
        let mut telling: HashSet<String> =
            TOLD.iter().flat_map(|noun| [(*noun).to_owned(), format!("{noun}s")]).collect();
        let speech = SPEECH.iter().filter(|base| !BESIDE_SPEECH.contains(base));
        for base in speech.chain(SPOKEN) {
            inflect(base, |form| {
                telling.insert(form);
            });
        }
        let irregular = IRREGULAR.iter().filter(|(_, strength)| *strength == Strength::Speech);
        telling.extend(irregular.map(|(form, _)| (*form).to_owned()));
        telling
    });
    telling.contains(lower)
}

/// The strength of a word as a cue verb; `None` for any other word. Case does not count.
#[must_use]
pub fn verb(word: &str) -> Option<Strength> {
    if word.len() > 16 || word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let mut lower = [0_u8; 16];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    verbs().get(std::str::from_utf8(lower).ok()?).copied()
}

/// Whether a word of stance stands in its base form: "rate" and "support" are nouns as well, "rated" is none.
#[must_use]
pub fn is_base_of_stance(word: &str) -> bool {
    STANCE.contains(&word)
}

/// Whether a word is a noun of what somebody tells, in the singular: "a claim", "the report".
#[must_use]
pub fn is_told(word: &str) -> bool {
    TOLD.contains(&word)
}

/// Whether a word is a noun of what is written, counted or found out, and so can say something. In small letters.
#[must_use]
pub fn is_document(lower: &str) -> bool {
    const NOUNS: [&str; 24] = [
        "analysis", "audit", "census", "data", "document", "email", "estimate", "figure", "filing", "finding",
        "inquiry", "investigation", "paper", "poll", "record", "report", "research", "result", "review", "statistic",
        "study", "survey", "studies", "inquiries",
    ];
    NOUNS.contains(&lower) || lower.strip_suffix('s').is_some_and(|singular| NOUNS.contains(&singular))
}

/// Whether a word is a noun of what somebody says in writing: "a note", "the letter". In small letters.
#[must_use]
pub fn is_statement(lower: &str) -> bool {
    matches!(lower, "statement" | "release" | "note" | "notice" | "announcement" | "bulletin" | "message" | "letter")
}

/// Whether a form makes a passive after "is": "told", "expected", "required". "Worried" says what somebody feels.
#[must_use]
pub fn is_participle(lower: &str) -> bool {
    const WORDS: [&str; 10] = ["said", "told", "known", "seen", "thought", "found", "held", "written", "put", "sent"];
    const FELT: [&str; 20] = [
        "alarmed", "amazed", "attracted", "committed", "concerned", "convinced", "delighted", "determined",
        "disappointed", "excited", "frightened", "frustrated", "inclined", "interested", "opposed", "pleased",
        "scared", "shocked", "surprised", "worried",
    ];
    WORDS.contains(&lower) || lower.len() > 4 && lower.ends_with("ed") && !FELT.contains(&lower)
}

/// Whether a word says that somebody does not say or do what follows: "declined", "denies". In small letters.
#[must_use]
pub fn denies(lower: &str) -> bool {
    ["declin", "refus", "denie", "deny"].iter().any(|stem| lower.starts_with(stem))
}

/// Whether the word ends a cue that has no verb: "according **to**" is met as its first word.
#[must_use]
pub fn is_according(word: &str, next: &str) -> bool {
    word.eq_ignore_ascii_case("according") && next.eq_ignore_ascii_case("to")
}

/// Whether a word that is no cue verb may still announce what somebody says, thinks or wants: only the labeller of
/// reported speech asks, which weighs it against everything else.
#[must_use]
pub fn hints(lower: &str) -> bool {
    const STEMS: &[&str] = &[
        "appear", "seem", "plan", "seek", "sought", "intend", "aim", "view", "statement", "claim", "report",
        "allegation", "opinion", "belief", "poll", "survey", "study", "tweet", "back", "favor", "favour", "push",
        "decid", "deci", "prefer", "try", "trie", "like", "love", "hate", "understand", "understood", "understand",
        "remember", "admir", "concern", "promis", "talk", "prais", "vow", "pitch", "interpret", "advocat", "insinuat",
        "convinc", "accord", "word", "argument", "assertion", "comment", "remark", "threat", "warning", "suggestion",
        "call", "ask", "document", "email", "letter", "article", "interview", "estimat", "forecast", "project",
        "conced", "certain", "sure", "confident", "hopeful", "worried", "afraid", "determined", "aware", "eager",
        "willing", "reject", "refus", "vot", "demonstrat", "prove", "determin", "discover", "notic", "detail",
        "outlin", "recogni", "quot", "tout", "urg", "encourag", "approv", "embrac", "advis", "fear", "hope", "doubt",
        "expect", "mean", "meant", "need", "consider", "question", "agree", "anticipat", "ponder", "ruminat", "via",
        "tell", "told",
    ];
    // By first letter: every word of a text asks.
    static BY_LETTER: OnceLock<[Vec<&str>; 26]> = OnceLock::new();
    let letter = |word: &str| word.bytes().next().filter(u8::is_ascii_lowercase).map(|byte| usize::from(byte - b'a'));
    let by_letter = BY_LETTER.get_or_init(|| {
        std::array::from_fn(|at| STEMS.iter().copied().filter(|stem| letter(stem) == Some(at)).collect())
    });
    let fits = |stem: &&str| lower.strip_prefix(stem).is_some_and(|rest| rest.len() <= 4);
    letter(lower).is_some_and(|at| by_letter[at].iter().any(fits))
}

/// What may stand between a subject and its cue verb ("has also", "did not", "later"), or between the verb's parts.
#[must_use]
pub fn is_auxiliary(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "has", "have", "had", "was", "is", "were", "are", "be", "been", "also", "later", "then", "once", "would",
        "will", "could", "might", "may", "did", "does", "do", "not", "n't", "n’t", "never", "even", "just", "still",
        "again", "instead", "often", "always", "first", "soon", "now", "already", "'d", "’d", "'s", "’s", "'ve", "’ve",
        "famously", "to", "both", "all", "further", "too", "himself", "herself", "themselves", "itself", "today",
        "previously", "who", "should", "must", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "nevertheless", "nonetheless",
    ];
    WORDS.iter().any(|entry| entry.eq_ignore_ascii_case(word)) || (word.len() > 4 && word.ends_with("ly"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_may_announce() {
        for (word, expected) in [("plans", true), ("statement", true), ("bridge", false), ("être", false), ("", false)]
        {
            assert_eq!(hints(word), expected, "{word}");
        }
    }

    #[test]
    fn forms() {
        let cases = [
            ("Said", Some(Strength::Speech)),
            ("says", Some(Strength::Speech)),
            ("quipped", Some(Strength::Speech)),
            ("admitting", Some(Strength::Speech)),
            ("denied", Some(Strength::Speech)),
            ("noted", Some(Strength::Speech)),
            ("writing", Some(Strength::Speech)),
            ("describes", Some(Strength::Stance)),
            ("dubbed", Some(Strength::Stance)),
            ("hoping", Some(Strength::Stance)),
            ("ran", None),
            ("saidé", None),
            ("", None),
        ];
        for (word, strength) in cases {
            assert_eq!(verb(word), strength, "{word}");
        }
    }
}
