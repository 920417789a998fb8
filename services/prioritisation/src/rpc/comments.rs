//! The discussion of cases.

use kernel::Aggregate as _;
use platform::grpc::invalid;
use platform::journal::Desk;
use prioritisation_domain::{AppraisalId, Thread, ThreadCommand, ThreadFact};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use super::appraisals::streams;
use crate::input::appraisals as input;
use crate::moves::{conflicted, subject};

impl Rpc {
    pub(super) async fn comment(
        &self,
        request: Request<pb::CommentRequest>,
    ) -> Result<Response<pb::CommentResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("Comment", &request, request_id).await?;
        let asked = request.into_inner();
        let case = input::said(&asked.case, "text", &asked.text);
        let case = case.map_err(|wrong| invalid(&wrong))?;
        let round = self.round_of(case).await?;
        let author = caller.actor.person_id();
        let mut streams = streams(&round, &AppraisalId { case, member: author.clone() });
        let main = Thread::stream(&case);
        streams.push(main.clone());
        let act = move |desk: &mut Desk<'_>| {
            let command = ThreadCommand::Comment {
                subject: subject(desk, case, &round)?,
                conflicted: conflicted(desk, case, &author)?,
                text: asked.text.clone(),
                in_reply_to: Some(asked.in_reply_to).filter(|number| *number > 0),
            };
            desk.act::<Thread>(&case, command)
        };
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let number = done.facts.iter().find_map(|fact| {
            let ThreadFact::Commented { number, .. } = fact.fact::<Thread>()?;
            Some(*number)
        });
        let answer = pb::CommentResponse { number: number.unwrap_or_default() };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn list_comments(
        &self,
        request: Request<pb::ListCommentsRequest>,
    ) -> Result<Response<pb::ListCommentsResponse>, Status> {
        self.gate.query("ListComments", &request).await?;
        let asked = request.into_inner();
        let asked = input::of_case(&asked.case, asked.page_size, &asked.page_token);
        let (case, page) = asked.map_err(|wrong| invalid(&wrong))?;
        Ok(Response::new(self.views.comments(case, &page).await?))
    }
}
