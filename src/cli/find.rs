//! `find`: anybody, by any letters or digits.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        session::Session,
        table::{Table, figures, or_dash, words},
    },
    domain::text,
    store::search,
};
use clap::Args;

/// Find anybody by any part of name, company, email or number
#[derive(Debug, Args)]
pub struct Find {
    /// What to look for; all parts must be there
    #[arg(required = true, value_name = "TEXT")]
    query: Vec<String>,
    /// At most so many people
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: i64,
}

impl Find {
    /// Finds them.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let query = text::clean(&self.query.join(" "));
        let found = session.desk.find(&query, self.limit, session.now)?;
        if session.out.json {
            session.out.value(&found)?;
            return Ok(Exit::Done);
        }
        let mut table = Table::new(&[
            figures("Lead"),
            words("Name", 26),
            words("Company", 22),
            words("Phone", 20),
            words("Email", 30),
            words("Owner", 10),
            words("Stage", 19),
            words("Status", 10),
        ]);
        for person in &found {
            let lead = person.lead.as_ref();
            table.row([
                lead.map_or("–".to_owned(), |lead| lead.id.to_string()),
                person.name.clone(),
                or_dash(person.company.as_deref()),
                or_dash(person.phone.as_deref()),
                or_dash(person.email.as_deref()),
                or_dash(lead.map(|lead| lead.owner.as_str())),
                or_dash(lead.map(|lead| lead.stage.label())),
                or_dash(lead.map(|lead| lead.status.label())),
            ]);
        }
        if table.is_empty() {
            session.out.line(&format!("Nobody is found by “{query}”."))?;
            if search::is_short(&query) {
                session.out.line("One letter is looked for at the beginning of names only; two find the beginning of any word, three anything.")?;
            }
        } else {
            table.print(session.out)?;
        }
        Ok(Exit::Done)
    }
}
