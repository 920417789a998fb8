//! Plays a plan through the gRPC APIs, as the people of a city would.

mod beredning;
mod budget;
mod council;
mod intake;
mod prioritisation;

use std::error::Error;
use std::future::Future;
use std::sync::Arc;

use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use kernel::{Date, Office};
use model::Model;
use platform::system::SystemClock;

use super::client::{Client, Who};
use super::plan::Plan;
use super::show::Progress;

/// Requests that are under way at once.
const AT_ONCE: usize = 32;

pub(super) type Failure = Box<dyn Error>;

/// Somebody plays the year.
pub(super) struct Player<'p> {
    pub(super) client: Client,
    pub(super) plan: &'p Plan,
    pub(super) model: Arc<Model>,
    pub(super) clock: Arc<SystemClock>,
    /// Whether the platform's clock is played through the year too.
    pub(super) moves_clock: bool,
    pub(super) progress: Progress,
}

/// What the year has made, by the plan's indices.
#[derive(Debug, Default, Clone)]
pub(super) struct Made {
    pub(super) cycle: String,
    pub(super) administrations: Vec<String>,
    pub(super) initiatives: Vec<String>,
    /// Whether the initiative was decided to be in scope.
    pub(super) in_scope: Vec<bool>,
}

impl Player<'_> {
    /// Plays the whole year.
    pub(super) async fn play(&self) -> Result<Made, Failure> {
        let mut made = Made::default();
        self.on(1, 8)?;
        self.open_cycle(&mut made).await?;
        self.appoint(&mut made).await?;
        self.on(1, 20)?;
        self.propose(&mut made).await?;
        self.on(2, 10)?;
        self.submit(&mut made).await?;
        self.on(3, 5)?;
        self.prepare_dossiers(&made).await?;
        self.on(3, 20)?;
        self.step_one(&made).await?;
        self.on(4, 15)?;
        self.appraise(&made).await?;
        self.on(5, 4)?;
        self.step_two(&made).await?;
        self.on(6, 1)?;
        self.propose_city(&made).await?;
        self.on(8, 25)?;
        self.recommend(&made).await?;
        self.on(11, 20)?;
        self.decide(&made).await?;
        self.implement(&made).await?;
        self.close_cycle(&made).await?;
        Ok(made)
    }

    /// From now on it is this day of the year before the budget year.
    fn on(&self, month: i8, day: i8) -> Result<(), Failure> {
        self.in_year(self.plan.year - 1, month, day)
    }

    fn in_year(&self, year: i16, month: i8, day: i8) -> Result<(), Failure> {
        if !self.moves_clock {
            return Ok(());
        }
        let moment = Date::new(year, month, day)?.at(9, 0, 0, 0);
        let micros = jiff::tz::Offset::UTC.to_timestamp(moment)?.as_microsecond();
        self.clock.play(kernel::Timestamp::from_micros(micros));
        Ok(())
    }

    /// Today, as the platform sees it.
    fn today(&self) -> Date {
        kernel::Clock::now(self.clock.as_ref()).date()
    }

    /// Does `work` for each item, many at once, and moves the stage's bar.
    pub(super) async fn each<T, F, R>(
        &self,
        stage: &str,
        items: impl IntoIterator<Item = T>,
        work: impl Fn(T) -> F,
    ) -> Result<Vec<R>, Failure>
    where
        F: Future<Output = Result<R, Failure>>,
    {
        let items: Vec<_> = items.into_iter().collect();
        let bar = self.progress.stage(stage, items.len());
        let done = stream::iter(items.into_iter().map(work))
            .buffered(AT_ONCE)
            .inspect_ok(|_| bar.step())
            .try_collect()
            .await;
        bar.end();
        done
    }

    fn contact(administration: usize) -> Who {
        Who::employee(format!("contact-{}", administration + 1))
    }

    fn proposer(initiative: usize) -> Who {
        Who::employee(format!("employee-{}", initiative + 1))
    }

    /// The member that an administration has in an area's group. The first chairs it.
    fn member(&self, area: usize, administration: usize) -> Who {
        Who::employee(format!("group-{}-{}", self.area(area), administration + 1))
    }

    fn handling_officer() -> Who {
        Who::officer("officer-1", Office::HandlingOfficer)
    }

    fn business_expert() -> Who {
        Who::officer("expert-business", Office::BusinessExpert)
    }

    fn it_expert() -> Who {
        Who::officer("expert-it", Office::ItExpert)
    }

    fn council_chair() -> Who {
        Who::employee("council-1")
    }

    fn city_director() -> Who {
        Who::officer("city-director", Office::CityDirector)
    }

    fn budget_system() -> Who {
        Who::officer("budget-system", Office::BudgetSystem)
    }

    fn area(&self, index: usize) -> String {
        self.model.areas.get(index).map(|area| area.key.to_string()).unwrap_or_default()
    }

    fn areas(&self) -> usize {
        self.model.areas.len()
    }
}
