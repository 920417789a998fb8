//! Stores that cannot do what they are asked for a while.

use platform::sql::{Database, Sql};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::room::{PLAIN, Store};

/// SQLite undoes the transaction itself. The next one must not find a connection that believes to be
/// in it still. A new connection knows nothing of the limit: the command is done by the second try.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_goes_on_after_the_engine_has_undone_a_transaction() {
    let store = Store::sqlite();
    let running = store.open(PLAIN).await;
    let mut tx = running.database.begin_raw().await.unwrap();
    // No page more than there are.
    Sql::new("PRAGMA max_page_count = 1").rows(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    for number in 1..=300 {
        running.add("x", number).await.unwrap();
    }
    let mut tx = running.database.begin_raw().await.unwrap();
    let most = Sql::new("PRAGMA max_page_count").rows(&mut tx).await.unwrap();
    assert!(most[0].int("max_page_count").unwrap() > 1_000_000, "the store was never full");
    tx.rollback().await.unwrap();
    assert_eq!(running.order("x").await, (1..=300).collect::<Vec<i64>>());
    running.assert_sound().await;
    running.stop().await;
}

/// One that answers what no PostgreSQL answers will not answer better later.
#[tokio::test]
async fn a_server_that_hangs_up_before_it_has_answered_may_be_there_later() {
    for (answer, later) in [("", true), ("HTTP/1.1 400", false)] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("postgres://anna@{}/x", listener.local_addr().unwrap());
        let serving = async {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut asked = [0; 8];
                stream.read_exact(&mut asked).await.unwrap();
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        };
        let refused = tokio::select! {
            connected = Database::postgres(&url) => connected.unwrap_err(),
            () = serving => continue,
        };
        assert_eq!(refused.transient(), later, "{refused:?}");
    }
}
