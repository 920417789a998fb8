//! Development tokens, signed by a key in the data folder.

use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kernel::{Clock, Office};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Claims, TokenError, within};
use crate::journal::hash;

/// Name of the key's file in the data folder.
pub const KEY_FILE: &str = "development.key";
/// Issuer of development tokens.
pub(super) const ISSUER: &str = "radslag-development";
const AUDIENCE: &str = "radslag";

#[derive(Serialize, Deserialize)]
struct Signed {
    sub: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default)]
    offices: Vec<String>,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
}

/// Why the key is not there.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The key's file.
        path: String,
        /// What went wrong.
        source: std::io::Error,
    },
    /// The file holds no key, or others may read it.
    #[error("{path}: {what}")]
    Unusable {
        /// The key's file.
        path: String,
        /// What is wrong.
        what: &'static str,
    },
}

/// Whole or not at all: a crash leaves no file that holds half a key.
fn make_key(folder: &Path, path: &Path) -> std::io::Result<()> {
    let seed = [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    let part = folder.join(format!("{KEY_FILE}.{}", Uuid::new_v4().simple()));
    let mut options = std::fs::OpenOptions::new();
    let mut out = options.write(true).create_new(true).mode(0o600).open(&part)?;
    out.write_all(hash::hex(&seed).as_bytes())?;
    out.sync_all()?;
    // Of two that make one at once, one is kept and both use it.
    let linked = std::fs::hard_link(&part, path);
    std::fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    }
}

/// Signs and checks development tokens.
#[derive(Clone)]
pub struct DevelopmentKey {
    signing: EncodingKey,
    checking: DecodingKey,
}

impl std::fmt::Debug for DevelopmentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DevelopmentKey(…)")
    }
}

impl DevelopmentKey {
    /// The key with this seed.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        // PKCS #8 of an Ed25519 key: a fixed head (RFC 8410), then the seed.
        let head = "302e020100300506032b657004220420";
        let mut pkcs8 = hash::unhex(head).unwrap_or_default();
        pkcs8.extend_from_slice(&seed);
        let public = SigningKey::from_bytes(&seed).verifying_key();
        Self {
            signing: EncodingKey::from_ed_der(&pkcs8),
            checking: DecodingKey::from_ed_der(public.as_bytes()),
        }
    }

    /// The key of a data folder; made, with mode 0600, where there is none.
    ///
    /// # Errors
    /// When the file cannot be used, or others may read it.
    pub fn of_folder(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join(KEY_FILE);
        let shown = path.display().to_string();
        let file = |source| KeyError::File { path: shown.clone(), source };
        if !path.exists() {
            make_key(folder, &path).map_err(file)?;
        }
        let meta = std::fs::metadata(&path).map_err(file)?;
        // A secret that a cluster mounts is another's file, and its group's to read.
        let own = meta.uid() == rustix::process::geteuid().as_raw();
        if meta.permissions().mode() & if own { 0o077 } else { 0o037 } != 0 {
            let what = "others may read it: chmod 600, or delete it and all its tokens";
            return Err(KeyError::Unusable { path: shown, what });
        }
        let text = std::fs::read_to_string(&path).map_err(file)?;
        let seed = hash::parse(text.trim());
        let seed = seed.ok_or(KeyError::Unusable { path: shown, what: "holds no key" })?;
        Ok(Self::from_seed(seed))
    }

    /// A token for `sub` with these offices, good for `seconds` from now.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn token(
        &self,
        sub: &str,
        name: Option<&str>,
        offices: &[Office],
        clock: &dyn Clock,
        seconds: i64,
    ) -> Result<String, TokenError> {
        let now = clock.now().as_micros() / 1_000_000;
        let claims = Signed {
            sub: sub.to_owned(),
            name: name.map(str::to_owned),
            offices: offices.iter().map(ToString::to_string).collect(),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            iat: now,
            exp: now + seconds,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &self.signing)
            .map_err(|error| TokenError::Invalid(error.to_string()))
    }

    /// What a token says, if it was signed by this key and its time is not over.
    ///
    /// # Errors
    /// Why it is not accepted.
    pub fn check(&self, token: &str, clock: &dyn Clock) -> Result<Claims, TokenError> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        // The time is judged below, by the injected clock.
        validation.validate_exp = false;
        let signed = jsonwebtoken::decode::<Signed>(token, &self.checking, &validation)
            .map_err(|error| TokenError::Invalid(error.to_string()))?
            .claims;
        let Signed { sub, name, offices, iat, exp, .. } = signed;
        within(Some(iat), exp, clock)?;
        Claims { sub, name, offices, exp }.fit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FixedClock;

    #[test]
    fn a_token_says_who_it_is_until_it_expires() {
        let key = DevelopmentKey::from_seed([7; 32]);
        let clock = FixedClock::at(1_800_000_000_000_000);
        let token = key.token("anna", None, &[Office::Registrar], &clock, 60).unwrap();
        let claims = key.check(&token, &clock).unwrap();
        assert_eq!((claims.sub.as_str(), claims.offices), ("anna", vec!["registrar".to_owned()]));
        let later = FixedClock::at(1_800_000_100_000_000);
        assert_eq!(key.check(&token, &later), Err(TokenError::Expired));
        let earlier = FixedClock::at(1_799_999_900_000_000);
        assert!(matches!(key.check(&token, &earlier), Err(TokenError::Invalid(_))));
    }

    #[test]
    fn another_key_or_a_changed_token_is_refused() {
        let clock = FixedClock::at(1_800_000_000_000_000);
        let token =
            DevelopmentKey::from_seed([7; 32]).token("anna", None, &[], &clock, 60).unwrap();
        assert!(DevelopmentKey::from_seed([8; 32]).check(&token, &clock).is_err());
        let changed = token.replace('.', ".x");
        assert!(DevelopmentKey::from_seed([7; 32]).check(&changed, &clock).is_err());
    }

    #[test]
    fn the_key_of_a_folder_is_made_once_and_must_be_private() {
        let folder = tempfile::tempdir().unwrap();
        let clock = FixedClock::at(1_800_000_000_000_000);
        let token = DevelopmentKey::of_folder(folder.path()).unwrap();
        let token = token.token("anna", None, &[], &clock, 60).unwrap();
        assert!(DevelopmentKey::of_folder(folder.path()).unwrap().check(&token, &clock).is_ok());
        let path = folder.path().join(KEY_FILE);
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(&path, open).unwrap();
        assert!(matches!(DevelopmentKey::of_folder(folder.path()), Err(KeyError::Unusable { .. })));
    }
}
