//! The last look at a letter: every check once more, from what stands in the commit that marks it.

use std::sync::{Mutex, PoisonError};

use domain::ids::PlayId;
use domain::plays::Definition;
use store::enrolments::Needs;
use store::outbox::{Facts, Ruling};

use crate::checks::{self, State, Zones};
use crate::decide::Setting;
use crate::steps::Rules;

/// Looks at letters, with what holds for all that are marked together.
pub struct Judge {
    setting: Setting,
    rules: Rules,
    zones: Mutex<Zones>,
}

impl Judge {
    /// One who holds letters to this setting.
    #[must_use]
    pub fn new(setting: Setting) -> Self {
        let zones = Mutex::new(Zones::new(setting.zone.clone()));
        Self { setting, rules: Rules::default(), zones }
    }

    /// What has to be read for letters of a play, or of none.
    #[must_use]
    pub fn needs(&self, play: Option<PlayId>, definition: &Definition) -> Needs {
        self.rules.needs(play, definition, &self.setting)
    }

    /// What becomes of a letter.
    #[must_use]
    pub fn rule_on(&self, facts: &Facts) -> Ruling {
        let Facts { topic, play, definition, way, contact, row } = facts;
        let verdict = self.rules.judge(definition, row, &self.setting);
        let zone = self.zones.lock().unwrap_or_else(PoisonError::into_inner).of(&contact.zone);
        let now = self.setting.now;
        let ruling = checks::rule_on(&State {
            now,
            zone: &zone,
            programme: &self.setting.programme,
            is_paused: self.setting.is_paused,
            play: *play,
            definition,
            contact,
            verdict: &verdict,
            occasion: way.as_ref().map_or("", |way| &way.occasion),
            since: way.as_ref().map_or(now, |way| way.entered),
            way: way.as_ref(),
            letter: Some(topic),
            has_room: true,
            free: None,
        });
        match ruling {
            checks::Ruling::Go => Ruling::Go,
            checks::Ruling::Later(at, _) => Ruling::Later(at),
            checks::Ruling::Stop(why) => Ruling::Cancel(why),
        }
    }
}
