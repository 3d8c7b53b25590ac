//! The codes of authenticator apps, as they work them out themselves (RFC 6238 over
//! RFC 4226).

use domain::ports::AppCodes;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// How many numbers a code of six digits can be.
const CODES: u32 = 1_000_000;

/// Codes by HMAC-SHA-1, which is what every app knows; SHA-1's collisions do not
/// weaken it there.
#[derive(Debug, Clone, Copy, Default)]
pub struct TotpCodes;

impl AppCodes for TotpCodes {
    /// A step before 1970 has no code: an empty one, that nobody can type.
    fn code(&self, secret: &[u8], step: i64) -> String {
        let code = u64::try_from(step).ok().and_then(|step| code(secret, step));
        code.map(|code| format!("{code:06}")).unwrap_or_default()
    }
}

/// The dynamic truncation of RFC 4226, section 5.3.
fn code(secret: &[u8], step: u64) -> Option<u32> {
    let mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    let hash = mac.chain_update(step.to_be_bytes()).finalize().into_bytes();
    let offset = usize::from(hash.last()? & 0x0f);
    let four = hash.get(offset..)?.first_chunk::<4>()?;
    Some((u32::from_be_bytes(*four) & 0x7fff_ffff) % CODES)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of both RFCs' examples.
    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238, appendix B, without the two digits that six-digit codes lack.
    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(TotpCodes.code(SECRET, seconds / 30), expected, "{seconds}");
        }
    }

    /// RFC 4226, appendix D.
    #[test]
    fn the_codes_are_those_of_rfc_4226() {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (step, expected) in (0_i64..).zip(expected) {
            assert_eq!(TotpCodes.code(SECRET, step), expected, "{step}");
        }
    }

    #[test]
    fn there_is_no_code_before_the_epoch() {
        assert_eq!(TotpCodes.code(SECRET, -1), "");
    }
}
