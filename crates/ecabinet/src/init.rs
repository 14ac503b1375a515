//! `init`: a real government's first entries, and the sheets that are printed on that day.

use crate::configuration::{DEFAULT_GOVERNMENT, NodeArguments, make_data_folder, real_key};
use crate::opening;
use crate::reached::PublicOrigin;
use crate::shares;
use crate::sheets::CodeSheet;
use anyhow::{Context, Error, Result, anyhow, bail};
use cabinet::act::Government;
use cabinet::change::Unfit;
use cabinet::ids::{ChargeId, EnrolmentId, PersonId, PostId};
use cabinet::note::LINE_CHARACTERS_MAX;
use cabinet::passkey::{ENROLMENT_DAYS, Enrolment};
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use cabinet::rules::Rules;
use cabinet::terms::{Term, Word};
use cabinet::{Cabinet, LedgerNature, Moment};
use clap::Args;
use office::{Clock, Office};
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use vault::KeyFile;

/// What is said when sheets are printed once more.
const AGAIN: &str = "पर्चे फिर छपे। कोड वही हैं, पर मूल कुंजी के भाग नए हैं: पहले छपे सभी भाग नष्ट करें, पुराने और नए भाग कभी न मिलाएँ — वे एक-दूसरे से \
                     मेल नहीं खाते · The sheets are printed again. The codes are the same, the shares of the root key are new ones: destroy \
                     every share printed before, and never mix them, for they do not fit each other.";

/// In the data folder while its government is being made: the key file was made for it, and for nothing else.
const BEING_MADE: &str = "init.unfinished";

/// An officer of the cabinet section, as the record will name him.
struct Officer {
    /// Short name of his post.
    key: &'static str,
    name: Words,
    post: Words,
}

/// What `init` is told.
#[derive(Args)]
pub(crate) struct Init {
    /// The data folder, which holds no government yet.
    #[arg(long, env = "ECABINET_DATA", default_value = "data")]
    data: PathBuf,
    /// The key file that is made, outside the data folder.
    #[arg(long, env = "ECABINET_KEY")]
    key: PathBuf,
    /// The rules of business that are adopted: a file such as `rules/madhya-pradesh.toml`.
    #[arg(long)]
    rules: PathBuf,
    /// Name of the first officer of the cabinet section, in Hindi.
    #[arg(long)]
    first: String,
    /// Name of the second officer, another person, in Hindi.
    #[arg(long)]
    second: String,
    /// Title of the first officer's post; if none is given, deputy secretary of the section that the rules name.
    #[arg(long)]
    first_post: Option<String>,
    /// Title of the second officer's post; if none is given, under secretary of that section.
    #[arg(long)]
    second_post: Option<String>,
    /// The public origin, printed on the sheets.
    #[arg(long, env = "ECABINET_ORIGIN")]
    origin: Option<PublicOrigin>,
    #[command(flatten)]
    node: NodeArguments,
}

impl Init {
    /// Makes the government and prints its sheets. As long as nobody has enrolled, and the codes open, it prints sheets again:
    /// the same codes, and shares of another making, which do not fit those of before.
    pub(crate) async fn run(self) -> Result<()> {
        let text = std::fs::read_to_string(&self.rules).with_context(|| self.rules.display().to_string())?;
        let rules = Rules::parse(&text).with_context(|| self.rules.display().to_string())?;
        let officers = self.officers(&rules.term(Term::CabinetSection))?;
        make_data_folder(&self.data)?;
        let keys = self.keys()?;
        let government = opening::Government {
            nature: LedgerNature::Real,
            name: rules.government.clone(),
            clock: Clock::default(),
            keys: Arc::new(keys),
        };
        let at = opening::Where { data: &self.data, node: self.node.node()?, witness: None };
        let office = opening::open_at(at, government).await?;
        if office.state().nature().is_none() {
            let being_made = self.data.join(BEING_MADE);
            if !being_made.exists() {
                return Err(self.of_another_government());
            }
            office
                .begin(LedgerNature::Real, text, government_of(officers, &office)?)
                .await
                .context("entering the government")?;
            std::fs::remove_file(&being_made).with_context(|| being_made.display().to_string())?;
        } else {
            if let Some((hi, en)) = not_again(&office.state(), office.now()) {
                bail!(
                    "{0} में शासन पहले से है, {hi}; कुछ नहीं छपा। पहले छपे भाग सँभालकर रखें · there is a government in {0} already, {en}; \
                     nothing was printed. Keep the shares that were printed before",
                    self.data.display()
                );
            }
            entered_so(&officers, &rules, &office)?;
            eprintln!("{AGAIN}");
        }
        if rules.government != DEFAULT_GOVERNMENT {
            let name = &rules.government;
            eprintln!(
                "सर्वर चलाते समय ECABINET_GOVERNMENT={name} दें · set ECABINET_GOVERNMENT={name} for `serve` and every other command"
            );
        }
        self.print(&office)?;
        office.close().await;
        Ok(())
    }

