//! `init`: a real government's first entries, and the sheets that are printed on that day.

use crate::configuration::{NodeArguments, make_data_folder, real_key};
use crate::opening;
use crate::shares;
use crate::sheets::CodeSheet;
use anyhow::{Context, Result, bail};
use cabinet::LedgerNature;
use cabinet::act::Government;
use cabinet::draft::one_line;
use cabinet::ids::{ChargeId, EnrolmentId, PersonId, PostId};
use cabinet::passkey::{ENROLMENT_DAYS, Enrolment};
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use cabinet::rules::Rules;
use clap::Args;
use office::{Clock, Office};
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use vault::KeyFile;

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
    /// Title of the first officer's post.
    #[arg(long, default_value = "उप सचिव, मंत्रि-परिषद शाखा")]
    first_post: String,
    /// Title of the second officer's post.
    #[arg(long, default_value = "अवर सचिव, मंत्रि-परिषद शाखा")]
    second_post: String,
    /// The public origin, printed on the sheets.
    #[arg(long, env = "ECABINET_ORIGIN", default_value = "https://…")]
    origin: String,
    #[command(flatten)]
    node: NodeArguments,
}

impl Init {
    /// Makes the government and prints its sheets. As long as nobody has enrolled, it prints the same sheets again.
    pub(crate) async fn run(self) -> Result<()> {
        let text = std::fs::read_to_string(&self.rules).with_context(|| self.rules.display().to_string())?;
        let rules = Rules::parse(&text).with_context(|| self.rules.display().to_string())?;
        // As they will stand in the record: spaces and joiners that nobody sees make no second person.
        let [first, second] = [&self.first, &self.second].map(|name| hindi::fold(&one_line(name)));
        if first.is_empty() || second.is_empty() || first == second {
            bail!("--first and --second name two different persons");
        }
        make_data_folder(&self.data)?;
        let keys = self.keys()?;
        let government = opening::Government {
            nature: LedgerNature::Real,
            name: rules.government.clone(),
            clock: Clock::default(),
            keys: Arc::new(keys),
        };
        let at = opening::Where { data: &self.data, node: self.node.node(), witness: None };
        let office = opening::open_at(at, government).await?;
        if office.state().nature().is_none() {
            office
                .begin(LedgerNature::Real, text, self.government(&office)?)
                .await
                .context("entering the government")?;
        } else if office.state().passkeys().next().is_some() {
            bail!(
                "there is a government in {} already, and somebody has enrolled: nothing is printed",
                self.data.display()
            );
        }
        self.print(&office)?;
        office.close().await;
        Ok(())
    }

    /// The key file; made here, unless an earlier attempt has made it and come no further.
    fn keys(&self) -> Result<KeyFile> {
        if !self.key.exists() {
            if self.data.join("ledger.sqlite").exists() {
                bail!("the key file {} is missing, and the data folder cannot be read without it", self.key.display());
            }
            KeyFile::create(&self.key).with_context(|| format!("making the key file {}", self.key.display()))?;
        }
        real_key(Some(&self.key), &self.data)
    }

    /// The two officers of the cabinet section, their posts and their codes: what nobody could enter but they.
    fn government(&self, office: &Office) -> Result<Government> {
        let now = office.now();
        let mut government = Government::default();
        let officers = [
            ("cabinet_section_1", &self.first, &self.first_post, "Deputy Secretary, Cabinet Section"),
            ("cabinet_section_2", &self.second, &self.second_post, "Under Secretary, Cabinet Section"),
        ];
        for (key, name, title, title_en) in officers {
            let (person, post) = (PersonId(office.new_id()?), PostId(office.new_id()?));
            let words = |hi: &str, en: &str| Words { hi: one_line(hi), en: en.to_owned() };
            government.persons.push(Person { id: person, name: words(name, "") });
            government.posts.push(Post {
                id: post,
                key: key.to_owned(),
                kind: PostKind::CabinetSection,
                title: words(title, title_en),
                department: None,
                serves: None,
            });
            let charge = ChargeId(office.new_id()?);
            government.charges.push(Charge { id: charge, person, post, from: now, until: None });
            let ends = now.plus_days(ENROLMENT_DAYS);
            government.enrolments.push(Enrolment { id: EnrolmentId(office.new_id()?), person, ends });
        }
        Ok(government)
    }

    fn print(&self, office: &Office) -> Result<()> {
        let mut out = stdout().lock();
        shares::split(&self.key, &mut out)?;
        let state = office.state();
        let mut sheets: Vec<_> = state.enrolments().filter_map(|record| sheet(office, &record.enrolment)).collect();
        sheets.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (_, sheet) in sheets {
            sheet.print(&self.origin, &mut out)?;
        }
        out.flush().context("printing")
    }
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
