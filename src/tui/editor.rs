//! The editor of whoever sits here: `$VISUAL`, else `$EDITOR`, else `vi`.

use std::{io::Write, path::Path, process::Command};

/// Opens a file in it, and waits until it is closed.
///
/// # Errors
/// When it cannot be started, or does not end well: which editor, and what would name another.
pub fn open(path: &Path) -> Result<(), String> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    // As git does it: the variable may hold options, and the path is one argument whatever is in it.
    let done = Command::new("sh").arg("-c").arg(format!("{editor} \"$@\"")).arg(&editor).arg(path).status();
    let cause = match done {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status.to_string(),
        Err(cause) => cause.to_string(),
    };
    Err(format!("the editor “{editor}” did not end well ({cause}); $VISUAL or $EDITOR names another one"))
}

/// Has a text written on in it; gives what stands there when it is closed. The text is in a file that nobody else
/// can read, and that is gone afterwards.
///
/// # Errors
/// When there is no room for the file, the editor does not end well, or what it left is no text.
pub fn compose(text: &str) -> Result<String, String> {
    let fault = |cause: std::io::Error| format!("the note cannot be put in a file for the editor: {cause}");
    let mut file = tempfile::Builder::new().prefix("callsheet-note-").suffix(".txt").tempfile().map_err(fault)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(fault)?;
    open(file.path())?;
    // Read by its name: editors write another file and put it in the place of this one.
    let written =
        std::fs::read(file.path()).map_err(|cause| format!("what the editor left cannot be read: {cause}"))?;
    String::from_utf8(written).map_err(|_| "what the editor left is no UTF-8 text".to_owned())
}
