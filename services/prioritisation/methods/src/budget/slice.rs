//! Reading a slice by an index that its maker has checked.

/// The element at `index`; the type's zero outside.
pub(crate) fn at<T: Copy + Default>(of: &[T], index: usize) -> T {
    of.get(index).copied().unwrap_or_default()
}

/// Writes the element at `index`; outside nothing.
pub(crate) fn put<T>(to: &mut [T], index: usize, value: T) {
    if let Some(slot) = to.get_mut(index) {
        *slot = value;
    }
}
