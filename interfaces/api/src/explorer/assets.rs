//! Swagger UI's script and style, which poem-openapi carries inside a page of its own.

use poem_openapi::{OpenApi, OpenApiService};

/// The script and the style, in this order.
pub(super) fn swagger_ui() -> (String, String) {
    let page = OpenApiService::new(Nothing, "", "").swagger_ui_html();
    let script = between(&page, "<script charset=\"UTF-8\">", "</script>");
    let style = between(&page, "<style charset=\"UTF-8\">", "</style>");
    (script, style)
}

fn between(page: &str, start: &str, end: &str) -> String {
    page.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(inside, _)| inside.to_owned())
        .unwrap_or_default()
}

struct Nothing;

#[OpenApi]
impl Nothing {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assets_are_where_they_were() {
        let (script, style) = swagger_ui();
        assert!(script.contains("SwaggerUIBundle") && script.len() > 1_000_000);
        assert!(style.contains(".swagger-ui") && style.len() > 100_000);
    }
}
