//! A file that is there whole or not at all: written beside its name, and given it at the end.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};
use tempfile::{Builder, NamedTempFile};

/// Why a file cannot be written there.
#[derive(Debug, thiserror::Error)]
pub enum TargetFault {
    /// There is a file already.
    #[error("{} is there already and was not touched; name a new file, or say --force", .0.display())]
    Exists(PathBuf),
    /// There is something else.
    #[error("{} is not a file that could be written over", .0.display())]
    NotAFile(PathBuf),
    /// The system refused.
    #[error("cannot write {}: {cause}; no file was left there", .path.display())]
    Unwritable {
        /// Where.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

/// A file in the making, readable by nobody else. Dropped before it is finished, nothing is left of it.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    force: bool,
    made: NamedTempFile,
}

impl Target {
    /// Begins a file that will be at `path`; over one that is there only with `force`.
    ///
    /// # Errors
    /// When something is there, or the folder cannot be written.
    pub fn begin(path: &Path, force: bool) -> Result<Self, TargetFault> {
        // A link's own end is written over, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        match path.symlink_metadata() {
            Ok(meta) if !meta.is_file() => return Err(TargetFault::NotAFile(path)),
            Ok(_) if !force => return Err(TargetFault::Exists(path)),
            _ => {}
        }
        let unwritable = |cause| TargetFault::Unwritable { path: path.clone(), cause };
        let folder = folder_of(&path);
        if !folder.is_dir() {
            return Err(unwritable(io::Error::other(format!("there is no folder {}", folder.display()))));
        }
        let made = Builder::new().prefix(".callsheet-").suffix(".part").tempfile_in(folder).map_err(unwritable)?;
        Ok(Self { path, force, made })
    }

    /// Where it will be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file, and its folder.
    pub fn open(&mut self) -> (&mut File, &Path) {
        (self.made.as_file_mut(), folder_of(&self.path))
    }

    /// What the system said when it was written to.
    #[must_use]
    pub fn fault(&self, cause: io::Error) -> TargetFault {
        TargetFault::Unwritable { path: self.path.clone(), cause }
    }

    /// Gives it its name, once all of it is on the disk.
    ///
    /// # Errors
    /// When that fails; then nothing is left of it.
    pub fn finish(self) -> Result<PathBuf, TargetFault> {
        let fault = |cause| TargetFault::Unwritable { path: self.path.clone(), cause };
        self.made.as_file().sync_all().map_err(fault)?;
        let named = if self.force { self.made.persist(&self.path) } else { self.made.persist_noclobber(&self.path) };
        match named {
            Ok(_) => Ok(self.path),
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(TargetFault::Exists(self.path)),
            Err(failed) => Err(TargetFault::Unwritable { path: self.path, cause: failed.error }),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
