use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;

use super::*;

/// Who may send to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    All,
    Local,
    Nobody,
}

fn by(address: IpAddr) -> By {
    match (
        Reach::Public.refuses(address),
        Reach::Local.refuses(address),
    ) {
        (None, None) => By::All,
        (Some(_), None) => By::Local,
        (Some(_), Some(_)) => By::Nobody,
        (None, Some(_)) => panic!("{address} is public, and not for sandboxes"),
    }
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// Of a block: who may send just before it, its first and its last address, who may send
/// there, and just after it.
type Edge = (Option<By>, &'static str, &'static str, By, Option<By>);

#[rustfmt::skip]
const EDGES: &[Edge] = {
    use By::{All, Local, Nobody};
    &[
        (None, "0.0.0.0", "0.255.255.255", Nobody, Some(All)),
        (Some(All), "10.0.0.0", "10.255.255.255", Local, Some(All)),
        (Some(All), "100.64.0.0", "100.127.255.255", Nobody, Some(All)),
        (Some(All), "127.0.0.0", "127.255.255.255", Local, Some(All)),
        (Some(All), "168.63.129.16", "168.63.129.16", Nobody, Some(All)),
        (Some(All), "169.254.0.0", "169.254.255.255", Nobody, Some(All)),
        (Some(All), "172.16.0.0", "172.31.255.255", Local, Some(All)),
        (Some(All), "192.0.0.0", "192.0.0.255", Nobody, Some(All)),
        (Some(All), "192.0.2.0", "192.0.2.255", Nobody, Some(All)),
        (Some(All), "192.88.99.0", "192.88.99.255", Nobody, Some(All)),
        (Some(All), "192.168.0.0", "192.168.255.255", Local, Some(All)),
        (Some(All), "198.18.0.0", "198.19.255.255", Nobody, Some(All)),
        (Some(All), "198.51.100.0", "198.51.100.255", Nobody, Some(All)),
        (Some(All), "203.0.113.0", "203.0.113.255", Nobody, Some(All)),
        (Some(All), "224.0.0.0", "239.255.255.255", Nobody, Some(Nobody)),
        (Some(Nobody), "240.0.0.0", "255.255.255.255", Nobody, None),
        (None, "::", "::", Nobody, Some(Local)),
        (Some(Nobody), "::1", "::1", Local, Some(Nobody)),
        (Some(Local), "::2", "::ffff:ffff", Nobody, Some(Nobody)),
        (Some(Nobody), "::ffff:0:0:0", "::ffff:0:ffff:ffff", Nobody, Some(Nobody)),
        (Some(Nobody), "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", Nobody, Some(Nobody)),
        (Some(Nobody), "100::", "100::ffff:ffff:ffff:ffff", Nobody, Some(Nobody)),
        (Some(All), "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, Some(All)),
        (Some(All), "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, Some(All)),
        (Some(All), "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, Some(All)),
        (Some(All), "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, Some(All)),
        (Some(All), "4000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, Some(Local)),
        (Some(Nobody), "fc00::", "fd00:42::41", Local, Some(Nobody)),
        (Some(Local), "fd00:42::42", "fd00:42::42", Nobody, Some(Local)),
        (Some(Local), "fd00:ec2::", "fd00:ec2:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, Some(Local)),
        (Some(Local), "fd20:ce::254", "fd20:ce::254", Nobody, Some(Local)),
        (Some(Nobody), "fd20:ce::255", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Local, Some(Nobody)),
        (Some(Local), "fe00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Nobody, None),
    ]
};

#[test]
fn blocks_end_where_they_should() {
    for &(before, first, last, inside, after) in EDGES {
        let neighbour = |address: IpAddr, step: i8| match address {
            IpAddr::V4(v4) => {
                let bits = v4.to_bits().checked_add_signed(step.into());
                IpAddr::V4(Ipv4Addr::from_bits(bits.unwrap()))
            }
            IpAddr::V6(v6) => {
                let bits = v6.to_bits().checked_add_signed(step.into());
                IpAddr::V6(Ipv6Addr::from_bits(bits.unwrap()))
            }
        };
        let (first, last) = (ip(first), ip(last));
        assert_eq!(by(first), inside, "{first}");
        assert_eq!(by(last), inside, "{last}");
        if let Some(before) = before {
            let address = neighbour(first, -1);
            assert_eq!(by(address), before, "{address}, before {first}");
        }
        if let Some(after) = after {
            let address = neighbour(last, 1);
            assert_eq!(by(address), after, "{address}, after {last}");
        }
    }
}

#[test]
fn every_row_can_be_read_begins_its_block_and_is_needed() {
    for (place, (block, for_whom, what)) in BLOCKS.iter().enumerate() {
        let (first, length) = parse(block).unwrap();
        let zeroes = match first {
            IpAddr::V4(v4) => v4.to_bits().trailing_zeros(),
            IpAddr::V6(v6) => v6.to_bits().trailing_zeros(),
        };
        let width = if first.is_ipv4() { 32 } else { 128 };
        assert!(zeroes + length >= width, "{block} begins inside itself");

        let hidden = BLOCKS[..place]
            .iter()
            .find(|(earlier, _, _)| covers(earlier, first) && parse(earlier).unwrap().1 <= length);
        assert_eq!(hidden, None, "{block} is never looked at");

        let expected = match for_whom {
            For::Local => By::Local,
            For::Nobody => By::Nobody,
        };
        assert_eq!(by(first), expected, "{block}");
        assert!(!what.is_empty(), "{block}");
    }
}

#[test]
fn a_row_that_cannot_be_read_refuses_everything() {
    for block in ["", "10.0.0.0", "10.0.0/8", "ten/8", "10.0.0.0/x"] {
        assert!(covers(block, ip("8.8.8.8")), "{block}");
    }
}

#[test]
fn metadata_services_are_out_of_reach_in_every_form() {
    for address in [
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "169.254.42.42",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "fd00:42::42",
        "fe80::a9fe:a9fe",
        "::ffff:169.254.169.254",
        "::ffff:100.100.100.200",
        "::ffff:168.63.129.16",
        "::169.254.169.254",
        "::ffff:0:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::169.254.169.254",
        "2002:a9fe:a9fe::",
        "2001:0:a9fe:a9fe::",
    ] {
        assert_eq!(by(ip(address)), By::Nobody, "{address}");
    }
}

#[test]
fn what_everybody_knows_to_be_public_is() {
    for address in [
        "1.1.1.1",
        "8.8.8.8",
        "151.101.1.1",
        "192.0.1.1",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00:1450:4009::1",
        "2c0f:fb50::1",
        "64:ff9b::8.8.8.8",
        "::ffff:8.8.8.8",
    ] {
        assert_eq!(by(ip(address)), By::All, "{address}");
    }
}

#[test]
fn only_sandboxes_go_by_http_and_nobody_by_anything_else() {
    for (scheme, public, local) in [
        ("https", true, true),
        ("http", false, true),
        ("ftp", false, false),
        ("file", false, false),
        ("HTTPS", false, false),
        ("", false, false),
    ] {
        assert_eq!(Reach::Public.goes_by(scheme), public, "{scheme}");
        assert_eq!(Reach::Local.goes_by(scheme), local, "{scheme}");
    }
}

proptest! {
    #[test]
    fn ipv4_inside_ipv6_is_judged_as_itself(bits: u32) {
        let v4 = Ipv4Addr::from_bits(bits);
        let expected = by(IpAddr::V4(v4));

        prop_assert_eq!(by(IpAddr::V6(v4.to_ipv6_mapped())), expected);
        let translated = (0x0064_ff9b_u128 << 96) | u128::from(bits);
        prop_assert_eq!(by(IpAddr::V6(Ipv6Addr::from_bits(translated))), expected);
    }

    #[test]
    fn other_forms_with_ipv4_inside_lead_nowhere(bits: u32, rest: u64) {
        let compatible = Ipv6Addr::from_bits(u128::from(bits));
        prop_assert!(compatible.is_loopback() || by(compatible.into()) == By::Nobody);
        for head in [(0x2002_u128 << 32) | u128::from(bits), 0x2001_0000_0000 | u128::from(bits >> 16)] {
            let address = Ipv6Addr::from_bits((head << 80) | u128::from(rest));
            prop_assert_eq!(by(address.into()), By::Nobody, "{}", address);
        }
    }

    #[test]
    fn what_is_public_agrees_with_the_standard_library_where_that_has_a_word(bits: u32) {
        let v4 = Ipv4Addr::from_bits(bits);
        let special = v4.is_private()
            || v4.is_loopback()
            || v4.is_link_local()
            || v4.is_broadcast()
            || v4.is_documentation()
            || v4.is_multicast()
            || v4.is_unspecified();
        prop_assert!(!special || Reach::Public.refuses(v4.into()).is_some());
        let wanted = v4.is_private() || v4.is_loopback();
        prop_assert_eq!(by(v4.into()) == By::Local, wanted);
    }

    #[test]
    fn what_sandboxes_alone_may_reach_is_private(bits: u128) {
        // A unique-local address in every second run.
        let address = Ipv6Addr::from_bits(if bits & 1 == 0 { bits } else { (0xfd << 120) | (bits >> 8) });
        let private = address.is_unique_local() || address.is_loopback();
        prop_assert!(by(address.into()) != By::Local || private);
    }
}
