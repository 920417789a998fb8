//! What a city-wide proposal would be, why it is so, and what would change it. Nothing is written.

use kernel::{CycleId, InitiativeId, Violations};
use model::Model;
use platform::grpc::{apart, invalid, not_found};
use platform::sql::Value;
use prioritisation_domain::{
    CityMethod, Ground, Making, Override, Plan, SelectionChange, Settings, overview, plan,
    selected, why,
};
use proto::prioritisation::v1 as pb;
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::picture::{self, Mark, Share};
use crate::views::Material;
use crate::{input, wire};

/// What is asked for.
pub(super) struct Asked {
    settings: Settings,
    overrides: Vec<Override>,
}

impl Asked {
    pub(super) async fn plan(self, ground: Ground) -> Result<Plan, Status> {
        computed(move || plan(&ground, &self.settings, &self.overrides)).await
    }
}

/// Computes apart: the best portfolio can take seconds.
async fn computed<T: Send + 'static>(
    compute: impl FnOnce() -> Result<T, Violations> + Send + 'static,
) -> Result<T, Status> {
    apart(compute).await?.map_err(|wrong| invalid(&wrong))
}

impl Rpc {
    pub(super) async fn asked(
        &self,
        cycle: CycleId,
        settings: Option<&pb::ProposalSettings>,
        overrides: &[pb::ProposalOverride],
    ) -> Result<Asked, Status> {
        let frame = self.terms(cycle).await?.frame;
        let model = self.model(cycle).await?;
        let mut wrong = Violations::none();
        let settings = input::settings(&mut wrong, settings, &model.proposal, frame);
        let overrides = input::overrides(&mut wrong, overrides);
        wrong.check().map_err(|wrong| invalid(&wrong))?;
        Ok(Asked { settings, overrides })
    }

    /// What the cycle's proposal is made from; `version` names another model than the cycle's.
    pub(super) async fn material(&self, cycle: CycleId, version: &str) -> Result<Material, Status> {
        let own = self.model(cycle).await?;
        let other = match version {
            "" => own.clone(),
            version => {
                let known = self.models.get(version).cloned();
                known.ok_or_else(|| not_found("model", version))?
            }
        };
        Ok(self.views.material(cycle, &own, &other).await?)
    }

    pub(super) async fn preview_proposal(
        &self,
        request: Request<pb::PreviewProposalRequest>,
    ) -> Result<Response<pb::PreviewProposalResponse>, Status> {
        self.gate.query("PreviewProposal", &request).await?;
        let asked = request.into_inner();
        let (cycle, page) = input::previewed(&asked).map_err(|wrong| invalid(&wrong))?;
        let wanted = self.asked(cycle, asked.settings.as_ref(), &asked.overrides).await?;
        let material = self.material(cycle, &asked.model_version).await?;
        let Plan { items, making } = wanted.plan(material.ground).await?;
        let now = self.views.all_items(cycle).await?;
        let change = (!now.is_empty()).then(|| against(&now, &items));
        let from = match page.after.first() {
            Some(Value::Int(Some(last))) => usize::try_from(*last).unwrap_or_default(),
            _ => 0,
        };
        let mut items: Vec<_> =
            items.iter().skip(from).take(page.limit()).map(wire::item).collect();
        let next_page_token = page.finish(&mut items, |item| vec![item.city_rank.into()]);
        let making = Some(wire::making(&making));
        Ok(Response::new(pb::PreviewProposalResponse { making, items, next_page_token, change }))
    }

    pub(super) async fn explain_proposal(
        &self,
        request: Request<pb::ExplainProposalRequest>,
    ) -> Result<Response<pb::ExplainProposalResponse>, Status> {
        self.gate.query("ExplainProposal", &request).await?;
        let asked = request.into_inner();
        let cycle: CycleId =
            platform::input::one("cycle", &asked.cycle).map_err(|wrong| invalid(&wrong))?;
        let (settings, _) = self.settings_of(cycle, asked.settings.as_ref()).await?;
        let ground = self.material(cycle, "").await?.ground;
        let of = settings.clone();
        let told = computed(move || overview(&ground, &of)).await?;
        let frame = |one: &prioritisation_domain::FrameChange| pb::FrameChange {
            frame_ore: one.frame_ore,
            change: Some(wire::selection(&one.change)),
        };
        let weight = |one: prioritisation_domain::WeightRange| pb::WeightRange {
            criterion: one.criterion,
            share: one.share,
            low: one.low,
            high: one.high,
        };
        let method = |(method, change): &(CityMethod, SelectionChange)| pb::MethodChange {
            method: wire::city_method(*method).into(),
            change: Some(wire::selection(change)),
        };
        Ok(Response::new(pb::ExplainProposalResponse {
            settings: Some(wire::settings(&settings)),
            frames: told.frames.iter().map(frame).collect(),
            methods: told.methods.iter().map(method).collect(),
            weights: told.weights.into_iter().map(weight).collect(),
        }))
    }

