//! Where messages are sent, and where they are not.

use super::*;

/// A sender for whom every name leads here, in order.
fn leading_to(reach: Reach, answers: &[&[&str]]) -> HttpWebhookSender {
    HttpWebhookSender {
        names: Box::new(Scripted::names(answers)),
        ..sender(reach)
    }
}

async fn answering_at(address: [u8; 4], port: u16) -> Endpoint {
    Endpoint::at((address, port), |mut stream| async move {
        request(&mut stream).await;
        stream.write_all(OK.as_bytes()).await.unwrap();
    })
    .await
}

#[tokio::test]
async fn no_spelling_of_this_machine_is_reached_in_production() {
    let endpoint = answering_at([127, 0, 0, 1], 0).await;
    for host in [
        "localhost",
        "LOCALHOST",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.0x1",
        "0177.0.0.1",
        "017700000001",
        "1%32%37.0.0.1",
        "①②⑦.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "[::]",
    ] {
        let url = format!("https://{host}:{}/", endpoint.address.port());
        let outcome = send(&sender(Reach::Public), &url).await;
        assert_eq!(kind(&outcome), "forbidden", "{host}: {outcome:?}");
    }
    assert_eq!(endpoint.connections(), 0);
}

#[tokio::test]
async fn sandboxes_reach_this_machine_by_any_spelling() {
    let endpoint = answering_at([127, 0, 0, 1], 0).await;
    for host in [
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.1",
        "[::ffff:7f00:1]",
    ] {
        let url = format!("http://{host}:{}/", endpoint.address.port());
        let outcome = send(&sender(Reach::Local), &url).await;
        assert_eq!(kind(&outcome), "answered", "{host}: {outcome:?}");
    }
    assert_eq!(endpoint.connections(), 5);
}

#[tokio::test]
async fn metadata_services_are_reached_by_nobody() {
    for host in [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
    ] {
        for (reach, scheme) in [
            (Reach::Public, "https"),
            (Reach::Local, "https"),
            (Reach::Local, "http"),
        ] {
            let outcome = send(&sender(reach), &format!("{scheme}://{host}/")).await;
            assert_eq!(kind(&outcome), "forbidden", "{host}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn production_goes_by_https_alone() {
    let names = Scripted::names(&[&["127.0.0.1"]]);
    let asked = Arc::clone(&names.asked);
    let sender = HttpWebhookSender {
        names: Box::new(names),
        ..sender(Reach::Public)
    };
    for url in [
        "http://hooks.example/",
        "http://8.8.8.8/",
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "data:text/plain,a",
        "unix:/run/a.sock",
    ] {
        assert_eq!(kind(&send(&sender, url).await), "forbidden", "{url}");
    }
    assert!(asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn one_bad_address_of_a_name_refuses_all() {
    let endpoint = answering_at([127, 0, 0, 1], 0).await;
    let port = endpoint.address.port();
    for (reach, addresses) in [
        (Reach::Public, &["10.0.0.1"] as &[&str]),
        (Reach::Public, &["8.8.8.8", "192.168.1.1"]),
        (Reach::Public, &["127.0.0.1", "8.8.8.8"]),
        (Reach::Public, &["2606:4700:4700::1111", "fd00::1"]),
        (Reach::Public, &["8.8.8.8", "::ffff:10.0.0.1"]),
        (Reach::Public, &["100.64.0.1"]),
        (Reach::Local, &["127.0.0.1", "169.254.169.254"]),
        (Reach::Local, &["::ffff:169.254.169.254", "127.0.0.1"]),
        (Reach::Local, &["127.0.0.1", "fe80::1"]),
    ] {
        let sender = leading_to(reach, &[addresses]);
        let outcome = send(&sender, &format!("https://hooks.example:{port}/")).await;
        assert_eq!(kind(&outcome), "forbidden", "{addresses:?}: {outcome:?}");
    }
    assert_eq!(endpoint.connections(), 0);
}

/// A name that leads somewhere harmless when it is checked, and elsewhere when it is used.
#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_connected_to() {
    let checked = answering_at([127, 0, 0, 2], 0).await;
    let port = checked.address.port();
    let later = answering_at([127, 0, 0, 3], port).await;
    let names = Scripted::names(&[&["127.0.0.2"], &["127.0.0.3"]]);
    let asked = Arc::clone(&names.asked);
    let sender = HttpWebhookSender {
        names: Box::new(names),
        ..sender(Reach::Local)
    };
    let url = format!("http://hooks.example:{port}/");

    assert_eq!(kind(&send(&sender, &url).await), "answered");
    assert_eq!((checked.connections(), later.connections()), (1, 0));
    assert_eq!(*asked.lock().unwrap(), ["hooks.example"]);

    // The next message asks again, and is judged again.
    assert_eq!(kind(&send(&sender, &url).await), "answered");
    assert_eq!((checked.connections(), later.connections()), (1, 1));
}

#[tokio::test]
async fn a_name_that_moves_inside_is_refused_from_then_on() {
    let sender = leading_to(Reach::Local, &[&["127.0.0.1"], &["169.254.169.254"]]);
    let endpoint = answering_at([127, 0, 0, 1], 0).await;
    let url = format!("http://hooks.example:{}/", endpoint.address.port());

    assert_eq!(kind(&send(&sender, &url).await), "answered");
    assert_eq!(kind(&send(&sender, &url).await), "forbidden");
    assert_eq!(endpoint.connections(), 1);
}

#[tokio::test]
async fn names_that_lead_nowhere_are_not_reached() {
    let nowhere: &[&[&str]] = &[&[]];
    for sender in [
        leading_to(Reach::Public, &[]),
        leading_to(Reach::Public, nowhere),
    ] {
        let outcome = send(&sender, "https://hooks.example/").await;
        assert_eq!(kind(&outcome), "unreachable", "{outcome:?}");
    }
    // RFC 6761 has this name lead nowhere.
    let outcome = send(&sender(Reach::Public), "https://hooks.invalid/").await;
    assert_eq!(kind(&outcome), "unreachable", "{outcome:?}");
}

#[tokio::test]
async fn only_so_many_addresses_of_a_name_are_tried() {
    let endpoint = answering_at([127, 0, 0, 9], 0).await;
    let url = format!("http://hooks.example:{}/", endpoint.address.port());
    let nobody = ["127.0.0.1"; 8];
    let [seven, eight] = [7, 8].map(|count| [&nobody[..count], &["127.0.0.9"]].concat());

    let outcome = send(&leading_to(Reach::Local, &[&seven]), &url).await;
    assert_eq!(kind(&outcome), "answered", "{outcome:?}");
    let outcome = send(&leading_to(Reach::Local, &[&eight]), &url).await;
    assert_eq!(kind(&outcome), "unreachable", "{outcome:?}");
}
