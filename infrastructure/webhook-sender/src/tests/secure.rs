//! Endpoints by TLS.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

use super::*;

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// What an endpoint saw of a handshake: the name that was asked for, the protocol that was
/// agreed on.
type Seen = Arc<Mutex<Vec<(Option<String>, Option<Vec<u8>>)>>>;

/// An endpoint with a certificate for a host.
async fn certified(authority: &Authority, host: &str, until_year: i32) -> (Endpoint, Seen) {
    let mut params = CertificateParams::new([host.to_owned()]).unwrap();
    params.not_after = date_time_ymd(until_year, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let seen = Seen::default();
    let noted = Arc::clone(&seen);
    let endpoint = Endpoint::doing(move |stream| {
        let (acceptor, noted) = (acceptor.clone(), Arc::clone(&noted));
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            let (_, session) = stream.get_ref();
            noted.lock().unwrap().push((
                session.server_name().map(str::to_owned),
                session.alpn_protocol().map(<[u8]>::to_vec),
            ));
            request(&mut stream).await;
            stream.write_all(OK.as_bytes()).await.unwrap();
        }
    })
    .await;
    (endpoint, seen)
}

/// A sender that trusts an authority, and to whom every name is this machine.
fn trusting(authority: &Authority) -> HttpWebhookSender {
    let mut authorities = RootCertStore::empty();
    authorities.add(authority.der().clone()).unwrap();
    let here: &[&str] = &["127.0.0.1"];
    HttpWebhookSender {
        names: Box::new(Scripted::names(&[here; 9])),
        within: PATIENT,
        ..HttpWebhookSender::trusting(Reach::Local, authorities).unwrap()
    }
}

#[tokio::test]
async fn an_endpoint_with_a_certificate_for_its_name_is_sent_to() {
    let authority = authority();
    let (endpoint, seen) = certified(&authority, "hooks.example", 2_100).await;
    let sender = trusting(&authority);

    for host in ["hooks.example", "hooks.example."] {
        let url = format!("https://{host}:{}/", endpoint.address.port());
        let answer = send(&sender, &url).await.unwrap();
        assert_eq!((answer.status, answer.beginning.as_str()), (200, "OK"));
    }

    let expected = (Some("hooks.example".to_owned()), Some(b"http/1.1".to_vec()));
    assert_eq!(*seen.lock().unwrap(), [expected.clone(), expected]);
}

#[tokio::test]
async fn an_address_can_have_a_certificate_too() {
    let authority = authority();
    let (endpoint, seen) = certified(&authority, "127.0.0.1", 2_100).await;

    let url = endpoint.url().replace("http:", "https:");
    let answer = send(&trusting(&authority), &url).await.unwrap();

    assert_eq!(answer.status, 200);
    assert_eq!(seen.lock().unwrap()[0].0, None);
}

#[tokio::test]
async fn nothing_is_sent_to_whoever_has_no_certificate_for_the_name() {
    let (ours, theirs) = (authority(), authority());
    for (signed_by, host, until_year) in [
        (&theirs, "hooks.example", 2_100),
        (&ours, "other.example", 2_100),
        (&ours, "hooks.example", 2_020),
        (&ours, "127.0.0.1", 2_100),
    ] {
        let (endpoint, seen) = certified(signed_by, host, until_year).await;
        let url = format!("https://hooks.example:{}/", endpoint.address.port());

        let outcome = send(&trusting(&ours), &url).await;

        assert_eq!(kind(&outcome), "unreachable", "{host}: {outcome:?}");
        assert!(seen.lock().unwrap().is_empty(), "{host} was sent something");
        assert_eq!(endpoint.connections(), 1);
    }
}

#[tokio::test]
async fn what_does_not_speak_tls_is_not_reached() {
    let endpoint = Endpoint::doing(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    })
    .await;

    let url = endpoint.url().replace("http:", "https:");
    let outcome = send(&trusting(&authority()), &url).await;

    assert_eq!(kind(&outcome), "unreachable", "{outcome:?}");
}

#[test]
fn the_systems_authorities_are_trusted() {
    assert!(HttpWebhookSender::new(Reach::Public).is_ok());
    assert!(HttpWebhookSender::new(Reach::Local).is_ok());
}
