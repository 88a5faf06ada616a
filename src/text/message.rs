//! What is said, apart from its words: a code, and the parameters that fill the words in.

use super::en;
use super::numbers::{figures, plain};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// The words of a sentence, or of a phrase that fills in another. `{name}` stands for a parameter, `{name:3}` for a
/// number with three significant digits, `{name|mouse|mice}` for the form that goes with a count. A brace before a
/// blank is a brace.
#[derive(Debug, PartialEq)]
pub struct Text {
    pub code: &'static str,
    pub words: &'static str,
}

/// Lists texts, each as `code: "words"`.
macro_rules! texts {
    ($($code:ident: $words:expr),* $(,)?) => {
        $(
            #[allow(non_upper_case_globals)]
            pub const $code: $crate::text::Text = $crate::text::Text { code: stringify!($code), words: $words };
        )*
        #[cfg(test)]
        #[allow(dead_code)] // an entry's own are not looked at
        pub const ALL: &[$crate::text::Text] = &[$($code),*];
    };
}
pub(crate) use texts;

impl Text {
    /// Stops the compiler where the words ask for a parameter that is not among `names`.
    pub const fn asks_only_for(&self, names: &[&str]) {
        let words = self.words.as_bytes();
        let mut i = 1;
        while i < words.len() {
            if words[i - 1] == b'{' && words[i] != b' ' {
                let mut k = 0;
                while k < names.len() && !is_name(words, i, names[k].as_bytes()) {
                    k += 1;
                }
                assert!(k < names.len(), "the text asks for a parameter that is not given");
            }
            i += 1;
        }
    }
}

/// Whether `name` stands at this place of the words, up to its end.
const fn is_name(words: &[u8], at: usize, name: &[u8]) -> bool {
    let mut i = 0;
    while i < name.len() {
        if at + i >= words.len() || words[at + i] != name[i] {
            return false;
        }
        i += 1;
    }
    at + i < words.len() && matches!(words[at + i], b'}' | b':' | b'|')
}

/// A text with what fills it in. Its `Display` is the sentence.
#[derive(Clone, PartialEq)]
pub struct Message {
    pub text: &'static Text,
    names: &'static [&'static str],
    values: Vec<Param>,
    /// What `{path}` stands for: the key that a fault is about.
    path: String,
}

#[derive(Clone, PartialEq)]
pub enum Param {
    Number(f64),
    Text(String),
    Phrase(Box<Message>),
}

/// `message!(code::no_such_step, step, most = n - 1)`: a text and its parameters, each by its name. Before the text, in
/// brackets, stand the names of those that are given later.
macro_rules! message {
    ([$($later:ident)*] $text:path $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { $text.asks_only_for(&[$(stringify!($later),)* $(stringify!($name)),*]) };
        $crate::text::Message::new(
            &$text,
            &[$(stringify!($name)),*],
            [$($crate::text::Param::from($crate::text::param!($name $($value)?))),*],
        )
    }};
    ($($all:tt)*) => { $crate::text::message!([] $($all)*) };
}
pub(crate) use message;

/// A parameter is the variable of its name where nothing else is given.
macro_rules! param {
    ($name:ident) => {
        $name
    };
    ($name:ident $value:expr) => {
        $value
    };
}
pub(crate) use param;

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut sentence = String::new();
        self.write(&mut sentence);
        f.write_str(&sentence)
    }
}

/// By hand, as below: a page would load how the standard library writes numbers.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Message {
    // Out of line, as what is called where anything can be wrong: a page loads it once.
    #[inline(never)]
    pub fn new<const N: usize>(text: &'static Text, names: &'static [&'static str], values: [Param; N]) -> Message {
        Message { text, names, values: values.into(), path: String::new() }
    }

    #[inline(never)]
    pub fn at(self, path: &str) -> Message {
        Message { path: path.into(), ..self }
    }

    fn write(&self, out: &mut String) {
        let mut pieces = self.text.words.split('{');
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            match piece.split_once('}') {
                Some((place, rest)) if !piece.starts_with(' ') => {
                    self.fill(place, out);
                    out.push_str(rest);
                }
                _ => {
                    out.push('{');
                    out.push_str(piece);
                }
            }
        }
    }

    fn fill(&self, place: &str, out: &mut String) {
        let mut forms = place.split('|');
        let place = forms.next().unwrap_or_default();
        let (name, digits) = place.split_once(':').unwrap_or((place, ""));
        if name == "path" {
            out.push_str(&self.path);
        }
        match self.names.iter().zip(&self.values).find(|(known, _)| **known == name) {
            Some((_, Param::Number(count))) if let Some(one) = forms.next() => {
                out.push_str([one].into_iter().chain(forms).nth(en::form(*count)).unwrap_or_default());
            }
            Some((_, Param::Number(x))) => out.push_str(&match digits.as_bytes() {
                [digit] => figures(*x, usize::from(digit - b'0')),
                _ => plain(*x),
            }),
            Some((_, Param::Text(text))) => out.push_str(text),
            Some((_, Param::Phrase(phrase))) => phrase.write(out),
            None => {}
        }
    }
}

impl From<f64> for Param {
    fn from(number: f64) -> Param {
        Param::Number(number)
    }
}

impl From<usize> for Param {
    fn from(number: usize) -> Param {
        Param::Number(number as f64)
    }
}

impl From<&str> for Param {
    #[inline(never)]
    fn from(text: &str) -> Param {
        Param::Text(text.into())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Param {
        Param::Text(text)
    }
}

impl From<&String> for Param {
    fn from(text: &String) -> Param {
        Param::from(text.as_str())
    }
}

impl From<char> for Param {
    fn from(sign: char) -> Param {
        Param::Text(sign.into())
    }
}

impl From<Message> for Param {
    #[inline(never)]
    fn from(phrase: Message) -> Param {
        Param::Phrase(phrase.into())
    }
}

/// The parameters of a message by their names.
pub struct Params<'a>(pub &'a Message);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Message { names, values, path, .. } = self.0;
        // A struct's keys cross into JavaScript once, a map's each time.
        let mut fields = s.serialize_struct("Params", values.len() + usize::from(!path.is_empty()))?;
        if !path.is_empty() {
            fields.serialize_field("path", path)?;
        }
        names.iter().zip(values).try_for_each(|(name, param)| fields.serialize_field(name, param))?;
        fields.end()
    }
}

impl Serialize for Param {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Param::Number(x) => s.serialize_f64(*x),
            Param::Text(text) => s.serialize_str(text),
            Param::Phrase(phrase) => phrase.serialize(s),
        }
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut fields = s.serialize_struct("Message", 2)?;
        fields.serialize_field("code", self.text.code)?;
        fields.serialize_field("params", &Params(self))?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    texts! {
        caught: "{who} caught {mice} {mice|mouse|mice} of {grams:2} g; allowed: { none }.",
        cat: "The cat {name}",
    }

    #[test]
    fn a_sentence_has_its_parameters_filled_in() {
        let name = "Mia";
        let who = message!(cat, name);
        let said = |mice: f64, grams: f64| message!(caught, who = who.clone(), mice, grams).to_string();
        assert_eq!(said(1.0, 20.4), "The cat Mia caught 1 mouse of 20 g; allowed: { none }.");
        assert_eq!(said(0.0, -2.06), "The cat Mia caught 0 mice of −2.1 g; allowed: { none }.");
    }

    #[test]
    #[should_panic(expected = "a parameter that is not given")]
    fn a_parameter_that_is_not_given_is_found() {
        caught.asks_only_for(&["who", "mice", "gram"]);
    }
}
