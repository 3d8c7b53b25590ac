//! The migrated template, and the copies of it that tests get.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{SystemTime, UNIX_EPOCH};

use persistence::DatabaseSettings;

use super::{Server, admin};

/// A copy of the template for one test; dropped with it.
pub(super) struct DatabaseCopy {
    name: String,
    template: Arc<Template>,
}

/// A migrated database, made for the first copy and dropped with the last.
struct Template {
    name: String,
    server: &'static Server,
}

impl DatabaseCopy {
    /// A fresh copy.
    pub(super) fn of_template(server: &'static Server) -> Self {
        let template = Template::current(server);
        let name = fresh_name();
        let create = format!("CREATE DATABASE {name} TEMPLATE {}", template.name);
        admin::execute(&server.admin_url(), &[create]).expect("the template can be copied");
        Self { name, template }
    }

    /// Its URL.
    pub(super) fn url(&self) -> String {
        self.template.server.url_of(&self.name)
    }
}

impl Drop for DatabaseCopy {
    fn drop(&mut self) {
        remove(self.template.server, &self.name);
    }
}

impl Template {
    fn current(server: &'static Server) -> Arc<Self> {
        static CURRENT: Mutex<Weak<Template>> = Mutex::new(Weak::new());
        let mut current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = current.upgrade() {
            return template;
        }
        let template = Arc::new(Self::make(server));
        *current = Arc::downgrade(&template);
        template
    }

    fn make(server: &'static Server) -> Self {
        let name = fresh_name();
        let create = format!("CREATE DATABASE {name}");
        admin::execute(&server.admin_url(), &[create]).expect("a database can be made");
        let template = Self { name, server };
        let settings = DatabaseSettings::new(server.url_of(&template.name));
        admin::block_on(async {
            let database = persistence::connect(&settings)
                .await
                .expect("the template can be opened");
            persistence::migrate(&database)
                .await
                .expect("an empty PostgreSQL database can be migrated");
            database.close().await;
        });
        template
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        remove(self.server, &self.name);
    }
}

/// Drops a database, whoever is still connected to it.
pub(super) fn remove(server: &Server, name: &str) {
    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    if let Err(error) = admin::execute(&server.admin_url(), &[statement]) {
        eprintln!("the test database {name} is left behind: {error}");
    }
}

/// A name that no other test has, in this process or another.
pub(super) fn fresh_name() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    format!(
        "bursar_test_{}_{}_{}",
        since_epoch.as_millis(),
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}
