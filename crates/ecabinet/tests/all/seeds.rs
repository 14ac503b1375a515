//! Seeds: which are played, and which to play again.

/// The seeds to play: `ECABINET_SEED` alone; else the first `ECABINET_SEEDS`; else the first `usual`.
pub fn seeds(usual: u32) -> Vec<u32> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u32>().expect("seeds are numbers"));
    match (number("ECABINET_SEED"), number("ECABINET_SEEDS")) {
        (Some(seed), _) => vec![seed],
        (None, count) => (1..=count.unwrap_or(usual)).collect(),
    }
}

/// As [`seeds`], and those that once found something, unless one alone is to be played.
pub fn seeds_and(usual: u32, found: &[u32]) -> Vec<u32> {
    let mut seeds = seeds(usual);
    if seeds.len() > 1 {
        seeds.extend(found.iter().filter(|seed| !seeds.contains(seed)).collect::<Vec<_>>());
    }
    seeds
}

/// Plays a seed; if it fails, says how to play it again.
pub fn played<T>(seed: u32, work: impl FnOnce() -> T) -> T {
    struct Playing(u32);
    impl Drop for Playing {
        fn drop(&mut self) {
            if std::thread::panicking() {
                println!("seed {} failed; ECABINET_SEED={} plays it again", self.0, self.0);
            }
        }
    }
    let _playing = Playing(seed);
    work()
}
