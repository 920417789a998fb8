//! Answers problems with the methods, a JSON line for each JSON line read. `tests/run --oracles`
//! holds the answers against those of other programs.
//!
//! `{"runs": 3, "method": "greedy", …}` gives `{"answer": …, "seconds": [s, s, s]}`, or
//! `{"refused": why}`. Fields and values of a problem are those of the crate, in snake case.

mod problem;

use std::error::Error;
use std::io::{BufRead, Write};
use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};

use problem::Problem;

#[derive(Deserialize)]
struct Request {
    /// How many times the method is run and timed. Reading the problem is not part of the time.
    #[serde(default = "once")]
    runs: u32,
    #[serde(flatten)]
    problem: Problem,
}

fn once() -> u32 {
    1
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let response = answer(&line?).unwrap_or_else(|why| json!({ "refused": why.to_string() }));
        writeln!(out, "{response}")?;
        out.flush()?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this measures time")]
fn answer(line: &str) -> Result<Value, Box<dyn Error>> {
    let request: Request = serde_json::from_str(line)?;
    let method = request.problem.method()?;
    let mut answer = Value::Null;
    let mut seconds = Vec::new();
    for _ in 0..request.runs {
        let start = Instant::now();
        answer = method()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    Ok(json!({ "answer": answer, "seconds": seconds }))
}
