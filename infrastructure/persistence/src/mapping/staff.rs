//! People, with what they are in services and their passkeys, and their rows.

use domain::ports::StoreError;
use domain::staff::{
    Authenticator, Failures, Membership, PasswordHash, RecoveryDigest, StaffEmail, StaffMember,
};
use domain::{ServiceId, StaffId, Timestamp};

use super::{
    Impossible, count, from_json, hex, instant, json, millis, named, present, sound, stored, word,
};
use crate::entity::{memberships, passkeys, staff_members};

/// The row of a person as it will be once it is saved, one version on.
pub(crate) fn to_row(member: &StaffMember) -> staff_members::Model {
    let app = member.authenticator.as_ref();
    let recovery_codes: Vec<String> = member.recovery_codes.iter().map(hex::to_text).collect();
    staff_members::Model {
        id: member.id.as_str().to_owned(),
        email: member.email.as_str().to_owned(),
        password: member.password.as_ref().map(|p| p.as_str().to_owned()),
        app_secret: app.map(|app| hex::to_text(&app.sealed_secret)),
        app_set_up_at: app.map(|app| app.set_up_at.as_millis()),
        app_last_step: app.map(|app| app.last_step),
        recovery_codes: json(&recovery_codes),
        wrong_passwords: stored(member.wrong_passwords.count),
        wrong_password_at: millis(member.wrong_passwords.last_at),
        wrong_codes: stored(member.wrong_codes.count),
        wrong_code_at: millis(member.wrong_codes.last_at),
        disabled: member.disabled,
        platform_admin: member.is_platform_admin,
        created_at: member.created_at.as_millis(),
        signed_in_at: millis(member.signed_in_at),
        version: stored(member.version.saturating_add(1)),
    }
}

/// The rows of a person's memberships, in their order.
pub(crate) fn membership_rows(member: &StaffMember) -> Vec<memberships::Model> {
    let rows = member.memberships.iter().zip(1..);
    rows.map(|(membership, position)| memberships::Model {
        member: member.id.as_str().to_owned(),
        service: membership.service.as_str().to_owned(),
        position,
        role: word(membership.role),
    })
    .collect()
}

/// The person of a row, with the rows of their memberships and passkeys, first to last.
pub(crate) fn from_rows(
    row: staff_members::Model,
    memberships: Vec<memberships::Model>,
    passkeys: Vec<passkeys::Model>,
) -> Result<StaffMember, StoreError> {
    let id = row.id.clone();
    let read = read(row, memberships, passkeys);
    Ok(read.map_err(|e| e.in_row("staff member", &id))?)
}

fn read(
    row: staff_members::Model,
    memberships: Vec<memberships::Model>,
    passkeys: Vec<passkeys::Model>,
) -> Result<StaffMember, Impossible> {
    let digits: Vec<String> = from_json("recovery_codes", &row.recovery_codes)?;
    let recovery_codes = digits
        .iter()
        .map(|digits| present("recovery_codes", hex::digest(digits)))
        .collect::<Result<Vec<RecoveryDigest>, _>>()?;
    Ok(StaffMember {
        id: present("id", StaffId::parse(&row.id))?,
        email: email("email", &row.email)?,
        authenticator: read_authenticator(&row)?,
        password: row.password.map(PasswordHash::stored),
        passkeys: passkeys
            .into_iter()
            .map(super::passkeys::from_row)
            .collect::<Result<_, _>>()?,
        recovery_codes,
        wrong_passwords: Failures {
            count: count("wrong_passwords", row.wrong_passwords)?,
            last_at: instant(row.wrong_password_at),
        },
        wrong_codes: Failures {
            count: count("wrong_codes", row.wrong_codes)?,
            last_at: instant(row.wrong_code_at),
        },
        disabled: row.disabled,
        is_platform_admin: row.platform_admin,
        memberships: memberships
            .iter()
            .map(read_membership)
            .collect::<Result<_, _>>()?,
        created_at: Timestamp::from_millis(row.created_at),
        signed_in_at: instant(row.signed_in_at),
        version: count("version", row.version)?,
    })
}

