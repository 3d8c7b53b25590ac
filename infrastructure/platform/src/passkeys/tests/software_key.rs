//! A passkey in software, and the browser in front of it: enough of both to answer as
//! they would, and to answer wrongly.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody touched it (bit 0), and proved who they are (bit 2).
const VERIFIED: u8 = 0b0000_0101;
/// What is sent holds a new key (bit 6).
const NEW_KEY: u8 = 0b0100_0000;

/// One passkey, and where its browser believes to be.
#[derive(Clone)]
pub(super) struct SoftwareKey {
    key: SigningKey,
    id: [u8; 16],
    /// How often it was used. A passkey that is synchronised between devices says nought.
    pub(super) counter: u32,
    /// The page's origin, as the browser sees it.
    pub(super) origin: String,
    /// Whether its owner proves themselves to it.
    pub(super) verifies: bool,
}

impl SoftwareKey {
    pub(super) fn new(seed: u8, origin: &str) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: [seed; 16],
            counter: 0,
            origin: origin.to_owned(),
            verifies: true,
        }
    }

    /// What the browser sends after it made the passkey.
    pub(super) fn make(&self, options: &str) -> String {
        let options = public_key(options);
        let mut data = self.data(options["rp"]["id"].as_str().unwrap(), NEW_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(self.id);
        data.extend(self.public());
        // A map of three: the format, its statement, and the data above, as CBOR.
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.sent(json!({
            "attestationObject": encoded(&object),
            "clientDataJSON": encoded(&self.client_data("webauthn.create", &options)),
        }))
    }

    /// What it sends to prove that it is here.
    pub(super) fn prove(&self, options: &str) -> String {
        let options = public_key(options);
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.sent(json!({
            "authenticatorData": encoded(&data),
            "clientDataJSON": encoded(&client_data),
            "signature": encoded(signature.to_der().as_bytes()),
        }))
    }

    fn data(&self, place: &str, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 1 };
        let mut data = Sha256::digest(place).to_vec();
        data.push(verified | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    /// The public key: a COSE key of ES256, as CBOR.
    fn public(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(point.x().unwrap());
        key.extend(b"\x22\x58\x20");
        key.extend(point.y().unwrap());
        key
    }

    fn sent(&self, response: Value) -> String {
        let id = encoded(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }
}

fn public_key(options: &str) -> Value {
    let mut options: Value = serde_json::from_str(options).unwrap();
    options["publicKey"].take()
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
