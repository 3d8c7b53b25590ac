//! The contract as it is served, and the explorer's promises about itself.

use poem::Request;
use poem::http::{Method, StatusCode};

use crate::scene::{Answer, Scene};

async fn without_key(scene: &Scene, method: Method, uri: &str) -> Answer {
    let request = Request::builder().method(method).uri_str(uri);
    scene.send(request.finish()).await
}

#[tokio::test]
async fn the_contract_is_served_as_it_is() {
    let scene = Scene::new().await;
    let yaml = without_key(&scene, Method::GET, "/openapi.yaml").await;
    assert_eq!(yaml.header("content-type"), Some("application/yaml"));
    assert_eq!(yaml.text(), include_str!("../../../../openapi/public.yaml"));
    let json = without_key(&scene, Method::GET, "/openapi.json").await;
    assert_eq!(json.header("content-type"), Some("application/json"));
    assert_eq!(json.text(), openapi_codegen::json(yaml.text()).unwrap());
    let head = without_key(&scene, Method::HEAD, "/openapi.yaml").await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn the_explorer_brings_everything_along() {
    let scene = Scene::new().await;
    let page = without_key(&scene, Method::GET, "/docs/explorer").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
    assert!(!policy.contains("unsafe"));
    assert!(!policy.contains("http"));
    let text = page.text();
    assert!(text.contains("<title>API explorer</title>"));
    // No element of the page itself fetches anything.
    for attribute in [
        "<link rel=\"stylesheet\"",
        "<script src",
        "<img src",
        "@import",
    ] {
        assert!(!text.contains(attribute), "{attribute}");
    }
}
