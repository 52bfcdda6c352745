//! The places of a format for digits: `000-0000`, `#,##0.00`, `0.0%`.

use super::plain;

/// A part of a format between its first and its last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A place for a digit: `0`, `#`, `?`.
    Place(char),
    /// The decimal point.
    Point,
    /// A comma, which groups digits or, behind the last place, leaves out three of them.
    Comma,
    /// What is shown as it stands.
    Literal(char),
}

/// The places of a format.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Digits {
    /// Places and literals before the point.
    integer: Vec<Piece>,
    /// Places and literals behind the point.
    decimals: Vec<Piece>,
    /// By which power of ten the number is multiplied.
    power: i32,
}

impl Digits {
    /// The places of a section with so many signs of per cent.
    pub(super) fn new(pieces: impl Iterator<Item = Piece>, percents: usize) -> Self {
        let mut digits = Self::default();
        let mut behind_point = false;
        let mut commas = 0_i32;
        for piece in pieces {
            match piece {
                Piece::Comma => commas += 1,
                Piece::Point => {
                    behind_point = true;
                    digits.power -= 3 * std::mem::take(&mut commas);
                }
                Piece::Place(_) => commas = 0,
                Piece::Literal(_) => {}
            }
            match piece {
                Piece::Comma | Piece::Point => {}
                Piece::Place(_) | Piece::Literal(_) if behind_point => digits.decimals.push(piece),
                Piece::Place(_) | Piece::Literal(_) => digits.integer.push(piece),
            }
        }
        digits.power -= 3 * commas;
        digits.power += 2 * i32::try_from(percents).unwrap_or_default();
        digits
    }

    /// True if another number is shown than the cell holds, as with per cent.
    pub(super) fn scales(&self) -> bool {
        self.power != 0
    }

    /// A number that is not negative, without the commas that group it.
    ///
    /// `None` if no digit of it would be seen, or decimals would be lost that the format has no place for.
    pub(super) fn show(&self, number: f64) -> Option<String> {
        let exact = plain(number * 10_f64.powi(self.power));
        let places =
            |pieces: &[Piece]| pieces.iter().filter(|piece| matches!(piece, Piece::Place(_))).count();
        let decimals = places(&self.decimals);
        let (integer, fraction) = rounded(&exact, decimals);
        if decimals == 0 && exact.contains('.') {
            let simple =
                self.power != 0 && !self.integer.iter().any(|piece| matches!(piece, Piece::Literal(_)));
            return simple.then_some(exact);
        }
        let mut text = self.before_point(&integer);
        let behind = self.behind_point(&fraction);
        if !behind.is_empty() {
            text.push('.');
            text.push_str(&behind);
        }
        text.contains(|c: char| c.is_ascii_digit()).then_some(text)
    }

    /// Digits fill the places from the right; those left over stand at the first place.
    fn before_point(&self, integer: &str) -> String {
        let mut left: Vec<char> = integer.trim_start_matches('0').chars().collect();
        let first = self.integer.iter().position(|piece| matches!(piece, Piece::Place(_)));
        let mut reversed = Vec::new();
        for (at, piece) in self.integer.iter().enumerate().rev() {
            match piece {
                Piece::Place(place) => {
                    reversed.extend(left.pop().or((*place == '0').then_some('0')));
                    if first == Some(at) {
                        reversed.extend(left.drain(..).rev());
                    }
                }
                Piece::Literal(c) => reversed.push(*c),
                Piece::Point | Piece::Comma => {}
            }
        }
        reversed.extend(left.drain(..).rev());
        reversed.iter().rev().collect()
    }

    fn behind_point(&self, fraction: &str) -> String {
        let mut digits = fraction.chars();
        let mut text = String::new();
        // How much of the text stays when zeros at the end are not shown.
        let mut kept = 0;
        for piece in &self.decimals {
            match piece {
                Piece::Place(place) => {
                    let digit = digits.next().unwrap_or('0');
                    text.push(digit);
                    if *place == '0' || digit != '0' {
                        kept = text.len();
                    }
                }
                Piece::Literal(c) => text.push(*c),
                Piece::Point | Piece::Comma => {}
            }
        }
        text.truncate(kept);
        text
    }
}

/// The digits before and behind the point of a number, rounded to so many decimals.
fn rounded(number: &str, decimals: usize) -> (String, String) {
    let (integer, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut digits: Vec<u32> =
        integer.chars().chain(fraction.chars().take(decimals)).filter_map(|c| c.to_digit(10)).collect();
    let up = fraction.chars().nth(decimals).and_then(|c| c.to_digit(10)).is_some_and(|digit| digit >= 5);
    let mut carry = u32::from(up);
    for digit in digits.iter_mut().rev() {
        *digit += carry;
        carry = *digit / 10;
        *digit %= 10;
    }
    if carry > 0 {
        digits.insert(0, carry);
    }
    let shown = fraction.chars().count().min(decimals);
    let text: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    let (integer, fraction) = text.split_at(text.len().saturating_sub(shown));
    (integer.to_owned(), format!("{fraction:0<decimals$}"))
}
