//! `bursar staff`.

use anyhow::anyhow;
use application::Application;
use application::staff::members::NewMember;
use domain::ServiceId;
use domain::staff::{Role, StaffMember};
use secrecy::{ExposeSecret, SecretString};

use super::password;
use crate::arguments::staff::{NewStaff, Place, Reset, StaffCommand, StaffRole};

pub(super) async fn run(
    application: &Application,
    command: StaffCommand,
    admin_url: &str,
) -> anyhow::Result<String> {
    match command {
        StaffCommand::Create(new) => create(application, new, admin_url).await,
        StaffCommand::Place(Place {
            email,
            service,
            role,
        }) => {
            let service = service_id(&service)?;
            let member = application
                .place_member(&email, &service, role.into())
                .await?;
            let role = Role::from(role).label();
            Ok(format!("{}: {role} of {service}\n", name(&member)))
        }
        StaffCommand::Invite(Place {
            email,
            service,
            role,
        }) => {
            let secret = application
                .invite_for_operator(&email, &service_id(&service)?, role.into())
                .await?;
            Ok(format!("{}\n", admin::invitation_link(admin_url, &secret)))
        }
        StaffCommand::Reset(Reset { email, generate }) => {
            let password = chosen(application, generate)?;
            let member = application.reset_member(&email, password.clone()).await?;
            Ok(told(
                &format!("{} has a new password, and no second factor", name(&member)),
                generate.then_some(&password),
                admin_url,
            ))
        }
        StaffCommand::Unlock { email } => {
            let member = application.unlock_member(&email).await?;
            Ok(format!("{} can sign in again\n", name(&member)))
        }
        StaffCommand::Code { email } => Ok(format!("{}\n", application.app_code(&email).await?)),
    }
}

async fn create(
    application: &Application,
    new: NewStaff,
    admin_url: &str,
) -> anyhow::Result<String> {
    let service = new.service.as_deref().map(service_id).transpose()?;
    let password = chosen(application, new.generate)?;
    let member = application
        .create_member(NewMember {
            email: new.email,
            password: password.clone(),
            is_platform_admin: new.platform_admin,
            place: service.zip(new.role.map(Role::from)),
        })
        .await?;
    Ok(told(
        &format!("{} is added", name(&member)),
        new.generate.then_some(&password),
        admin_url,
    ))
}

fn chosen(application: &Application, generate: bool) -> anyhow::Result<SecretString> {
    if generate {
        Ok(application.generate_password())
    } else {
        password::read()
    }
}

/// What was done, the password if nobody knows it yet, and where to go with it.
fn told(done: &str, generated: Option<&SecretString>, admin_url: &str) -> String {
    let password = match generated {
        Some(password) => format!("password: {}\n", password.expose_secret()),
        None => String::new(),
    };
    format!("{done}\n{password}sign in at {admin_url}/admin\n")
}

fn name(member: &StaffMember) -> &str {
    member.email.as_str()
}

fn service_id(text: &str) -> anyhow::Result<ServiceId> {
    ServiceId::parse(text)
        .ok_or_else(|| anyhow!("{text:?} is no service id; bursar service list shows them"))
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::ServiceAdmin => Self::ServiceAdmin,
            StaffRole::Accountant => Self::Accountant,
            StaffRole::RefundManager => Self::RefundManager,
            StaffRole::Developer => Self::Developer,
            StaffRole::Viewer => Self::Viewer,
        }
    }
}
