//! Passkeys and their rows.

use domain::staff::{Passkey, StaffMember};
use domain::{PasskeyId, Timestamp};

use super::{Impossible, instant, millis, present};
use crate::entity::passkeys::Model;

/// The rows of a person's passkeys, in their order.
pub(crate) fn to_rows(member: &StaffMember) -> Vec<Model> {
    let rows = member.passkeys.iter().zip(1..);
    rows.map(|(passkey, position)| Model {
        id: passkey.id.as_str().to_owned(),
        member: member.id.as_str().to_owned(),
        position,
        name: passkey.name.clone(),
        credential: passkey.credential.clone(),
        added_at: passkey.added_at.as_millis(),
        used_at: millis(passkey.used_at),
    })
    .collect()
}

pub(crate) fn from_row(row: Model) -> Result<Passkey, Impossible> {
    Ok(Passkey {
        id: present("id", PasskeyId::parse(&row.id)).map_err(|e| e.in_row("passkey", &row.id))?,
        name: row.name,
        credential: row.credential,
        added_at: Timestamp::from_millis(row.added_at),
        used_at: instant(row.used_at),
    })
}
