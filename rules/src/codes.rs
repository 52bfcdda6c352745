//! Small numbers, one for each row, in as few bytes as they need.

use rayon::prelude::*;

use crate::bindings::index;

/// Rows whose codes one thread gathers in one go.
const AT_ONCE: usize = 65_536;

/// A number for each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Codes {
    Byte(Vec<u8>),
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Codes {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        Self::Byte(Vec::new())
    }

    /// No rows yet, but room for so many.
    pub(crate) fn of_rows(rows: usize) -> Self {
        Self::Byte(Vec::with_capacity(rows))
    }

    /// Codes below `count`.
    pub(crate) fn collect(count: usize, codes: impl Iterator<Item = u32>) -> Self {
        // Every code is below `count`, so that nothing is cut off.
        if count <= 1 << 8 {
            Self::Byte(codes.map(|code| u8::try_from(code).unwrap_or(u8::MAX)).collect())
        } else if count <= 1 << 16 {
            Self::Short(codes.map(|code| u16::try_from(code).unwrap_or(u16::MAX)).collect())
        } else {
            Self::Long(codes.collect())
        }
    }

    /// The codes of these rows.
    pub(crate) fn at(&self, rows: &[u32]) -> Self {
        fn all<C: Copy + Default + Send + Sync>(codes: &[C], rows: &[u32]) -> Vec<C> {
            let code = |row: &u32| codes.get(index(*row)).copied().unwrap_or_default();
            rows.par_iter().with_min_len(AT_ONCE).map(code).collect()
        }
        match self {
            Self::Byte(codes) => Self::Byte(all(codes, rows)),
            Self::Short(codes) => Self::Short(all(codes, rows)),
            Self::Long(codes) => Self::Long(all(codes, rows)),
        }
    }

    pub(crate) fn get(&self, row: usize) -> u32 {
        match self {
            Self::Byte(codes) => codes.get(row).map_or(u32::MAX, |code| u32::from(*code)),
            Self::Short(codes) => codes.get(row).map_or(u32::MAX, |code| u32::from(*code)),
            Self::Long(codes) => codes.get(row).copied().unwrap_or(u32::MAX),
        }
    }

    /// Appends codes below `count`, widening where they may not fit.
    pub(crate) fn extend(&mut self, codes: &[u32], count: usize) {
        self.widen(count);
        match self {
            Self::Byte(known) => {
                known.extend(codes.iter().map(|code| u8::try_from(*code).unwrap_or(u8::MAX)));
            }
            Self::Short(known) => {
                known.extend(codes.iter().map(|code| u16::try_from(*code).unwrap_or(u16::MAX)));
            }
            Self::Long(known) => known.extend_from_slice(codes),
        }
    }

    fn widen(&mut self, count: usize) {
        if let Self::Byte(codes) = self
            && count > 1 << 8
        {
            *self = Self::Short(codes.iter().map(|code| u16::from(*code)).collect());
        }
        if let Self::Short(codes) = self
            && count > 1 << 16
        {
            *self = Self::Long(codes.iter().map(|code| u32::from(*code)).collect());
        }
    }

    /// Adds to each of `sums` the weight of the code of a row: of the rows from `start` on.
    ///
    /// Sums stay below the size of a table that is kept whole, so that none is too large.
    pub(crate) fn add_weights(&self, start: usize, weights: &[u32], sums: &mut [u32]) {
        match self {
            Self::Byte(codes) => {
                let weights = table(weights);
                let codes = codes.get(start..).unwrap_or_default();
                for (sum, code) in sums.iter_mut().zip(codes) {
                    *sum = sum.wrapping_add(weights.get(usize::from(*code)).copied().unwrap_or(0));
                }
            }
            Self::Short(codes) => {
                let codes = codes.get(start..).unwrap_or_default();
                for (sum, code) in sums.iter_mut().zip(codes) {
                    *sum = sum.wrapping_add(weights.get(usize::from(*code)).copied().unwrap_or(0));
                }
            }
            Self::Long(codes) => {
                let codes = codes.get(start..).unwrap_or_default();
                for (sum, code) in sums.iter_mut().zip(codes) {
                    *sum = sum.wrapping_add(weights.get(index(*code)).copied().unwrap_or(0));
                }
            }
        }
    }

    /// Adds to each of `sums` the weight of the code of a row: of these rows.
    pub(crate) fn add_weights_of(&self, rows: &[u32], weights: &[u32], sums: &mut [u32]) {
        fn add<T: Copy>(codes: &[T], rows: &[u32], sums: &mut [u32], weight: impl Fn(T) -> u32) {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum = sum.wrapping_add(codes.get(index(*row)).map_or(0, |code| weight(*code)));
            }
        }
        let weight = |code: usize| weights.get(code).copied().unwrap_or(0);
        match self {
            Self::Byte(codes) => {
                let weights = table(weights);
                add(codes, rows, sums, |code| weights.get(usize::from(code)).copied().unwrap_or(0));
            }
            Self::Short(codes) => add(codes, rows, sums, |code| weight(usize::from(code))),
            Self::Long(codes) => add(codes, rows, sums, |code| weight(index(code))),
        }
    }
}

/// Weights in a table of the size of the codes' type, which needs no checks of bounds.
fn table(weights: &[u32]) -> [u32; 256] {
    let mut table = [0; 256];
    for (entry, weight) in table.iter_mut().zip(weights) {
        *entry = *weight;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_take_the_bytes_they_need_and_stay_what_they_are() {
        let mut codes = Codes::new();
        let mut wanted = Vec::new();
        for some in [vec![0, 255], vec![3, 256], vec![70_000, 1]] {
            codes.extend(&some, 1 + *some.iter().max().unwrap() as usize);
            wanted.extend(some);
        }
        assert!(matches!(codes, Codes::Long(_)));
        let read = |codes: &Codes, rows| (0..rows).map(|row| codes.get(row)).collect::<Vec<_>>();
        assert_eq!(read(&codes, 6), wanted);
        assert_eq!(codes.get(6), u32::MAX, "there are six rows");
        assert!(matches!(Codes::collect(256, [255].into_iter()), Codes::Byte(_)));
        let short = Codes::collect(257, [256, 4].into_iter());
        assert!(matches!(short, Codes::Short(_)));
        assert_eq!(read(&short, 2), [256, 4]);
        let mut sums = vec![100, 100];
        let mut weights = vec![0; 257];
        weights[256] = 7;
        weights[4] = 1;
        short.add_weights(0, &weights, &mut sums);
        assert_eq!(sums, [107, 101]);
        short.add_weights_of(&[1, 1], &weights, &mut sums);
        assert_eq!(sums, [108, 102]);
    }
}
