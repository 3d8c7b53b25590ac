//! Taking everything away: how fast it is, and that it takes no more memory the more
//! there is.

use std::io::Write;
use std::time::Instant;

use anyhow::Context;
use domain::ports::queries::TransactionSearch;

use crate::house::{House, MODE};

/// What tells Linux to measure a process's peak from here on.
const RESET_PEAK: &str = "5";

/// Prints what the export of each house takes.
pub(crate) async fn measure(houses: &[House], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(
        out,
        "\n| export of | per second | first row after | resident before | peak |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- |")?;
    for house in houses {
        let before = resident_mb("VmRSS:")?;
        std::fs::write("/proc/self/clear_refs", RESET_PEAK)?;
        let begun = Instant::now();
        let (staff, service) = (&house.staff, &house.service);
        let application = &house.application;
        let mut export = application
            .staff_export(staff, service, MODE, TransactionSearch::default())
            .await?;
        let (mut rows, mut first) = (0, None);
        loop {
            let found = application.export_more(&mut export).await?;
            first.get_or_insert_with(|| begun.elapsed());
            if found.is_empty() {
                break;
            }
            rows += found.len();
        }
        let per_second = rows as f64 / begun.elapsed().as_secs_f64();
        let first = first.unwrap_or_default();
        let peak = resident_mb("VmHWM:")?;
        writeln!(
            out,
            "| {rows} transactions | {per_second:.0} | {first:.0?} | {before:.0} MB | {peak:.0} MB |"
        )?;
    }
    Ok(())
}

/// What this process has, or had at most, in megabytes.
fn resident_mb(name: &str) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next());
    let kib: f64 = kib.context("no resident memory is told")?.parse()?;
    Ok(kib * 1024.0 / 1_000_000.0)
}
