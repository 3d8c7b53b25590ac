//! Whose word about the client's address is believed.

use std::net::IpAddr;
use std::str::FromStr;

/// A network in CIDR notation, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix_bits: u8,
}

impl Network {
    /// Whether the address lies in the network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= u32::from(self.prefix_bits)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= u32::from(self.prefix_bits)
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

/// The text is neither an address nor a network.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a network")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let prefix_bits = match bits {
            Some(bits) => bits.parse().map_err(|_| NotANetwork)?,
            None => widest,
        };
        if prefix_bits > widest {
            return Err(NotANetwork);
        }
        Ok(Self {
            address,
            prefix_bits,
        })
    }
}

/// The proxies in front of the program.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies {
    networks: Vec<Network>,
}

impl TrustedProxies {
    /// Believes exactly these.
    pub fn new(networks: Vec<Network>) -> Self {
        Self { networks }
    }

    /// The client's address: the peer's, or, where the peer is trusted, the
    /// nearest address in `forwarded_for` that is not a trusted proxy itself.
    ///
    /// The header is read from its end, because a client can write anything at
    /// its beginning. A part that is no address ends the search.
    pub fn client<'a>(
        &self,
        peer: IpAddr,
        forwarded_for: impl DoubleEndedIterator<Item = &'a str>,
    ) -> IpAddr {
        let mut client = peer;
        let hops = forwarded_for.flat_map(|header| header.split(',')).rev();
        for hop in hops {
            if !self.trusts(client) {
                break;
            }
            match hop.trim().parse() {
                Ok(address) => client = address,
                Err(_) => break,
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks
            .iter()
            .any(|network| network.contains(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &[&str], peer: &str, headers: &[&str]) -> String {
        let networks = trusted.iter().map(|text| text.parse().unwrap()).collect();
        TrustedProxies::new(networks)
            .client(peer.parse().unwrap(), headers.iter().copied())
            .to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        for (trusted, peer, headers, expected) in [
            (&[][..], "192.0.2.1", &["198.51.100.7"][..], "192.0.2.1"),
            (&["10.0.0.0/8"], "192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            (
                &["10.0.0.0/8"],
                "10.1.2.3",
                &["198.51.100.7"],
                "198.51.100.7",
            ),
            (
                &["10.0.0.0/8"],
                "10.1.2.3",
                &["1.1.1.1, 198.51.100.7, 10.9.9.9"],
                "198.51.100.7",
            ),
            (
                &["10.0.0.0/8"],
                "10.1.2.3",
                &["1.1.1.1", "198.51.100.7"],
                "198.51.100.7",
            ),
            (&["10.0.0.0/8"], "10.1.2.3", &["nonsense"], "10.1.2.3"),
            (&["10.0.0.0/8"], "10.1.2.3", &[], "10.1.2.3"),
            (&["::1"], "::1", &["2001:db8::7"], "2001:db8::7"),
        ] {
            assert_eq!(
                client(trusted, peer, headers),
                expected,
                "{peer} {headers:?}"
            );
        }
    }

    #[test]
    fn a_network_is_an_address_and_a_length_that_fits() {
        for text in [
            "10.0.0.0/33",
            "10.0.0/8",
            "::/129",
            "",
            "ten",
            "10.0.0.0/-1",
        ] {
            assert_eq!(text.parse::<Network>(), Err(NotANetwork), "{text}");
        }
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everything.contains("203.0.113.9".parse().unwrap()));
    }
}
