//! Invitations, links to set a new password, and their rows.

use domain::staff::Invitation;
use domain::{InvitationId, ServiceId, StaffId, Timestamp};

use super::staff::email;
use super::{Impossible, hex, instant, millis, named, present, word};
use crate::entity::{invitations, password_resets};

pub(crate) fn to_row(invitation: &Invitation) -> invitations::Model {
    let sent_by = invitation.sent_by.as_ref();
    invitations::Model {
        id: invitation.id.as_str().to_owned(),
        digest: hex::to_text(invitation.digest),
        email: invitation.email.as_str().to_owned(),
        service: invitation.service.as_str().to_owned(),
        role: word(invitation.role),
        sent_by: sent_by.map(|id| id.as_str().to_owned()),
        sent_at: invitation.sent_at.as_millis(),
        ended_at: millis(invitation.ended_at),
    }
}

pub(crate) fn from_row(row: invitations::Model) -> Result<Invitation, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("invitation", &id))
}

fn read(row: invitations::Model) -> Result<Invitation, Impossible> {
    let staff = |id: String| present("sent_by", StaffId::parse(&id));
    Ok(Invitation {
        id: present("id", InvitationId::parse(&row.id))?,
        digest: present("digest", hex::digest(&row.digest))?,
        email: email("email", &row.email)?,
        service: present("service", ServiceId::parse(&row.service))?,
        role: named("role", &row.role)?,
        sent_by: row.sent_by.map(staff).transpose()?,
        sent_at: Timestamp::from_millis(row.sent_at),
        ended_at: instant(row.ended_at),
    })
}

pub(crate) fn reset_to_row(
    member: &StaffId,
    digest: &[u8; 32],
    made_at: Timestamp,
) -> password_resets::Model {
    password_resets::Model {
        member: member.as_str().to_owned(),
        digest: hex::to_text(digest),
        made_at: made_at.as_millis(),
    }
}

/// Whose link it was, and when it was made.
pub(crate) fn reset_from_row(
    row: &password_resets::Model,
) -> Result<(StaffId, Timestamp), Impossible> {
    let member = present("member", StaffId::parse(&row.member));
    let member = member.map_err(|e| e.in_row("password reset of", &row.member))?;
    Ok((member, Timestamp::from_millis(row.made_at)))
}

#[cfg(test)]
mod tests {
    use domain::staff::{Role, StaffEmail};

    use super::*;

    #[test]
    fn invitations_read_back() {
        let first = Invitation {
            id: InvitationId::from_random([1; 26]),
            digest: [0xa7; 32],
            email: StaffEmail::parse("ada@example.org").unwrap(),
            service: ServiceId::from_random([2; 26]),
            role: Role::RefundManager,
            sent_by: None,
            sent_at: Timestamp::from_millis(1),
            ended_at: None,
        };
        let ended = Invitation {
            sent_by: Some(StaffId::from_random([3; 26])),
            ended_at: Some(Timestamp::from_millis(2)),
            ..first.clone()
        };
        for invitation in [first, ended] {
            assert_eq!(from_row(to_row(&invitation)), Ok(invitation));
        }
    }
}
