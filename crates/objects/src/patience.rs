use std::time::Duration;

/// Questions after the first that are asked where nothing came of it, and asking again can do no harm.
const AGAIN: u32 = 2;

/// For how long a store on another machine is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until there is a connection.
    pub connect: Duration,
    /// While nothing comes: neither the head of an answer nor more of its body.
    pub silence: Duration,
    /// The slowest pace at which bytes are waited for, in bytes a second: a body that trickles ends so.
    pub pace: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), silence: Duration::from_secs(8), pace: 128 * 1024 }
    }
}

impl Patience {
    /// For one question or answer of so many bytes.
    pub(crate) fn of_bytes(&self, bytes: u64) -> Duration {
        let by_pace = Duration::from_millis(bytes.saturating_mul(1000).checked_div(self.pace).unwrap_or_default());
        self.silence.saturating_add(by_pace)
    }

    /// For a question of so many bytes with its answer, asked again where it may be: nothing takes longer.
    pub(crate) fn of_asking(&self, bytes: u64) -> Duration {
        self.connect.saturating_add(self.of_bytes(bytes)).saturating_mul(AGAIN)
    }

    /// How often, and until when, a question is asked again.
    pub(crate) fn again(&self) -> object_store::RetryConfig {
        let backoff = object_store::BackoffConfig {
            init_backoff: self.connect / 30,
            max_backoff: self.connect / 3,
            ..object_store::BackoffConfig::default()
        };
        // A question that was met by silence is not asked again: the reader has waited long enough.
        object_store::RetryConfig { backoff, max_retries: AGAIN as usize, retry_timeout: self.silence / 2 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_body_is_waited_for_longer() {
        let patience = Patience { pace: 1000, ..Patience::default() };
        assert_eq!(patience.of_bytes(0), patience.silence);
        assert_eq!(patience.of_bytes(5_000), patience.silence + Duration::from_secs(5));
        assert!(patience.of_bytes(u64::MAX) > patience.of_bytes(5_000), "no length overflows");
        assert_eq!(Patience { pace: 0, ..patience }.of_bytes(9), patience.silence);
    }
}
