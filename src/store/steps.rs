//! How far a long change is, for whoever watches it; they may stop it, and then nothing of it is done.

use crate::store::fault::StoreFault;

/// Told how many steps of how many are done; answers whether to go on.
pub type Tell<'a> = &'a mut (dyn FnMut(usize, usize) -> bool + 'a);

/// The steps of one change.
#[derive(Default)]
pub struct Steps<'a> {
    tell: Option<Tell<'a>>,
    done: usize,
    all: usize,
}

impl<'a> Steps<'a> {
    /// From now on `tell` is told.
    pub fn watch(&mut self, tell: Tell<'a>) {
        self.tell = Some(tell);
    }

    /// So many more steps are to come. Work that never says so is not long, and is not told of.
    pub const fn expect(&mut self, more: usize) {
        self.all += more;
    }

    /// One step is done.
    ///
    /// # Errors
    /// [`StoreFault::Interrupted`] when whoever watches wants it stopped.
    pub fn step(&mut self) -> Result<(), StoreFault> {
        let Some(tell) = self.tell.as_mut().filter(|_| self.all > 0) else { return Ok(()) };
        self.done = (self.done + 1).min(self.all);
        if tell(self.done, self.all) { Ok(()) } else { Err(StoreFault::Interrupted) }
    }
}