    /// The key file; made here, unless an earlier attempt has made it and come no further. A key that is there already
    /// opens another government, and its shares are not printed for this one's custodians.
    fn keys(&self) -> Result<KeyFile> {
        let (begun, being_made) = (self.data.join("ledger.sqlite").exists(), self.data.join(BEING_MADE));
        match (self.key.exists(), begun) {
            (false, true) => {
                bail!("the key file {} is missing, and the data folder cannot be read without it", self.key.display())
            }
            (false, false) => {
                std::fs::write(&being_made, b"").with_context(|| being_made.display().to_string())?;
                KeyFile::create(&self.key).with_context(|| format!("making the key file {}", self.key.display()))?;
            }
            (true, false) if !being_made.exists() && self.node.is_of_a_file() => {
                return Err(self.of_another_government());
            }
            (true, _) => {}
        }
        real_key(Some(&self.key), &self.data)
    }

    fn of_another_government(&self) -> Error {
        anyhow!(
            "कुंजी-फाइल {0} पहले से है, पर {1} में कोई शासन नहीं: यह किसी दूसरे शासन की कुंजी है। ECABINET_KEY (--key) में नया पथ दें; कुछ नहीं \
             छपा · the key file {0} is there already, and there is no government in {1}: it is another one's key. Name a new path \
             (ECABINET_KEY, --key); nothing was printed",
            self.key.display(),
            self.data.display()
        )
    }

    /// The two officers as they will stand in the record; judged as names are on the pages, before anything is made.
    fn officers(&self, section: &Word) -> Result<[Officer; 2]> {
        let title = |option: &str, given: &Option<String>, (hi, en): (&str, &str)| {
            let usual = || format!("{hi}, {}", section.hi);
            name(option, &given.clone().unwrap_or_else(usual), &format!("{en}, {}", in_capitals(&section.en)))
        };
        let first = Officer {
            key: "cabinet_section_1",
            name: name("--first", &self.first, "")?,
            post: title("--first-post", &self.first_post, ("उप सचिव", "Deputy Secretary"))?,
        };
        let second = Officer {
            key: "cabinet_section_2",
            name: name("--second", &self.second, "")?,
            post: title("--second-post", &self.second_post, ("अवर सचिव", "Under Secretary"))?,
        };
        // Spaces and joiners that nobody sees make no second person.
        if first.name.is_namesake(&second.name) {
            bail!("--first और --second में दो अलग-अलग व्यक्तियों के नाम दें · --first and --second name two different persons");
        }
        Ok([first, second])
    }

    fn print(&self, office: &Office) -> Result<()> {
        let mut out = stdout().lock();
        shares::split(&self.key, &mut out)?;
        let state = office.state();
        let open = state.enrolments().filter(|record| record.is_open(office.now()));
        let mut sheets: Vec<_> = open.filter_map(|record| sheet(office, &record.enrolment)).collect();
        sheets.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (_, sheet) in sheets {
            sheet.print(self.origin.as_ref(), &mut out)?;
        }
        out.flush().context("printing")
    }
}

/// The two officers of the cabinet section, their posts and their codes: what nobody could enter but they.
fn government_of(officers: [Officer; 2], office: &Office) -> Result<Government> {
    let now = office.now();
    let mut government = Government::default();
    for Officer { key, name, post: title } in officers {
        let (person, post) = (PersonId(office.new_id()?), PostId(office.new_id()?));
        government.persons.push(Person { id: person, name });
        let (key, kind) = (key.to_owned(), PostKind::CabinetSection);
        government.posts.push(Post { id: post, key, kind, title, department: None, serves: None });
        let charge = ChargeId(office.new_id()?);
        government.charges.push(Charge { id: charge, person, post, from: now, until: None });
        let ends = now.plus_days(ENROLMENT_DAYS);
        government.enrolments.push(Enrolment { id: EnrolmentId(office.new_id()?), person, ends });
    }
    Ok(government)
}

