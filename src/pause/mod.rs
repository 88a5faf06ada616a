//! Long work that can stand still: written as `async`, it is done at once, or in slices where something else has to
//! live on the same thread.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Boxed where many wait for the same work, of which each else would get a copy of its own.
pub type Long<'a, T = ()> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Here the work may stand still.
pub async fn pause() {
    let mut stood = false;
    poll_fn(|_| if std::mem::replace(&mut stood, true) { Poll::Ready(()) } else { Poll::Pending }).await
}

/// How many pieces of about so many multiplications each to do from one pause to the next: the smallest take less time
/// than a pause.
pub fn stretch(multiplications: usize) -> usize {
    const UNPAUSED: usize = 40_000;
    (UNPAUSED / multiplications).max(1)
}

/// From where it stands to the next pause, or to its end.
pub fn go_on<T>(work: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Some(result) = go_on(work.as_mut()) {
            return result;
        }
    }
}
