//! What the operator can do with the people who sign in, and with the record of what
//! they did.

use clap::{Args, Subcommand, ValueEnum};

use crate::sandbox::demo::STAFF;

/// What can be done with staff.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Add somebody who can sign in to the staff site
    ///
    /// Asks for their first password on a terminal, and otherwise reads it from the first line of standard input. They set up a second factor when they first sign in.
    Create(NewStaff),
    /// Make somebody this in a service, whatever they were in it
    Place(Place),
    /// Invite somebody to a service and print the link, this once
    ///
    /// Whoever opens the link within seven days joins the service, and sets a password if they are new. Any earlier link of theirs ends: this renews an invitation that did not arrive.
    Invite(Place),
    /// Set somebody's password and take their second factor away
    ///
    /// For whoever lost both. Every session of theirs ends, and they set up a second factor when they next sign in.
    Reset(Reset),
    /// Let somebody in again who was locked out or disabled
    Unlock {
        /// Their e-mail address
        #[arg(long)]
        email: String,
    },
    /// Print the code of somebody's authenticator app; in sandbox mode only
    Code {
        /// Their e-mail address
        #[arg(long, default_value = STAFF)]
        email: String,
    },
}

/// Arguments of `staff create`.
#[derive(Debug, Args)]
pub struct NewStaff {
    /// Their e-mail address, which they sign in with
    #[arg(long)]
    pub email: String,
    /// Let them look after the whole platform
    #[arg(long)]
    pub platform_admin: bool,
    /// The id of a service they belong to from the start
    #[arg(long, requires = "role")]
    pub service: Option<String>,
    /// What they are in it
    #[arg(long, value_enum, requires = "service")]
    pub role: Option<StaffRole>,
    /// Make a password and print it, this once
    #[arg(long)]
    pub generate: bool,
}

/// Arguments of `staff place` and `staff invite`.
#[derive(Debug, Args)]
pub struct Place {
    /// Their e-mail address
    #[arg(long)]
    pub email: String,
    /// The service's id, as `service list` shows it
    #[arg(long)]
    pub service: String,
    /// What they are to be in it
    #[arg(long, value_enum)]
    pub role: StaffRole,
}

/// Arguments of `staff reset`.
#[derive(Debug, Args)]
pub struct Reset {
    /// Their e-mail address
    #[arg(long)]
    pub email: String,
    /// Make a password and print it, this once
    #[arg(long)]
    pub generate: bool,
}

/// What somebody is in a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StaffRole {
    /// Does everything: colleagues, settings, keys, refunds
    ServiceAdmin,
    /// Sees and exports money, and who did what
    Accountant,
    /// Sees money, refunds and cancels
    RefundManager,
    /// Connects the service: keys, and test money
    Developer,
    /// Sees
    Viewer,
}

/// What can be done with the audit record.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Prove that nothing in the audit record was changed or removed
    ///
    /// Walks the chain of every service and that of the platform. Exits with 0 if all are whole, and otherwise names the first broken link.
    Verify,
}
