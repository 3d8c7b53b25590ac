//! Staff of the real server sign in as its announcement says.

use domain::email::StaffMessage;
use domain::staff::Role;
use system_tests::harness::Server;

system_tests::on_every_database!(
    the_sandboxs_staff_sign_in,
    a_colleague_is_who_they_are_said_to_be,
    messages_are_heard,
);

async fn the_sandboxs_staff_sign_in(server: Server) {
    let mut first = server.staff().await;
    let mut second = server.staff().await;
    for visitor in [&mut first, &mut second] {
        let page = visitor.page("/admin/profile").await;
        assert_eq!(page.status(), 200);
        assert!(page.html().contains("staff@example.org"));
    }
}

async fn a_colleague_is_who_they_are_said_to_be(server: Server) {
    let service = server.demo_service().await;
    let mut visitor = server
        .staff_as("ada@example.org", &service, Role::Viewer)
        .await;
    let team = format!("/admin/service/{service}/team");
    let page = visitor.page(&team).await;
    assert_eq!(page.status(), 200, "{}", page.html());
    let page = visitor.page(&format!("{team}/invite")).await;
    assert_eq!(page.status(), 403, "{}", page.html());
}

async fn messages_are_heard(server: Server) {
    let mut visitor = server.visitor();
    let page = visitor.page("/admin/forgotten-password").await;
    let form = page.form("forgotten-password");
    let form = form.with("email", "staff@example.org");
    visitor.press(&form, "continue").await;

    let reset = |message: &StaffMessage| match message {
        StaffMessage::PasswordReset { link } => Some(link.clone()),
        _ => None,
    };
    let link_sent = server.told("staff@example.org", reset).await;
    assert_eq!(visitor.page(&link_sent).await.status(), 200);
}
