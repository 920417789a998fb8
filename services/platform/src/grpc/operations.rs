//! `OperationsService`: what an operator sees of a service, and does about it.

use kernel::{
    Aggregate as _, Following, FollowingFact, Mark, Operate, OperationRejection, Timestamp,
};
use proto::journal::v1::journal_service_server::JournalServiceServer;
use proto::operations::v1 as pb;
use proto::operations::v1::operations_service_server::{
    OperationsService, OperationsServiceServer,
};
use tonic::{Request, Response, Status};

use super::errors::{invalid, refused, unavailable};
use super::journal::{Journals, gate, named};
use super::{Routes, timestamp};
use crate::follow::SourceError;
use crate::journal::{
    Desk, Done, Refusal, hash, late_revocations, read_parked, select_parked_after,
};
use crate::node::Parts;
use crate::page::Page;
use crate::sql::Value;

/// Adds what every service offers: its journal, and what operators need. `parts` are the services in
/// this process.
#[must_use]
pub fn add_to(parts: Vec<Parts>, routes: Routes) -> Routes {
    let journals = JournalServiceServer::new(Journals::new(parts.clone()));
    routes.add_service(journals).add_service(OperationsServiceServer::new(Operations { parts }))
}

struct Operations {
    parts: Vec<Parts>,
}

impl Operations {
    /// Executes an operator's command about a source. What was answered once is answered again,
    /// whatever has become of the event since: only then is `command` not asked for.
    async fn operate<T: prost::Message>(
        &self,
        rpc: &'static str,
        request: &Request<T>,
        (request_id, service, source): (&str, &str, &str),
        command: impl Future<Output = Result<Operate, Status>>,
    ) -> Result<(Done, &Parts), Status> {
        let parts = named(&self.parts, service);
        let of = parts.as_ref().map_or(self.parts.first(), |parts| Some(parts));
        let of = of.ok_or_else(|| unavailable("NO_SERVICE", "no service is here"))?;
        let gate = of.gate.clone().with_grants(kernel::OPERATION_GRANTS);
        let caller = gate.command(rpc, request, request_id).await?;
        let parts = parts?;
        let command =
            if parts.journal.answered(&caller).await? { None } else { Some(command.await?) };
        let id = source.to_owned();
        let stream = Following::stream(&id);
        let act = move |desk: &mut Desk<'_>| match &command {
            Some(command) => desk.act::<Following>(&id, command.clone()),
            None => Err(Refusal::Fault("an answered request came as a new one".to_owned())),
        };
        let done = parts.journal.execute(caller, vec![stream.clone()], &stream, act).await?;
        Ok((done, parts))
    }

    async fn mark<T: prost::Message>(
        &self,
        rpc: &'static str,
        request: &Request<T>,
        names: (&str, &str, &str),
        (sequence, mark, why): (u64, Mark, &str),
    ) -> Result<Response<u64>, Status> {
        let parts = gate(&self.parts, rpc, request, names.1).await?;
        let mut wrong = kernel::check_reason(why);
        wrong.unless(!names.2.is_empty(), "source", "is missing");
        crate::input::clean(&mut wrong, "source", names.2);
        wrong.check().map_err(|wrong| invalid(&wrong))?;
        let command = async {
            let parked = parts.journal.parked_of(names.2).await?;
            if parked.iter().any(|one| one.sequence == sequence) {
                return Ok(Operate::Mark { sequence, mark, why: why.to_owned() });
            }
            let followed = names.2.to_owned();
            Err(refused(&OperationRejection::NotParked { followed, sequence }))
        };
        let (done, parts) = self.operate(rpc, request, names, command).await?;
        Ok(parts.gate.answer(&done, done.revision))
    }
}

/// The answer with another message, and its metadata.
fn with<T, U>(answer: Response<T>, message: impl FnOnce(T) -> U) -> Response<U> {
    let (metadata, inner, extensions) = answer.into_parts();
    Response::from_parts(metadata, message(inner), extensions)
}

#[async_trait::async_trait]
impl OperationsService for Operations {
    async fn get_status(
        &self,
        request: Request<pb::GetStatusRequest>,
    ) -> Result<Response<pb::GetStatusResponse>, Status> {
        let service = &request.get_ref().service;
        let parts = gate(&self.parts, "GetStatus", &request, service).await?;
        Ok(Response::new(status(parts).await?))
    }

    async fn list_parked(
        &self,
        request: Request<pb::ListParkedRequest>,
    ) -> Result<Response<pb::ListParkedResponse>, Status> {
        let asked = request.get_ref();
        let parts = gate(&self.parts, "ListParked", &request, &asked.service).await?;
        let page = Page::parse(asked.page_size, &asked.page_token, "parked", 2);
        let page = page.map_err(|wrong| invalid(&wrong))?;
        let rows = parts.reader.rows(select_parked_after(&page.after, page.limit())).await?;
        let mut parked = read_parked(&rows)?;
        let next_page_token = page.finish(&mut parked, |one| {
            vec![Value::from(one.source.as_str()), Value::from(one.sequence)]
        });
        let parked = parked.into_iter().map(parked_into).collect();
        Ok(Response::new(pb::ListParkedResponse { parked, next_page_token }))
    }

    async fn retry_parked(
        &self,
        request: Request<pb::RetryParkedRequest>,
    ) -> Result<Response<pb::RetryParkedResponse>, Status> {
        let asked = request.get_ref();
        let names = (asked.request_id.as_str(), asked.service.as_str(), asked.source.as_str());
        let mark = (asked.sequence, Mark::Retry, asked.reason.as_str());
        let done = self.mark("RetryParked", &request, names, mark).await?;
        Ok(with(done, |revision| pb::RetryParkedResponse { revision }))
    }

