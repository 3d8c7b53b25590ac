//! What a test needs and may not find on this machine.
//!
//! A test that cannot run says so by name. Where `BURSAR_TEST_REQUIRE` lists what
//! it needs, it fails instead, so that nothing passes by not running.

/// The variable that lists what must be there, between commas.
pub const VARIABLE: &str = "BURSAR_TEST_REQUIRE";

/// Whether this must be there.
pub fn is_required(what: &str) -> bool {
    std::env::var(VARIABLE)
        .unwrap_or_default()
        .split(',')
        .any(|word| word.trim() == what)
}

/// Says that the running test is skipped, and why.
///
/// # Panics
///
/// When what is missing is required.
pub fn skip(what: &str, why: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    assert!(
        !is_required(what),
        "{test} needs {what}, which {VARIABLE} demands: {why}"
    );
    eprintln!("skipped: {test} needs {what}: {why}");
}
