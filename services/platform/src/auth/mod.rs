//! Identity: bearer tokens. The city's issuer signs them; in development a key in the data folder does.

mod checked;
mod development;
mod issuer;
mod keys;
mod own;
mod rate;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Clock;
use serde::Deserialize;

pub use development::{DevelopmentKey, KEY_FILE, KeyError};
pub use issuer::Issuer;
pub use keys::{KeySource, Trust};
pub use own::{DevelopmentToken, FileToken};
use rate::Rate;

/// Clocks may differ by this many seconds.
pub(crate) const LEEWAY: i64 = 30;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Who it is.
    pub sub: String,
    /// Their name, where the directory gives it.
    pub name: Option<String>,
    /// Their offices.
    pub offices: Vec<String>,
    /// Until when, in seconds since 1970.
    pub exp: i64,
}

impl Claims {
    /// The claims, if `sub` can name somebody. A name that does not fit is left out: names are
    /// shown, never judged by.
    fn fit(self) -> Result<Self, TokenError> {
        let sub = self.sub.parse::<kernel::PersonId>();
        sub.map_err(|rule| TokenError::Invalid(format!("sub {rule}")))?;
        if self.sub.starts_with("service:") {
            return Err(TokenError::Invalid("sub is one of the platform's own".to_owned()));
        }
        Ok(Self { name: self.name.filter(|name| fits(name)), ..self })
    }
}

fn fits(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 200 && !name.contains(char::is_control)
}

/// Whether it is time for the token, by the injected clock.
fn within(from: Option<i64>, until: i64, clock: &dyn Clock) -> Result<(), TokenError> {
    let now = clock.now().as_micros() / 1_000_000;
    if until + LEEWAY < now {
        return Err(TokenError::Expired);
    }
    if from.is_some_and(|from| from - LEEWAY > now) {
        return Err(TokenError::Invalid("it is not valid yet".to_owned()));
    }
    Ok(())
}

/// Why a token is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is no token of an issuer that is trusted here, or was changed.
    #[error("the token is not valid: {0}")]
    Invalid(String),
    /// Its time is over.
    #[error("the token expired")]
    Expired,
    /// Its bearer asks too often.
    #[error("{0} requests a second are as many as one caller may make")]
    TooOften(u32),
    /// The issuer's keys cannot be had at the moment.
    #[error("the issuer's keys cannot be had: {0}")]
    NoKeys(String),
}

/// Whose tokens are accepted.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    development: Option<DevelopmentKey>,
    issuers: Vec<Issuer>,
    checked: checked::Checked,
    rate: Option<Rate>,
}

impl From<DevelopmentKey> for Identity {
    fn from(key: DevelopmentKey) -> Self {
        Self { development: Some(key), ..Self::default() }
    }
}

impl Identity {
    /// The same with an issuer.
    #[must_use]
    pub fn with(mut self, issuer: Issuer) -> Self {
        self.issuers.push(issuer);
        self
    }

    /// The same, and nobody but services asks more often than so many times in a second; 0 is no limit.
    #[must_use]
    pub fn at_most(mut self, per_second: u32) -> Self {
        self.rate = Rate::new(per_second);
        self
    }

    /// What a token says, if its bearer does not ask too often.
    ///
    /// # Errors
    /// Why it is not accepted.
    pub async fn admit(&self, token: &str, clock: &dyn Clock) -> Result<Claims, TokenError> {
        let claims = self.check(token, clock).await?;
        match &self.rate {
            Some(rate) => rate.check(&claims).map(|()| claims),
            None => Ok(claims),
        }
    }

    /// What a token says, if its issuer is trusted, its signature is good and it is its time.
    ///
    /// # Errors
    /// Why it is not accepted.
    pub async fn check(&self, token: &str, clock: &dyn Clock) -> Result<Claims, TokenError> {
        let issuer = issuer_of(token)?;
        if let Some(key) = self.development.as_ref().filter(|_| issuer == development::ISSUER) {
            return self.check_development(key, token, clock);
        }
        let found = self.issuers.iter().find(|one| one.name() == issuer);
        let found = found.ok_or_else(|| TokenError::Invalid("its issuer is not known".to_owned()));
        found?.check(token, clock).await
    }
}

impl Identity {
    /// The development key never changes.
    fn check_development(
        &self,
        key: &DevelopmentKey,
        token: &str,
        clock: &dyn Clock,
    ) -> Result<Claims, TokenError> {
        if let Some(claims) = self.checked.get(token, 0) {
            within(None, claims.exp, clock)?;
            return Ok(claims);
        }
        let claims = key.check(token, clock)?;
        self.checked.keep(token, 0, &claims);
        Ok(claims)
    }
}

/// Who a token says has issued it. Nothing is believed before the signature is checked.
fn issuer_of(token: &str) -> Result<String, TokenError> {
    #[derive(Deserialize)]
    struct Says {
        iss: String,
    }
    let malformed = || TokenError::Invalid("it is no signed token".to_owned());
    let payload = token.split('.').nth(1).ok_or_else(malformed)?;
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| malformed())?;
    let says: Says = serde_json::from_slice(&payload).map_err(|_| malformed())?;
    Ok(says.iss)
}
