//! Finding anybody by any letters or digits. What must differ between engines stands here together.

use crate::{
    domain::{ids::ContactId, text},
    store::{engine::Db, fault::StoreFault},
};

/// Puts the words of a contact into the index, in place of those that were there; none takes it out.
///
/// # Errors
/// When the engine refuses.
pub fn put(db: &Db, contact: ContactId, words: Option<&str>) -> Result<(), StoreFault> {
    db.run("DELETE FROM contact_text WHERE rowid = $1", &[&contact.0])?;
    words.map_or(Ok(()), |words| add(db, contact, words))
}

/// Puts the words of a new contact into the index.
///
/// # Errors
/// When the engine refuses.
pub fn add(db: &Db, contact: ContactId, words: &str) -> Result<(), StoreFault> {
    db.run("INSERT INTO contact_text (rowid, words) VALUES ($1, $2)", &[&contact.0, &words])?;
    Ok(())
}

/// The contacts that the index knows.
///
/// # Errors
/// When the engine refuses.
pub fn indexed(db: &Db) -> Result<Vec<i64>, StoreFault> {
    db.all("SELECT rowid FROM contact_text ORDER BY rowid", &[], |row| row.get(0))
}

/// Contacts whose name, company, address or number has all the parts of `query`, newest first: three letters or
/// more anywhere, two at the beginning of a word, one at the beginning of a word of the name.
///
/// # Errors
/// When the engine refuses.
pub fn find(db: &Db, query: &str, limit: i64) -> Result<Vec<ContactId>, StoreFault> {
    let (initials, parts): (Vec<String>, Vec<String>) =
        parts(query).into_iter().partition(|part| part.chars().count() < 2);
    let phrases: Vec<String> = parts
        .iter()
        .map(|part| if part.chars().count() == 2 { format!("\" {part}\"") } else { format!("\"{part}\"") })
        .collect();
    if phrases.is_empty() {
        return by_beginning(db, &text::fold(query), limit);
    }
    let phrases = phrases.join(" AND ");
    if initials.is_empty() {
        return db.all(
            "SELECT rowid FROM contact_text WHERE contact_text MATCH $1 ORDER BY rowid DESC LIMIT $2",
            &[&phrases, &limit],
            |row| Ok(ContactId(row.get(0)?)),
        );
    }
    // The index knows no single letters: the names of those whom it finds by the rest are looked at.
    let sql = "SELECT contact_text.rowid, contact.name_key FROM contact_text JOIN contact ON contact.id = contact_text.rowid \
               WHERE contact_text MATCH $1 ORDER BY contact_text.rowid DESC";
    let mut found = Vec::new();
    db.each(sql, &[&phrases], |row| {
        let name = row.text(1)?.unwrap_or_default();
        if initials.iter().all(|initial| name.split_whitespace().any(|word| word.starts_with(initial))) {
            found.push(ContactId(row.get(0)?));
        }
        Ok(i64::try_from(found.len()).is_ok_and(|many| many < limit))
    })?;
    Ok(found)
}

/// Whether a query is so short that only the beginnings of names are looked at.
#[must_use]
pub fn is_short(query: &str) -> bool {
    parts(query).iter().all(|part| part.chars().count() < 2)
}

/// Digits that make a whole number; fewer are a part of one.
const WHOLE: usize = 7;

/// The parts of a query that are looked for: folded words, and digits without what people put between them.
fn parts(query: &str) -> Vec<String> {
    let is_number = query.chars().any(|c| c.is_ascii_digit()) && !query.chars().any(char::is_alphabetic);
    if is_number {
        let digits = text::digits(query);
        // A whole number written at home begins with 0 where the world writes its country's code; the last digits
        // of one are what they are.
        let whole = digits.len() >= WHOLE;
        return vec![if whole { digits.trim_start_matches('0').to_owned() } else { digits }];
    }
    text::fold(query).split_whitespace().map(str::to_owned).collect()
}

fn by_beginning(db: &Db, folded: &str, limit: i64) -> Result<Vec<ContactId>, StoreFault> {
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let end = format!("{folded}\u{10FFFF}");
    db.all(
        "SELECT id FROM contact WHERE name_key >= $1 AND name_key < $2 AND name_key <> '' AND taken_back_at IS NULL \
         ORDER BY name_key, id LIMIT $3",
        &[&folded, &end, &limit],
        |row| Ok(ContactId(row.get(0)?)),
    )
}
