use proptest::prelude::*;

use super::*;

fn links() -> impl Strategy<Value = (Vec<u32>, usize)> {
    (0_usize..20).prop_flat_map(|size| {
        let link = prop_oneof![Just(0), 1..=u32::MAX];
        (prop::collection::vec(link, size * size), Just(size))
    })
}

fn one_after_another(links: &[u32], size: usize) -> Vec<u32> {
    let mut cells = links.to_vec();
    for through in 0..size {
        for from in 0..size {
            for to in 0..size {
                let path = cells[from * size + through].min(cells[through * size + to]);
                cells[from * size + to] = cells[from * size + to].max(path);
            }
        }
    }
    cells
}

proptest! {
    #[test]
    fn the_width_of_the_integer_leaves_no_mark((links, size) in links()) {
        let mut strengths = links.clone();
        strengths.push(0);
        strengths.sort_unstable();
        strengths.dedup();
        let expected = one_after_another(&links, size);
        prop_assert_eq!(&paths(&links, size), &expected);
        prop_assert_eq!(&by_place::<u16>(&links, &strengths, size), &expected);
        prop_assert_eq!(&by_place::<u32>(&links, &strengths, size), &expected);
    }
}
