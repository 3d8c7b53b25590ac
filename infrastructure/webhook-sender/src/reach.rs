//! Which addresses messages may be sent to, and which they never are.
//!
//! Addresses are judged, never names: a name says nothing about where it leads.

use std::net::{IpAddr, Ipv4Addr};

/// How far messages go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses, by `https`: production.
    Public,
    /// Besides, this machine and private networks, and by `http`: sandbox mode, and tools that
    /// a developer runs.
    Local,
}

/// Who may send to the addresses of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// [`Reach::Local`] alone.
    Local,
    /// Nobody.
    Nobody,
}

/// Everything that is no public address: the block, who may send there, and what it is. The
/// first row that covers an address counts.
#[rustfmt::skip]
const BLOCKS: &[(&str, For, &str)] = &[
    // Metadata services that other rows would let somebody reach, or that none covers.
    ("100.100.100.200/32", For::Nobody, "the metadata service of Alibaba Cloud"),
    ("168.63.129.16/32", For::Nobody, "the metadata service of Azure, in public space"),
    ("fd00:ec2::/32", For::Nobody, "the metadata and credential services of AWS"),
    ("fd20:ce::254/128", For::Nobody, "the metadata service of Google Cloud"),
    ("fd00:42::42/128", For::Nobody, "the metadata service of Scaleway"),

    // IPv4.
    ("0.0.0.0/8", For::Nobody, "this network, and no address at all (RFC 1122)"),
    ("10.0.0.0/8", For::Local, "private networks (RFC 1918)"),
    ("100.64.0.0/10", For::Nobody, "carrier-grade translation (RFC 6598)"),
    ("127.0.0.0/8", For::Local, "this machine (RFC 1122)"),
    ("169.254.0.0/16", For::Nobody, "link-local (RFC 3927), where most metadata services are"),
    ("172.16.0.0/12", For::Local, "private networks (RFC 1918)"),
    ("192.0.0.0/24", For::Nobody, "assignments for protocols (RFC 6890)"),
    ("192.0.2.0/24", For::Nobody, "documentation (RFC 5737)"),
    ("192.88.99.0/24", For::Nobody, "relays of 6to4, given up (RFC 7526)"),
    ("192.168.0.0/16", For::Local, "private networks (RFC 1918)"),
    ("198.18.0.0/15", For::Nobody, "benchmarks (RFC 2544)"),
    ("198.51.100.0/24", For::Nobody, "documentation (RFC 5737)"),
    ("203.0.113.0/24", For::Nobody, "documentation (RFC 5737)"),
    ("224.0.0.0/4", For::Nobody, "multicast (RFC 5771)"),
    ("255.255.255.255/32", For::Nobody, "broadcast (RFC 919)"),
    ("240.0.0.0/4", For::Nobody, "reserved (RFC 1112)"),

    // IPv6. What stands for an IPv4 address that can be told is judged as that; see `meant`.
    ("::/128", For::Nobody, "no address at all (RFC 4291)"),
    ("::1/128", For::Local, "this machine (RFC 4291)"),
    ("::/96", For::Nobody, "compatible with IPv4, given up (RFC 4291)"),
    ("::ffff:0:0:0/96", For::Nobody, "translated to IPv4 (RFC 7915)"),
    ("64:ff9b:1::/48", For::Nobody, "translated to IPv4 by a network's own rules (RFC 8215)"),
    ("100::/64", For::Nobody, "discarded (RFC 6666)"),
    ("2001::/32", For::Nobody, "Teredo, which has an IPv4 address inside (RFC 4380)"),
    ("2001:2::/48", For::Nobody, "benchmarks (RFC 5180)"),
    ("2001::/23", For::Nobody, "assignments for protocols (RFC 2928)"),
    ("2001:db8::/32", For::Nobody, "documentation (RFC 3849)"),
    ("2002::/16", For::Nobody, "6to4, which has an IPv4 address inside (RFC 3056)"),
    ("3fff::/20", For::Nobody, "documentation (RFC 9637)"),
    ("5f00::/16", For::Nobody, "segments of routing (RFC 9602)"),
    ("fc00::/7", For::Local, "unique-local, which is private (RFC 4193)"),
    ("fe80::/10", For::Nobody, "link-local (RFC 4291)"),
    ("fec0::/10", For::Nobody, "site-local, given up (RFC 3879)"),
    ("ff00::/8", For::Nobody, "multicast (RFC 4291)"),

    // What is left of IPv6 beside 2000::/3, the one block that public addresses are from.
    ("::/3", For::Nobody, "not for public addresses (RFC 4291)"),
    ("4000::/2", For::Nobody, "not for public addresses (RFC 4291)"),
    ("8000::/1", For::Nobody, "not for public addresses (RFC 4291)"),
];

impl Reach {
    /// Whether messages go by this scheme.
    pub fn goes_by(self, scheme: &str) -> bool {
        match self {
            Self::Public => scheme == "https",
            Self::Local => matches!(scheme, "https" | "http"),
        }
    }

    /// What keeps messages from an address; `None` where they may be sent to it.
    pub fn refuses(self, address: IpAddr) -> Option<&'static str> {
        let address = meant(address);
        let (_, by, what) = BLOCKS.iter().find(|(block, _, _)| covers(block, address))?;
        match (self, by) {
            (Self::Local, For::Local) => None,
            (Self::Public, For::Local) | (Self::Public | Self::Local, For::Nobody) => Some(what),
        }
    }
}

/// The address that is reached in the end: the IPv4 address inside an IPv6 one where the
/// operating system (`::ffff:0:0/96`, RFC 4291) or the network (`64:ff9b::/96`, RFC 6052, by
/// which hosts that have IPv6 alone reach all of IPv4) takes it out.
fn meant(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else {
        return address;
    };
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let bits = (u32::from(high) << 16) | u32::from(low);
            IpAddr::V4(Ipv4Addr::from_bits(bits))
        }
        _ => address,
    }
}

/// Whether a block covers an address. One that cannot be read covers everything.
fn covers(block: &str, address: IpAddr) -> bool {
    let Some((first, length)) = parse(block) else {
        return true;
    };
    // As many bits from the left are the same.
    let same = match (first, address) {
        (IpAddr::V4(first), IpAddr::V4(address)) => {
            (first.to_bits() ^ address.to_bits()).leading_zeros()
        }
        (IpAddr::V6(first), IpAddr::V6(address)) => {
            (first.to_bits() ^ address.to_bits()).leading_zeros()
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
    };
    same >= length
}

fn parse(block: &str) -> Option<(IpAddr, u32)> {
    let (first, length) = block.split_once('/')?;
    Some((first.parse().ok()?, length.parse().ok()?))
}

#[cfg(test)]
mod tests;
