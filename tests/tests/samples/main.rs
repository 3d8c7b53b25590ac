//! Every code sample of the guides, in every language, run against a server.
//!
//! A sample that nobody prepared a scene for fails, so none stands in the guides
//! unproven.

#![cfg(test)]

mod busy;
mod sample;
mod scenes;
#[path = "../clients/tools.rs"]
mod tools;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sample::{LANGUAGES, Sample};
use tokio::sync::Semaphore;

/// How many samples run at a time: some bring a compiler along.
const AT_ONCE: usize = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_sample_does_what_it_says() {
    let mut here = Vec::new();
    for language in LANGUAGES {
        if tools::are_here("samples", &[language.check]).await {
            here.push(language.file);
        }
    }
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = Vec::new();
    for sample in Sample::all() {
        if !here.contains(&sample.language().file) {
            continue;
        }
        let turns = Arc::clone(&turns);
        running.push((
            sample.to_string(),
            tokio::spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                scenes::play(&sample).await;
            }),
        ));
    }

    let mut ran = 0;
    let mut failed = Vec::new();
    for (sample, performance) in running {
        ran += 1;
        if performance.await.is_err() {
            failed.push(sample);
        }
    }
    println!("{ran} samples ran");
    assert!(failed.is_empty(), "these do not: {failed:#?}");
}

#[test]
fn every_sample_is_there_in_every_language() {
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for sample in Sample::all() {
        files.entry(sample.name).or_default().insert(sample.file);
    }
    let all: BTreeSet<String> = LANGUAGES
        .iter()
        .map(|language| language.file.to_owned())
        .collect();
    for (name, there) in files {
        assert_eq!(there, all, "{name}");
    }
}

#[test]
fn every_sample_begins_by_saying_what_it_does() {
    for sample in Sample::all() {
        let text = std::fs::read_to_string(&sample.path).unwrap();
        let first = text.lines().find(|line| *line != "<?php").unwrap();
        let says = first.trim_start_matches(['#', '/']).trim_start();
        let is_a_sentence = says.len() + 2 <= first.len() && says.ends_with('.');
        assert!(is_a_sentence, "{sample} begins with {first}");
    }
}
