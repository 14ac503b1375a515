//! A government at every step of one cycle, each on a disk of its own, to begin a fault from.

use crate::cycle::{POSTS, Progress, Step, go_on, whole_cycle};
use crate::inside::Inside;
use crate::record;
use crate::server::Home;
use powercut::Mount;

/// The stages of one cycle.
pub struct Stages {
    pub steps: Vec<Step>,
    /// Entries that the government itself is.
    pub begun: usize,
    pub reached: Vec<Stage>,
}

/// One of them.
pub struct Stage {
    pub home: Home,
    pub progress: Progress,
    /// Operations and syncs of the disk up to here.
    pub operations: u64,
    pub syncs: u64,
}

impl Stages {
    pub fn new(mount: &Mount) -> Self {
        let template = Home::with_posts(POSTS);
        let begun = record::read(&template).entries.len();
        let steps = whole_cycle();
        let home = template.copy_to(mount.disk());
        let inside = Inside::open(&home).unwrap();
        let mut progress = Progress::default();
        let mut reached = Vec::new();
        for until in 0..=steps.len() {
            go_on(&home, inside.port, &steps, until, &mut progress).unwrap();
            let (operations, syncs) = (home.disk().operations(), home.disk().syncs());
            let home = home.over(home.disk().copy());
            reached.push(Stage { home, progress: progress.clone(), operations, syncs });
        }
        inside.stop();
        Self { steps, begun, reached }
    }

    /// A home at this stage, on a disk of its own, and how far it has come.
    pub fn at(&self, stage: usize) -> (Home, Progress) {
        let Stage { home, progress, .. } = &self.reached[stage];
        (home.over(home.disk().copy()), progress.clone())
    }

    /// How many operations and syncs of the disk the next `steps` steps made.
    pub fn ahead(&self, stage: usize, steps: usize) -> (u64, u64) {
        let (from, to) = (&self.reached[stage], &self.reached[stage + steps]);
        (to.operations - from.operations, to.syncs - from.syncs)
    }
}
