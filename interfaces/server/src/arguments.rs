//! The command line: which command, and what each one takes.
//!
//! Everything that is the same from one start to the next is a setting
//! (`bursar config --explain`), not an argument.

use clap::{Args, Parser, Subcommand, ValueEnum};

use self::listen::{Listen, Trigger};
use self::staff::{AuditCommand, StaffCommand};

pub mod listen;
pub mod staff;

/// Payments for public bodies: the API, the payment pages and the work behind
/// them in one program.
#[derive(Debug, Parser)]
#[command(
    name = "bursar",
    version,
    about,
    long_about = "Payments for public bodies: the API, the payment pages and the work behind them in one program.\n\n\
        Without a command, it serves. Without settings, it serves a sandbox: a complete platform to try out and to test \
        against, in which no money moves, kept in the folder bursar-data. `bursar config --explain` lists every setting."
)]
pub struct Arguments {
    /// What to do; serve, if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the payment pages, and do the work that falls due
    ///
    /// Runs until it is told to stop (Ctrl-C or SIGTERM), then finishes the requests and the work under way.
    Serve(Serve),
    /// Bring the database up to date
    ///
    /// Creates what is missing and changes what is old. Safe to repeat. Sandbox mode does this by itself on every start.
    Migrate,
    /// Create and list services
    #[command(subcommand)]
    Service(ServiceCommand),
    /// Create and list a service's accounts at payment service providers
    #[command(subcommand)]
    Account(AccountCommand),
    /// Create, list and revoke API keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Add people to the staff site, and let them in again
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Prove the record of what staff did
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Receive the webhooks of test payments on this machine
    ///
    /// Connects to the API with a test key and posts each event to --forward-to as a real delivery would be, signed and all; the endpoint needs no public address. Goes on until it is told to stop (Ctrl-C), across lost connections. A post that fails is shown and not repeated.
    Listen(Listen),
    /// Send an endpoint a signed example of an event
    ///
    /// Needs no server. Exits with 0 if the endpoint answered with a status from 200 to 299.
    Trigger(Trigger),
    /// Show the settings in force
    ///
    /// Secrets are never shown, only whether they are set.
    Config(Config),
    /// Check the settings and the database without serving
    ///
    /// Exits with 0 if `serve` would start, and otherwise says in one line what to change.
    CheckConfig,
}

/// Arguments of `serve`.
#[derive(Debug, Args, Default)]
pub struct Serve {
    /// Which parts to run here, separated by commas; all of them if nothing is said
    ///
    /// Running parts in separate processes needs PostgreSQL, since an SQLite file belongs to one process.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ROLES")]
    pub role: Vec<Role>,
}

/// A part of the program that can run by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// The API and its explorer
    Api,
    /// The payment pages
    Pages,
    /// The staff site
    Admin,
    /// The work that falls due: captures, expiry, refunds, housekeeping
    Worker,
}

/// What can be done with services.
#[derive(Debug, Subcommand)]
pub enum ServiceCommand {
    /// Create a service and print its id
    Create {
        /// The service's name as paying users read it
        #[arg(long)]
        name: String,
    },
    /// List all services
    List,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Open an account of a service at a payment service provider and print its id
    Create {
        /// The service's id
        #[arg(long)]
        service: String,
        /// Whether the account moves real money
        #[arg(long, value_enum)]
        mode: AccountMode,
        /// The payment service provider: sandbox, worldpay or stripe
        #[arg(long, value_name = "NAME")]
        psp: String,
    },
    /// Change what an account may do, and print its settings
    ///
    /// What is not named stays as it is. Processes that are running notice within a minute.
    Change(Box<AccountSettings>),
    /// List all accounts
    List,
}

