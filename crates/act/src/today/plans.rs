//! Steps of plans that were missed: for whoever was to do them, and for whoever manages.

use std::collections::HashSet;

use domain::access::{Action, may};
use domain::ids::{GestureId, StaffId};
use store::Result;

use super::{Gathered, Line, READ, Why};

impl Gathered<'_> {
    /// Lines of the missed steps `of` somebody and of nobody; who manages sees everybody's. One says all
    /// that its task's line would.
    pub(super) async fn missed(&mut self, of: Option<StaffId>) -> Result<()> {
        let of = of.filter(|_| !may(self.actor, Action::ManagePlays));
        let missed = self.store.steps_missed(self.actor, of, READ).await?;
        let tasks: HashSet<GestureId> = missed.iter().filter_map(|missed| missed.step.task).collect();
        self.lines.retain(|line| match &line.why {
            Why::Task { gesture, .. } => !tasks.contains(&gesture.id),
            _ => true,
        });
        for missed in missed {
            self.lines.push(Line::new(missed.person, Why::Missed(Box::new(missed)), self.day));
        }
        Ok(())
    }
}
