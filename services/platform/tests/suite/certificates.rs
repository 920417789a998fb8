//! A certificate authority of a test.

use std::path::Path;

use platform::config::TlsConfig;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};

/// Signs certificates that only tests trust.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        params.distinguished_name.push(DnType::CommonName, "an authority of a test");
        let key = KeyPair::generate().unwrap();
        Self { issuer: CertifiedIssuer::self_signed(params, key).unwrap() }
    }

    /// Writes a certificate for these hosts, its key, and whom to trust into a folder, over what is
    /// there.
    pub(crate) fn write(&self, folder: &Path, hosts: &[&str]) -> TlsConfig {
        self.write_until(folder, hosts, (4_000, 1, 1))
    }

    /// As [`Authority::write`], with the day on which the certificate ends.
    pub(crate) fn write_until(
        &self,
        folder: &Path,
        hosts: &[&str],
        (year, month, day): (i32, u8, u8),
    ) -> TlsConfig {
        let hosts: Vec<_> = hosts.iter().map(|host| (*host).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(hosts).unwrap();
        params.distinguished_name.push(DnType::CommonName, "one of a test");
        params.not_after = rcgen::date_time_ymd(year, month, day);
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        TlsConfig {
            certificate_file: write("tls.crt", &certificate.pem()),
            key_file: write("tls.key", &key.serialize_pem()),
            ca_file: write("ca.crt", &self.issuer.pem()),
        }
    }
}
