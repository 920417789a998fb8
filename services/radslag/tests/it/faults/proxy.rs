//! Stands between the services and PostgreSQL, and drops answers: what was committed is there, and
//! who asked sees an error.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use platform::lifecycle::Tasks;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// PostgreSQL's ReadyForQuery, the end of an answer, without its last byte: in a transaction or not.
const READY: [u8; 5] = [b'Z', 0, 0, 0, 5];
/// How long an answer that is dropped is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whose answer is dropped next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drop {
    /// That to a message that commits.
    Commit,
    /// That to any message.
    Any,
}

#[derive(Default)]
struct Plan {
    commits: AtomicUsize,
    any: AtomicUsize,
    dropped: AtomicUsize,
    committed: AtomicUsize,
}

/// Passes everything on until it is told to drop an answer.
pub(crate) struct Proxy {
    address: SocketAddr,
    plan: Arc<Plan>,
    tasks: Tasks,
}

impl Proxy {
    pub(crate) async fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (plan, tasks) = (Arc::new(Plan::default()), Tasks::new());
        let (shared, connections) = (plan.clone(), tasks.clone());
        tasks.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let plan = shared.clone();
                connections.spawn(async move {
                    if let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await {
                        let _ = relay(client, server, &plan).await;
                    }
                });
            }
        });
        Self { address, plan, tasks }
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://radslag@{}", self.address)
    }

    /// Drops one answer, as soon as there is one, and cuts its connection.
    pub(crate) fn drop_next(&self, what: Drop) {
        let counter = match what {
            Drop::Commit => &self.plan.commits,
            Drop::Any => &self.plan.any,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Answers dropped, and how many of them told of a commit.
    pub(crate) fn dropped(&self) -> (usize, usize) {
        let read = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        (read(&self.plan.dropped), read(&self.plan.committed))
    }

    pub(crate) async fn end(self) {
        let _ = self.tasks.shut_down(Duration::ZERO).await;
    }
}

impl Plan {
    /// Whether the answer to this message is to be dropped.
    fn takes(&self, asked: &[u8]) -> bool {
        let take = |counter: &AtomicUsize| {
            counter
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                .is_ok()
        };
        (contains(asked, b"COMMIT") && take(&self.commits)) || take(&self.any)
    }
}

fn is_whole(answer: &[u8]) -> bool {
    answer.split_last().is_some_and(|(_, before)| before.ends_with(&READY))
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part == word)
}

async fn relay(client: TcpStream, server: TcpStream, plan: &Plan) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let (mut asked, mut said) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            read = from_client.read(&mut asked) => {
                let asked = &asked[..read?];
                if asked.is_empty() {
                    return Ok(());
                }
                to_server.write_all(asked).await?;
                if plan.takes(asked) {
                    let mut answer = Vec::new();
                    let whole = async {
                        while !is_whole(&answer) {
                            let read = from_server.read(&mut said).await?;
                            if read == 0 {
                                break;
                            }
                            answer.extend_from_slice(&said[..read]);
                        }
                        std::io::Result::Ok(())
                    };
                    let _ = timeout(PATIENCE, whole).await;
                    plan.dropped.fetch_add(1, Ordering::Relaxed);
                    let committed = contains(&answer, b"COMMIT\0");
                    plan.committed.fetch_add(usize::from(committed), Ordering::Relaxed);
                    return Ok(());
                }
            }
            read = from_server.read(&mut said) => {
                let said = &said[..read?];
                if said.is_empty() {
                    return Ok(());
                }
                to_client.write_all(said).await?;
            }
        }
    }
}
