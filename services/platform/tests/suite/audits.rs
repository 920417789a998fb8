//! The log cannot be changed unseen.

use platform::journal::audit;

use crate::on_both;
use crate::room::{PLAIN, Store};

on_both! {
    every_changed_column_is_named_by_its_row;
    a_missing_row_is_named;
    a_changed_state_is_named;
}

async fn every_changed_column_is_named_by_its_row(store: Store) {
    let changes = [
        "UPDATE journal SET fact = '{\"type\":\"added.v1\",\"number\":9}' WHERE position = 2",
        "UPDATE journal SET fact_type = 'removed' WHERE position = 2",
        "UPDATE journal SET actor = 'eve' WHERE position = 2",
        "UPDATE journal SET mandate = 'office:operator' WHERE position = 2",
        "UPDATE journal SET request_id = 'r' WHERE position = 2",
        "UPDATE journal SET occurred_at = occurred_at + 1 WHERE position = 2",
        "UPDATE journal SET after = '{\"intake\":1}' WHERE position = 2",
        "UPDATE journal SET depth = 1 WHERE position = 2",
        "UPDATE journal SET event = '{}' WHERE position = 2",
        "UPDATE journal SET event_type = 'x' WHERE position = 2",
        "UPDATE journal SET row_hash = digest WHERE position = 2",
        "UPDATE journal SET hash = digest WHERE position = 2",
        "UPDATE journal SET digest = row_hash WHERE position = 2",
        "UPDATE journal SET salt = event_salt WHERE position = 2",
        "UPDATE journal SET salt = NULL WHERE position = 2",
        "UPDATE journal SET event_salt = NULL WHERE position = 2",
        "UPDATE journal SET event_digest = digest WHERE position = 2",
        "UPDATE journal SET stream = 'tally/y' WHERE position = 2",
        "UPDATE journal SET revision = 9 WHERE position = 2",
        "UPDATE journal SET sequence = 9 WHERE position = 2",
        "UPDATE journal SET position = 99 WHERE position = 2",
    ];
    for change in changes {
        let store = store.another().await;
        let running = store.open(PLAIN).await;
        for number in 1..=3 {
            running.add("x", number).await.unwrap();
        }
        running.assert_sound().await;
        running.tamper(change).await;
        let found = audit::verify(&running.journal.reader()).await.unwrap();
        assert_eq!(found.first_bad.map(|(position, _)| position), Some(2), "{change}");
        running.stop().await;
    }
}

async fn a_missing_row_is_named(store: Store) {
    let running = store.open(PLAIN).await;
    for number in 1..=3 {
        running.add("x", number).await.unwrap();
    }
    running.tamper("DELETE FROM journal WHERE position = 3").await;
    let found = audit::verify(&running.journal.reader()).await.unwrap();
    assert_eq!(found.first_bad.map(|(position, _)| position), Some(3));
    running.stop().await;
}

async fn a_changed_state_is_named(store: Store) {
    let running = store.open(PLAIN).await;
    running.add("x", 1).await.unwrap();
    running.tamper("UPDATE state SET state = '{\"total\":2,\"order\":[2]}'").await;
    let kinds = platform::journal::Kinds::new().with::<crate::room::Tally>();
    let wrong = audit::states(&running.journal.reader(), &kinds).await.unwrap();
    assert_eq!(wrong, ["tally/x"]);
    running.stop().await;
}
