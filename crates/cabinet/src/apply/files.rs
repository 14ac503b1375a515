//! How events move a file from desk to desk within its department.

use super::given_reason;
use crate::cabinet::Cabinet;
use crate::event::{Event, Recorded};
use crate::file::FileDesk;
use crate::ids::{PostId, ProposalId};
use std::sync::Arc;

impl Cabinet {
    pub(super) fn move_file(&mut self, recorded: &Recorded, event: &Event) {
        match event {
            Event::FileMoved { proposal, from, to, remark } => {
                self.step(*proposal, recorded, "file_moved", remark.as_ref(), |stage| stage);
                let (at, from, sent) = (*to, *from, recorded.at);
                // Whoever calls a file to his own desk has it open.
                let own = recorded.by.charge().and_then(|charge| self.post_of_charge(charge)).map(|post| post.id);
                let opened = (own == Some(at)).then_some(sent);
                self.lay_on_desk(*proposal, FileDesk { at, from, sent, opened, put_up: false });
            }
            Event::FilePulledBack { proposal, from, to, reason } => {
                let put_up = self.proposal(*proposal).and_then(|record| record.desk).is_some_and(|desk| desk.put_up);
                let returned = given_reason(recorded, reason);
                self.step(*proposal, recorded, "file_pulled_back", Some(reason), |stage| {
                    if put_up { stage.send_back(returned) } else { stage }
                });
                if !put_up {
                    let (at, from, sent) = (*to, *from, recorded.at);
                    self.lay_on_desk(*proposal, FileDesk { at, from, sent, opened: Some(sent), put_up: false });
                }
            }
            Event::FileOpened { proposal, .. } => {
                self.change_proposal(*proposal, |record| {
                    if let Some(desk) = record.desk.as_mut() {
                        desk.opened = Some(recorded.at);
                    }
                });
                self.note_movement(*proposal, recorded, "file_opened");
            }
            Event::CopiesSent { proposal, posts, remark } => {
                self.step(*proposal, recorded, "copies_sent", remark.as_ref(), |stage| stage);
                self.change_proposal(*proposal, |record| record.officers.extend(posts.iter().copied()));
            }
            event => self.prepare_orders(recorded, event),
        }
    }

    /// A note that was put up lies at a desk; in records from before there were desks, with the secretary.
    pub(super) fn put_on_desk(&mut self, id: ProposalId, recorded: &Recorded, to: Option<PostId>) {
        let from = recorded.by.charge().and_then(|charge| self.post_of_charge(charge)).map(|post| post.id);
        if let (Some(at), Some(from)) = (to, from) {
            self.lay_on_desk(id, FileDesk { at, from, sent: recorded.at, opened: None, put_up: true });
        }
    }

    fn lay_on_desk(&mut self, id: ProposalId, desk: FileDesk) {
        let officer = self.post(desk.at).is_some_and(|post| post.kind == crate::people::PostKind::DepartmentOfficer);
        self.change_proposal(id, |record| {
            record.desk = Some(desk);
            if officer {
                record.officers.insert(desk.at);
            }
            if let Some(movement) = record.movements.back_mut() {
                Arc::make_mut(movement).desk = Some(desk.at);
            }
        });
    }
}