/// Arguments of `account change`.
#[derive(Debug, Args)]
pub struct AccountSettings {
    /// The account's id, as `account list` shows it
    pub id: String,
    /// The cards that are taken: usual, or brands such as visa,master-card:debit
    #[arg(long, value_name = "CARDS")]
    pub cards: Option<String>,
    /// Whether paying users may order by mail or telephone
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub moto: Option<Switch>,
    /// Whether the service may send card details itself (moto_api)
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub moto_api: Option<Switch>,
    /// Whether the service may report payments that were taken by telephone
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub telephone: Option<Switch>,
    /// Whether the service may take payments on agreements
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub recurring: Option<Switch>,
    /// Whether payments of nothing may be made
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub zero_amount: Option<Switch>,
    /// Whether prepaid cards are taken
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub prepaid: Option<Switch>,
    /// Whether the card page asks for a billing address
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub billing_address: Option<Switch>,
    /// Whether that address begins with the United Kingdom
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub presumes_uk: Option<Switch>,
    /// Whether the card page asks for an e-mail address: mandatory, optional or off
    #[arg(long, value_enum, value_name = "WORD")]
    pub email: Option<Email>,
    /// Whether paying users are told by e-mail that they have paid
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub confirm_payments: Option<Switch>,
    /// Whether paying users are told by e-mail that they were given money back
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub confirm_refunds: Option<Switch>,
    /// What is added to the first of those; $reference stands for the payment's, and nothing ('') for nothing
    #[arg(long, value_name = "TEXT")]
    pub email_paragraph: Option<String>,
    /// Whether paying users prove who they are to their banks (3-D Secure)
    #[arg(long = "3ds", value_enum, value_name = "SWITCH")]
    pub three_d_secure: Option<Switch>,
    /// Whether the card page hides the card number of orders by mail or telephone
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub mask_card_number: Option<Switch>,
    /// Whether it hides their security code
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub mask_security_code: Option<Switch>,
    /// Above how many pence a refund by staff needs a colleague's approval; off for never
    #[arg(long, value_name = "PENCE")]
    pub approval_above: Option<String>,
    /// What corporate credit cards cost on top, in pence; 0 for nothing
    #[arg(long, value_name = "PENCE")]
    pub surcharge_credit: Option<u32>,
    /// What corporate debit cards cost on top, in pence; 0 for nothing
    #[arg(long, value_name = "PENCE")]
    pub surcharge_debit: Option<u32>,
    /// What corporate prepaid debit cards cost on top, in pence; 0 for nothing
    #[arg(long, value_name = "PENCE")]
    pub surcharge_prepaid_debit: Option<u32>,
    /// How often the service may call: usual, elevated, low, or READS,POSTS,MILLISECONDS
    #[arg(long, value_name = "LIMIT")]
    pub rate_limit: Option<String>,
    /// Whether payments and refunds are stopped
    #[arg(long, value_enum, value_name = "SWITCH")]
    pub disabled: Option<Switch>,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// Yes
    On,
    /// No
    Off,
}

/// Whether the card page asks for an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Email {
    /// It asks, and insists
    Mandatory,
    /// It asks, and takes a blank for an answer
    Optional,
    /// It does not ask
    Off,
}

/// Whether an account moves real money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AccountMode {
    /// No money moves
    Test,
    /// Money moves; not in sandbox mode
    Live,
}

/// What can be done with API keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Create an API key and print it, this once
    ///
    /// Only a keyed hash of it is stored, so it cannot be shown again.
    Create {
        /// The id of the account that the key opens
        #[arg(long)]
        account: String,
        /// What people call the key, such as who uses it where
        #[arg(long)]
        description: String,
    },
    /// List an account's keys, without the keys themselves
    List {
        /// The account's id
        #[arg(long)]
        account: String,
    },
    /// Revoke a key for good
    ///
    /// Processes that are running notice within a minute.
    Revoke {
        /// The key's id, as `key list` shows it
        id: String,
    },
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Config {
    /// Explain every setting: what it does, its default, and what it is now
    #[arg(long)]
    pub explain: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn roles_are_separated_by_commas() {
        let arguments = Arguments::parse_from(["bursar", "serve", "--role", "api,worker"]);
        let Some(Command::Serve(serve)) = arguments.command else {
            panic!("serve was asked for");
        };
        assert_eq!(serve.role, [Role::Api, Role::Worker]);
    }

    #[test]
    fn every_command_explains_itself() {
        let mut commands = vec![Arguments::command()];
        while let Some(command) = commands.pop() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                let named = argument.get_id();
                assert!(
                    argument.get_help().is_some(),
                    "{named} of {}",
                    command.get_name()
                );
            }
            commands.extend(command.get_subcommands().cloned());
        }
    }
}
