//! Every page in every state, by axe-core, at the width of a desk and of a phone.
//!
//! The pages are those that the pages' own tests write into a folder; what is there is what
//! is looked at.

use std::path::PathBuf;

use system_tests::browser::accessibility::checker;
use system_tests::browser::{Browser, Options};
use system_tests::harness::{Site, require};

/// Where the width of a page is looked at, in CSS pixels.
const WIDTHS: [u32; 2] = [1280, 360];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_of_the_staff_site_has_a_barrier() {
    no_barrier_in("BURSAR_ADMIN_GALLERY", 150).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_page_has_a_barrier() {
    no_barrier_in("BURSAR_PAGES_GALLERY", 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_letter_has_a_barrier() {
    no_barrier_in("BURSAR_MAIL_GALLERY", 15).await;
}

/// Looks at every page in the folder that a variable names, and at no fewer than these.
async fn no_barrier_in(variable: &str, pages_min: usize) {
    let Some(folder) = std::env::var_os(variable).map(PathBuf::from) else {
        require::skip("gallery", &format!("{variable} names no folder of pages"));
        return;
    };
    let Some(checker) = checker() else { return };
    let Some(browser) = Browser::start(Options::default()).await else {
        return;
    };
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| {
        let name = entry.unwrap().file_name();
        name.into_string().unwrap()
    });
    let mut pages: Vec<String> = names.filter(|name| name.ends_with(".html")).collect();
    pages.sort_unstable();
    let site = Site::folder(&folder).await;
    let mut found = Vec::new();
    for page in &pages {
        browser.open(&format!("{}/{page}", site.origin)).await;
        for width in WIDTHS {
            browser.resize(width, 1000).await;
            for barrier in browser.barriers(&checker).await {
                found.push(format!("{page} at {width}: {barrier}"));
            }
            let overflow = browser
                .run("const d = document.documentElement; return d.scrollWidth - d.clientWidth")
                .await;
            if overflow != 0 {
                found.push(format!("{page} at {width}: {overflow} pixels too wide"));
            }
        }
    }
    browser.close().await;
    println!(
        "{variable}: {} pages by axe-core, each at {WIDTHS:?}",
        pages.len()
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(
        pages.len() >= pages_min,
        "{} pages are not all",
        pages.len()
    );
}
