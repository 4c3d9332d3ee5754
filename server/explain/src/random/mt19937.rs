//! The Mersenne Twister with the draws that NumPy builds on it.

const WORDS: usize = 624;
const SHIFT: usize = 397;

/// MT19937 (Matsumoto and Nishimura 1998), seeded by `init_genrand`, with the bounded integers,
/// doubles and normal deviates of `numpy.random.RandomState` (legacy stream, frozen since 1.17).
#[derive(Clone)]
pub struct Mt19937 {
    state: [u32; WORDS],
    next: usize,
    /// The second of two normal deviates that are always made together.
    spare: Option<f64>,
}

impl Mt19937 {
    /// The generator of a seed.
    pub fn new(seed: u32) -> Self {
        let mut state = [seed; WORDS];
        for i in 1..WORDS {
            let before = state[i - 1];
            state[i] = 1_812_433_253_u32
                .wrapping_mul(before ^ (before >> 30))
                .wrapping_add(i as u32);
        }
        Self {
            state,
            next: WORDS,
            spare: None,
        }
    }

    /// The next 32 bits.
    pub fn word(&mut self) -> u32 {
        if self.next == WORDS {
            self.twist();
        }
        let mut word = self.state[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn twist(&mut self) {
        for i in 0..WORDS {
            let joined =
                (self.state[i] & 0x8000_0000) | (self.state[(i + 1) % WORDS] & 0x7fff_ffff);
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i] = self.state[(i + SHIFT) % WORDS] ^ (joined >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// A number from 0 to `max`, both included: masked bits, drawn again while they are too large.
    /// For 0 nothing is drawn.
    pub fn interval(&mut self, max: u32) -> u32 {
        if max == 0 {
            return 0;
        }
        let mask = u32::MAX >> max.leading_zeros();
        loop {
            let drawn = self.word() & mask;
            if drawn <= max {
                return drawn;
            }
        }
    }

    /// A number in [0, 1) with 53 random bits.
    pub fn unit(&mut self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// A normal deviate by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x1, x2) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let radius = x1 * x1 + x2 * x2;
            if radius > 0.0 && radius < 1.0 {
                let scale = (-2.0 * radius.ln() / radius).sqrt();
                self.spare = Some(scale * x1);
                return scale * x2;
            }
        }
    }

    /// Puts a list into a random order, in place (`RandomState.shuffle`).
    pub fn shuffle(&mut self, list: &mut [usize]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.interval(last as u32) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_stream() {
        // The first outputs of mt19937ar.c with init_genrand(5489).
        let mut random = Mt19937::new(5489);
        assert_eq!([random.word(), random.word()], [3_499_211_612, 581_869_302]);
    }

    #[test]
    fn the_ten_thousandth_word() {
        // Stated by the C++ standard, [rand.predef], for the default seed.
        let mut random = Mt19937::new(5489);
        assert_eq!(
            (0..10_000).map(|_| random.word()).last(),
            Some(4_123_659_995)
        );
    }

    #[test]
    fn nothing_is_drawn_for_one_choice() {
        let mut random = Mt19937::new(1);
        assert_eq!(random.interval(0), 0);
        assert_eq!(random.word(), Mt19937::new(1).word());
    }
}