    pub(super) async fn explain_proposal_item(
        &self,
        request: Request<pb::ExplainProposalItemRequest>,
    ) -> Result<Response<pb::ExplainProposalItemResponse>, Status> {
        self.gate.query("ExplainProposalItem", &request).await?;
        let asked = request.into_inner();
        let (cycle, initiative) = input::item_asked(&asked).map_err(|wrong| invalid(&wrong))?;
        let (settings, making) = self.settings_of(cycle, asked.settings.as_ref()).await?;
        let ground = self.material(cycle, "").await?.ground;
        let method = settings.method;
        let told = computed(move || why(&ground, &settings, initiative)).await?;
        let told = told.ok_or_else(|| not_found("ranked initiative", initiative))?;
        let overrides = making.into_iter().flat_map(|making| making.overrides);
        let overrides = overrides.filter(|one| one.initiative == initiative);
        let texts = |all: &[InitiativeId]| all.iter().map(ToString::to_string).collect();
        Ok(Response::new(pb::ExplainProposalItemResponse {
            method: wire::city_method(method).into(),
            item: self.views.proposal_item(cycle, initiative).await?,
            overrides: overrides.map(|one| wire::changed(&one)).collect(),
            computed_within_frame: told.selected,
            greatest_cost_ore: told.greatest_cost_ore,
            cheaper_by_ore: told.cheaper_by_ore,
            needed_rank: told.needed_rank,
            score: told.score.unwrap_or_default(),
            more_voters: told.more_voters,
            more_value: told.more_value,
            requires: texts(&told.requires),
            excluded_by: texts(&told.excluded_by),
        }))
    }

    pub(super) async fn get_proposal_picture(
        &self,
        request: Request<pb::GetProposalPictureRequest>,
    ) -> Result<Response<pb::GetProposalPictureResponse>, Status> {
        self.gate.query("GetProposalPicture", &request).await?;
        let asked = request.into_inner();
        let (cycle, picture) = input::pictured(&asked).map_err(|wrong| invalid(&wrong))?;
        let terms = self.terms(cycle).await?;
        let model = self.model(cycle).await?;
        let making = self.views.making(cycle).await?.ok_or_else(|| not_found("proposal", cycle))?;
        let items = self.views.all_items(cycle).await?;
        let svg = apart(move || drawn(picture, terms.year, &model, &making, &items)).await?;
        Ok(Response::new(pb::GetProposalPictureResponse { svg }))
    }

    /// The settings asked for, else those of the proposal as last composed; and how that was made.
    async fn settings_of(
        &self,
        cycle: CycleId,
        asked: Option<&pb::ProposalSettings>,
    ) -> Result<(Settings, Option<Making>), Status> {
        let making = self.views.making(cycle).await?;
        let settings = match (asked, &making) {
            (None, Some(making)) => making.settings.clone(),
            (asked, _) => self.asked(cycle, asked, &[]).await?.settings,
        };
        Ok((settings, making))
    }
}

fn drawn(
    picture: pb::ProposalPicture,
    year: i16,
    model: &Model,
    making: &Making,
    items: &[pb::ProposalEntry],
) -> String {
    let heading = format!("Stadsgemensamt förslag {year}");
    let areas: Vec<_> =
        model.areas.iter().map(|area| (area.key.to_string(), area.name.clone())).collect();
    if picture == pb::ProposalPicture::AreaShares {
        let name = |key: &str| {
            let found = areas.iter().find(|(known, _)| known == key);
            found.map_or_else(|| key.to_owned(), |(_, name)| name.clone())
        };
        let share = |one: &prioritisation_domain::GroupShare| Share {
            name: name(&one.group),
            selected_permille: one.share_permille,
            proportional_permille: one.proportional_permille,
        };
        let all: Vec<_> = making.whole.area_shares().iter().map(share).collect();
        return picture::shares(&heading, &all);
    }
    let mark = |item: &pb::ProposalEntry| Mark {
        reference: item.reference.clone(),
        title: item.title.clone(),
        area: item.area.clone(),
        cost_ore: item.total_cost_ore,
        within: item.within_frame,
    };
    let marks: Vec<_> = items.iter().map(mark).collect();
    picture::cost_by_rank(&heading, &marks, making.settings.frame.as_ore(), &areas)
}

/// What `then` gains and loses against `now`, in city order.
fn against(
    now: &[pb::ProposalEntry],
    then: &[prioritisation_domain::ProposalItem],
) -> pb::SelectionChange {
    let texts = selected(then).iter().map(ToString::to_string).collect::<Vec<_>>();
    let then: std::collections::BTreeSet<&str> = texts.iter().map(String::as_str).collect();
    let within = now.iter().filter(|item| item.within_frame);
    let now: std::collections::BTreeSet<&str> =
        within.map(|item| item.initiative.as_str()).collect();
    let owned = |all: Vec<&&str>| all.into_iter().map(|one| (*one).to_owned()).collect();
    pb::SelectionChange {
        gained: owned(then.difference(&now).collect()),
        lost: owned(now.difference(&then).collect()),
    }
}
