//! The two hashes the weights were trained with: text to id, and id to table rows.
//!
//! Text to id is MurmurHash64A (Appleby, public domain) with seed 1. Id to rows is a fixed-length
//! variant of MurmurHash3 x64-128 that yields four 32-bit keys. Both must stay bit-exact: a
//! changed bit picks other rows of the embedding tables.

/// Hashes bytes to 64 bits with MurmurHash64A.
pub(crate) fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> 47;
        h ^= k.wrapping_mul(M);
        h = h.wrapping_mul(M);
    }
    if !tail.is_empty() {
        for (i, byte) in tail.iter().enumerate() {
            h ^= u64::from(*byte) << (8 * i);
        }
        h = h.wrapping_mul(M);
    }
    h ^= h >> 47;
    h = h.wrapping_mul(M);
    h ^ (h >> 47)
}

/// Gives the four keys of an id for an embedding table with this seed.
pub(crate) fn row_keys(id: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    h1 = h1.wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 ^= h1 >> 33;
    h1 = h1.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h1 ^= h1 >> 33;
    h1 = h1.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h1 ^= h1 >> 33;
    h2 ^= h2 >> 33;
    h2 = h2.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h2 ^= h2 >> 33;
    h2 = h2.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h2 ^= h2 >> 33;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_hashes_to_the_published_ids() {
        let id = |text: &str| murmur64a(text.as_bytes(), 1);
        assert_eq!(id("coffee"), 3_197_928_453_018_144_401);
        assert_eq!(id("apple"), 8_566_208_034_543_834_098);
        assert_eq!(id("مرحبا"), 11_099_235_371_554_481_862);
        assert_eq!(id("a much longer text than eight bytes"), 15_535_049_087_217_817_669);
    }

    #[test]
    fn ids_hash_to_the_rows_of_training() {
        assert_eq!(row_keys(0, 8), [0; 4]);
        assert_eq!(row_keys(1, 8), [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]);
        let coffee = [2_399_055_680, 1_118_310_852, 3_598_583_520, 1_677_466_278];
        assert_eq!(row_keys(3_197_928_453_018_144_401, 8), coffee);
    }
}
