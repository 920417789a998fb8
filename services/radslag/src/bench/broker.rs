//! The limit of delivery: JetStream alone, with messages of the size of an event and its headers.

use std::time::Duration;

use async_nats::jetstream::consumer::pull;
use async_nats::jetstream::stream::{Config, StorageType};
use async_nats::jetstream::{self, Context};
use futures::StreamExt as _;
use tokio::time::{Instant, timeout};

use super::Failure;

/// Stream of the measurement; it is deleted afterwards.
const STREAM: &str = "RADSLAG_BENCH";
/// Its subject.
const SUBJECT: &str = "radslag.bench.event";
/// Messages that wait for their acknowledgement at once, as the publisher's do.
const IN_FLIGHT: usize = 256;
/// How long a message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A stream that is published to and pulled from.
pub(super) struct Raw {
    context: Context,
    messages: pull::Stream,
    payload: Vec<u8>,
}

impl Raw {
    /// A stream on a file, as a service's is, and a consumer of it.
    pub(super) async fn open(url: &str, bytes: usize) -> Result<Self, Failure> {
        let client = async_nats::connect(url).await?;
        let context = jetstream::context::ContextBuilder::new()
            .max_ack_inflight(IN_FLIGHT)
            .backpressure_on_inflight(true)
            .build(client);
        // One that a broken run has left.
        let _ = context.delete_stream(STREAM).await;
        let config = Config {
            name: STREAM.to_owned(),
            subjects: vec![SUBJECT.to_owned()],
            storage: StorageType::File,
            ..Config::default()
        };
        let stream = context.create_stream(config).await?;
        let consumer = stream.create_consumer(pull::Config {
            ack_policy: jetstream::consumer::AckPolicy::None,
            ..pull::Config::default()
        });
        let messages = consumer.await?.messages().await?;
        Ok(Self { context, messages, payload: vec![b'x'; bytes] })
    }

    /// Until a message is acknowledged and delivered.
    pub(super) async fn once(&mut self) -> Result<(), Failure> {
        let ack = self.context.publish(SUBJECT, self.payload.clone().into()).await?;
        let (acknowledged, delivered) = tokio::join!(ack, timeout(PATIENCE, self.messages.next()));
        acknowledged?;
        delivered?.ok_or("the consumer ended")??;
        Ok(())
    }

    /// Messages per second, published and delivered at the same time.
    pub(super) async fn rate(&mut self, messages: u64) -> Result<f64, Failure> {
        let begin = Instant::now();
        let publish = async {
            let mut acks = Vec::with_capacity(IN_FLIGHT);
            for _ in 0..messages {
                acks.push(self.context.publish(SUBJECT, self.payload.clone().into()).await?);
                if acks.len() == IN_FLIGHT {
                    for ack in acks.drain(..) {
                        ack.await?;
                    }
                }
            }
            for ack in acks {
                ack.await?;
            }
            Ok::<_, Failure>(())
        };
        let consume = async {
            for _ in 0..messages {
                let next = timeout(PATIENCE, self.messages.next()).await?;
                next.ok_or("the consumer ended")??;
            }
            Ok::<_, Failure>(())
        };
        tokio::try_join!(publish, consume)?;
        Ok(super::figure::rate(messages, begin.elapsed()))
    }

    pub(super) async fn close(self) -> Result<(), Failure> {
        self.context.delete_stream(STREAM).await?;
        Ok(())
    }
}
