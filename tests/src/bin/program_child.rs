//! The program `bursar` in a process of its own: its commands, as its arguments and its
//! environment say. Tests of commands that talk to a server start it.

use std::process::ExitCode;

use clap::Parser;
use server::arguments::Arguments;
use server::commands;
use server::settings::Environment;

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(Arguments::parse(), &Environment::of_process()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bursar: {error:#}");
            ExitCode::FAILURE
        }
    }
}
