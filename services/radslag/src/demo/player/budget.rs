//! The budget system: the cycle, the decisions of three instances, implementation.

use kernel::{BudgetItemId, CycleId, Date, InitiativeId, Money};
use proto::budget_integration::v1 as api;
use proto::prioritisation::v1 as proposal;

use super::super::client::{Client, call, tell};
use super::{Failure, Made, Player};

/// One line of the proposal, as the assembly goes down it.
struct Line {
    item: String,
    cost: Money,
}

impl Player<'_> {
    pub(super) async fn open_cycle(&self, made: &mut Made) -> Result<(), Failure> {
        let calendar = &self.model.calendar;
        let day = |day: model::Day| day.of(self.plan.year).map(|day| day.to_string());
        let request = api::OpenCycleRequest {
            request_id: Client::request_id(),
            year: i32::from(self.plan.year),
            model_version: self.model.version.clone(),
            frame_ore: self.plan.budget.as_ore(),
            large_budget_ore: self.plan.large_budget.as_ore(),
            submit_by: day(calendar.submit_by).unwrap_or_default(),
            step_one_by: day(calendar.step_one_by).unwrap_or_default(),
            step_two_by: day(calendar.step_two_by).unwrap_or_default(),
            recommend_by: day(calendar.recommend_by).unwrap_or_default(),
            decision_ref: format!("KF {}:2", self.plan.year - 1),
        };
        let bar = self.progress.stage("planning year opened", 1);
        made.cycle =
            tell!(self.client, budget_service.open_cycle, &Self::budget_system(), request).cycle;
        bar.step();
        bar.end();
        Ok(())
    }

    /// Each instance goes down the proposal and funds what still fits. What does not fit is passed
    /// over; after the last instance it is declined.
    pub(super) async fn decide(&self, made: &Made) -> Result<(), Failure> {
        let mut lines = self.lines(made).await?;
        let mut left = self.plan.budget;
        let [first, second] = self.plan.additions;
        let year = self.plan.year;
        let instances = [
            (api::Instance::Assembly, Money::ZERO, "decided in the budget"),
            (api::Instance::Tertial1, first, "decided in tertial report 1"),
            (api::Instance::Tertial2, second, "decided in tertial report 2"),
        ];
        for (instance, addition, stage) in instances {
            let decision_ref = match instance {
                api::Instance::Tertial1 => {
                    self.in_year(year, 6, 10)?;
                    format!("KF {year}:T1")
                }
                api::Instance::Tertial2 => {
                    self.in_year(year, 10, 10)?;
                    format!("KF {year}:T2")
                }
                _ => format!("KF {}:20", year - 1),
            };
            if instance != api::Instance::Assembly {
                self.open_tertial(made, instance, addition, &decision_ref).await?;
            }
            left = left.plus(addition)?;
            let mut funded = Vec::new();
            for line in &lines {
                let fits = line.cost <= left;
                if fits {
                    left = left.minus(line.cost)?;
                }
                funded.push(fits);
            }
            let decided = lines.iter().zip(&funded);
            self.each(stage, decided, |(line, funded)| {
                self.record(line, instance, *funded, decision_ref.clone())
            })
            .await?;
            let mut keep = funded.iter().map(|funded| !funded);
            lines.retain(|_| keep.next().unwrap_or_default());
        }
        Ok(())
    }

    async fn open_tertial(
        &self,
        made: &Made,
        instance: api::Instance,
        addition: Money,
        decision_ref: &str,
    ) -> Result<(), Failure> {
        let request = api::OpenTertialRequest {
            request_id: Client::request_id(),
            cycle: made.cycle.clone(),
            revision: 0,
            instance: instance.into(),
            addition_ore: addition.as_ore(),
            decision_ref: decision_ref.to_owned(),
        };
        tell!(self.client, budget_service.open_tertial, &Self::budget_system(), request);
        Ok(())
    }

    async fn record(
        &self,
        line: &Line,
        instance: api::Instance,
        funded: bool,
        decision_ref: String,
    ) -> Result<(), Failure> {
        let (outcome, reason) = match (funded, instance) {
            (true, _) => (api::DecisionOutcome::Funded, "Ryms i ramen"),
            (false, api::Instance::Tertial2) => {
                (api::DecisionOutcome::Declined, "Ryms inte i årets ram och kan föreslås på nytt")
            }
            (false, _) => {
                (api::DecisionOutcome::Deferred, "Ryms inte i ramen; prövas i nästa tertialrapport")
            }
        };
        let amount_ore = if funded { line.cost.as_ore() } else { 0 };
        tell!(
            self.client,
            budget_service.record_decision,
            &Self::budget_system(),
            api::RecordDecisionRequest {
                request_id: Client::request_id(),
                item: line.item.clone(),
                revision: 0,
                instance: instance.into(),
                outcome: outcome.into(),
                amount_ore,
                reason: reason.to_owned(),
                decision_ref,
                decided_on: self.today().to_string(),
            }
        );
        Ok(())
    }

    /// The proposal, in city order.
    async fn lines(&self, made: &Made) -> Result<Vec<Line>, Failure> {
        let cycle: CycleId = made.cycle.parse()?;
        let mut lines = Vec::new();
        for entry in self.proposal(made).await? {
            let initiative: InitiativeId = entry.initiative.parse()?;
            lines.push(Line {
                item: BudgetItemId::derived(initiative, cycle).to_string(),
                cost: Money::ore(entry.total_cost_ore),
            });
        }
        Ok(lines)
    }

    /// All items of the city-wide proposal, in city order.
    pub(in super::super) async fn proposal(
        &self,
        made: &Made,
    ) -> Result<Vec<proposal::ProposalEntry>, Failure> {
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = proposal::ListProposalItemsRequest {
                cycle: made.cycle.clone(),
                area: String::new(),
                page_size: 1_000,
                page_token,
            };
            let page = call!(
                self.client,
                prioritisation.list_proposal_items,
                &Self::handling_officer(),
                request
            )?
            .into_inner();
            all.extend(page.items);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }

    /// What was funded is started, and what the budget funded is finished within the year.
    pub(super) async fn implement(&self, made: &Made) -> Result<(), Failure> {
        self.in_year(self.plan.year, 12, 1)?;
        let year = self.plan.year;
        let started_on = Date::new(year, 11, 1)?.to_string();
        let finished_on = &Date::new(year, 12, 1)?.to_string();
        let funded = self.items(made).await?;
        let funded = funded.into_iter().filter(|item| item.status() == api::ItemStatus::Funded);
        let (started_on, system) = (&started_on, &Self::budget_system());
        self.each("implemented", funded, |item| async move {
            let request = api::StartImplementationRequest {
                request_id: Client::request_id(),
                item: item.id.clone(),
                revision: 0,
                project_ref: format!("PRJ-{}", item.reference),
                started_on: started_on.clone(),
            };
            tell!(self.client, budget_service.start_implementation, system, request);
            let by = item.decisions.iter().find(|d| d.outcome() == api::DecisionOutcome::Funded);
            if by.is_some_and(|decision| decision.instance() == api::Instance::Assembly) {
                let request = api::FinishImplementationRequest {
                    request_id: Client::request_id(),
                    item: item.id,
                    revision: 0,
                    effect: "Införd; nyttan följs upp i verksamhetsberättelsen".to_owned(),
                    cost_ore: item.amount_ore,
                    finished_on: finished_on.clone(),
                };
                tell!(self.client, budget_service.finish_implementation, system, request);
            }
            Ok(())
        })
        .await?;
        Ok(())
    }

    pub(super) async fn close_cycle(&self, made: &Made) -> Result<(), Failure> {
        let request = api::CloseCycleRequest {
            request_id: Client::request_id(),
            cycle: made.cycle.clone(),
            revision: 0,
        };
        tell!(self.client, budget_service.close_cycle, &Self::budget_system(), request);
        Ok(())
    }

    /// All budget items of the year.
    pub(in super::super) async fn items(&self, made: &Made) -> Result<Vec<api::Item>, Failure> {
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = api::ListItemsRequest {
                cycle: made.cycle.clone(),
                page_size: 1_000,
                page_token,
                ..Default::default()
            };
            let page =
                call!(self.client, budget_service.list_items, &Self::budget_system(), request)?
                    .into_inner();
            all.extend(page.items);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }
}
