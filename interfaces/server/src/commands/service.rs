//! `bursar service`.

use application::Application;

use super::table::table;
use crate::arguments::ServiceCommand;

pub(super) async fn run(
    application: &Application,
    command: ServiceCommand,
) -> anyhow::Result<String> {
    match command {
        ServiceCommand::Create { name } => {
            let service = application.open_service(&name).await?;
            Ok(format!("{}\n", service.id))
        }
        ServiceCommand::List => {
            let services = application.services().await?;
            let rows: Vec<_> = services
                .into_iter()
                .map(|service| [service.id.to_string(), service.name.to_string()])
                .collect();
            Ok(table(["ID", "NAME"], &rows))
        }
    }
}
