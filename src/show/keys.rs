//! Which key does what. Each can be switched off; none fires while typing.
//!
//! ```
//! use saidwho::show::event::{Command, Key};
//! use saidwho::show::keys::Keys;
//! let key = |name: &str, typing: bool| Key { name: name.to_owned(), typing, ..Key::default() };
//! let mut keys = Keys::default();
//! assert_eq!(keys.command(&key("j", false)), Some(Command::Next));
//! assert_eq!(keys.command(&key("j", true)), None);
//! keys.switch("next", false);
//! assert_eq!(keys.command(&key("j", false)), None);
//! ```

use super::event::{Command, Key};
use std::collections::BTreeSet;

/// One key.
#[derive(Debug)]
pub struct Binding {
    /// The key's name, as the browser gives it.
    pub key: &'static str,
    /// With Control or Command.
    pub control: bool,
    /// What it does.
    pub command: Command,
}

const fn plain(key: &'static str, command: Command) -> Binding {
    Binding { key, control: false, command }
}

const fn control(key: &'static str, command: Command) -> Binding {
    Binding { key, control: true, command }
}

/// All keys, in the order in which they are listed. The digits stand for [`Command::Number`].
pub const BINDINGS: &[Binding] = &[
    plain("j", Command::Next),
    plain("k", Command::Previous),
    plain("n", Command::NextSame),
    plain("p", Command::PreviousSame),
    plain("Enter", Command::Accept),
    plain("x", Command::Reject),
    plain("s", Command::Skip),
    plain("w", Command::Everywhere),
    plain("i", Command::Edit),
    plain("1", Command::Number(1)),
    plain("h", Command::Highlight(String::new())),
    plain("a", Command::Note),
    plain("e", Command::Mention),
    plain("q", Command::Quote),
    plain("m", Command::MoveHere),
    plain(",", Command::StartEarlier),
    plain(".", Command::StartLater),
    plain("<", Command::EndEarlier),
    plain(">", Command::EndLater),
    plain("r", Command::Review),
    plain("u", Command::Undo),
    control("z", Command::Undo),
    control("Z", Command::Redo),
    control("y", Command::Redo),
    plain("/", Command::Search),
    plain("[", Command::HidePanel),
    plain("]", Command::ShowPanel),
    control("o", Command::OpenFile),
    control("s", Command::Share),
    plain("?", Command::Help),
    plain("Escape", Command::Close),
];

/// Which keys are on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keys {
    off: BTreeSet<String>,
}

impl Keys {
    /// Those keys, without the commands that are switched off.
    #[must_use]
    pub fn without(off: impl IntoIterator<Item = String>) -> Self {
        Self { off: off.into_iter().collect() }
    }

    /// The commands that are switched off.
    pub fn off(&self) -> impl Iterator<Item = &str> {
        self.off.iter().map(String::as_str)
    }

    /// Switches the keys of a command on or off.
    pub fn switch(&mut self, command: &str, on: bool) {
        if on {
            self.off.remove(command);
        } else {
            self.off.insert(command.to_owned());
        }
    }

    /// Whether the keys of a command are on.
    #[must_use]
    pub fn is_on(&self, command: &str) -> bool {
        !self.off.contains(command)
    }

    /// What a key does now. While typing only Escape and, for the file, Control do something.
    #[must_use]
    pub fn command(&self, key: &Key) -> Option<Command> {
        if key.alt || key.on_control && matches!(key.name.as_str(), "Enter" | " ") {
            return None;
        }
        // A field has its own undo.
        if key.typing && key.name != "Escape" && !(key.control && matches!(key.name.as_str(), "o" | "s")) {
            return None;
        }
        let name = if key.control && key.shift { key.name.to_uppercase() } else { key.name.clone() };
        let digit = name.parse().ok().filter(|digit| (1..=9).contains(digit) && !key.control);
        let command = match digit {
            Some(digit) => Command::Number(digit),
            None => {
                let own = |binding: &&Binding| binding.key == name && binding.control == key.control;
                BINDINGS.iter().find(own)?.command.clone()
            }
        };
        self.is_on(command.name()).then_some(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key() {
        let cases = [
            // key, control, shift, typing, on a control, what it does
            ("j", false, false, false, false, Some(Command::Next)),
            ("j", true, false, false, false, None),
            ("z", true, false, false, false, Some(Command::Undo)),
            ("z", true, true, false, false, Some(Command::Redo)),
            ("Z", true, true, false, false, Some(Command::Redo)),
            ("z", true, false, true, false, None),
            ("?", false, true, false, false, Some(Command::Help)),
            ("Enter", false, false, false, false, Some(Command::Accept)),
            ("Enter", false, false, false, true, None),
            ("x", false, false, false, true, Some(Command::Reject)),
            ("Escape", false, false, true, false, Some(Command::Close)),
            ("o", true, false, true, false, Some(Command::OpenFile)),
            ("9", false, false, false, false, Some(Command::Number(9))),
            ("0", false, false, false, false, None),
            ("12", false, false, false, false, None),
        ];
        for (name, control, shift, typing, on_control, expected) in cases {
            let key = Key { name: name.to_owned(), control, shift, alt: false, typing, on_control };
            assert_eq!(Keys::default().command(&key), expected, "{key:?}");
        }
    }

    #[test]
    fn every_key_is_bound_once() {
        for (at, one) in BINDINGS.iter().enumerate() {
            let same = BINDINGS[at + 1..].iter().any(|other| other.key == one.key && other.control == one.control);
            assert!(!same, "{}", one.key);
        }
    }
}
