//! The one RPC of a chain: it begins one. The contract has no such command, so the service is written
//! by hand. Nobody is asked who they are: what a token costs, `bench write` measures.

use std::task::{Context, Poll};

use platform::journal::Journal;
use tonic::body::Body;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::codegen::http::{Request as HttpRequest, Response as HttpResponse};
use tonic::codegen::{BoxFuture, Service};
use tonic::server::{Grpc as ServerGrpc, NamedService, UnaryService};
use tonic::transport::Channel;
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

/// Takes the name of a link, a UUID; answers with its row's number.
const BEGIN: &str = "/radslag.bench.v1.ChainService/Begin";

/// The service.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    journal: Journal,
}

impl Entry {
    pub(super) fn of(journal: &Journal) -> Self {
        Self { journal: journal.clone() }
    }
}

impl NamedService for Entry {
    const NAME: &'static str = "radslag.bench.v1.ChainService";
}

impl UnaryService<String> for Entry {
    type Response = u64;
    type Future = BoxFuture<Response<u64>, Status>;

    fn call(&mut self, request: Request<String>) -> Self::Future {
        let journal = self.journal.clone();
        Box::pin(async move {
            let begun = super::room::begin(&journal, request.into_inner(), 1).await;
            begun
                .map(|done| Response::new(done.position))
                .map_err(|error| Status::internal(error.to_string()))
        })
    }
}

impl Service<HttpRequest<Body>> for Entry {
    type Response = HttpResponse<Body>;
    type Error = std::convert::Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest<Body>) -> Self::Future {
        let entry = self.clone();
        Box::pin(async move {
            let codec = ProstCodec::<u64, String>::default();
            Ok(ServerGrpc::new(codec).unary(entry, request).await)
        })
    }
}

/// Begins a chain from outside.
pub(super) async fn begin(channel: Channel, link: String) -> Result<u64, Status> {
    let mut client = tonic::client::Grpc::new(channel);
    client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
    let codec = ProstCodec::<String, u64>::default();
    let path = PathAndQuery::from_static(BEGIN);
    Ok(client.unary(Request::new(link), path, codec).await?.into_inner())
}
