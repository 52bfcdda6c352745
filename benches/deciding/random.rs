//! Random numbers that are the same everywhere and for ever.

/// `SplitMix64`: small, fast and good enough for synthetic data.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(end) * (self.next() >> 32)) >> 32) as u32
    }

    /// True in so many of a thousand cases.
    pub(crate) fn per_mille(&mut self, share: u32) -> bool {
        self.below(1_000) < share
    }

    /// One of the values.
    pub(crate) fn one<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(u32::try_from(values.len()).expect("few values")) as usize]
    }

    /// The place of one of the weights, as often as it says.
    pub(crate) fn weighted(&mut self, weights: &[u8]) -> usize {
        let mut rest = self.below(weights.iter().map(|weight| u32::from(*weight)).sum());
        for (place, weight) in weights.iter().enumerate() {
            match rest.checked_sub(u32::from(*weight)) {
                Some(less) => rest = less,
                None => return place,
            }
        }
        0
    }

    /// Nearly normally distributed: the sum of twelve numbers from 0 to 1, less six.
    pub(crate) fn normal(&mut self) -> f64 {
        let sum: u64 = (0..12).map(|_| u64::from(self.below(1 << 24))).sum();
        u32::try_from(sum).map_or(0.0, f64::from) / f64::from(1 << 24) - 6.0
    }
}
