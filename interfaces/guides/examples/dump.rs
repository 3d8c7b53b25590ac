//! scratch
use poem::{Endpoint, Request};
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap_or_default();
    let site = guides::endpoint(guides::GuidesSettings {
        product_name: "Bursar".to_owned(),
        api_url: "http://127.0.0.1:8080".to_owned(),
        pages_url: "http://127.0.0.1:8080".to_owned(),
        support_url: Some("https://help.example.org".to_owned()),
        sandbox: true,
    });
    let mut index = String::new();
    for (n, uri) in args.enumerate() {
        let t = std::time::Instant::now();
        let response = site
            .call(Request::builder().uri_str(&uri).finish())
            .await
            .ok();
        let Some(mut response) = response else {
            continue;
        };
        let kind = response
            .header("content-type")
            .unwrap_or_default()
            .to_owned();
        let status = response.status().as_u16();
        let body = response.take_body().into_vec().await.unwrap_or_default();
        eprintln!("{uri} {status} {} bytes {:?}", body.len(), t.elapsed());
        index.push_str(&format!("{uri}\t{n}\t{status}\t{kind}\n"));
        let _ = std::fs::write(format!("{out}/{n}"), body);
    }
    let _ = std::fs::write(format!("{out}/index"), index);
}
