//! Steps that move a whole department or the whole council.

use super::Planned;
use crate::change::Unfit;
use crate::event::Event;
use crate::ids::DepartmentId;
use crate::ministry::Ministry;
use crate::people::Post;

impl Planned {
    /// Posts move one by one, so that the record tells of each; matters stay where they are filed and are found through
    /// the merger.
    pub(super) fn merge(&self, department: DepartmentId, into: DepartmentId) -> Result<Vec<Event>, Unfit> {
        self.department(department)?;
        self.department(into)?;
        if department == into {
            return Err(Unfit::Merged);
        }
        let moved = self.cabinet.open_posts().filter(|post| post.department == Some(department));
        let moved = moved.map(|post| Event::PostChanged { post: Post { department: Some(into), ..Post::clone(post) } });
        Ok(moved.chain([Event::DepartmentMerged { department, into }]).collect())
    }

    /// Chief secretary, cabinet section and secretaries go on; so do departments and what lies with them.
    pub(super) fn begin_ministry(&self, ministry: &Ministry) -> Result<Vec<Event>, Unfit> {
        self.fresh(ministry.id.0)?;
        let name = ministry.name.judged()?;
        let before = self.cabinet.ministry().map_or(0, |record| record.ministry.number);
        if ministry.number <= before {
            return Err(Unfit::Number);
        }
        let cabinet = &self.cabinet;
        let goes = |post: &Post| {
            let serves = post.serves.and_then(|served| cabinet.post(served));
            post.kind.is_member() || serves.is_some_and(|served| served.kind.is_member())
        };
        let held = cabinet.charges().filter(|charge| cabinet.post(charge.post).is_some_and(|post| goes(post)));
        let ended = held.map(|charge| Event::ChargeEnded { charge: charge.id });
        let formed = cabinet.bodies().filter(|record| record.body.kind.ends_with_its_ministry());
        let dissolved = formed.map(|record| Event::BodyDissolved { body: record.body.id });
        let begun = Event::MinistryBegun { ministry: Ministry { name, ..ministry.clone() } };
        Ok(ended.chain(dissolved).chain([begun]).collect())
    }
}
