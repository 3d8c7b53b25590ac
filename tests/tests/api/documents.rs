//! The contract as it is served, and the explorer.

use serde_json::Value;
use system_tests::client::exchange::Sent;
use system_tests::contract_check::folder;
use system_tests::harness::Server;

#[tokio::test]
async fn the_contract_is_served_as_it_is() {
    let server = Server::on_sqlite().await;
    let file = std::fs::read(folder().join("public.yaml")).unwrap();

    let yaml = Sent::new("GET", "/openapi.yaml").to(server.address()).await;
    assert_eq!(yaml.status, 200);
    assert!(yaml.body == file, "the server was built from another file");

    let json = Sent::new("GET", "/openapi.json").to(server.address()).await;
    assert_eq!(json.header("content-type"), Some("application/json"));
    let expected: Value = serde_saphyr::from_str(std::str::from_utf8(&file).unwrap()).unwrap();
    assert!(
        json.json() == expected,
        "the two forms say different things"
    );
}

#[tokio::test]
async fn the_explorer_allows_itself_nothing_from_elsewhere() {
    let server = Server::on_sqlite().await;
    let page = Sent::new("GET", "/docs/explorer")
        .to(server.address())
        .await;

    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("http"),
        "{policy}"
    );
    assert!(policy.contains("sha256-"), "{policy}");
}

#[tokio::test]
async fn the_guides_speak_of_this_server() {
    let server = Server::on_sqlite().await;

    let index = Sent::new("GET", "/docs").to(server.address()).await;
    let guide = Sent::new("GET", "/docs/api-reference")
        .to(server.address())
        .await;

    assert_eq!((index.status, guide.status), (200, 200));
    assert!(index.text().contains("href=\"/docs/api-reference\""));
    assert!(guide.text().contains(server.api_url()));
}
