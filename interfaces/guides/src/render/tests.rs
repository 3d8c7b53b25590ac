use super::*;
use crate::fill::tests::settings;

fn html(markdown: &str) -> String {
    render(markdown, "A guide", &settings()).html
}

#[test]
fn names_and_addresses_are_those_of_the_installation() {
    let rendered = html(
        "At {{product_name}}, `{{api_url}}/v1` and [the API]({{api_url}}/v1).\n\n\
         ```json\n{\"href\": \"{{pages_url}}/secure\"}\n```\n",
    );

    for expected in [
        "At Northport Pay, <code>https://api.pay.example.org/v1</code>",
        "<a href=\"https://api.pay.example.org/v1\">the API</a>",
        "&quot;https://pay.example.org/secure&quot;",
    ] {
        assert!(rendered.contains(expected), "{rendered}");
    }
}

#[test]
fn a_name_cannot_smuggle_in_markup() {
    let hostile = GuidesSettings {
        product_name: "<script>*x*</script>".to_owned(),
        ..settings()
    };

    let rendered = render("## {{product_name}}\n\n{{product_name}}\n", "", &hostile);

    assert!(!rendered.html.contains("<script>"), "{}", rendered.html);
    assert!(rendered.html.contains("&lt;script&gt;*x*"));
}

#[test]
fn headings_link_to_themselves() {
    let rendered = render(
        "## Users who `return`\n\n### Never\n",
        "A guide",
        &settings(),
    );

    assert!(rendered.html.contains(
        "<h2 id=\"users-who-return\"><a class=\"anchor\" href=\"#users-who-return\">\
         Users who <code>return</code></a></h2>"
    ));
    let headings: Vec<_> = rendered
        .headings
        .iter()
        .map(|heading| (heading.level, heading.text.as_str()))
        .collect();
    assert_eq!(headings, [(2, "Users who return"), (3, "Never")]);
}

#[test]
fn a_row_of_an_error_code_can_be_linked_to_and_found() {
    let rendered = render(
        "## Codes\n\nAll.\n\n| Code | Meaning |\n| --- | --- |\n| `P0101` | missing |\n\nDone.\n",
        "A guide",
        &settings(),
    );

    assert!(
        rendered
            .html
            .contains("<td id=\"P0101\"><code>P0101</code></td><td>missing</td>")
    );
    let sections: Vec<_> = rendered
        .sections
        .iter()
        .map(|section| (section.anchor.as_deref(), section.text.as_str()))
        .collect();
    assert_eq!(
        sections,
        [
            (Some("codes"), "All. Code Meaning"),
            (Some("P0101"), "P0101 missing"),
            (Some("codes"), "Done."),
        ]
    );
}

#[test]
fn what_a_guide_may_not_hold_is_reported_and_shown_as_text() {
    for (markdown, problem) in [
        ("<b onclick=\"x()\">bold</b>", "raw HTML"),
        ("```sh\nrm -r .\n```", "code in `sh` is not a sample"),
        ("    indented", "code in `` is not a sample"),
        (
            "{{samples no-such-sample}}",
            "there is no sample `no-such-sample`",
        ),
        (
            "![A map](pictures/none.svg)",
            "there is no picture `pictures/none.svg`",
        ),
    ] {
        let rendered = render(markdown, "A guide", &settings());

        assert!(
            rendered
                .problems
                .iter()
                .any(|found| found.contains(problem)),
            "{markdown}: {:?}",
            rendered.problems
        );
        assert!(!rendered.html.contains("<b "), "{}", rendered.html);
    }
}

#[test]
fn tables_scroll_and_notes_are_marked() {
    let rendered =
        html("## Cards\n\n| a |\n| --- |\n| b |\n\n> [!WARNING]\n> Mind it.\n\n> Or so.\n");

    assert!(rendered.contains(
        "<div class=\"table\" role=\"group\" aria-label=\"Table: Cards\" tabindex=\"0\"><table>"
    ));
    assert!(
        rendered.contains(
            "<div class=\"note note--take-care\" role=\"note\" aria-label=\"Take care\">"
        )
    );
    assert!(rendered.contains("<div class=\"note\" role=\"note\" aria-label=\"Note\">"));
}
