//! Appointments, and the council's meeting.

use kernel::{AreaKey, BodyKey, Responsibility, SeatRole};
use proto::council::v1 as api;

use super::super::client::{Client, Who, tell};
use super::{Failure, Made, Player};

/// Members of the council, the chair among them.
const COUNCIL: usize = 7;
/// Members of the e-service committee (A6).
const COMMITTEE: usize = 5;

/// A seat to be appointed.
struct Appointment {
    body: BodyKey,
    role: SeatRole,
    responsibility: Responsibility,
    person: String,
}

impl Player<'_> {
    pub(super) async fn appoint(&self, made: &mut Made) -> Result<(), Failure> {
        self.register_administrations(made).await?;
        let seats = self.council_seats().into_iter().chain(self.group_seats());
        let director = &Self::city_director();
        self.each("council and groups appointed", seats, |seat| self.appoint_one(director, seat))
            .await?;
        let chair = &Self::council_chair();
        let committee = (2..2 + COMMITTEE).map(|number| Appointment {
            body: BodyKey::committee(),
            role: SeatRole::CommitteeMember,
            responsibility: Responsibility::None,
            person: format!("council-{number}"),
        });
        self.each("committee appointed", committee, |seat| self.appoint_one(chair, seat)).await?;
        Ok(())
    }

    fn council_seats(&self) -> Vec<Appointment> {
        (1..=COUNCIL)
            .map(|number| Appointment {
                body: BodyKey::council(),
                role: if number == 1 { SeatRole::CouncilChair } else { SeatRole::CouncilMember },
                responsibility: Responsibility::None,
                person: format!("council-{number}"),
            })
            .collect()
    }

    /// One member per administration in each group: the first chairs and answers for the business,
    /// the second for IT.
    fn group_seats(&self) -> Vec<Appointment> {
        let mut seats = Vec::new();
        for area in 0..self.areas() {
            for member in 0..self.plan.administrations.len() {
                let (role, responsibility) = match member {
                    0 => (SeatRole::GroupChair, Responsibility::Business),
                    1 => (SeatRole::GroupMember, Responsibility::It),
                    _ => (SeatRole::GroupMember, Responsibility::Business),
                };
                seats.push(Appointment {
                    body: BodyKey::group(&AreaKey::new(self.area(area))),
                    role,
                    responsibility,
                    person: self.member(area, member).id(),
                });
            }
        }
        seats
    }

    async fn appoint_one(&self, who: &Who, seat: Appointment) -> Result<(), Failure> {
        tell!(
            self.client,
            council.appoint_seat,
            who,
            api::AppointSeatRequest {
                request_id: Client::request_id(),
                body: seat.body.to_string(),
                role: seat.role.to_string(),
                responsibility: seat.responsibility.to_string(),
                person: seat.person,
                from: self.today().to_string(),
                until: String::new(),
                decision_ref: format!("SD {}:1", self.plan.year - 1),
            }
        );
        Ok(())
    }

    /// The council meets, handles the proposal and recommends it unchanged.
    pub(super) async fn recommend(&self, made: &Made) -> Result<(), Failure> {
        let chair = &Self::council_chair();
        let bar = self.progress.stage("council's recommendation", 4);
        let request = api::OpenMeetingRequest {
            request_id: Client::request_id(),
            cycle: made.cycle.clone(),
            attendance: (1..=COUNCIL).map(|number| format!("council-{number}")).collect(),
        };
        let meeting = tell!(self.client, council.open_meeting, chair, request).meeting;
        bar.step();
        let request_id = Client::request_id();
        let request =
            api::HandleProposalRequest { request_id, meeting: meeting.clone(), revision: 0 };
        tell!(self.client, council.handle_proposal, chair, request);
        bar.step();
        let request_id = Client::request_id();
        let request =
            api::IssueRecommendationRequest { request_id, meeting: meeting.clone(), revision: 0 };
        tell!(self.client, council.issue_recommendation, chair, request);
        bar.step();
        let request_id = Client::request_id();
        let request = api::CloseMeetingRequest { request_id, meeting, revision: 0 };
        tell!(self.client, council.close_meeting, chair, request);
        bar.step();
        bar.end();
        Ok(())
    }
}
