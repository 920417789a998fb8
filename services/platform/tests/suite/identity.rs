//! Whose tokens are accepted: keys from a file or an address, rotated; nothing but what is signed by
//! them, for this audience, at its time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use platform::auth::{Claims, FileToken, Identity, Issuer, TokenError};
use platform::config::IssuerConfig;
use platform::grpc::OwnToken as _;
use platform::testing::{FixedClock, MOMENT};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const ISSUER: &str = "https://login.staden.example";
const NOW: i64 = MOMENT / 1_000_000;

/// A key of the issuer.
struct Key {
    id: &'static str,
    seed: [u8; 32],
}

const OLD: Key = Key { id: "old", seed: [5; 32] };
const NEW: Key = Key { id: "new", seed: [6; 32] };

impl Key {
    fn public(&self) -> [u8; 32] {
        SigningKey::from_bytes(&self.seed).verifying_key().to_bytes()
    }

    fn jwk(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(self.public());
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.id, "x": x })
    }

    fn sign(&self, claims: &Value) -> String {
        // PKCS #8 of an Ed25519 key (RFC 8410).
        let mut pkcs8 =
            b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
        pkcs8.extend_from_slice(&self.seed);
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.id.to_owned());
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&pkcs8)).unwrap()
    }
}

fn jwks(keys: &[&Key]) -> String {
    json!({ "keys": keys.iter().map(|one| one.jwk()).collect::<Vec<_>>() }).to_string()
}

/// Claims of a token that is good, with others in their place.
fn claims(others: &Value) -> Value {
    let mut claims = json!({
        "iss": ISSUER, "aud": "radslag", "sub": "anna", "iat": NOW, "exp": NOW + 600,
    });
    for (name, value) in others.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

fn config(jwks: String) -> IssuerConfig {
    IssuerConfig {
        subjects: Vec::new(),
        issuer: ISSUER.to_owned(),
        audience: "radslag".to_owned(),
        jwks,
        ca_file: None,
        bearer_file: None,
        offices_claim: "offices".to_owned(),
        offices: Vec::new(),
    }
}

fn identity(config: &IssuerConfig) -> Identity {
    Identity::default().with(Issuer::new(config).unwrap())
}

async fn check(identity: &Identity, token: &str) -> Result<Claims, TokenError> {
    identity.check(token, &FixedClock::at(MOMENT)).await
}

/// A file of keys, and who trusts them.
struct Keys {
    path: PathBuf,
    identity: Identity,
    _folder: tempfile::TempDir,
}

impl Keys {
    fn of(keys: &[&Key]) -> Self {
        Self::configured(keys, config)
    }

    fn configured(keys: &[&Key], config: impl Fn(String) -> IssuerConfig) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let identity = identity(&config(format!("file://{}", path.display())));
        let made = Self { path, identity, _folder: folder };
        made.hold(keys);
        made
    }

    fn hold(&self, keys: &[&Key]) {
        std::fs::write(&self.path, jwks(keys)).unwrap();
    }

    async fn check(&self, key: &Key, others: Value) -> Result<Claims, TokenError> {
        check(&self.identity, &key.sign(&claims(&others))).await
    }
}

