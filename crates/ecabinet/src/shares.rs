//! `split-key` and `join-key`: the root key on paper, in shares.

use anyhow::{Context, Result, bail};
use cabinet::Moment;
use hindi::Language;
use office::Clock;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use vault::{KeyFile, KeyProvider, KeyShare, SHARE_LINES, SHARES, SHARES_NEEDED, ShareError, Zeroizing};

/// Prints the shares of a key file, each for a sheet of its own.
pub(crate) fn split(key: &Path, out: &mut impl Write) -> Result<()> {
    // There is no data folder that the key could lie in.
    let keys = KeyFile::open(key, Path::new("/nonexistent"), false)?;
    let printed = Clock::default().now();
    for share in keys.shares()? {
        sheet(&share, printed, out).context("printing")?;
    }
    Ok(())
}

fn sheet(share: &KeyShare, printed: Moment, out: &mut impl Write) -> std::io::Result<()> {
    let number = share.number();
    writeln!(out, "ई-कैबिनेट · मूल कुंजी का भाग {number} (कुल {SHARES})")?;
    writeln!(out, "e-Cabinet · share {number} of {SHARES} of the root key {}", share.key())?;
    // Shares of two makings do not fit each other; by this they are told apart.
    let printed = |language| hindi::date_time(printed.0, language);
    writeln!(out, "मुद्रण: {} · printed: {}", printed(Language::Hindi), printed(Language::English))?;
    writeln!(out)?;
    for line in share.lines() {
        writeln!(out, "    {}", *line)?;
    }
    writeln!(out)?;
    writeln!(out, "कोई भी {SHARES_NEEDED} भाग मिलने पर कुंजी फिर बनती है। एक व्यक्ति के पास एक ही भाग रहे; इसकी प्रति न बनाएँ।")?;
    writeln!(out, "Any {SHARES_NEEDED} shares make the key again. Nobody keeps two of them; do not copy this one.")?;
    // A new page on a printer.
    write!(out, "\u{c}")
}

/// Makes a key file from shares that are typed, or come by a pipe: five lines each. Lines of a printed sheet that are no
/// part of a share are passed over.
pub(crate) fn join(path: &Path, input: &mut impl BufRead) -> Result<()> {
    let shares = typed(input, &mut std::io::stdout())?;
    let made = KeyFile::create_from_shares(path, &shares).map_err(|error| match error {
        ShareError::Few(count) => anyhow::anyhow!("{SHARES_NEEDED} different shares are needed, {count} came"),
        error => error.into(),
    })?;
    let check = made.check_value()?;
    println!("कुंजी फिर बन गई · the key is whole in {}, check value {check}", path.display());
    Ok(())
}

/// Shares that are typed, or come by a pipe, as many as are needed or until there is no more; `out` is where somebody who
/// types is asked for them.
pub(crate) fn typed(input: &mut impl BufRead, out: &mut impl Write) -> Result<Vec<KeyShare>> {
    let asks = std::io::stdin().is_terminal();
    let mut shares: Vec<KeyShare> = Vec::new();
    while shares.len() < usize::from(SHARES_NEEDED) {
        if asks {
            let number = shares.len() + 1;
            writeln!(
                out,
                "भाग टाइप करें, {SHARE_LINES} पंक्तियाँ · type a share, {SHARE_LINES} lines ({number} of {SHARES_NEEDED}):"
            )?;
        }
        let Some(lines) = lines(input).context("reading")? else { break };
        let known = |share: &KeyShare| shares.iter().any(|other| other.number() == share.number());
        match KeyShare::read(&lines) {
            Ok(share) if known(&share) => {
                tell_or_fail(asks, out, &format!("share {} is there already", share.number()))?;
            }
            Ok(share) => shares.push(share),
            Err(error) => tell_or_fail(asks, out, &format!("share {}: {error}", shares.len() + 1))?,
        }
    }
    Ok(shares)
}

/// The shares of a file: one sheet as it was printed, or several.
pub(crate) fn of_file(path: &Path) -> Result<Vec<KeyShare>> {
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let mut input = std::io::BufReader::new(file);
    let mut shares = Vec::new();
    while let Some(lines) = lines(&mut input).with_context(|| path.display().to_string())? {
        shares.push(KeyShare::read(&lines).with_context(|| path.display().to_string())?);
    }
    Ok(shares)
}

/// Somebody who types tries again; a pipe does not.
fn tell_or_fail(asks: bool, out: &mut impl Write, what: &str) -> Result<()> {
    if !asks {
        bail!("{what}");
    }
    writeln!(out, "{what}; type it again")?;
    Ok(())
}

/// The next five lines that look like lines of a share; none at the end.
fn lines(input: &mut impl BufRead) -> std::io::Result<Option<Vec<Zeroizing<String>>>> {
    let mut lines = Vec::new();
    while lines.len() < SHARE_LINES {
        let mut line = Zeroizing::new(String::new());
        if input.read_line(&mut line)? == 0 {
            return Ok(Some(lines).filter(|lines| !lines.is_empty()));
        }
        if is_of_a_share(&line) {
            lines.push(line);
        }
    }
    Ok(Some(lines))
}

/// Groups of letters and digits, about as many as there should be: a sentence is none.
fn is_of_a_share(line: &str) -> bool {
    const SIGNS: std::ops::RangeInclusive<usize> = 13..=19;
    let mut signs = line.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    signs.clone().all(|sign| sign.is_ascii_alphanumeric()) && SIGNS.contains(&signs.by_ref().count())
}
