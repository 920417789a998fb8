//! Tokens of the city's own issuer: OpenID Connect, checked against its published keys (JWKS).

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use kernel::Clock;
use serde_json::{Map, Value};

use super::checked::Checked;
use super::keys::{KeySource, Keys};
use super::{Claims, TokenError, within};
use crate::config::IssuerConfig;

/// Signatures by a public key. A shared secret would let every service sign.
const ALGORITHMS: &[Algorithm] = &[
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// An issuer that is trusted.
#[derive(Debug, Clone)]
pub struct Issuer {
    name: String,
    audience: String,
    offices_claim: String,
    offices: Vec<String>,
    subjects: Vec<String>,
    keys: Arc<Keys>,
    checked: Checked,
}

impl Issuer {
    /// The issuer as it is configured. Its keys are read when the first token comes.
    ///
    /// # Errors
    /// When the place of its keys cannot be understood.
    pub fn new(config: &IssuerConfig) -> Result<Self, String> {
        Ok(Self {
            name: config.issuer.clone(),
            audience: config.audience.clone(),
            offices_claim: config.offices_claim.clone(),
            offices: config.offices.clone(),
            subjects: config.subjects.clone(),
            keys: Arc::new(Keys::new(KeySource::of(config)?)),
            checked: Checked::default(),
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) async fn check(&self, token: &str, clock: &dyn Clock) -> Result<Claims, TokenError> {
        let header = decode_header(token).map_err(invalid)?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(TokenError::Invalid(format!("{:?} is not accepted", header.alg)));
        }
        let (key, reading) = self.keys.get(header.kid.as_deref()).await?;
        if let Some(claims) = self.checked.get(token, reading) {
            within(None, claims.exp, clock)?;
            return Ok(claims);
        }
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[&self.name]);
        validation.set_audience(&[&self.audience]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The time is judged below, by the injected clock.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let said = decode::<Map<String, Value>>(token, &key, &validation).map_err(invalid)?.claims;
        let number = |name: &str| said.get(name).and_then(Value::as_f64).map(whole);
        let until =
            number("exp").ok_or_else(|| TokenError::Invalid("exp is missing".to_owned()))?;
        within(number("nbf").or_else(|| number("iat")), until, clock)?;
        let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
        let claims = Claims {
            sub: text("sub").unwrap_or_default(),
            name: text("name"),
            offices: self.offices_of(&said),
            exp: until,
        };
        if !self.signs_for(&claims.sub) {
            return Err(TokenError::Invalid("its issuer may not sign for this sub".to_owned()));
        }
        let claims = claims.fit()?;
        self.checked.keep(token, reading, &claims);
        Ok(claims)
    }

    fn signs_for(&self, sub: &str) -> bool {
        let fits = |pattern: &String| match pattern.strip_suffix('*') {
            Some(begin) => sub.starts_with(begin),
            None => sub == pattern,
        };
        self.subjects.is_empty() || self.subjects.iter().any(fits)
    }

    /// Offices of the claim, and those that every token of this issuer gives.
    fn offices_of(&self, said: &Map<String, Value>) -> Vec<String> {
        let claimed = match claim(said, &self.offices_claim) {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(text)) => text.split_whitespace().collect(),
            _ => Vec::new(),
        };
        let all: BTreeSet<_> =
            claimed.into_iter().map(str::to_owned).chain(self.offices.iter().cloned()).collect();
        all.into_iter().collect()
    }
}

/// The claim of this name, or the one inside others that dots lead to.
fn claim<'s>(said: &'s Map<String, Value>, name: &str) -> Option<&'s Value> {
    said.get(name).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        claim(said.get(outer)?.as_object()?, inner)
    })
}

#[expect(clippy::needless_pass_by_value, reason = "it is mapped over errors")]
fn invalid(error: jsonwebtoken::errors::Error) -> TokenError {
    TokenError::Invalid(error.to_string())
}

/// Seconds since 1970; RFC 7519 allows a fraction.
#[expect(clippy::cast_possible_truncation, reason = "the fraction is meant to go")]
fn whole(seconds: f64) -> i64 {
    seconds.clamp(0.0, 1e15) as i64
}
