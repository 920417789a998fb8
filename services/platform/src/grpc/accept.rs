//! Connections as they come, up to the last.

use std::future::Future;
use std::io;

use futures::Stream;
use futures::stream::unfold;
use tokio::net::{TcpListener, TcpStream};

/// Connections until `stopped`, and those that had come by then. The system resets what nobody has accepted when a
/// listener is closed, and with it the request of whom had been let in.
pub(crate) fn accepted(
    listener: TcpListener,
    stopped: impl Future<Output = ()> + Send,
) -> impl Stream<Item = io::Result<TcpStream>> {
    let begin = (Some(listener), Box::pin(stopped), Vec::new().into_iter());
    unfold(begin, async |(listener, mut stopped, mut last)| {
        if let Some(open) = listener {
            tokio::select! {
                biased;
                () = &mut stopped => last = waiting(open).into_iter(),
                accepted = open.accept() => {
                    let stream = accepted.and_then(|(stream, _)| at_once(stream));
                    return Some((stream, (Some(open), stopped, last)));
                }
            }
        }
        last.next().map(|stream| (stream, (None, stopped, last)))
    })
}

/// Those who wait to be accepted, by the system's own word: what the runtime knows of it may be late.
fn waiting(listener: TcpListener) -> Vec<io::Result<TcpStream>> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let accepted = std::iter::from_fn(|| listener.accept().ok());
    accepted
        .map(|(stream, _)| {
            stream.set_nonblocking(true)?;
            at_once(TcpStream::from_std(stream)?)
        })
        .collect()
}

/// An answer of several segments would wait for the caller's delayed acknowledgement.
fn at_once(stream: TcpStream) -> io::Result<TcpStream> {
    stream.set_nodelay(true)?;
    Ok(stream)
}
