//! The vector unit of the machine, picked at run time, behind sixteen lanes that are alike everywhere.
//!
//! In: an [`Operation`]. Out: what it gives, run on the widest unit there is. Every unit computes
//! the same bits: integer sums are exact, and floats are added and multiplied one by one in the
//! order written, never fused, rounded as IEEE 754 says. Where no unit is known, plain Rust does
//! the same sixteen lanes at a time, and the compiler finds what vectors there are (SSE2, NEON).

#[cfg(target_arch = "x86_64")]
mod x86;

/// Number of lanes.
pub(crate) const LANES: usize = 16;

/// Holds two 16-bit weights for each lane, on a cache line of its own.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [i16; 2 * LANES]);

/// Computes on sixteen lanes.
pub(crate) trait Lanes: Copy {
    /// Sixteen 32-bit integers.
    type Sums: Copy;
    /// Sixteen floats.
    type Floats: Copy;
    /// Number of sums that fit into the registers beside what is multiplied.
    const SUMS: usize;

    /// Gives sums of nothing.
    fn zero(self) -> Self::Sums;
    /// Adds to each lane the two products of its weights and a pair of 16-bit inputs.
    fn add_products(self, sums: Self::Sums, weights: &Line, pair: i32) -> Self::Sums;
    /// Turns integers to floats, to the nearest even.
    fn floats(self, sums: Self::Sums) -> Self::Floats;
    /// Loads floats.
    fn load(self, from: &[f32; LANES]) -> Self::Floats;
    /// Stores floats.
    fn store(self, floats: Self::Floats, to: &mut [f32; LANES]);
    /// Repeats a float.
    fn splat(self, value: f32) -> Self::Floats;
    /// Adds.
    fn add(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    /// Multiplies.
    fn multiply(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    /// Gives the greater; the second one where neither is.
    fn greater(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
}

/// Names what is to be run on a vector unit.
pub(crate) trait Operation {
    /// What comes out.
    type Output;
    /// Runs; must be inlined, or the unit goes unused.
    fn run<L: Lanes>(self, lanes: L) -> Self::Output;
}

/// Names a vector unit.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// One of a 64-bit x86 processor.
    #[cfg(target_arch = "x86_64")]
    X86(x86::Unit),
    /// Whatever the compiler takes for granted on this kind of machine.
    Portable,
}

impl Unit {
    /// Finds the widest unit of this machine.
    pub(crate) fn widest() -> Unit {
        #[cfg(target_arch = "x86_64")]
        if let Some(unit) = x86::Unit::all().into_iter().flatten().next() {
            return Unit::X86(unit);
        }
        Unit::Portable
    }

    /// Lists the units this machine has.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Unit> {
        #[cfg(target_arch = "x86_64")]
        let wide = x86::Unit::all().into_iter().flatten().map(Unit::X86);
        #[cfg(not(target_arch = "x86_64"))]
        let wide = std::iter::empty();
        wide.chain([Unit::Portable]).collect()
    }

    /// Names the unit.
    pub(crate) fn name(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Unit::X86(unit) => unit.name(),
            Unit::Portable => "portable",
        }
    }

    /// Runs an operation on this unit.
    #[inline(always)]
    pub(crate) fn run<O: Operation>(self, operation: O) -> O::Output {
        match self {
            #[cfg(target_arch = "x86_64")]
            Unit::X86(unit) => unit.run(operation),
            Unit::Portable => operation.run(Portable),
        }
    }
}

/// Sixteen lanes in plain Rust.
#[derive(Clone, Copy, Debug)]
struct Portable;

impl Lanes for Portable {
    type Sums = [i32; LANES];
    type Floats = [f32; LANES];
    const SUMS: usize = 3;

    #[inline(always)]
    fn zero(self) -> [i32; LANES] {
        [0; LANES]
    }

    #[inline(always)]
    fn add_products(self, mut sums: [i32; LANES], weights: &Line, pair: i32) -> [i32; LANES] {
        // Spelled so that the compiler sees the instruction for it where there is one (`pmaddwd`).
        let pairs = [[pair as i16, (pair >> 16) as i16]; LANES];
        let pairs = pairs.as_flattened();
        for (i, sum) in sums.iter_mut().enumerate() {
            let first = i32::from(weights.0[2 * i]) * i32::from(pairs[2 * i]);
            let second = i32::from(weights.0[2 * i + 1]) * i32::from(pairs[2 * i + 1]);
            *sum = sum.wrapping_add(first.wrapping_add(second));
        }
        sums
    }

    #[inline(always)]
    fn floats(self, sums: [i32; LANES]) -> [f32; LANES] {
        sums.map(|sum| sum as f32)
    }

    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> [f32; LANES] {
        *from
    }

    #[inline(always)]
    fn store(self, floats: [f32; LANES], to: &mut [f32; LANES]) {
        *to = floats;
    }

    #[inline(always)]
    fn splat(self, value: f32) -> [f32; LANES] {
        [value; LANES]
    }

    #[inline(always)]
    fn add(self, a: [f32; LANES], b: [f32; LANES]) -> [f32; LANES] {
        std::array::from_fn(|i| a[i] + b[i])
    }

    #[inline(always)]
    fn multiply(self, a: [f32; LANES], b: [f32; LANES]) -> [f32; LANES] {
        std::array::from_fn(|i| a[i] * b[i])
    }

    #[inline(always)]
    fn greater(self, a: [f32; LANES], b: [f32; LANES]) -> [f32; LANES] {
        std::array::from_fn(|i| if a[i] > b[i] { a[i] } else { b[i] })
    }
}
