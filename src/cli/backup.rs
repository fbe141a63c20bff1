//! `backup`: a whole copy of the file, while others write.

use crate::{
    cli::{exit::Exit, failure::Failure, ground::Ground, out::Out},
    store::backup,
};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Copy the file of leads, whole and checked, while others work on it
#[derive(Debug, Args)]
pub struct Backup {
    /// The new file, or a folder to put it in
    to: PathBuf,
}

impl Backup {
    /// Copies it.
    pub fn run(self, ground: &Ground, out: &mut Out) -> Result<Exit, Failure> {
        let db = ground.file_alone(out)?;
        let to = if self.to.is_dir() {
            let at = ground.now().utc().format("%Y-%m-%dT%H%M%SZ");
            self.to.join(format!("callsheet-{at}.db"))
        } else {
            self.to
        };
        backup::to(&db, &to)?;
        let bytes = std::fs::metadata(&to).map_or(0, |meta| meta.len());
        if out.json {
            out.value(&json!({ "file": to, "bytes": bytes, "of": ground.file }))?;
        } else {
            out.line(&format!("Copied {} to {}, {bytes} bytes, checked", ground.file.display(), to.display()))?;
        }
        Ok(Exit::Done)
    }
}
