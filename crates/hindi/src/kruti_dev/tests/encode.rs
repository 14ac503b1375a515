//! A typist of Kruti Dev: Unicode into the strokes of the font. For the tests alone; it shares nothing with the table.

const VIRAMA: char = '\u{94D}';
const NUKTA: char = '\u{93C}';

/// Consonants: whole, and half where the font has one.
const CONSONANTS: &str = "क d D\nख [k [\nग x X\nघ ?k ?\nङ ³ -\nच p P\nछ N -\nज t T\nझ > ÷\nञ ¥ -\nट V -\nठ B -\nड M -\nढ < -\n\
ण .k .\nत r R\nथ Fk F\nद n -\nध /k /\nन u U\nप i I\nफ Q ¶\nब c C\nभ Hk H\nम e E\nय ; ¸\nर j -\nल y Y\nव o O\nश 'k '\n\
ष \"k \"\nस l L\nह g º\nळ G -";
/// Joined consonants with a place of their own, the longest first.
const JOINED: &str = "क्ष {k {\nत्र = «\nज्ञ K -\nश्र J -\nद्य | -\nद्व } -\nद्ध ) -\nत्त Ùk Ù\nन्न é ™\nट्ट ê -";
const VOWELS: &str = "अ v\nआ vk\nइ b\nई bZ\nउ m\nऊ Å\nऋ _\nए ,\nऐ ,s\nओ vks\nऔ vkS\nऑ vkW";
const MATRAS: &str = "ा k\nी h\nु q\nू w\nृ `\nे s\nै S\nो ks\nौ kS\nॉ kW\nं a\nँ ¡\nः %";
const PLAIN: &str = "। A\n. -\n- &\n, ]\n; (\n( ¼\n) ½\n/ @\n? \\\n! !\n‘ ^\n’ *\n“ Þ\n” ß";

/// A text as it is typed in Kruti Dev; nothing where it holds what this typist cannot type.
pub(super) fn encoded(text: &str) -> Option<String> {
    let mut left: Vec<char> = text.chars().collect();
    let mut typed = String::new();
    while let Some(first) = left.first().copied() {
        if row(CONSONANTS, first).is_some() {
            let end = syllable_end(&left);
            let syllable: Vec<char> = left.drain(..end).collect();
            typed.push_str(&encoded_syllable(&syllable)?);
            continue;
        }
        left.remove(0);
        let single = row(VOWELS, first).or_else(|| row(MATRAS, first)).or_else(|| row(PLAIN, first));
        match single {
            Some(cells) => typed.push_str(cells.first()?),
            None if first.is_ascii_digit() || first == ' ' => typed.push(first),
            None => return None,
        }
    }
    Some(typed)
}

fn row(table: &'static str, letters: impl ToString) -> Option<Vec<&'static str>> {
    let letters = letters.to_string();
    table.lines().find_map(|line| {
        let mut cells = line.split(' ');
        (cells.next()? == letters).then(|| cells.collect())
    })
}

/// Where the consonants, dots and viramas at the beginning end, with the vowel sign behind them.
fn syllable_end(left: &[char]) -> usize {
    let mut at = 0;
    loop {
        at += 1;
        at += usize::from(left.get(at) == Some(&NUKTA));
        let joins = left.get(at) == Some(&VIRAMA);
        if !joins {
            break;
        }
        at += 1;
        if left.get(at).is_none_or(|next| row(CONSONANTS, *next).is_none()) {
            break;
        }
    }
    while left.get(at).is_some_and(|sign| *sign == 'ि' || row(MATRAS, *sign).is_some()) {
        at += 1;
    }
    at
}

fn encoded_syllable(syllable: &[char]) -> Option<String> {
    let marks = syllable.iter().position(|one| *one == 'ि' || row(MATRAS, *one).is_some()).unwrap_or(syllable.len());
    let (letters, marks) = syllable.split_at(marks);
    let letters: String = letters.iter().collect();
    let reph = letters.strip_prefix("र्").filter(|rest| !rest.is_empty());
    let mut typed = String::new();
    if marks.contains(&'ि') {
        typed.push('f');
    }
    typed.push_str(&encoded_letters(reph.unwrap_or(&letters))?);
    let vowels = marks.iter().filter(|one| **one != 'ि' && !matches!(one, 'ं' | 'ँ' | 'ः'));
    for vowel in vowels {
        typed.push_str(row(MATRAS, *vowel)?.first()?);
    }
    if reph.is_some() {
        typed.push('Z');
    }
    for sign in marks.iter().filter(|one| matches!(one, 'ं' | 'ँ' | 'ः')) {
        typed.push_str(row(MATRAS, *sign)?.first()?);
    }
    Some(typed)
}

/// Joined consonants, with the half form of each but the last.
fn encoded_letters(letters: &str) -> Option<String> {
    let mut left = letters;
    let mut typed = String::new();
    while !left.is_empty() {
        if let Some(rest) = left.strip_prefix("्र").filter(|_| !typed.is_empty()) {
            let is_round = typed.ends_with(['V', 'B', 'M', '<', 'N']);
            typed.push(if is_round { 'ª' } else { 'z' });
            left = rest;
            if let Some(joined) = left.strip_prefix(VIRAMA).filter(|_| !left.starts_with("्र")) {
                typed.push('~');
                left = joined;
            }
            continue;
        }
        let joined = JOINED.lines().find(|line| left.starts_with(line.split(' ').next().unwrap()));
        let taken = joined
            .map_or_else(|| left.chars().next().unwrap().to_string(), |line| line.split(' ').next().unwrap().into());
        let cells = row(JOINED, &taken).or_else(|| row(CONSONANTS, &taken))?;
        left = left.strip_prefix(&*taken).unwrap();
        let nukta = left.starts_with(NUKTA);
        left = left.strip_prefix(NUKTA).unwrap_or(left);
        let (whole, half) = (cells[0], cells[1]);
        // ्र behind it is drawn beneath the whole consonant.
        let halved = left.starts_with(VIRAMA) && !left.starts_with("्र");
        match (halved, half) {
            (false, _) if nukta && whole.len() > 1 => typed.push_str(&format!("{half}+k")),
            (false, _) => typed.push_str(&format!("{whole}{}", if nukta { "+" } else { "" })),
            (true, "-") => typed.push_str(&format!("{whole}{}~", if nukta { "+" } else { "" })),
            (true, _) => typed.push_str(&format!("{half}{}", if nukta { "+" } else { "" })),
        }
        if halved {
            left = left.strip_prefix(VIRAMA).unwrap();
        }
    }
    Some(typed)
}
