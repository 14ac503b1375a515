//! `recover`: enrolment codes for two officers of the cabinet section of a stopped government in which nobody can order
//! one any more, for whoever brings three shares of the root key.

use crate::configuration::Stopped;
use crate::reached::PublicOrigin;
use crate::shares;
use crate::sheets::CodeSheet;
use anyhow::{Context, Error, Result, anyhow};
use cabinet::Refusal;
use cabinet::recovery::SILENT_DAYS;
use clap::Args;
use hindi::Language;
use office::recovery::{NamedOfficer, OrderedCode, Recovery, RecoveryError};
use office::{Clock, OpenError};
use std::io::{Write, stderr, stdin, stdout};
use std::path::PathBuf;
use vault::{KeyFile, KeyShare, SHARES_NEEDED, ShareError};

/// What `recover` is told.
#[derive(Args)]
pub(crate) struct Recover {
    #[command(flatten)]
    stopped: Stopped,
    /// Short name of the first officer's post, such as `cabinet_section_1`.
    #[arg(long)]
    first: String,
    /// Short name of the second officer's post, another one.
    #[arg(long)]
    second: String,
    /// Who takes the first post, in Hindi, if nobody holds it.
    #[arg(long)]
    first_name: Option<String>,
    /// Who takes the second post, in Hindi, if nobody holds it.
    #[arg(long)]
    second_name: Option<String>,
    /// Why; it stands in the record, and everybody concerned reads it.
    #[arg(long)]
    reason: String,
    /// A file with a share as it was printed, or several; for each file once. Without any, shares are typed, or come on
    /// standard input.
    #[arg(long = "share", value_name = "FILE")]
    shares: Vec<PathBuf>,
    /// The public origin, printed on the sheets.
    #[arg(long, env = "ECABINET_ORIGIN")]
    origin: Option<PublicOrigin>,
}

impl Recover {
    /// Records the recovery, then prints the sheets. If they do not come out whole, it is done again: the codes of before
    /// open nothing then.
    pub(crate) async fn run(self) -> Result<()> {
        let premises = self.stopped.premises()?;
        // Nobody types a secret for a government that runs, or for none.
        let reached = premises.open_for_reading().await;
        reached.map_err(|error| of_recovery(RecoveryError::from(error)))?.close().await;
        let keys = KeyFile::of_shares(&self.read_shares()?).map_err(of_shares)?;
        let officers = [
            NamedOfficer { post: self.first, name: self.first_name },
            NamedOfficer { post: self.second, name: self.second_name },
        ];
        let government = &self.stopped.government.name;
        let recovery = Recovery { premises: &premises, keys: &keys, government, clock: Clock::default() };
        let ordered = recovery.order(&officers, &self.reason).await;
        let codes = ordered.map_err(of_recovery)?;
        print(&codes, self.origin.as_ref()).context(
            "कोड अभिलेख में दर्ज हो गए, पर पर्चे पूरे नहीं छपे; यही आदेश फिर चलाएँ, नए कोड बनेंगे · \
             the codes are recorded, and the sheets were not printed whole: run this command again, it orders new ones",
        )
    }

    fn read_shares(&self) -> Result<Vec<KeyShare>> {
        if self.shares.is_empty() {
            // What is asked is no part of the sheets.
            return shares::typed(&mut stdin().lock(), &mut stderr()).context(WRONG_SHARES);
        }
        let mut all = Vec::new();
        for path in &self.shares {
            all.extend(shares::of_file(path).context(WRONG_SHARES)?);
        }
        Ok(all)
    }
}

const WRONG_SHARES: &str =
    "मूल कुंजी का भाग ठीक नहीं है; कुछ दर्ज नहीं हुआ · a share of the root key is not right; nothing was recorded";

fn of_shares(error: ShareError) -> Error {
    match error {
        ShareError::Few(count) => anyhow!(
            "मूल कुंजी के {SHARES_NEEDED} अलग-अलग भाग चाहिए, {count} मिले; कुछ दर्ज नहीं हुआ · \
             {SHARES_NEEDED} different shares of the root key are needed, {count} came; nothing was recorded"
        ),
        error => Error::from(error).context(WRONG_SHARES),
    }
}

/// The sentence of a refusal, in both languages.
fn of_recovery(error: RecoveryError) -> Error {
    let told = match &error {
        RecoveryError::Open(OpenError::WrongKey) => {
            "ये भाग किसी दूसरे शासन की कुंजी के हैं · these shares are of another government's key".to_owned()
        }
        RecoveryError::Training => {
            "यह प्रशिक्षण का शासन है; इसमें पुनर्स्थापना नहीं होती · this is a training government, which is never recovered"
                .to_owned()
        }
        RecoveryError::Able { from } => able(*from),
        RecoveryError::NoPost(post) => {
            format!("इस कार्य के लिए अभिलेख में {post} नाम का कोई पद नहीं है · there is no post {post} of the cabinet section")
        }
        RecoveryError::Held(post) => format!(
            "पद {post} रिक्त नहीं है; पुनर्स्थापना किसी से पद नहीं लेती, नाम न दें · \
             the post {post} is held, and a recovery takes no post away: give no name for it"
        ),
        RecoveryError::Vacant(post) => format!(
            "पद {post} रिक्त है; जो पदभार लेगा उसका नाम दें (--first-name, --second-name) · \
             nobody holds the post {post}: name who takes it (--first-name, --second-name)"
        ),
        RecoveryError::Namesakes(name) => {
            format!("«{name}» नाम के एक से अधिक व्यक्ति अभिलेख में हैं · more than one person of the record is called {name:?}")
        }
        RecoveryError::Refused(Refusal::ReasonMissing) => {
            "कारण लिखें (--reason) · write the reason (--reason)".to_owned()
        }
        RecoveryError::Refused(Refusal::PostsUnfit) => {
            "दो अलग-अलग पदों पर दो अलग-अलग व्यक्ति चाहिए · two different persons under two different posts are needed"
                .to_owned()
        }
        RecoveryError::OutcomeUnknown(_) => {
            return Error::from(error).context(
                "पता नहीं कि कोड दर्ज हुए या नहीं; यही आदेश फिर चलाएँ · it is not known whether the codes were recorded: run this \
                 command again",
            );
        }
        _ => return Error::from(error).context("कुछ दर्ज नहीं हुआ · nothing was recorded"),
    };
    anyhow!("{told}; कुछ दर्ज नहीं हुआ · nothing was recorded")
}

fn able(from: Option<cabinet::Moment>) -> String {
    let mut told = "दो अधिकारी अब भी कोड जारी कर सकते हैं · two officers can still order codes".to_owned();
    if let Some(from) = from {
        let from = |language| hindi::date_time(from.0, language);
        told.push_str(&format!(
            "। यदि उनके उपकरण खो गए हैं, तो {SILENT_DAYS} दिन तक प्रवेश न होने पर यह आदेश चलेगा: {} के बाद · if their devices are lost, \
             this command works when they have not signed in for {SILENT_DAYS} days: after {}",
            from(Language::Hindi),
            from(Language::English)
        ));
    }
    told
}

fn print(codes: &[OrderedCode], origin: Option<&PublicOrigin>) -> std::io::Result<()> {
    let mut out = stdout().lock();
    for code in codes {
        let who = format!("{}, {}", code.person.hi, code.post.hi);
        CodeSheet { who, code: code.code.clone(), ends: code.ends }.print(origin, &mut out)?;
    }
    out.flush()
}