    async fn discard_parked(
        &self,
        request: Request<pb::DiscardParkedRequest>,
    ) -> Result<Response<pb::DiscardParkedResponse>, Status> {
        let asked = request.get_ref();
        let names = (asked.request_id.as_str(), asked.service.as_str(), asked.source.as_str());
        let mark = (asked.sequence, Mark::Discard, asked.reason.as_str());
        let done = self.mark("DiscardParked", &request, names, mark).await?;
        Ok(with(done, |revision| pb::DiscardParkedResponse { revision }))
    }

    async fn reset_follow(
        &self,
        request: Request<pb::ResetFollowRequest>,
    ) -> Result<Response<pb::ResetFollowResponse>, Status> {
        let asked = request.get_ref();
        let parts = gate(&self.parts, "ResetFollow", &request, &asked.service).await?;
        kernel::check_reason(&asked.reason).check().map_err(|wrong| invalid(&wrong))?;
        let command = async {
            let hash = hash_at_owner(parts, &asked.source, asked.to).await?;
            Ok(Operate::Reset { to: asked.to, hash, why: asked.reason.clone() })
        };
        let names = (asked.request_id.as_str(), asked.service.as_str(), asked.source.as_str());
        let (done, parts) = self.operate("ResetFollow", &request, names, command).await?;
        let revision = done.revision;
        let hash = done.facts.iter().find_map(|one| match one.fact::<Following>() {
            Some(FollowingFact::Reset { hash, .. }) => Some(hash.clone()),
            _ => None,
        });
        let hash = hash.unwrap_or_default();
        Ok(parts.gate.answer(&done, pb::ResetFollowResponse { revision, hash }))
    }

    async fn list_late_revocations(
        &self,
        request: Request<pb::ListLateRevocationsRequest>,
    ) -> Result<Response<pb::ListLateRevocationsResponse>, Status> {
        let asked = request.get_ref();
        let parts = gate(&self.parts, "ListLateRevocations", &request, &asked.service).await?;
        let page = Page::parse(asked.page_size, &asked.page_token, "late", 1);
        let page = page.map_err(|wrong| invalid(&wrong))?;
        let after = match page.after.first() {
            Some(Value::Int(Some(position))) => u64::try_from(*position).unwrap_or_default(),
            _ => 0,
        };
        let mut found = late_revocations(&parts.reader, after, page.limit()).await?;
        let next_page_token = page.finish(&mut found, |one| vec![Value::from(one.row.position)]);
        let decisions = found
            .into_iter()
            .map(|one| pb::LateRevocation {
                position: one.row.position,
                stream: one.row.stream,
                fact_type: one.row.fact_type,
                actor: one.row.actor,
                decided_at: Some(timestamp(Timestamp::from_micros(one.row.occurred_at))),
                seat: one.seat.to_string(),
                until: one.until.to_string(),
                heard_at: Some(timestamp(one.heard_at)),
            })
            .collect();
        Ok(Response::new(pb::ListLateRevocationsResponse { decisions, next_page_token }))
    }
}

/// The owner's hash at a number.
async fn hash_at_owner(parts: &Parts, source: &str, to: u64) -> Result<String, Status> {
    let followed = source.to_owned();
    let Some(found) = parts.followed.source(source) else {
        return Err(refused(&OperationRejection::NotFollowed { followed }));
    };
    if to == 0 {
        return Ok(hash::hex(&hash::ZERO));
    }
    match found.one(to).await {
        Ok(Some(one)) => Ok(one.hash),
        Ok(None) | Err(SourceError::Diverged(_)) => {
            Err(refused(&OperationRejection::PastTheEnd { followed, sequence: to }))
        }
        Err(SourceError::Unavailable(what)) => Err(unavailable("SOURCE_UNAVAILABLE", &what)),
    }
}

async fn status(parts: &Parts) -> Result<pb::GetStatusResponse, Status> {
    let journal = &parts.journal;
    let head = journal.head().await?;
    let cursors = journal.cursors().await?;
    let parked = journal.parked_count().await?;
    let following = parts.followed.all().into_iter().map(|one| {
        let cursor = cursors.get(&one.name);
        let (state, detail) = one.shown();
        pb::Following {
            source: one.name,
            sequence: cursor.map_or(0, |cursor| cursor.sequence),
            hash: cursor.map(|cursor| cursor.hash.clone()).unwrap_or_default(),
            confirmed_at: cursor
                .filter(|cursor| cursor.confirmed_at > 0)
                .map(|cursor| timestamp(Timestamp::from_micros(cursor.confirmed_at))),
            state: state.to_owned(),
            detail,
        }
    });
    let holder = parts.leases.holder();
    let leases = journal.leases().await?.into_iter().map(|one| pb::Lease {
        own: !holder.is_empty() && one.holder == holder,
        name: one.name,
        holder: one.holder,
    });
    let not_ready = parts.not_ready();
    Ok(pb::GetStatusResponse {
        service: journal.service().to_owned(),
        journal_id: head.journal_id,
        position: head.position,
        row_hash: head.row_hash,
        sequence: head.sequence,
        hash: head.hash,
        published: journal.published().await?,
        following: following.collect(),
        leases: leases.collect(),
        parked,
        ready: not_ready.is_empty(),
        not_ready,
    })
}

fn parked_into(one: crate::journal::Parked) -> pb::Parked {
    pb::Parked {
        source: one.source,
        sequence: one.sequence,
        stream: one.stream,
        reason: one.reason,
        detail: one.detail,
        mark: if one.mark.is_empty() { "none".to_owned() } else { one.mark },
        marked_by: one.marked_by,
        marked_why: one.marked_why,
    }
}
