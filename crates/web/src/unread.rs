//! What of a request nobody read.
//!
//! An answer that comes before the request was read to its end closes the connection under whoever still sends: a proxy
//! tells its own «502» then, and the reader never sees the sentence that he was answered with. So what is left is read
//! and forgotten first.

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::EXPECT;
use axum::middleware::Next;
use axum::response::Response;
use futures::channel::oneshot;
use futures::{Stream, StreamExt};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Bytes read at most, a paper and more; and for how long.
const LEFT_BYTES_MAX: usize = 80 * 1024 * 1024;
const LEFT_TIME_MAX: Duration = Duration::from_secs(20);

/// The pieces of a body, which come back when whoever reads them stops before the end.
struct Lent {
    pieces: Option<BodyDataStream>,
    back: Option<oneshot::Sender<BodyDataStream>>,
}

impl Stream for Lent {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(pieces) = &mut self.pieces else { return Poll::Ready(None) };
        let piece = ready!(pieces.poll_next_unpin(context));
        if !matches!(piece, Some(Ok(_))) {
            self.pieces = None;
        }
        Poll::Ready(piece)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(pieces), Some(back)) = (self.pieces.take(), self.back.take()) {
            // Nobody waits for it where the answer has gone already.
            drop(back.send(pieces));
        }
    }
}

/// Has a request answered, and reads what the answer left unread.
pub(crate) async fn forget(request: Request, next: Next) -> Response {
    // Who waits to be asked for it has sent nothing.
    if request.body().is_end_stream() || request.headers().contains_key(EXPECT) {
        return next.run(request).await;
    }
    let (back, mut left) = oneshot::channel();
    let lent = |body: Body| Lent { pieces: Some(body.into_data_stream()), back: Some(back) };
    let response = next.run(request.map(|body| Body::from_stream(lent(body)))).await;
    if let Ok(Some(pieces)) = left.try_recv() {
        read(pieces).await;
    }
    response
}

async fn read(mut pieces: BodyDataStream) {
    let (until, mut bytes) = (Instant::now() + LEFT_TIME_MAX, 0);
    while let Ok(Some(Ok(piece))) = timeout_at(until, pieces.next()).await {
        bytes += piece.len();
        if bytes > LEFT_BYTES_MAX {
            return;
        }
    }
}
