//! Products equal plain sums of the integers, on every vector unit, to the bit.

use super::*;
use crate::rows::{Narrow, Wide};

fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

struct Fill<'a, const K: usize>(&'a mut Rows<K>, &'a [f32]);

impl<const K: usize> Operation for Fill<'_, K> {
    type Output = ();
    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        self.0.resize(self.1.len() / (2 * K));
        for (at, row) in self.1.chunks_exact(2 * K).enumerate() {
            self.0.set(lanes, at, row);
        }
    }
}

fn rows<const K: usize>(unit: Unit, numbers: &[f32]) -> Rows<K> {
    let mut rows = Rows::new();
    unit.run(Fill(&mut rows, numbers));
    rows
}

fn near(found: f32, want: f32) {
    assert!((found - want).abs() < 5e-3, "{found} {want}");
}

#[test]
fn a_maxout_over_overlapping_rows_is_near_the_plain_sums_and_alike_everywhere() {
    let (units, inputs, count) = (96, 288, 21);
    let (weight, bias) = (numbers(units * 3 * inputs, 1), numbers(units * 3, 2));
    let input = numbers(96 * (count + 2), 3);
    let mut first: Option<Vec<f32>> = None;
    for unit in Unit::all() {
        let mut out = vec![0.0; count * units];
        let layer = Maxout::<48>::pack(unit, &weight, &bias);
        let quantised: Wide = rows(unit, &input);
        layer.apply(&quantised, 0, 1, &mut out);
        for (row, u) in (0..count).flat_map(|r| (0..units).map(move |u| (r, u))) {
            let piece = |p: usize| {
                let at = u * 3 + p;
                dot(&weight[at * inputs..(at + 1) * inputs], &input[row * 96..]) + bias[at]
            };
            near(out[row * units + u], piece(0).max(piece(1)).max(piece(2)));
        }
        let same = first.get_or_insert_with(|| out.clone());
        assert!(same.iter().zip(&out).all(|(a, b)| a.to_bits() == b.to_bits()), "{unit:?}");
    }
}

struct Join<'a>(&'a Maxout<48>, [&'a [f32]; 3], &'a mut [f32]);

impl Operation for Join<'_> {
    type Output = ();
    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        self.0.join(lanes, &self.1, self.2);
    }
}

#[test]
fn parts_joined_equal_the_product_to_the_bit() {
    let (weight, bias) = (numbers(96 * 3 * 288, 4), numbers(96 * 3, 5));
    let input = numbers(96 * 13, 6);
    for unit in Unit::all() {
        let layer = Maxout::<48>::pack(unit, &weight, &bias);
        let quantised: Wide = rows(unit, &input);
        let mut whole = vec![0.0; 11 * 96];
        layer.apply(&quantised, 0, 1, &mut whole);
        let width = layer.parts_width();
        let mut parts = vec![0.0; 13 * width];
        layer.parts(&quantised, &mut parts);
        for row in 0..11 {
            let part = |at: usize| &parts[at * width..(at + 1) * width];
            let mut joined = vec![0.0; 96];
            let around = [part(row), part(row + 1), part(row + 2)];
            unit.run(Join(&layer, around, &mut joined));
            assert_eq!(joined, whole[row * 96..(row + 1) * 96], "{unit:?}");
        }
    }
}

#[test]
fn a_dense_layer_is_near_the_plain_sums_and_alike_everywhere() {
    let (outputs, count) = (150, 11);
    let (weight, bias) = (numbers(outputs * 64, 4), numbers(outputs, 5));
    let input = numbers(count * 64, 6);
    let mut first: Option<Vec<f32>> = None;
    for unit in Unit::all() {
        let layer = Dense::<32>::pack(unit, &weight, &bias);
        let quantised: Narrow = rows(unit, &input);
        let mut out = vec![0.0; count * layer.width()];
        layer.apply(&quantised, 0, &mut out);
        for (row, output) in (0..count).flat_map(|r| (0..outputs).map(move |o| (r, o))) {
            let want = dot(&weight[output * 64..], &input[row * 64..][..64]) + bias[output];
            near(out[row * layer.width() + output], want);
        }
        let same = first.get_or_insert_with(|| out.clone());
        assert!(same.iter().zip(&out).all(|(a, b)| a.to_bits() == b.to_bits()), "{unit:?}");
        let mut some = vec![0.0; Dense::<32>::PANEL];
        layer.apply_panels(&quantised, 7, 1..2, &mut some);
        assert_eq!(some, out[7 * layer.width() + 64..][..64]);
    }
}

#[test]
fn sums_of_the_longest_rows_and_weights_stay_within_32_bits() {
    // One number alone, all alike, and a sign in step with the weights: the worst there are.
    for spread in [1, 2, 96] {
        let row: Vec<f32> = (0..96).map(|i| if i < spread { 1e3 } else { 0.0 }).collect();
        for unit in Unit::all() {
            let layer = Dense::<48>::pack(unit, &row, &[0.0]);
            let mut out = vec![0.0; layer.width()];
            layer.apply(&rows(unit, &row), 0, &mut out);
            let want = 1e6 * spread as f32;
            assert!((out[0] / want - 1.0).abs() < 1e-3, "{} {want} {unit:?}", out[0]);
        }
    }
}

#[test]
fn rows_that_cannot_be_scaled_are_zero() {
    for odd in [0.0, 1e-30, f32::INFINITY, f32::NAN, 1e30] {
        for unit in Unit::all() {
            let quantised: Wide = rows(unit, &[odd; 96]);
            assert_eq!(quantised.get(0), (&[0; 48], 0.0), "{odd} {unit:?}");
        }
    }
}
