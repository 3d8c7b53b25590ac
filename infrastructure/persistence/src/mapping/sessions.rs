//! Signed-in browsers and their rows.

use domain::staff::{ServiceEntry, Session};
use domain::{ServiceId, SessionId, StaffId, Timestamp};

use super::{Impossible, hex, named, present, word};
use crate::entity::staff_sessions::Model;

pub(crate) fn to_row(session: &Session) -> Model {
    let entered = session.entered.as_ref();
    Model {
        id: session.id.as_str().to_owned(),
        member: session.member.as_str().to_owned(),
        digest: hex::to_text(session.digest),
        stage: word(session.stage),
        began_at: session.began_at.as_millis(),
        seen_at: session.seen_at.as_millis(),
        browser: session.browser.clone(),
        address: session.address.clone(),
        entered_service: entered.map(|entry| entry.service.as_str().to_owned()),
        entered_at: entered.map(|entry| entry.at.as_millis()),
    }
}

pub(crate) fn from_row(row: Model) -> Result<Session, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("staff session", &id))
}

fn read(row: Model) -> Result<Session, Impossible> {
    let entered = match (&row.entered_service, row.entered_at) {
        (None, None) => None,
        (Some(service), Some(at)) => Some(ServiceEntry {
            service: present("entered_service", ServiceId::parse(service))?,
            at: Timestamp::from_millis(at),
        }),
        _ => return Err(Impossible::new("entered_service")),
    };
    Ok(Session {
        id: present("id", SessionId::parse(&row.id))?,
        member: present("member", StaffId::parse(&row.member))?,
        digest: present("digest", hex::digest(&row.digest))?,
        stage: named("stage", &row.stage)?,
        began_at: Timestamp::from_millis(row.began_at),
        seen_at: Timestamp::from_millis(row.seen_at),
        browser: row.browser,
        address: row.address,
        entered,
    })
}

#[cfg(test)]
mod tests {
    use domain::staff::session::Stage;

    use super::*;

    #[test]
    fn sessions_read_back() {
        let entry = ServiceEntry {
            service: ServiceId::from_random([3; 26]),
            at: Timestamp::from_millis(9),
        };
        for (stage, entered) in [
            (Stage::SecondFactor, None),
            (Stage::SetUp, None),
            (Stage::SignedIn, Some(entry)),
        ] {
            let session = Session {
                id: SessionId::from_random([1; 26]),
                member: StaffId::from_random([2; 26]),
                digest: [0xa7; 32],
                stage,
                began_at: Timestamp::from_millis(1),
                seen_at: Timestamp::from_millis(2),
                browser: "A 'browser'".to_owned(),
                address: "2001:db8::1".to_owned(),
                entered,
            };
            assert_eq!(from_row(to_row(&session)), Ok(session));
        }
    }
}
