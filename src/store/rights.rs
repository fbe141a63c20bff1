//! Who may read and write the file, and what stands beside it.

use rustix::fs::{Access, access};
use std::{
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// Why the system does not open the file at `path`, as far as can be told without opening it.
#[must_use]
pub fn why_not(path: &Path) -> Option<std::io::Error> {
    if let Err(cause) = std::fs::File::open("/dev/null") {
        return Some(cause);
    }
    let place = if path.exists() { path } else { folder_of(path) };
    access(place, Access::READ_OK | Access::WRITE_OK).err().map(Into::into)
}

/// Gives what SQLite keeps beside the file the right to be written that the file has. Made while the file could
/// only be read, it has not, and the file could not be written ever after.
pub fn mend_rights_beside(path: &Path) {
    let Ok(right) = path.metadata().map(|meta| meta.mode() & 0o777) else { return };
    for beside in ["-wal", "-shm"].map(|ending| beside(path, ending)) {
        // A link that somebody has put there is none of ours.
        let found = beside.symlink_metadata().ok().filter(std::fs::Metadata::is_file);
        if found.is_some_and(|meta| meta.mode() & 0o200 < right & 0o200) {
            // Where they are somebody else's, opening says so.
            let _ = std::fs::set_permissions(&beside, std::fs::Permissions::from_mode(right));
        }
    }
}

/// What SQLite keeps beside the file: behind a link, beside the file and not beside the link.
#[must_use]
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
    name.push(ending);
    name.into()
}

/// The rights that a file of leads has at `path`: 0660 where its folder is shared with a group, 0600 elsewhere.
#[must_use]
pub fn mode_in(path: &Path) -> u32 {
    let shared = std::fs::metadata(folder_of(path)).is_ok_and(|meta| meta.mode() & 0o2020 == 0o2020);
    if shared { 0o660 } else { 0o600 }
}

pub(in crate::store) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
