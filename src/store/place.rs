//! Where a file lies: SQLite's locks do not hold on network shares.

use crate::store::fault::StoreFault;
use std::path::Path;

/// File-system types of the shares on which SQLite files get corrupted (Linux, `statfs(2)`).
const SHARES: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x5346_414F, "AFS"),
    (0x0102_1997, "9P"),
    (0x7375_7245, "Coda"),
    (0x564C, "NCP"),
];

/// Refuses a file on a network share.
///
/// # Errors
/// [`StoreFault::NetworkShare`], which names the share and the remedy.
pub fn refuse_network_share(path: &Path) -> Result<(), StoreFault> {
    let place = path
        .ancestors()
        .find(|place| place.exists())
        .unwrap_or(Path::new("."));
    let place = if place.as_os_str().is_empty() {
        Path::new(".")
    } else {
        place
    };
    match rustix::fs::statfs(place) {
        #[expect(
            clippy::cast_sign_loss,
            reason = "a magic number; its bits are what counts"
        )]
        Ok(facts) => match share_of(facts.f_type as u64) {
            Some(kind) => Err(StoreFault::NetworkShare {
                path: path.to_owned(),
                kind,
            }),
            None => Ok(()),
        },
        // A system that does not say: opening the file will tell.
        Err(_) => Ok(()),
    }
}

fn share_of(magic: u64) -> Option<&'static str> {
    let magic = magic & 0xFFFF_FFFF;
    SHARES
        .iter()
        .find(|(known, _)| *known == magic)
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_known_by_their_magic_numbers() {
        assert_eq!(share_of(0x6969), Some("NFS"));
        assert_eq!(
            share_of(0xFFFF_FFFF_FF53_4D42),
            Some("CIFS"),
            "sign-extended by some kernels"
        );
        assert_eq!(share_of(0xEF53), None, "ext4 is local");
    }
}
