use super::*;
use crate::fill::tests::settings;
use crate::front_matter::FrontMatter;

fn guide(title: &str, markdown: &str) -> Guide {
    let front_matter = FrontMatter {
        title,
        summary: "A guide.",
        group: "Start here",
        order: 1,
    };
    let name = title.to_lowercase();
    Guide::new(&name, &front_matter, markdown, &settings())
}

fn guides() -> Vec<Guide> {
    vec![
        guide(
            "Payments",
            "A payment can be refunded.\n\n## Errors\n\n| Code | Why |\n| --- | --- |\n| `P0603` | cannot be refunded |\n",
        ),
        guide(
            "Refunds",
            "Give money back.\n\n## By staff\n\nNobody sees it.\n",
        ),
    ]
}

#[test]
fn a_title_counts_more_than_a_mention() {
    let guides = guides();

    let findings = search(&guides, "refund");

    let order: Vec<_> = findings
        .hits
        .iter()
        .map(|hit| hit.guide.title.as_str())
        .collect();
    assert_eq!(order, ["Refunds", "Payments"]);
}

#[test]
fn a_code_leads_to_its_row() {
    let guides = guides();

    let findings = search(&guides, "p0603");

    let place = &findings.hits[0].places[0];
    assert_eq!(place.href, "/docs/payments#P0603");
}

#[test]
fn all_words_are_wanted_and_some_are_offered() {
    let guides = guides();
    for (query, hits, some_words_only) in [
        ("staff sees", 1, false),
        ("staff P0603", 2, true),
        ("nonsense", 0, false),
        ("", 0, false),
        ("  ?", 0, false),
    ] {
        let findings = search(&guides, query);

        assert_eq!(
            (findings.hits.len(), findings.some_words_only),
            (hits, some_words_only),
            "{query}"
        );
    }
}
