//! Sixteen lanes on the vector units of 64-bit x86: AVX2, AVX-512, and AVX-512 with VNNI.
//!
//! In: an operation. Out: what it gives. The crate `pulp` finds out what the processor has and
//! wraps its instructions, so that nothing here is unsafe. VNNI has one instruction for a product
//! and its sum (`vpdpwssd`); it is not named here, as the compiler makes it of the two others
//! where the unit allows (LLVM, `X86InstrAVX512.td`; Intel 64 manual, vol. 2, VPDPWSSD, VPMADDWD).

use std::arch::x86_64::{__m256, __m256i, __m512, __m512i};

use pulp::x86::{V3, V4};
use pulp::{NullaryFnOnce, cast};

use super::{LANES, Lanes, Line, Operation};

pulp::simd_type! {
    /// AVX-512 with the instructions for neural networks.
    pub(crate) struct Vnni {
        sse: "sse",
        sse2: "sse2",
        fxsr: "fxsr",
        sse3: "sse3",
        ssse3: "ssse3",
        sse4_1: "sse4.1",
        sse4_2: "sse4.2",
        popcnt: "popcnt",
        avx: "avx",
        avx2: "avx2",
        bmi1: "bmi1",
        bmi2: "bmi2",
        fma: "fma",
        lzcnt: "lzcnt",
        avx512f: "avx512f",
        avx512bw: "avx512bw",
        avx512cd: "avx512cd",
        avx512dq: "avx512dq",
        avx512vl: "avx512vl",
        avx512vnni: "avx512vnni",
    }
}

/// Names a vector unit of x86.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    Vnni(Vnni, V4),
    V4(V4),
    V3(V3),
}

impl Unit {
    /// Lists the units this machine has, the widest first.
    pub(crate) fn all() -> [Option<Unit>; 3] {
        let vnni = Vnni::try_new().zip(V4::try_new()).map(|(a, b)| Unit::Vnni(a, b));
        [vnni, V4::try_new().map(Unit::V4), V3::try_new().map(Unit::V3)]
    }

    /// Names the unit.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Vnni(..) => "AVX-512 with VNNI",
            Unit::V4(_) => "AVX-512",
            Unit::V3(_) => "AVX2",
        }
    }

    /// Runs an operation on this unit.
    #[inline(always)]
    pub(crate) fn run<O: Operation>(self, operation: O) -> O::Output {
        match self {
            Unit::Vnni(vnni, lanes) => vnni.vectorize(Call { operation, lanes }),
            Unit::V4(lanes) => lanes.vectorize(Call { operation, lanes }),
            Unit::V3(lanes) => lanes.vectorize(Call { operation, lanes }),
        }
    }
}

struct Call<O, L> {
    operation: O,
    lanes: L,
}

impl<O: Operation, L: Lanes> NullaryFnOnce for Call<O, L> {
    type Output = O::Output;

    #[inline(always)]
    fn call(self) -> O::Output {
        self.operation.run(self.lanes)
    }
}

impl Lanes for V4 {
    type Sums = __m512i;
    type Floats = __m512;
    const SUMS: usize = 24;

    #[inline(always)]
    fn zero(self) -> __m512i {
        self.avx512f._mm512_set1_epi32(0)
    }

    #[inline(always)]
    fn add_products(self, sums: __m512i, weights: &Line, pair: i32) -> __m512i {
        let pair = self.avx512f._mm512_set1_epi32(pair);
        let products = self.avx512bw._mm512_madd_epi16(cast(weights.0), pair);
        self.avx512f._mm512_add_epi32(sums, products)
    }

    #[inline(always)]
    fn floats(self, sums: __m512i) -> __m512 {
        self.avx512f._mm512_cvtepi32_ps(sums)
    }

    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> __m512 {
        cast(*from)
    }

    #[inline(always)]
    fn store(self, floats: __m512, to: &mut [f32; LANES]) {
        *to = cast(floats);
    }

    #[inline(always)]
    fn splat(self, value: f32) -> __m512 {
        self.avx512f._mm512_set1_ps(value)
    }

    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        self.avx512f._mm512_add_ps(a, b)
    }

    #[inline(always)]
    fn multiply(self, a: __m512, b: __m512) -> __m512 {
        self.avx512f._mm512_mul_ps(a, b)
    }

    #[inline(always)]
    fn greater(self, a: __m512, b: __m512) -> __m512 {
        self.avx512f._mm512_max_ps(a, b)
    }
}

impl Lanes for V3 {
    type Sums = [__m256i; 2];
    type Floats = [__m256; 2];
    // One row at a time: with two, the compiler runs out of registers, which costs more than half.
    const SUMS: usize = 3;

    #[inline(always)]
    fn zero(self) -> [__m256i; 2] {
        [self.avx._mm256_set1_epi32(0); 2]
    }

    #[inline(always)]
    fn add_products(self, sums: [__m256i; 2], weights: &Line, pair: i32) -> [__m256i; 2] {
        let pair = self.avx._mm256_set1_epi32(pair);
        let halves: [__m256i; 2] = cast(weights.0);
        let products = [
            self.avx2._mm256_madd_epi16(halves[0], pair),
            self.avx2._mm256_madd_epi16(halves[1], pair),
        ];
        [
            self.avx2._mm256_add_epi32(sums[0], products[0]),
            self.avx2._mm256_add_epi32(sums[1], products[1]),
        ]
    }

    #[inline(always)]
    fn floats(self, sums: [__m256i; 2]) -> [__m256; 2] {
        [self.avx._mm256_cvtepi32_ps(sums[0]), self.avx._mm256_cvtepi32_ps(sums[1])]
    }

    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> [__m256; 2] {
        cast(*from)
    }

    #[inline(always)]
    fn store(self, floats: [__m256; 2], to: &mut [f32; LANES]) {
        *to = cast(floats);
    }

    #[inline(always)]
    fn splat(self, value: f32) -> [__m256; 2] {
        [self.avx._mm256_set1_ps(value); 2]
    }

    #[inline(always)]
    fn add(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        [self.avx._mm256_add_ps(a[0], b[0]), self.avx._mm256_add_ps(a[1], b[1])]
    }

    #[inline(always)]
    fn multiply(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        [self.avx._mm256_mul_ps(a[0], b[0]), self.avx._mm256_mul_ps(a[1], b[1])]
    }

    #[inline(always)]
    fn greater(self, a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        [self.avx._mm256_max_ps(a[0], b[0]), self.avx._mm256_max_ps(a[1], b[1])]
    }
}