/// An authenticator app: all of it, or none.
fn read_authenticator(row: &staff_members::Model) -> Result<Option<Authenticator>, Impossible> {
    let (secret, set_up_at, last_step) =
        match (&row.app_secret, row.app_set_up_at, row.app_last_step) {
            (None, None, None) => return Ok(None),
            (Some(secret), Some(set_up_at), Some(last_step)) => (secret, set_up_at, last_step),
            _ => return Err(Impossible::new("app_secret")),
        };
    Ok(Some(Authenticator {
        sealed_secret: present("app_secret", hex::bytes(secret))?,
        set_up_at: Timestamp::from_millis(set_up_at),
        last_step,
    }))
}

fn read_membership(row: &memberships::Model) -> Result<Membership, Impossible> {
    Ok(Membership {
        service: present("service", ServiceId::parse(&row.service))?,
        role: named("role", &row.role)?,
    })
}

/// An address, which was folded before it was stored.
pub(crate) fn email(column: &'static str, text: &str) -> Result<StaffEmail, Impossible> {
    sound(column, StaffEmail::parse(text))
}

#[cfg(test)]
mod tests {
    use domain::PasskeyId;
    use domain::staff::{Passkey, Role};

    use super::*;

    fn somebody() -> StaffMember {
        StaffMember {
            password: Some(PasswordHash::stored("$argon2id$v=19$x")),
            authenticator: Some(Authenticator {
                sealed_secret: vec![0, 0xff, b'\''],
                set_up_at: Timestamp::from_millis(5),
                last_step: 60_000_000,
            }),
            passkeys: vec![
                passkey(8, None),
                passkey(4, Some(Timestamp::from_millis(6))),
            ],
            recovery_codes: vec![[0xfe; 32], [0; 32]],
            wrong_passwords: Failures {
                count: u32::MAX,
                last_at: Some(Timestamp::from_millis(6)),
            },
            wrong_codes: Failures {
                count: 1,
                last_at: None,
            },
            disabled: true,
            is_platform_admin: true,
            memberships: vec![
                Membership {
                    service: ServiceId::from_random([9; 26]),
                    role: Role::ServiceAdmin,
                },
                Membership {
                    service: ServiceId::from_random([3; 26]),
                    role: Role::Viewer,
                },
            ],
            signed_in_at: Some(Timestamp::from_millis(7)),
            version: 3,
            ..nobody_yet()
        }
    }

    fn passkey(number: u8, used_at: Option<Timestamp>) -> Passkey {
        Passkey {
            id: PasskeyId::from_random([number; 26]),
            name: "Ada’s ‘key’".to_owned(),
            credential: r#"{"key":"x"}"#.to_owned(),
            added_at: Timestamp::from_millis(5),
            used_at,
        }
    }

    fn nobody_yet() -> StaffMember {
        let id = StaffId::from_random([1; 26]);
        let email = StaffEmail::parse("Ada@Example.org").unwrap();
        StaffMember::new(id, email, Timestamp::from_millis(1))
    }

    #[test]
    fn people_read_back_as_the_next_version() {
        for member in [nobody_yet(), somebody()] {
            let (memberships, passkeys) = (
                membership_rows(&member),
                crate::mapping::passkeys::to_rows(&member),
            );
            let read = from_rows(to_row(&member), memberships, passkeys).unwrap();
            let saved = StaffMember {
                version: member.version + 1,
                ..member
            };
            assert_eq!(read, saved);
        }
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_impossible() {
        let row = to_row(&somebody());
        for (column, row) in [
            (
                "app_secret",
                staff_members::Model {
                    app_last_step: None,
                    ..row.clone()
                },
            ),
            (
                "recovery_codes",
                staff_members::Model {
                    recovery_codes: r#"["00"]"#.to_owned(),
                    ..row.clone()
                },
            ),
            (
                "email",
                staff_members::Model {
                    email: "nobody".to_owned(),
                    ..row.clone()
                },
            ),
            (
                "wrong_codes",
                staff_members::Model {
                    wrong_codes: -1,
                    ..row.clone()
                },
            ),
        ] {
            assert_eq!(
                read(row, Vec::new(), Vec::new()),
                Err(Impossible::new(column))
            );
        }
    }
}
