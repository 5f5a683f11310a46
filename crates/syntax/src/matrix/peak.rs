//! The most multiply-adds the inner loop does in a second, for comparison with what is reached.
//!
//! In: a vector unit. Out: the rate of the loop that all products use, on a panel and rows that
//! stay in the first cache, with nothing around it.

use super::tile;
use crate::rows::Rows;
use crate::unit::{LANES, Lanes, Line, Operation, Unit};

/// Gives the multiply-adds a second of the inner loop alone, on a panel and rows that stay in the
/// first cache.
pub(crate) fn peak(unit: Unit) -> f64 {
    const RUNS: usize = 20_000;
    let run = || {
        let start = std::time::Instant::now();
        unit.run(Inner { runs: RUNS });
        (RUNS * 8 * 3 * 48 * 2 * LANES) as f64 / start.elapsed().as_secs_f64()
    };
    (0..20).map(|_| run()).fold(0.0, f64::max)
}

struct Inner {
    runs: usize,
}

impl Operation for Inner {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        let lines = vec![[Line([3; 2 * LANES]); 3]; 48];
        let mut rows = Rows::<48>::new();
        rows.resize(8);
        let mut out = [0.0; LANES];
        for _ in 0..self.runs {
            let (lines, rows) = std::hint::black_box((&lines, &rows));
            let mut inputs = [rows.get(0); 8];
            for (r, input) in inputs.iter_mut().enumerate() {
                *input = rows.get(r);
            }
            // As many rows at a time as the unit takes in a product.
            if L::SUMS >= 24 {
                let sums = tile::<L, 48, 3, 8>(lanes, lines, inputs);
                sums.iter()
                    .flatten()
                    .for_each(|sum| lanes.store(*sum, std::hint::black_box(&mut out)));
            } else {
                for input in inputs {
                    let sums = tile::<L, 48, 3, 1>(lanes, lines, [input]);
                    sums.iter()
                        .flatten()
                        .for_each(|sum| lanes.store(*sum, std::hint::black_box(&mut out)));
                }
            }
        }
    }
}
