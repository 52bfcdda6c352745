//! Many texts searched in one go.

use memchr::memmem::Finder;

use super::{Plain, Told};

/// Stands in no UTF-8 text, so that nothing that is found reaches from one text into the next.
const END: u8 = 0xFF;

/// Texts one behind the other.
pub(crate) struct Texts {
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<usize>,
    /// Values that are no texts.
    others: Vec<(usize, Told)>,
}

impl Texts {
    pub(crate) fn of(values: &[Plain]) -> Self {
        let mut texts = Self {
            bytes: Vec::with_capacity(values.len() * 32),
            ends: Vec::with_capacity(values.len()),
            others: Vec::new(),
        };
        for (at, value) in values.iter().enumerate() {
            match value {
                Plain::Text(text) => texts.bytes.extend_from_slice(text.as_bytes()),
                // The number of the name that asks is for the kernel to give.
                Plain::Asks => texts.others.push((at, Told::Asks(0))),
                _ => texts.others.push((at, Told::Unknown)),
            }
            texts.ends.push(texts.bytes.len());
            texts.bytes.push(END);
        }
        texts
    }

    /// Numbers for whether each text holds what is looked for; a blank one asks for the name with this number.
    pub(crate) fn tell(&self, finder: &Finder<'_>, read: usize) -> Vec<u32> {
        let mut told = vec![Told::Flag(false).number(); self.ends.len()];
        let (mut start, mut at) = (0, 0);
        while let Some(found) = self.bytes.get(start..).and_then(|rest| finder.find(rest)) {
            let found = start + found;
            while self.ends.get(at).is_some_and(|end| *end < found) {
                at += 1;
            }
            let (Some(end), Some(told)) = (self.ends.get(at), told.get_mut(at)) else { break };
            *told = Told::Flag(true).number();
            start = end + 1;
            at += 1;
        }
        for (at, other) in &self.others {
            if let Some(told) = told.get_mut(*at) {
                let other = if matches!(other, Told::Asks(_)) { super::asks(read) } else { *other };
                *told = other.number();
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: Option<String>) -> Plain {
        text.map_or(Plain::Asks, |text| Plain::Text(text.into()))
    }

    proptest! {
        #[test]
        fn each_text_is_told_as_if_it_were_searched_alone(
            texts in prop::collection::vec(prop::option::of("[abあ]{0,6}"), 0..20),
            part in "[abあ]{0,3}",
        ) {
            let values: Vec<Plain> = texts.iter().cloned().map(plain).collect();
            let wanted: Vec<u32> = texts
                .iter()
                .map(|text| text.as_ref().map_or(Told::Asks(3), |text| Told::Flag(text.contains(&part))).number())
                .collect();
            prop_assert_eq!(Texts::of(&values).tell(&Finder::new(part.as_bytes()), 3), wanted);
        }
    }
}
