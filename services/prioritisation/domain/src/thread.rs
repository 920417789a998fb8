//! The discussion of a case: numbered comments that anyone can read (F3).

use kernel::{Acting, Aggregate, CaseId, Facts, Violations};
use serde::{Deserialize, Serialize};

use crate::subject::check_text;
use crate::{Rejection, Standing, Subject, mandates};

const TEXT_LENGTH: usize = 4000;

/// One case's discussion. The comments themselves stand in its facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// How many comments there are. They are numbered from 1.
    pub comments: u32,
}

/// What can be asked of a discussion.
#[derive(Debug, Clone)]
pub enum ThreadCommand {
    /// Somebody says something.
    Comment {
        /// The case.
        subject: Subject,
        /// Whether who says it has a declared conflict of interest in the case.
        conflicted: bool,
        /// What is said.
        text: String,
        /// Number of the comment that it answers.
        in_reply_to: Option<u32>,
    },
}

/// What can have happened in a discussion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum ThreadFact {
    /// Somebody said something.
    #[serde(rename = "commented.v1")]
    Commented {
        /// Number of the comment.
        number: u32,
        /// What was said.
        text: String,
        /// Number of the comment that it answers.
        in_reply_to: Option<u32>,
    },
}

impl Facts for ThreadFact {}

impl Aggregate for Thread {
    const KIND: &'static str = "thread";
    const SCHEMA: u32 = 1;
    type Id = CaseId;
    type Command = ThreadCommand;
    type Fact = ThreadFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: ThreadCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<ThreadFact>, Rejection> {
        let ThreadCommand::Comment { subject, conflicted, text, in_reply_to } = command;
        let (case, _) = subject.open_to(mandates::DISCUSS, acting)?;
        subject.without(conflicted, acting)?;
        if case.standing == Standing::Withdrawn {
            return Err(Rejection::CaseWithdrawn { case: subject.id });
        }
        let comments = state.map(|thread| thread.comments).unwrap_or_default();
        complete(&text, in_reply_to, comments).check()?;
        Ok(vec![ThreadFact::Commented { number: comments.saturating_add(1), text, in_reply_to }])
    }

    fn evolve(_: Option<Self>, fact: &ThreadFact) -> Option<Self> {
        let ThreadFact::Commented { number, .. } = fact;
        Some(Self { comments: *number })
    }
}

fn complete(text: &str, in_reply_to: Option<u32>, comments: u32) -> Violations {
    let mut wrong = Violations::none();
    check_text(&mut wrong, "text", text, TEXT_LENGTH);
    let there = in_reply_to.is_none_or(|number| (1..=comments).contains(&number));
    wrong.unless(there, "in_reply_to", "is no comment of this case");
    wrong
}

#[cfg(test)]
mod tests;
