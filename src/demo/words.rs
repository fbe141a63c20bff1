//! The word lists, read once.

use std::sync::LazyLock;

macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("../../assets/demo/", $name, ".txt"))
    };
}

/// Words of one list file, under their `[headings]`.
#[derive(Debug)]
struct Sections(Vec<(&'static str, Vec<&'static str>)>);

impl Sections {
    fn read(text: &'static str) -> Self {
        let mut all = vec![("", Vec::new())];
        for line in lines(text) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                all.push((name, Vec::new()));
            } else if let Some((_, words)) = all.last_mut() {
                words.push(line);
            }
        }
        Self(all)
    }

    fn take(&mut self, name: &str) -> Vec<&'static str> {
        self.0.iter_mut().find(|(known, _)| *known == name).map(|(_, words)| std::mem::take(words)).unwrap_or_default()
    }
}

/// Lines that say something.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
}

fn fields(line: &'static str) -> (&'static str, &'static str) {
    let (left, right) = line.split_once('|').unwrap_or((line, ""));
    (left.trim(), right.trim())
}

/// A name as people write it, and as it stands in a mail address.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// As people write it.
    pub(super) shown: &'static str,
    /// ASCII, lower case, letters only (and the dot of a whole name).
    pub(super) mail: String,
}

fn mail_form(text: &str) -> String {
    deunicode::deunicode(text).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn names(words: Vec<&'static str>) -> Vec<Name> {
    words.into_iter().map(|shown| Name { shown, mail: mail_form(shown) }).collect()
}

/// Names and street addresses of one language.
#[derive(Debug)]
pub(super) struct Culture {
    /// Given names.
    pub(super) given: Vec<Name>,
    /// Family names.
    pub(super) family: Vec<Name>,
    /// Streets; `{}` takes the house number.
    pub(super) streets: Vec<&'static str>,
}

/// What reps write, by occasion.
#[derive(Debug)]
pub(super) struct Notes(Sections);

impl Notes {
    /// The sentences for that occasion.
    pub(super) fn on(&self, occasion: &str) -> &[&'static str] {
        self.0.0.iter().find(|(name, _)| *name == occasion).map_or(&[], |(_, words)| words)
    }
}

/// Every list.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) english: Culture,
    pub(super) german: Culture,
    pub(super) french: Culture,
    pub(super) spanish: Culture,
    pub(super) indian: Culture,
    /// Whole names in other scripts and from elsewhere.
    pub(super) world: Vec<Name>,
    pub(super) company_first: Vec<Name>,
    pub(super) company_second: Vec<Name>,
    /// The trade in a company's name, and its industry.
    pub(super) trades: Vec<(Name, &'static str)>,
    /// Country and legal form.
    pub(super) legal: Vec<(&'static str, &'static str)>,
    pub(super) sizes: Vec<&'static str>,
    pub(super) titles: Vec<&'static str>,
    /// Mail domains of private people.
    pub(super) mail: Vec<&'static str>,
    pub(super) problems: Vec<&'static str>,
    pub(super) products: Vec<&'static str>,
    /// Next steps of deals.
    pub(super) steps: Vec<&'static str>,
    pub(super) notes: Notes,
}

/// The lists that come with the program.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

impl Words {
    fn read() -> Self {
        let mut streets = Sections::read(list!("streets"));
        let mut culture = |text, language| {
            let mut of = Sections::read(text);
            Culture {
                given: names(of.take("given")),
                family: names(of.take("family")),
                streets: streets.take(language),
            }
        };
        let english = culture(list!("names-en"), "en");
        let german = culture(list!("names-de"), "de");
        let french = culture(list!("names-fr"), "fr");
        let spanish = culture(list!("names-es"), "es");
        let indian = culture(list!("names-in"), "in");
        let mut company = Sections::read(list!("companies"));
        let mut problems = Sections::read(list!("problems"));
        let trade = |line| {
            let (shown, industry) = fields(line);
            (Name { shown, mail: mail_form(shown) }, industry)
        };
        let world = |line| {
            let (shown, mail) = fields(line);
            Name { shown, mail: mail.to_owned() }
        };
        Self {
            english,
            german,
            french,
            spanish,
            indian,
            world: lines(list!("names-world")).map(world).collect(),
            company_first: names(company.take("first")),
            company_second: names(company.take("second")),
            trades: company.take("trade").into_iter().map(trade).collect(),
            legal: company.take("legal").into_iter().map(fields).collect(),
            sizes: company.take("size"),
            titles: lines(list!("titles")).collect(),
            mail: lines(list!("mail")).collect(),
            problems: problems.take("problem"),
            products: problems.take("product"),
            steps: problems.take("step"),
            notes: Notes(Sections::read(list!("notes"))),
        }
    }
}
