//! Asking the operator for a password: twice and unseen on a terminal, or once from a
//! pipe.

use std::io::{self, BufRead, IsTerminal};

use anyhow::{Context, bail};
use domain::staff::password::PASSWORD_MAX;
use secrecy::{ExposeSecret, SecretString};

/// More bytes than any password has that is accepted.
const READ_MAX: u64 = 8 * PASSWORD_MAX as u64;

/// The password that the operator types or pipes in.
pub(super) fn read() -> anyhow::Result<SecretString> {
    if io::stdin().is_terminal() {
        ask(&|prompt| rpassword::prompt_password(prompt))
    } else {
        first_line(io::stdin().lock())
    }
}

fn ask(prompt: &dyn Fn(&str) -> io::Result<String>) -> anyhow::Result<SecretString> {
    let ask = |text: &str| {
        let typed = prompt(text).context("no password could be read from the terminal");
        typed.map(SecretString::from)
    };
    let password = ask("Password (12 characters at least): ")?;
    let again = ask("The same again: ")?;
    if password.expose_secret() != again.expose_secret() {
        bail!("the two passwords differ; nothing was changed");
    }
    Ok(password)
}

fn first_line(input: impl BufRead) -> anyhow::Result<SecretString> {
    let mut line = String::new();
    let read = input.take(READ_MAX).read_line(&mut line);
    let password = SecretString::from(line.trim_end_matches(['\r', '\n']));
    read.context("no password could be read from standard input")?;
    if password.expose_secret().is_empty() {
        bail!("there is no password on standard input; pipe one in, or use --generate");
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_password_blanks_and_all() {
        for (input, expected) in [
            ("a quiet harbour\n", Some("a quiet harbour")),
            ("a quiet harbour", Some("a quiet harbour")),
            (" blanks count \r\nmore", Some(" blanks count ")),
            ("", None),
            ("\n", None),
        ] {
            let read = first_line(input.as_bytes()).ok();
            let read = read.as_ref().map(ExposeSecret::expose_secret);
            assert_eq!(read, expected, "{input:?}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_noticed() {
        let typed = |prompt: &str| Ok(prompt.to_owned());
        let differ = ask(&typed).unwrap_err().to_string();
        assert!(differ.contains("differ"), "{differ}");
        let typed = |_: &str| Ok("a quiet harbour".to_owned());
        assert_eq!(ask(&typed).unwrap().expose_secret(), "a quiet harbour");
    }
}