fn is_invalid<T: std::fmt::Debug>(checked: Result<T, TokenError>, what: &str) {
    match checked {
        Err(TokenError::Invalid(text)) => assert!(text.contains(what), "{text}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_read_when_a_token_names_it_and_a_retired_one_is_refused_after_a_while() {
    let keys = Keys::of(&[&OLD]);
    assert_eq!(keys.check(&OLD, json!({})).await.unwrap().sub, "anna");
    keys.hold(&[&NEW]);
    // Nobody makes it read more often than once a second.
    is_invalid(keys.check(&NEW, json!({})).await, "not known");
    assert!(keys.check(&OLD, json!({})).await.is_ok());
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(keys.check(&NEW, json!({})).await.is_ok());
    is_invalid(keys.check(&OLD, json!({})).await, "not known");
}

#[tokio::test(start_paused = true)]
async fn a_retired_key_is_refused_after_five_minutes_without_any_other_token() {
    let keys = Keys::of(&[&OLD]);
    assert!(keys.check(&OLD, json!({})).await.is_ok());
    keys.hold(&[&NEW]);
    tokio::time::advance(Duration::from_secs(299)).await;
    assert!(keys.check(&OLD, json!({})).await.is_ok());
    tokio::time::advance(Duration::from_secs(1)).await;
    is_invalid(keys.check(&OLD, json!({})).await, "not known");
}

#[tokio::test(start_paused = true)]
async fn keys_that_cannot_be_had_are_no_fault_of_the_token() {
    let keys = Keys::of(&[&OLD]);
    std::fs::remove_file(&keys.path).unwrap();
    for _ in 0..2 {
        let checked = keys.check(&OLD, json!({})).await;
        assert!(matches!(checked, Err(TokenError::NoKeys(_))), "{checked:?}");
    }
    keys.hold(&[&OLD]);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(keys.check(&OLD, json!({})).await.is_ok());
    // What is known goes on; what is not may be among those that cannot be had.
    std::fs::remove_file(&keys.path).unwrap();
    tokio::time::advance(Duration::from_secs(600)).await;
    assert!(keys.check(&OLD, json!({})).await.is_ok());
    assert!(matches!(keys.check(&NEW, json!({})).await, Err(TokenError::NoKeys(_))));
    std::fs::write(&keys.path, r#"{"keys":[]}"#).unwrap();
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(matches!(keys.check(&NEW, json!({})).await, Err(TokenError::NoKeys(_))));
}

#[tokio::test]
async fn a_token_of_another_issuer_audience_or_key_is_refused() {
    let keys = Keys::of(&[&OLD]);
    let other = json!({ "iss": "https://evil.example" });
    is_invalid(keys.check(&OLD, other).await, "issuer");
    is_invalid(keys.check(&OLD, json!({ "aud": "another" })).await, "Audience");
    assert!(keys.check(&OLD, json!({ "aud": ["another", "radslag"] })).await.is_ok());
    is_invalid(keys.check(&OLD, json!({ "aud": null })).await, "");
    let forged = Key { id: "old", seed: [9; 32] };
    is_invalid(keys.check(&forged, json!({})).await, "Signature");
    is_invalid(keys.check(&OLD, json!({ "sub": "" })).await, "sub");
    is_invalid(keys.check(&OLD, json!({ "exp": null })).await, "exp");
}

#[tokio::test]
async fn a_shared_secret_and_no_signature_are_refused() {
    let keys = Keys::of(&[&OLD]);
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some("old".to_owned());
    for secret in [OLD.public().to_vec(), jwks(&[&OLD]).into_bytes()] {
        let secret = EncodingKey::from_secret(&secret);
        let token = jsonwebtoken::encode(&header, &claims(&json!({})), &secret).unwrap();
        is_invalid(check(&keys.identity, &token).await, "HS256 is not accepted");
    }
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = part(json!({ "alg": "none", "typ": "JWT", "kid": "old" }));
    let unsigned = format!("{head}.{}.", part(claims(&json!({}))));
    is_invalid(check(&keys.identity, &unsigned).await, "");
    // The signature of one token under the claims of another.
    let good = OLD.sign(&claims(&json!({})));
    let signature = good.rsplit('.').next().unwrap();
    let head = good.split('.').next().unwrap();
    let changed = format!("{head}.{}.{signature}", part(claims(&json!({ "sub": "eve" }))));
    is_invalid(check(&keys.identity, &changed).await, "Signature");
}

#[tokio::test]
async fn its_time_is_judged_by_the_injected_clock() {
    let keys = Keys::of(&[&OLD]);
    let at = |seconds: i64| FixedClock::at((NOW + seconds) * 1_000_000);
    let token = OLD.sign(&claims(&json!({ "nbf": NOW + 100 })));
    // Clocks may differ by thirty seconds.
    for (seconds, good) in [(69, false), (70, true), (300, true), (630, true)] {
        let checked = keys.identity.check(&token, &at(seconds)).await;
        assert_eq!(checked.is_ok(), good, "{seconds}: {checked:?}");
    }
    assert_eq!(keys.identity.check(&token, &at(631)).await, Err(TokenError::Expired));
    let fraction = OLD.sign(&claims(&json!({ "exp": 1e9 + 0.5 })));
    assert_eq!(keys.identity.check(&fraction, &at(0)).await, Err(TokenError::Expired));
}

#[tokio::test]
async fn offices_come_as_a_list_as_text_or_with_the_issuer() {
    let keys = Keys::of(&[&OLD]);
    for (said, expected) in [
        (json!(["registrar", "operator"]), vec!["operator", "registrar"]),
        (json!("registrar  operator"), vec!["operator", "registrar"]),
        (json!(["registrar", 7]), vec!["registrar"]),
        (json!({ "registrar": true }), vec![]),
    ] {
        let found = keys.check(&OLD, json!({ "offices": said })).await.unwrap();
        assert_eq!(found.offices, expected, "{said}");
    }
    let named = |jwks| IssuerConfig {
        offices_claim: "roles".to_owned(),
        offices: vec!["service".to_owned()],
        ..config(jwks)
    };
    let keys = Keys::configured(&[&OLD], named);
    let said = json!({ "roles": ["operator"], "offices": ["registrar"] });
    assert_eq!(keys.check(&OLD, said).await.unwrap().offices, ["operator", "service"]);
    assert_eq!(keys.check(&OLD, json!({})).await.unwrap().offices, ["service"]);
}

/// Between a discovery document and keys.
const NEXT: &str = "\n\n";

/// Serves what `body` says, and counts how often.
async fn serve(body: Arc<std::sync::Mutex<String>>, asked: Arc<AtomicUsize>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tasks = platform::lifecycle::Tasks::new();
    tasks.spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            asked.fetch_add(1, Ordering::SeqCst);
            let mut request = [0; 4_096];
            let read = socket.read(&mut request).await.unwrap_or_default();
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let mut body = body.lock().unwrap().clone();
            // What a discovery document says, and who may read the keys that it names.
            if let Some((document, keys)) = body.clone().split_once(NEXT) {
                body = document.to_owned();
                if request.starts_with("GET /keys ") {
                    let known = request.to_lowercase().contains("authorization: bearer pod");
                    body = if known { keys.to_owned() } else { String::new() };
                }
            }
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            let _ = socket.write_all(answer.as_bytes()).await;
        }
    });
    format!("http://{address}/keys")
}

