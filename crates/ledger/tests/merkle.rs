//! Merkle trees: the published vectors, another implementation beside ours, and what must never hold.
//!
//! The vectors are those of the Certificate Transparency project's own tests of RFC 6962.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use rashomon_ledger::{Digest, Ledger, Position, Tree};
use sha2::Sha256;

use crate::fixture::{folder, unguarded, written};

/// Every size of tree and every index in it is tried up to here.
const MOST: u64 = 300;

fn leaves(n: u64) -> impl Iterator<Item = Digest> {
    (0..n).map(|i| Tree::leaf(&i.to_be_bytes()))
}

fn tree(n: u64) -> Tree {
    leaves(n).collect()
}

/// One bit of a digest turned over.
fn flipped(digest: &Digest, bit: usize) -> Digest {
    let mut bytes = *digest.as_bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Digest::from_bytes(bytes)
}

fn hex(digests: &[Digest]) -> Vec<String> {
    digests.iter().map(ToString::to_string).collect()
}

fn published() -> Tree {
    let leaves: [&[u8]; 8] = [
        &[],
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        &[
            0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
            0x6e, 0x6f,
        ],
    ];
    leaves.into_iter().map(Tree::leaf).collect()
}

#[test]
fn roots_are_the_published_ones() {
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let tree = published();
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(tree.root_at(size as u64).unwrap().to_string(), *root, "{size}");
    }
    assert_eq!(tree.root_at(9), None);
}

