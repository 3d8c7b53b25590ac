//! `bursar audit`.

use anyhow::bail;
use application::Application;
use application::staff::record::Verdict;
use domain::audit::Chain;

use super::{print, table::table};
use crate::arguments::staff::AuditCommand;

pub(super) async fn run(
    application: &Application,
    command: AuditCommand,
) -> anyhow::Result<String> {
    match command {
        AuditCommand::Verify => verify(&application.verify_audit().await?),
    }
}

/// A line for every chain, and an error if one is broken.
fn verify(verdicts: &[Verdict]) -> anyhow::Result<String> {
    let rows: Vec<_> = verdicts.iter().map(row).collect();
    let report = table(["RECORD OF", "LINKS", "STATE"], &rows);
    let broken = verdicts
        .iter()
        .find_map(|verdict| Some((name(&verdict.chain), verdict.links.err()?)));
    match broken {
        None => Ok(format!("{report}\nthe audit record is whole\n")),
        Some((name, link)) => {
            print(&report)?;
            bail!("the audit record of {name} is broken: {link}");
        }
    }
}

fn row(verdict: &Verdict) -> [String; 3] {
    let (links, state) = match &verdict.links {
        Ok(links) => (links.to_string(), "whole".to_owned()),
        Err(broken) => ("-".to_owned(), format!("broken: {broken}")),
    };
    [name(&verdict.chain), links, state]
}

fn name(chain: &Chain) -> String {
    match chain {
        Chain::Platform => "the platform".to_owned(),
        Chain::Service(service) => format!("service {service}"),
    }
}

#[cfg(test)]
mod tests {
    use domain::audit::BrokenLink;

    use super::*;

    #[test]
    fn the_first_broken_link_is_named() {
        let of = |links| Verdict {
            chain: Chain::Platform,
            links,
        };
        let whole = verify(&[of(Ok(3)), of(Ok(0))]).unwrap();
        assert!(whole.contains("the platform  3      whole"), "{whole}");

        let broken = [of(Ok(3)), of(Err(BrokenLink::Changed(7)))];
        assert_eq!(
            verify(&broken).unwrap_err().to_string(),
            "the audit record of the platform is broken: link 7 was changed"
        );
    }
}
