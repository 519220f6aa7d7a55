//! One thread for each network: the others send it their work and wait.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Once, mpsc};
use std::thread;

use crate::engine::EngineError;

/// Name of the threads, by which the panic hook knows them.
const THREAD: &str = "exonym-torch";

type Job<N> = Box<dyn FnOnce(&N) + Send>;

/// A network `N` on its thread. Dropped, it ends the thread after the work that was given to it.
pub(super) struct Worker<N> {
    jobs: mpsc::Sender<Job<N>>,
}

impl<N: 'static> Worker<N> {
    /// Makes the network on a new thread and waits for it.
    ///
    /// # Errors
    /// What `make` returns; a panic in it, by way of `damaged`; or that no thread could be had.
    pub(super) fn spawn(
        make: impl FnOnce() -> Result<N, EngineError> + Send + 'static,
        damaged: impl FnOnce(String) -> EngineError,
    ) -> Result<Self, EngineError> {
        silence();
        let (jobs, queue) = mpsc::channel::<Job<N>>();
        let (ready, made) = mpsc::channel();
        let thread = thread::Builder::new().name(THREAD.into());
        let run = move || match guarded(make) {
            Ok(Ok(network)) => {
                let _ = ready.send(Ok(()));
                while let Ok(job) = queue.recv() {
                    job(&network);
                }
            }
            Ok(Err(error)) => drop(ready.send(Err(Ok(error)))),
            Err(panic) => drop(ready.send(Err(Err(panic)))),
        };
        thread.spawn(run).map_err(|e| EngineError::Run(format!("no thread for the network: {e}")))?;
        match made.recv() {
            Ok(Ok(())) => Ok(Self { jobs }),
            Ok(Err(Ok(error))) => Err(error),
            Ok(Err(Err(panic))) => Err(damaged(panic)),
            Err(_) => Err(damaged("its thread ended".into())),
        }
    }

    /// Runs `job` on the network's thread and waits for its result. A panic in it is an error of this call
    /// alone.
    ///
    /// # Errors
    /// What `job` returns, or that it failed inside the library.
    pub(super) fn call<R: Send + 'static>(
        &self,
        job: impl FnOnce(&N) -> Result<R, EngineError> + Send + 'static,
    ) -> Result<R, EngineError> {
        let (done, result) = mpsc::channel();
        let job = move |network: &N| {
            let _ = done.send(guarded(|| job(network)));
        };
        let gone = || EngineError::Run("the network's thread ended".into());
        self.jobs.send(Box::new(job)).map_err(|_| gone())?;
        match result.recv() {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(EngineError::Run(panic)),
            Err(_) => Err(gone()),
        }
    }
}

/// `f`, with a panic as a message. Networks are only read, so that none is left half changed.
fn guarded<R>(f: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic| first_line(&*panic))
}

/// libtorch's messages go on with a trace of its own functions.
fn first_line(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it gives no reason");
    text.lines().next().unwrap_or_default().to_owned()
}

/// A panic on a worker is answered as an error: it must not also be printed. Other threads' panics are
/// told as before.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(THREAD) {
                before(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damaged(detail: String) -> EngineError {
        EngineError::Run(format!("damaged: {detail}"))
    }

    #[test]
    fn panics_are_errors_and_the_worker_goes_on() {
        let worker = Worker::spawn(|| Ok(5), damaged).expect("a worker");
        let failed = worker.call::<()>(|_| panic!("broken\ntrace")).unwrap_err();
        assert!(matches!(&failed, EngineError::Run(why) if why == "broken"), "{failed}");
        assert_eq!(worker.call(|n| Ok(n + 1)).unwrap(), 6);
        let never = Worker::<u8>::spawn(|| panic!("no network"), damaged);
        assert!(matches!(never.err(), Some(EngineError::Run(why)) if why == "damaged: no network"));
    }

    #[test]
    fn many_threads_may_call_one_worker() {
        let worker = Worker::spawn(|| Ok(2), damaged).expect("a worker");
        let sum: i32 = thread::scope(|scope| {
            let calls: Vec<_> = (0..8)
                .map(|i| {
                    scope.spawn({
                        let w = &worker;
                        move || w.call(move |n| Ok(n * i))
                    })
                })
                .collect();
            calls.into_iter().map(|c| c.join().unwrap().unwrap()).sum()
        });
        assert_eq!(sum, 56);
    }
}
