//! The requirements of OWASP ASVS 5.0 (`docs/asvs.md`) on passwords and one-time codes, each by its number.

use credentials::house::words;
use credentials::known::most_used_count;
use credentials::password::{CHARACTERS_MAX, CHARACTERS_MIN, PasswordFault, hash, judge, verify};
use credentials::totp::{STEP_SECONDS, check, new_secret};
use std::collections::BTreeSet;

const GOOD: &str = "paanch neele chhate";

#[test]
fn asvs_6_2_1() {
    const ASKED_MIN: usize = 8;
    const { assert!(CHARACTERS_MIN >= ASKED_MIN) };
    let short = PasswordFault::Short { characters_min: CHARACTERS_MIN };
    assert_eq!(judge("xK7#pqvW2!m", &[], &[]), Err(short), "eleven signs");
    assert_eq!(judge("xK7#pqvW2!mR", &[], &[]), Ok(()), "control: twelve");
}

/// One kind of sign alone is as good as four.
#[test]
fn asvs_6_2_5() {
    for password in [
        "vurmblaxtodinskepf",
        "VURMBLAXTODINSKEPF",
        "618230957741360285",
        "पहाड़ पर नौ नीले छाते",
        "}{|~^`]%}#*;=<>`|@",
        "🦚🌧🪔🥭🐘🛶🧵🏔🪁🌿🧂🪷🥥🛕",
    ] {
        assert_eq!(judge(password, &[], &[]), Ok(()), "{password}");
        assert_eq!(verify(&hash(password).unwrap(), password), Ok(true), "{password}");
    }
}

/// Neither cut short nor folded: each sign counts, to the last.
#[test]
fn asvs_6_2_8() {
    let long: String = "aB3 ".chars().cycle().take(CHARACTERS_MAX).collect();
    let kept = hash(&long).unwrap();
    assert_eq!(verify(&kept, &long), Ok(true), "control");
    let others = [
        long.to_lowercase(),
        long.to_uppercase(),
        long.trim().to_owned(),
        format!("{long} "),
        format!(" {long}"),
        long.chars().take(72).collect(),
        format!("{}x", &long[..CHARACTERS_MAX - 1]),
    ];
    for other in others {
        assert_eq!(verify(&kept, &other), Ok(false), "{other}");
    }
}

#[test]
fn asvs_6_2_9() {
    const ASKED_MAX: usize = 64;
    let long: String = "xK7#pqvW2!mR पहाड़ नौ ".chars().cycle().take(ASKED_MAX).collect();
    assert_eq!(judge(&long, &[], &[]), Ok(()));
    const { assert!(CHARACTERS_MAX >= ASKED_MAX) };
    let beyond = "y".repeat(CHARACTERS_MAX + 1);
    assert_eq!(
        judge(&beyond, &[], &[]),
        Err(PasswordFault::Long { characters_max: CHARACTERS_MAX }),
        "refused, not cut"
    );
}

/// Words of the house and of the person are guessed first, in both scripts.
#[test]
fn asvs_6_2_11() {
    let words = ["Mohan Lal Tiwari", "मोहन लाल तिवारी", "energy_section", "Government of Madhya Pradesh"];
    for guessed in
        ["MohanTiwari1975", "मोहनतिवारी१२३", "energysection12", "MadhyaPradesh1", "bhopal bhopal", "JaiHind@12345"]
    {
        assert_eq!(judge(guessed, &words, &[]), Err(PasswordFault::Known), "{guessed}");
    }
    assert_eq!(judge(GOOD, &words, &[]), Ok(()), "control");
    let house = ["लोक स्वास्थ्य एवं चिकित्सा शिक्षा विभाग", "Public Health and Medical Education"];
    for guessed in
        ["चिकित्सा शिक्षा विभाग १९", "Medikal-Education #19", "Mantri Parishad, Bhopal #1", "Vibhaag Sachiv Shaakha 7#"]
    {
        assert_eq!(judge(guessed, &[], &house), Err(PasswordFault::OfTheHouse { characters_min: 12 }), "{guessed}");
    }
    assert_eq!(judge("Medical Education, nau neele haathi", &[], &house), Ok(()), "control: with enough beside them");
}

/// The list of the documents: it is complete in both scripts, the page of signing in names it, and each word with a year and
/// a sign behind it is refused.
#[test]
fn asvs_6_1_2() {
    let listed: BTreeSet<&str> = words().collect();
    for word in ["मंत्रिपरिषद", "ecabinet", "भोपाल", "bhopal", "ऊर्जा", "energy", "वित्त", "finance", "सचिव", "secretary"]
    {
        assert!(listed.contains(word), "{word}");
    }
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/signing-in.md");
    assert!(std::fs::read_to_string(page).unwrap().contains("(password-words.txt)"));
    for word in listed.iter().filter(|word| word.chars().count() > 3) {
        let guess: String = format!("{word}@2026!{word}").chars().take(CHARACTERS_MAX).collect();
        let told = judge(&guess, &[], &[]);
        assert!(told.is_err(), "{guess}");
    }
    assert_eq!(judge("vurmblax@2026!vurmblax", &[], &[]), Ok(()), "control: a word of no house");
}

/// The most used ones that are long enough are refused, in whatever letters; so many as are asked for and more.
#[test]
fn asvs_6_2_4() {
    const ASKED_MIN: usize = 3000;
    assert!(most_used_count() > ASKED_MIN, "{}", most_used_count());
    for used in ["123qweasdzxc", "q1w2e3r4t5y6", "Mailcreated5240", "Sojdlg123aljg", "leavemealone", "qwertyqwerty"] {
        assert!(judge(used, &[], &[]).is_err(), "{used}");
    }
    // Neither rows of keys nor words that one guesses: only the list finds them.
    for used in ["gc4k6NUhRDK2", "GC4K6NUHRDK2", "gAiakixZPUfi", "fw34klm79rte"] {
        assert_eq!(judge(used, &[], &[]), Err(PasswordFault::Listed), "{used}");
    }
    assert_eq!(judge("gc4k6NUhRDK3", &[], &[]), Ok(()), "control: one digit changed");
}

/// Of what is computed with chance no two are alike.
#[test]
fn asvs_6_5_3() {
    let secrets: BTreeSet<Vec<u8>> = (0..200).map(|_| new_secret().unwrap().bytes().to_vec()).collect();
    assert_eq!(secrets.len(), 200);
    assert!(secrets.iter().all(|secret| secret.len() * 8 >= 160));
}

/// The moment comes in as an argument: what a client says of time has no way in.
#[test]
fn asvs_6_5_8() {
    let secret = b"12345678901234567890";
    // RFC 6238, appendix B: the code of second 59.
    assert_eq!(check(secret, "287082", 59, None), Some(59 / STEP_SECONDS));
    for later in [2 * STEP_SECONDS, 1000 * STEP_SECONDS] {
        assert_eq!(check(secret, "287082", 59 + later, None), None, "{later} seconds later, by the server's clock");
    }
}
