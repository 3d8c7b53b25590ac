//! What is different in production.

use crate::bursar::Place;

#[test]
fn production_sends_hsts_and_says_where_to_report_a_vulnerability() {
    let place = Place::production().with("BURSAR_SECURITY_CONTACT", "security@example.org");
    place.printed(&["migrate"]);
    let served = place.serve(&[]);
    for path in ["/.well-known/security.txt", "/security.txt"] {
        let answer = served.get(path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(
            answer.contains("strict-transport-security: max-age="),
            "{answer}"
        );
        assert!(
            answer.contains("Contact: mailto:security@example.org\n"),
            "{answer}"
        );
    }
}

#[test]
fn the_sandboxs_levers_are_absent() {
    let place = Place::production();
    place.printed(&["migrate"]);
    let served = place.serve(&[]);
    for path in ["/sandbox", "/sandbox/api/clock", "/outbox", "/metrics", "/"] {
        let answer = served.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    assert!(!place.path("bursar-data").exists());
    assert_eq!(served.stop(), "");
}

#[test]
fn metrics_are_served_apart() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let place = Place::production().with("BURSAR_METRICS_LISTEN", &port.to_string());
    place.printed(&["migrate"]);
    let mut served = place.serve(&[]);
    served.get("/healthcheck");
    served.address = port.to_string();
    let answer = served.get("/metrics");
    assert!(answer.contains("bursar_http_requests_total{"), "{answer}");
    assert!(answer.contains("bursar_work_due "), "{answer}");
}