#[test]
fn proofs_are_the_published_ones() {
    let tree = published();
    assert_eq!(
        hex(&tree.inclusion(0, 8).unwrap()),
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
    );
    assert_eq!(
        hex(&tree.consistency(6, 8).unwrap()),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

#[test]
fn roots_are_those_of_another_implementation() {
    let ours = tree(MOST);
    let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for size in 1..=MOST {
        theirs.push((size - 1).to_be_bytes().to_vec());
        let root = ours.root_at(size).unwrap();
        assert_eq!(root.as_bytes()[..], theirs.root().as_bytes()[..], "{size}");
        for index in [0, size / 3, size / 2, size - 1] {
            let path = ours.inclusion(index, size).unwrap();
            let path: Vec<u8> = path.iter().flat_map(|digest| *digest.as_bytes()).collect();
            assert_eq!(path, theirs.prove_inclusion(index as usize).as_bytes(), "{index} {size}");
        }
        for from in [1, size.div_ceil(3), size.div_ceil(2)].into_iter().filter(|from| *from < size)
        {
            let proof = ours.consistency(from, size).unwrap();
            let proof: Vec<u8> = proof.iter().flat_map(|digest| *digest.as_bytes()).collect();
            let added = (size - from) as usize;
            assert_eq!(proof, theirs.prove_consistency(added).as_bytes(), "{from} {size}");
        }
    }
}

#[test]
fn every_leaf_is_proved_at_every_size() {
    let all = tree(MOST);
    for size in 1..=MOST {
        let root = all.root_at(size).unwrap();
        for index in 0..size {
            let path = all.inclusion(index, size).unwrap();
            let leaf = all.leaf_at(index).unwrap();
            assert!(Tree::includes(&leaf, index, size, &path, &root), "{index} of {size}");
            assert_eq!(Tree::sides(index, size).unwrap().len(), path.len());
        }
        assert_eq!(all.inclusion(size, size), None);
    }
    assert_eq!(all.inclusion(0, MOST + 1), None);
    assert_eq!(Tree::new().inclusion(0, 0), None);
}

#[test]
fn every_size_is_consistent_with_every_later_one() {
    let all = tree(MOST);
    for to in 0..=MOST {
        let second = all.root_at(to).unwrap();
        for from in 0..=to {
            let first = all.root_at(from).unwrap();
            let proof = all.consistency(from, to).unwrap();
            assert!(Tree::continues((from, &first), (to, &second), &proof), "{from} {to}");
        }
    }
    assert_eq!(all.consistency(2, 1), None);
    assert_eq!(all.consistency(1, MOST + 1), None);
}

#[test]
fn another_history_is_not_continued() {
    let held = tree(40);
    // The same log with one record changed, before and after the size that was noted.
    let forged: Tree = leaves(40)
        .enumerate()
        .map(|(i, leaf)| if i == 7 { Tree::leaf(b"forged") } else { leaf })
        .collect();
    let (noted, now) = (held.root_at(20).unwrap(), forged.root().unwrap());
    let proof = forged.consistency(20, 40).unwrap();
    assert!(!Tree::continues((20, &noted), (40, &now), &proof));
    let forged_then = forged.root_at(20).unwrap();
    assert!(Tree::continues((20, &forged_then), (40, &now), &proof), "it continues only itself");
    assert!(!Tree::continues((20, &noted), (20, &forged_then), &[]));
    assert!(!Tree::continues((41, &noted), (40, &now), &proof));
}

proptest! {
    #[test]
    fn a_changed_bit_never_holds(size in 2..MOST, at in any::<prop::sample::Index>(), bit in 0usize..256, which in any::<prop::sample::Index>()) {
        let tree = tree(size);
        let root = tree.root().unwrap();
        let index = at.index(size as usize) as u64;
        let leaf = tree.leaf_at(index).unwrap();
        let path = tree.inclusion(index, size).unwrap();
        let mut bent = path.clone();
        let one = which.index(bent.len());
        bent[one] = flipped(&bent[one], bit);
        prop_assert!(!Tree::includes(&leaf, index, size, &bent, &root));
        prop_assert!(!Tree::includes(&flipped(&leaf, bit), index, size, &path, &root));
        prop_assert!(!Tree::includes(&leaf, index, size, &path, &flipped(&root, bit)));
        prop_assert!(!Tree::includes(&leaf, index, size, &path[1..], &root));
        prop_assert!(!Tree::includes(&leaf, index, size, &[path.clone(), vec![root]].concat(), &root));
        let from = index.max(1);
        let first = tree.root_at(from).unwrap();
        let proof = tree.consistency(from, size).unwrap();
        if from < size {
            let mut bent = proof.clone();
            let one = which.index(bent.len());
            bent[one] = flipped(&bent[one], bit);
            prop_assert!(!Tree::continues((from, &first), (size, &root), &bent));
            prop_assert!(!Tree::continues((from, &first), (size, &root), &proof[1..]));
            prop_assert!(!Tree::continues((from, &first), (size, &root), &[proof.clone(), vec![root]].concat()));
        }
        prop_assert!(!Tree::continues((from, &flipped(&first, bit)), (size, &root), &proof));
        prop_assert!(!Tree::continues((from, &first), (size, &flipped(&root, bit)), &proof));
    }

    #[test]
    fn no_made_up_proof_makes_the_check_fall_over(
        index in any::<u64>(), size in any::<u64>(), from in any::<u64>(), length in 0usize..80, seed in any::<u8>()
    ) {
        let digest = Digest::of(&[seed]);
        let proof = vec![digest; length];
        prop_assert!(!Tree::includes(&digest, index, size, &proof, &digest) || size == 1);
        let _ = Tree::continues((from, &digest), (size, &digest), &proof);
        let _ = Tree::sides(index, size);
    }
}

#[test]
fn the_tree_of_a_case_has_the_texts_of_its_records_as_leaves() {
    let folder = folder();
    written(&folder, 9);
    let ledger = Ledger::open(&folder.case).unwrap();
    let tree = ledger.tree(Position(9)).unwrap();
    assert_eq!(tree.size(), 9);
    for position in 1..=9 {
        let written = ledger.written(Position(position)).unwrap().unwrap();
        assert!(written.contains(&format!("\"position\":{position},")));
        let path = tree.inclusion(position - 1, 9).unwrap();
        let leaf = Tree::leaf(written.as_bytes());
        assert!(Tree::includes(&leaf, position - 1, 9, &path, &tree.root().unwrap()));
    }
    assert_eq!(ledger.written(Position(10)).unwrap(), None);
    assert_eq!(ledger.tree(Position(4)).unwrap().root(), tree.root_at(4));
    assert_eq!(ledger.tree(Position::START).unwrap(), Tree::new());
    assert!(ledger.tree(Position(10)).unwrap_err().is_corrupt());
}

#[test]
fn no_tree_is_made_over_damage() {
    for (sql, at) in [
        ("UPDATE log SET record = replace(record, 'Velm', 'Velt') WHERE position = 5", 5),
        ("DELETE FROM log WHERE position = 4", 4),
        ("UPDATE log SET previous = digest WHERE position = 3", 3),
    ] {
        let folder = folder();
        written(&folder, 9);
        unguarded(&folder.case).execute_batch(sql).unwrap();
        let ledger = Ledger::open_read_only(&folder.case).unwrap();
        let error = ledger.tree(Position(9)).unwrap_err();
        assert!(error.is_corrupt() && error.position() == Some(Position(at)), "{sql}: {error}");
        assert_eq!(
            ledger.tree(Position(at - 1)).unwrap().size(),
            at - 1,
            "what is before it stands"
        );
    }
}