/// As words stand in a title: each begins with a capital letter, but for «and» and «of».
fn in_capitals(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
        if ["and", "of"].contains(&word) { word.to_owned() } else { first + letters.as_str() }
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// A name or title that was typed for `option`, in one line, of which everything is seen.
fn name(option: &str, hi: &str, en: &str) -> Result<Words> {
    let unseen = || {
        anyhow!(
            "{option}: नाम एक ही पंक्ति में, केवल दिखने वाले अक्षरों में लिखें · a name is one line, of characters that are seen"
        )
    };
    let clean = hindi::clean_text(hi.trim()).map_err(|_| unseen())?;
    if clean.contains('\n') {
        return Err(unseen());
    }
    Words { hi: clean, en: en.to_owned() }.judged().map_err(|unfit| match unfit {
        Unfit::Invisible => unseen(),
        _ => anyhow!(
            "{option}: नाम 1 से {LINE_CHARACTERS_MAX} अक्षरों का हो · a name has 1 to {LINE_CHARACTERS_MAX} characters"
        ),
    })
}

/// Why no sheet is printed again, in both languages; none while nobody has enrolled, nobody recovered the government, and a
/// code still opens.
fn not_again(state: &Cabinet, now: Moment) -> Option<(&'static str, &'static str)> {
    if state.passkeys().next().is_some() {
        Some(("उसमें पंजीयन हो चुका है", "somebody has enrolled"))
    } else if state.recoveries().next().is_some() {
        Some(("उसके कोड ecabinet recover से दोबारा जारी हुए हैं", "its codes were ordered anew by `ecabinet recover`"))
    } else if !state.enrolments().any(|record| record.is_open(now)) {
        Some((
            "उसके कोड की अवधि समाप्त हो गई; नए कोड ecabinet recover देगा",
            "its codes have ended, and `ecabinet recover` orders new ones",
        ))
    } else {
        None
    }
}

/// Whether these officers and rules are those with which the government was made: on a second run nothing else is taken.
fn entered_so(officers: &[Officer; 2], rules: &Rules, office: &Office) -> Result<()> {
    let state = office.state();
    for Officer { key, name, post: title } in officers {
        let post = state.posts().find(|post| post.key == *key);
        let holder = post.and_then(|post| state.charges().find(|charge| charge.post == post.id));
        let holder = holder.and_then(|charge| state.person(charge.person));
        let (Some(post), Some(holder)) = (post, holder) else { continue };
        if holder.name != *name || post.title != *title {
            bail!(
                "यह शासन पहले ही बन चुका है; अभिलेख में है «{0}, {1}»। वही नाम और पदनाम दें, दूसरे अब नहीं लिए जाते; कुछ नहीं छपा · this \
                 government was made already, with “{0}, {1}” in its record: give the same names and titles, others are not \
                 taken any more; nothing was printed",
                holder.name.hi,
                post.title.hi
            );
        }
    }
    if state.rules().map(AsRef::as_ref) != Some(rules) {
        bail!(
            "यह शासन दूसरे नियमों से बन चुका है; कुछ नहीं छपा · this government was made with other rules than --rules names; \
             nothing was printed"
        );
    }
    Ok(())
}

/// The short name of an officer's post, by which sheets are ordered, and his sheet.
fn sheet(office: &Office, enrolment: &Enrolment) -> Option<(String, CodeSheet)> {
    let state = office.state();
    let person = state.person(enrolment.person)?;
    let charge = state.charges().find(|charge| charge.person == enrolment.person)?;
    let post = state.post(charge.post)?;
    let who = format!("{}, {}", person.name.hi, post.title.hi);
    Some((post.key.clone(), CodeSheet { who, code: office.printed_code(enrolment.id), ends: enrolment.ends }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::path::Path;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        init: Init,
    }

    /// The officers' posts are of the section that the rules name, unless their titles are given.
    #[test]
    fn posts_are_of_the_section_of_the_rules() {
        let titles = |rules: &str, more: &[&str]| {
            let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules").join(rules));
            let section = Rules::parse(&text.unwrap()).unwrap().term(Term::CabinetSection);
            let line = ["init", "--key", "key", "--rules", rules, "--first", "एक", "--second", "दो"];
            let officers = Line::parse_from([&line[..], more].concat()).init.officers(&section).unwrap();
            officers.map(|officer| [officer.post.hi, officer.post.en])
        };
        let [first, second] = titles("madhya-pradesh.toml", &[]);
        assert_eq!(first, ["उप सचिव, मंत्रि-परिषद शाखा", "Deputy Secretary, Cabinet Section"]);
        assert_eq!(second, ["अवर सचिव, मंत्रि-परिषद शाखा", "Under Secretary, Cabinet Section"]);
        let [first, second] = titles("jharkhand.toml", &["--second-post", "अवर सचिव, समन्वय"]);
        let there = "Deputy Secretary, Cabinet Secretariat and Vigilance Department";
        assert_eq!(first, ["उप सचिव, मंत्रिमंडल सचिवालय एवं निगरानी विभाग", there]);
        assert_eq!(second[0], "अवर सचिव, समन्वय", "control: what is given holds");
    }

    #[tokio::test]
    async fn sheets_whose_codes_have_ended_are_not_printed_again() {
        let folder = tempfile::tempdir().unwrap();
        let (data, key) = (folder.path().join("data"), folder.path().join("key"));
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/madhya-pradesh.toml");
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let (rules, at, by) = (path(&rules), path(&data), path(&key));
        let line = ["init", "--data", &at, "--key", &by, "--rules", &rules, "--first", "एक", "--second", "दो"];
        Line::parse_from(line).init.run().await.unwrap();
        let keys = Arc::new(real_key(Some(&key), &data).unwrap());
        let (name, nature) = (DEFAULT_GOVERNMENT.to_owned(), LedgerNature::Real);
        let government = opening::Government { nature, name, clock: Clock::default(), keys };
        let at = opening::Where { data: &data, node: office::Node::default(), witness: None };
        let office = opening::open_at(at, government).await.unwrap();
        let (state, now) = (office.state(), office.now());
        assert_eq!(not_again(&state, now.plus_days(ENROLMENT_DAYS - 1)), None, "control");
        let (_, why) = not_again(&state, now.plus_days(ENROLMENT_DAYS)).unwrap();
        assert!(why.contains("`ecabinet recover`"), "{why}");
        office.close().await;
    }
}
