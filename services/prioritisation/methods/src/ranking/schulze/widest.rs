//! The widest paths of a graph.

/// The strength of the strongest path of each ordered pair, by row. `links` are the strengths of
/// the links, 0 for none. A cell on the diagonal is that of the strongest cycle.
///
/// Only the order of strengths matters. So the work is done on their places among the different
/// strengths, in the narrowest integer that holds these: the narrower, the more cells one
/// instruction takes. As many as 255 strengths, so any profile of up to 510 votes, fit a byte.
pub(super) fn paths(links: &[u32], size: usize) -> Vec<u32> {
    let mut strengths = links.to_vec();
    strengths.push(0);
    strengths.sort_unstable();
    strengths.dedup();
    if u8::try_from(strengths.len()).is_ok() {
        by_place::<u8>(links, &strengths, size)
    } else if u16::try_from(strengths.len()).is_ok() {
        by_place::<u16>(links, &strengths, size)
    } else {
        by_place::<u32>(links, &strengths, size)
    }
}

fn by_place<T>(links: &[u32], strengths: &[u32], size: usize) -> Vec<u32>
where
    T: Copy + Default + Ord + TryFrom<usize> + TryInto<usize>,
{
    let place = |link: &u32| {
        let place = strengths.binary_search(link).unwrap_or(0);
        T::try_from(place).unwrap_or_default()
    };
    let mut cells: Vec<T> = links.iter().map(place).collect();
    widen(&mut cells, size);
    let strength = |place: T| {
        place.try_into().ok().and_then(|place: usize| strengths.get(place)).copied().unwrap_or(0)
    };
    cells.into_iter().map(strength).collect()
}

/// Floyd and Warshall's algorithm. The inner loop has no branch and walks two rows in step, so that
/// it becomes vector instructions.
fn widen<T: Copy + Default + Ord>(cells: &mut [T], size: usize) {
    let mut onward = vec![T::default(); size];
    for through in 0..size {
        let Some(row) = cells.chunks_exact(size).nth(through) else { return };
        onward.copy_from_slice(row);
        for row in cells.chunks_exact_mut(size) {
            let to = row.get(through).copied().unwrap_or_default();
            if to == T::default() {
                continue;
            }
            for (cell, &onward) in row.iter_mut().zip(&onward) {
                *cell = (*cell).max(onward.min(to));
            }
        }
    }
}

#[cfg(test)]
mod tests;
