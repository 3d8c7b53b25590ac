//! PostgreSQL in a container, where an engine answers and has the image or can
//! pull it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers::runners::AsyncRunner;
use testcontainers::{ContainerAsync, GenericImage, ImageExt};

use super::admin;

/// The environment variable that names another image, as `name:tag`.
const IMAGE: &str = "BURSAR_TEST_POSTGRES_IMAGE";
const IMAGE_DEFAULT: &str = "postgres:15-alpine";
/// How long an engine may take to pull the image and start it.
const PATIENCE: Duration = Duration::from_secs(120);
/// The pause between two tries to reach a server that is starting.
const PAUSE: Duration = Duration::from_millis(100);
const PORT: u16 = 5432;

/// A running container. Statics are never dropped, so that a process of its own
/// removes it when this one ends, however it ends.
pub(crate) struct Container {
    host: String,
    port: u16,
    _container: ContainerAsync<GenericImage>,
    _remover: Option<Child>,
}

impl Container {
    pub(super) fn url_of(&self, database: &str) -> String {
        format!(
            "postgres://postgres:bursar@{}:{}/{database}",
            self.host, self.port
        )
    }
}

/// Starts a container, or says why there is none.
pub(super) fn start() -> Result<Container, String> {
    let begun = Instant::now();
    let container = admin::block_on(async {
        match tokio::time::timeout(PATIENCE, start_async()).await {
            Ok(Ok(container)) => Ok(container),
            Ok(Err(error)) => Err(format!("no container engine gave one: {error}")),
            Err(_) => Err("the container engine took too long".to_owned()),
        }
    })?;
    let url = container.url_of("postgres");
    while let Err(error) = admin::execute(&url, &["SELECT 1".to_owned()]) {
        if begun.elapsed() > PATIENCE {
            return Err(format!(
                "PostgreSQL in the container does not answer: {error}"
            ));
        }
        std::thread::sleep(PAUSE);
    }
    Ok(container)
}

async fn start_async() -> Result<Container, testcontainers::TestcontainersError> {
    let image = std::env::var(IMAGE).unwrap_or_else(|_| IMAGE_DEFAULT.to_owned());
    let (name, tag) = image.rsplit_once(':').unwrap_or((&image, "latest"));
    // The image starts a passing server first, to set itself up.
    let set_up = WaitFor::message_on_stdout("PostgreSQL init process complete");
    let container = GenericImage::new(name, tag)
        .with_exposed_port(PORT.tcp())
        .with_wait_for(set_up)
        .with_env_var("POSTGRES_PASSWORD", "bursar")
        .with_cmd(["-c", "fsync=off", "-c", "max_connections=300"])
        .start()
        .await?;
    Ok(Container {
        host: container.get_host().await?.to_string(),
        port: container.get_host_port_ipv4(PORT).await?,
        _remover: remove_at_our_end(container.id()),
        _container: container,
    })
}

/// A process that waits for the end of its standard input, which is our end.
fn remove_at_our_end(id: &str) -> Option<Child> {
    use std::os::unix::process::CommandExt;
    Command::new("sh")
        .args([
            "-c",
            "read -r _; docker rm -f -v \"$0\" >/dev/null 2>&1",
            id,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .ok()
}
