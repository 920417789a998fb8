//! The discussion of cases.

use kernel::{CaseId, Timestamp};
use platform::grpc::timestamp;
use platform::journal::{Changes, Recorded};
use platform::page::Page;
use platform::sql::{Row, Sql, StoreError};
use prioritisation_domain::{Thread, ThreadFact};
use proto::prioritisation::v1 as pb;

use super::query::{Views, count};

const COMMENTS: &str = "SELECT case_id, number, author, text, in_reply_to, commented_at \
     FROM comment_v2 WHERE case_id = ";

pub(super) fn project(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let id = fact.id::<Thread>()?;
    let ThreadFact::Commented { number, text, in_reply_to } = fact.fact::<Thread>()?;
    let row = vec![
        ("case_id", id.to_string().into()),
        ("number", (*number).into()),
        ("author", fact.actor.as_str().into()),
        ("text", text.as_str().into()),
        ("in_reply_to", in_reply_to.map(i64::from).into()),
        ("commented_at", fact.occurred_at.as_micros().into()),
    ];
    changes.upsert("comment_v2", &["case_id", "number"], row);
    Some(())
}

impl Views {
    pub(crate) async fn comments(
        &self,
        case: CaseId,
        page: &Page,
    ) -> Result<pb::ListCommentsResponse, StoreError> {
        let mut sql = Sql::new(COMMENTS).bind(case.to_string());
        if let Some(after) = page.after.first() {
            sql = sql.push(" AND number > ").bind(after.clone());
        }
        let rows = self.reader.rows(sql.push(" ORDER BY number LIMIT ").bind(page.limit())).await?;
        let mut comments = rows.iter().map(comment).collect::<Result<Vec<_>, _>>()?;
        let next_page_token = page.finish(&mut comments, |one| vec![one.number.into()]);
        Ok(pb::ListCommentsResponse { comments, next_page_token })
    }
}

fn comment(row: &Row) -> Result<pb::Comment, StoreError> {
    let answers = row.opt_int("in_reply_to")?.map(u32::try_from).transpose();
    let answers =
        answers.map_err(|error| StoreError::nonsense("comment_v2", "in_reply_to", error))?;
    Ok(pb::Comment {
        case: row.text("case_id")?,
        number: count(row, "number")?,
        author: row.text("author")?,
        text: row.text("text")?,
        in_reply_to: answers.unwrap_or_default(),
        commented_at: Some(timestamp(Timestamp::from_micros(row.int("commented_at")?))),
    })
}
