//! The load: clients that send the next command when the last is answered.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Failure;
use super::target::{Caller, Target};

/// What the clients saw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load {
    /// Commands per second that were answered.
    pub(super) commands: f64,
    /// Half were answered within this time.
    pub(super) p50: Duration,
    /// All but one of a hundred were answered within this time.
    pub(super) p99: Duration,
}

/// Every client has a connection of its own, and has sent one command before the clock starts.
pub(super) async fn run(target: &Target, clients: u16, time: Duration) -> Result<Load, Failure> {
    let mut callers = Vec::new();
    for number in 0..clients {
        let mut caller = target.caller(&format!("client-{number}"), &[]).await?;
        caller.propose().await?;
        callers.push(caller);
    }
    let begin = Instant::now();
    let mut loops = JoinSet::new();
    for caller in callers {
        loops.spawn(until(caller, begin + time));
    }
    let mut times = Vec::new();
    while let Some(ended) = loops.join_next().await {
        times.extend(ended??);
    }
    let took = begin.elapsed();
    times.sort_unstable();
    let done = u32::try_from(times.len())?;
    Ok(Load {
        commands: f64::from(done) / took.as_secs_f64(),
        p50: percentile(&times, 50),
        p99: percentile(&times, 99),
    })
}

/// At least once, however short the time is.
async fn until(mut caller: Caller, end: Instant) -> Result<Vec<Duration>, tonic::Status> {
    let mut times = Vec::new();
    loop {
        let begin = Instant::now();
        caller.propose().await?;
        times.push(begin.elapsed());
        if Instant::now() >= end {
            return Ok(times);
        }
    }
}

/// Of times in ascending order.
pub(super) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_time_within_which_so_many_were_answered() {
        let times: Vec<_> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50), Duration::from_millis(100));
        assert_eq!(percentile(&times, 99), Duration::from_millis(198));
        assert_eq!(percentile(&times[..1], 99), Duration::from_millis(1));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
