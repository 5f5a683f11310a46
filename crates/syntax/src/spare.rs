//! Memory that texts hand on to one another, so that none has to be asked for and cleared anew.
//!
//! In: what a text is done with. Out: the same again for a later text, or an empty one. There is
//! at most one for each text that was ever worked on at the same time. What lies in it is of some
//! other text, so whoever takes it must write before reading.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Keeps what no text is using.
#[derive(Debug, Default)]
pub(crate) struct Spare<T>(Mutex<Vec<T>>);

impl<T: Default> Spare<T> {
    /// Lends one out until it is dropped.
    pub(crate) fn take(&self) -> Lent<'_, T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Lent { from: self, value: kept.unwrap_or_default() }
    }
}

/// Holds what is lent out.
#[derive(Debug)]
pub(crate) struct Lent<'a, T: Default> {
    from: &'a Spare<T>,
    value: T,
}

impl<T: Default> Deref for Lent<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Default> DerefMut for Lent<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Default> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        let value = std::mem::take(&mut self.value);
        self.from.0.lock().unwrap_or_else(PoisonError::into_inner).push(value);
    }
}
