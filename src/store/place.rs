//! Where a file lies, and who may read it there. SQLite's locks do not hold on network shares.

use crate::store::{
    fault::StoreFault,
    rights::{folder_of, mode_in},
};
use rustix::{
    fs::{CWD, RenameFlags, renameat_with},
    io::Errno,
};
use std::{
    fs::OpenOptions,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

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
    let place = path.ancestors().find(|place| place.exists()).unwrap_or(Path::new("."));
    let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
    match rustix::fs::statfs(place) {
        #[expect(clippy::cast_sign_loss, reason = "a magic number; its bits are what counts")]
        Ok(facts) => match share_of(facts.f_type as u64) {
            Some(kind) => Err(StoreFault::NetworkShare { path: path.to_owned(), kind }),
            None => Ok(()),
        },
        // A system that does not say: opening the file will tell.
        Err(_) => Ok(()),
    }
}

/// Refuses what is no file: opening a pipe waits for somebody who writes into it, and a device is nobody's to fill.
///
/// # Errors
/// [`StoreFault::Unopenable`], which says what is there.
pub fn refuse_other_than_file(path: &Path) -> Result<(), StoreFault> {
    let cause = match path.metadata() {
        Ok(meta) if meta.is_file() => return Ok(()),
        Ok(meta) if meta.is_dir() => "it is a folder".to_owned(),
        Ok(_) => "it is a device or a pipe, not a file".to_owned(),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => "it is a link that leads nowhere".to_owned(),
        Err(fault) => fault.to_string(),
    };
    Err(StoreFault::Unopenable { path: path.to_owned(), cause })
}

/// Creates an empty file that nobody else can read: 0600, or 0660 where its folder is shared with a group
/// (set-group-id and group-writable). Its folder is made 0700 when it is missing. SQLite itself would make
/// a file that anybody can read and no group can write.
///
/// # Errors
/// When it exists or cannot be made; `for_file` is named in the message.
pub fn create_private(path: &Path, for_file: &Path) -> Result<(), StoreFault> {
    let fault = |cause: std::io::Error| StoreFault::unopenable(for_file, &cause);
    let folder = folder_of(path);
    if !folder.exists() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(fault)?;
    }
    let mode = mode_in(path);
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path).map_err(fault)?;
    // The umask can only have taken rights away; set what is meant.
    file.set_permissions(std::fs::Permissions::from_mode(mode)).map_err(fault)
}

/// Gives the finished file `from` its name, which nothing else may have; that it has is on the disk, too.
///
/// # Errors
/// When the name is taken, or cannot be given.
pub fn rename_new(from: &Path, to: &Path) -> Result<(), StoreFault> {
    let done = match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems of memory sticks cannot say so in one step.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            if to.symlink_metadata().is_ok() {
                return Err(StoreFault::There(to.to_owned()));
            }
            std::fs::rename(from, to)
        }
        Err(Errno::EXIST) => return Err(StoreFault::There(to.to_owned())),
        done => done.map_err(Into::into),
    };
    done.map_err(|cause| StoreFault::unopenable(to, &cause))?;
    // Folders that cannot be synced keep their names in other ways.
    let _ = std::fs::File::open(folder_of(to)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn share_of(magic: u64) -> Option<&'static str> {
    let magic = magic & 0xFFFF_FFFF;
    SHARES.iter().find(|(known, _)| *known == magic).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_known_by_their_magic_numbers() {
        assert_eq!(share_of(0x6969), Some("NFS"));
        assert_eq!(share_of(0xFFFF_FFFF_FF53_4D42), Some("CIFS"), "sign-extended by some kernels");
        assert_eq!(share_of(0xEF53), None, "ext4 is local");
    }
}