/// An issuer with discovery, whose keys are given to who shows a token.
#[tokio::test]
async fn keys_are_found_by_discovery_when_the_document_speaks_for_the_issuer() {
    let (body, asked) = (Arc::<std::sync::Mutex<String>>::default(), Arc::default());
    let keys_at = serve(body.clone(), asked).await;
    let issuer = keys_at.strip_suffix("/keys").unwrap().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let bearer = folder.path().join("token");
    std::fs::write(&bearer, "pod\n").unwrap();
    let token = OLD.sign(&claims(&json!({ "iss": issuer })));
    let trusting = |bearer_file: Option<PathBuf>| {
        identity(&IssuerConfig { issuer: issuer.clone(), bearer_file, ..config(String::new()) })
    };
    let says = |who: &str| {
        let document = json!({ "issuer": who, "jwks_uri": keys_at }).to_string();
        *body.lock().unwrap() = document + NEXT + &jwks(&[&OLD]);
    };
    says(&issuer);
    assert_eq!(check(&trusting(Some(bearer.clone())), &token).await.unwrap().sub, "anna");
    let without = check(&trusting(None), &token).await;
    assert!(matches!(without, Err(TokenError::NoKeys(_))), "{without:?}");
    says("https://somebody.else");
    let refused = check(&trusting(Some(bearer)), &token).await;
    assert!(matches!(&refused, Err(TokenError::NoKeys(why)) if why.contains("somebody.else")));
}

#[tokio::test]
async fn offices_may_lie_in_a_claim_within_a_claim() {
    let within = |jwks: String| IssuerConfig {
        offices_claim: "realm_access.roles".to_owned(),
        ..config(jwks)
    };
    let keys = Keys::configured(&[&OLD], within);
    let said = json!({ "realm_access": { "roles": ["operator", "x"] } });
    assert_eq!(keys.check(&OLD, said).await.unwrap().offices, ["operator", "x"]);
    // A claim of just this name comes first, as some issuers name theirs by address.
    let said = json!({ "realm_access.roles": ["registrar"], "realm_access": { "roles": ["x"] } });
    assert_eq!(keys.check(&OLD, said).await.unwrap().offices, ["registrar"]);
    assert!(keys.check(&OLD, json!({ "realm_access": "x" })).await.unwrap().offices.is_empty());
}

#[tokio::test]
async fn who_asks_too_often_is_refused_and_nobody_else_is() {
    let keys = Keys::of(&[&OLD]);
    let identity = keys.identity.clone().at_most(2);
    let clock = FixedClock::at(MOMENT);
    let of =
        |sub: &str, offices: &[&str]| OLD.sign(&claims(&json!({ "sub": sub, "offices": offices })));
    let anna = of("anna", &[]);
    for _ in 0..2 {
        assert!(identity.admit(&anna, &clock).await.is_ok());
    }
    assert_eq!(identity.admit(&anna, &clock).await, Err(TokenError::TooOften(2)));
    assert!(identity.admit(&of("bo", &[]), &clock).await.is_ok());
    let service = of("intake", &["service"]);
    for _ in 0..10 {
        assert!(identity.admit(&service, &clock).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn keys_at_an_address_are_fetched_once_and_again_for_a_new_one() {
    let body = Arc::new(std::sync::Mutex::new(jwks(&[&OLD])));
    let asked = Arc::<AtomicUsize>::default();
    let identity = identity(&config(serve(body.clone(), asked.clone()).await));
    let token = |key: &Key| key.sign(&claims(&json!({})));
    for _ in 0..3 {
        assert!(check(&identity, &token(&OLD)).await.is_ok());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    *body.lock().unwrap() = jwks(&[&OLD, &NEW]);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(check(&identity, &token(&NEW)).await.is_ok());
    assert!(check(&identity, &token(&OLD)).await.is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    // More than a key set can be is not read.
    *body.lock().unwrap() = " ".repeat(1_000_001) + &jwks(&[&NEW]);
    tokio::time::advance(Duration::from_secs(300)).await;
    assert!(check(&identity, &token(&OLD)).await.is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn an_own_token_in_a_file_is_read_again_after_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let token = FileToken::new(path.clone());
    assert!(token.token().await.unwrap_err().contains("token"));
    std::fs::write(&path, "first\n").unwrap();
    assert_eq!(token.token().await.unwrap(), "first");
    std::fs::write(&path, "second\n").unwrap();
    tokio::time::advance(Duration::from_secs(59)).await;
    assert_eq!(token.token().await.unwrap(), "first");
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(token.token().await.unwrap(), "second");
}
