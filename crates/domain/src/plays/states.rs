//! Where plays, people's ways through them, gestures and letters can stand, as kept.

use crate::named::named;

named! {
    /// Where a play stands.
    PlayState {
        /// Being written.
        Draft = "draft",
        /// Ready, and waiting for somebody else's approval.
        Waiting = "waiting",
        /// Meeting people.
        Running = "running",
        /// Meeting nobody for now; who is on the way waits.
        Paused = "paused",
        /// Over; who was on the way has left.
        Ended = "ended",
    }

    /// Which arm somebody was drawn into.
    Arm {
        /// The play's.
        Treated = "treated",
        /// The control group.
        Held = "held",
    }

    /// Where a person stands in a play.
    EnrolmentState {
        /// On the way; the next step has its time.
        Underway = "underway",
        /// In the control group: this is when they would have been met.
        Held = "held",
        /// Every step done.
        Done = "done",
        /// Left, since the goal is met.
        GoalMet = "goal_met",
        /// Left for another reason.
        Stopped = "stopped",
    }

    /// Why somebody was not met, or left. In the order in which it is asked.
    Stopped {
        /// The rule does not hold, or no longer.
        Rule = "rule",
        /// They are to be left in peace.
        Rest = "rest",
        /// A complaint of theirs is open.
        Complaint = "complaint",
        /// They refused, never said yes where a yes is needed, or can't be reached.
        Consent = "consent",
        /// They were met often enough lately.
        Cap = "cap",
        /// It is quiet where they are.
        Quiet = "quiet",
        /// What the play is for has happened.
        Goal = "goal",
        /// They are in the control group, of the play or of the whole programme.
        Holdout = "holdout",
        /// The play met as many as it may for today.
        Full = "full",
        /// None is left of the present the step gives.
        Stock = "stock",
        /// The play's last day is over.
        Over = "over",
        /// The play ended, or is paused.
        Play = "play",
        /// They met it already on this occasion, or too lately.
        Again = "again",
        /// They were erased.
        Erased = "erased",
        /// The step as the play says it can't be taken.
        Unfit = "unfit",
    }

    /// Where a gesture stands.
    GestureState {
        /// A letter on its way.
        Waiting = "waiting",
        /// A task somebody is to do.
        Open = "open",
        /// Done, or delivered to the next mail server.
        Done = "done",
        /// A letter whose end we never saw: shown, and never silently sent again.
        Held = "held",
        /// It could not be done.
        CouldNot = "could_not",
        /// It was called off before it went.
        Cancelled = "cancelled",
    }

    /// Where a letter in the outbox stands.
    OutboxState {
        /// To be sent when its time comes.
        Waiting = "waiting",
        /// A worker has it.
        Sending = "sending",
        /// Taken by the next mail server.
        Sent = "sent",
        /// The answer after the whole letter was given was never seen.
        Held = "held",
        /// Refused for good.
        Failed = "failed",
        /// Called off: consent, cap or quiet hours spoke last.
        Cancelled = "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_kept_is_the_name_the_api_says() {
        for state in GestureState::ALL {
            let said = serde_json::to_value(state).unwrap();
            assert_eq!(said, state.name());
            assert_eq!(GestureState::from_name(state.name()), Some(*state));
        }
        for stopped in Stopped::ALL {
            assert_eq!(serde_json::to_value(stopped).unwrap(), stopped.name());
        }
    }
}
