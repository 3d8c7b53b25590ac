//! The same over TLS, both ways of it, with a password.
//!
//! Which certificates are trusted is asked of the machine once. So the test that trusts one
//! of ours is run again in a process of its own, to which a variable names it.

use std::path::Path;

use crate::server::Server;
use crate::tools::{are_here, command, said};
use crate::{password_changed, refusal, smtp};
use domain::ports::emails::Mailer;

/// The variable that names the certificates to trust.
const TRUSTED: &str = "SSL_CERT_FILE";
/// The variable by which the second process knows what it is: the folder of certificates.
const INSIDE: &str = "BURSAR_TEST_MAIL_CERTIFICATES";
const TEST: &str = "tls::over_tls_with_a_password_e_mails_arrive_and_with_a_wrong_one_they_wait";

/// An authority in `ca.pem`, and what it says of localhost in `leaf.pem` and `leaf.key`.
const AUTHORITY: &[&str] = &[
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=Authority",
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
];
const LEAF: &[&str] = &[
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-keyout",
    "leaf.key",
    "-out",
    "leaf.pem",
];

#[tokio::test]
async fn over_tls_with_a_password_e_mails_arrive_and_with_a_wrong_one_they_wait() {
    if let Some(folder) = std::env::var_os(INSIDE) {
        for (tls, scheme) in [("implicit", "smtps"), ("starttls", "smtp")] {
            arrive_and_wait(Path::new(&folder), tls, scheme).await;
        }
        return;
    }
    let check = ["python", "-c", "import aiosmtpd"];
    if !are_here("smtp", &[&check, &["openssl", "version"]]).await {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for words in [AUTHORITY, LEAF] {
        let made = said(command(folder.path(), words)).await;
        assert!(made.content, "{}{}", made.out, made.err);
    }

    let ourselves = std::env::current_exe().unwrap();
    let mut inside = tokio::process::Command::new(ourselves);
    inside
        .args(["--exact", TEST, "--nocapture"])
        .env(INSIDE, folder.path())
        .env(TRUSTED, folder.path().join("ca.pem"));
    let inside = said(inside).await;
    assert!(inside.content, "{}{}", inside.out, inside.err);
    assert!(inside.out.contains("1 passed"), "{}", inside.out);

    untrusted(folder.path()).await;
}

async fn server(folder: &Path, tls: &str) -> Server {
    let file = |name: &str| folder.join(name).display().to_string();
    let (certificate, key) = (file("leaf.pem"), file("leaf.key"));
    let files = ["--certificate", &certificate, "--key", &key];
    let person = ["--user", "bursar", "--password", "p@ss/wörd"];
    let options = [&["--tls", tls], &files[..], &person].concat();
    Server::start(&options).await.unwrap()
}

async fn arrive_and_wait(folder: &Path, tls: &str, scheme: &str) {
    let mut server = server(folder, tls).await;
    let url = |password: &str| {
        let port = server.port;
        format!("{scheme}://bursar:{password}@localhost:{port}")
    };
    let (right, wrong) = (url("p%40ss%2Fw%C3%B6rd"), url("wrong"));
    let email = password_changed("ada@example.org");

    smtp(&right).send(&email).await.unwrap();

    let taken = server.next().await;
    assert_eq!(taken["envelope"][1], "ada@example.org");
    assert_eq!(taken["is_encrypted"], true, "{tls}");
    assert_eq!(taken["signed_in"], true, "{tls}");
    let (forever, heard) = refusal(&smtp(&wrong), &email).await;
    let said = "the mail server does not let us in: 535 ";
    assert!(!forever && heard.starts_with(said), "{tls}: {heard}");
    assert!(!heard.contains("wrong"), "{heard}");
}

/// A server whose certificate nobody here trusts gets neither password nor e-mail.
async fn untrusted(folder: &Path) {
    for (tls, scheme) in [("implicit", "smtps"), ("starttls", "smtp")] {
        let server = server(folder, tls).await;
        let url = format!("{scheme}://bursar:secret@localhost:{}", server.port);
        let (forever, heard) = refusal(&smtp(&url), &password_changed("ada@example.org")).await;
        assert!(!forever, "{tls}: {heard}");
        assert!(heard.contains("certificate"), "{tls}: {heard}");
    }
}
