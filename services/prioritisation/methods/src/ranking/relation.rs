//! A relation between alternatives, as a matrix of bits.

const BITS: usize = u64::BITS as usize;

/// Which alternatives stand above which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    size: usize,
    width: usize,
    words: Vec<u64>,
}

impl Relation {
    pub(crate) fn new(size: usize) -> Self {
        let width = size.div_ceil(BITS).max(1);
        Self { size, width, words: vec![0; size * width] }
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    pub(crate) fn insert(&mut self, above: usize, below: usize) {
        if let Some(row) = self.words.chunks_exact_mut(self.width).nth(above) {
            insert(row, below);
        }
    }

    pub(crate) fn holds(&self, above: usize, below: usize) -> bool {
        contains(self.row(above), below)
    }

    /// The alternatives below `above`, in tie order.
    pub(crate) fn below(&self, above: usize) -> impl Iterator<Item = usize> {
        members(self.row(above))
    }

    /// Inserts a pair into a relation that is closed under transitivity, and closes it again.
    ///
    /// Only rows that gain are touched, and a row gains at most `size` times. So all insertions
    /// together cost at most `size` squared rows.
    pub(crate) fn insert_closed(&mut self, above: usize, below: usize) {
        if self.holds(above, below) {
            return;
        }
        let mut gain = self.row(below).to_vec();
        insert(&mut gain, below);
        for (upper, row) in self.words.chunks_exact_mut(self.width).enumerate() {
            if (upper == above || contains(row, above)) && !contains(row, below) {
                for (word, more) in row.iter_mut().zip(&gain) {
                    *word |= more;
                }
            }
        }
    }

    /// The path with the fewest links, and among these the first found in tie order. Both ends are
    /// on it. Empty if there is none.
    pub(crate) fn path(&self, from: usize, to: usize) -> Vec<usize> {
        let mut unseen = vec![u64::MAX; self.width];
        remove(&mut unseen, from);
        let mut reached = vec![(from, 0)];
        let mut next = 0;
        while let Some(&(here, _)) = reached.get(next) {
            let fresh: Vec<u64> =
                self.row(here).iter().zip(&unseen).map(|(row, unseen)| row & unseen).collect();
            if contains(&fresh, to) {
                return walked_back(&reached, next, to);
            }
            for (unseen, fresh) in unseen.iter_mut().zip(&fresh) {
                *unseen &= !fresh;
            }
            reached.extend(members(&fresh).map(|index| (index, next)));
            next += 1;
        }
        Vec::new()
    }

    fn row(&self, index: usize) -> &[u64] {
        self.words.chunks_exact(self.width).nth(index).unwrap_or_default()
    }
}

/// `reached` holds each one with the index of the one before it; `last` is before `to`.
pub(super) fn walked_back(reached: &[(usize, usize)], last: usize, to: usize) -> Vec<usize> {
    let mut path = vec![to];
    let mut at = last;
    while let Some(&(here, before)) = reached.get(at) {
        path.push(here);
        if at == 0 {
            break;
        }
        at = before;
    }
    path.reverse();
    path
}

fn insert(row: &mut [u64], index: usize) {
    if let Some(word) = row.get_mut(index / BITS) {
        *word |= 1 << (index % BITS);
    }
}

fn remove(row: &mut [u64], index: usize) {
    if let Some(word) = row.get_mut(index / BITS) {
        *word &= !(1 << (index % BITS));
    }
}

fn contains(row: &[u64], index: usize) -> bool {
    row.get(index / BITS).is_some_and(|word| word >> (index % BITS) & 1 == 1)
}

fn members(row: &[u64]) -> impl Iterator<Item = usize> {
    row.iter().enumerate().flat_map(|(at, &word)| {
        std::iter::successors(Some(word), |word| Some(word & word.wrapping_sub(1)))
            .take_while(|word| *word != 0)
            .map(move |word| at * BITS + word.trailing_zeros() as usize)
    })
}
