//! The menu beside every page: rooms, and in each the pages one goes to.

use locales::Words;

use super::Shell;

/// One page of the menu.
struct Line {
    path: &'static str,
    icon: &'static str,
    name: fn(Words) -> String,
}

const fn to(path: &'static str, icon: &'static str, name: fn(Words) -> String) -> Line {
    Line { path, icon, name }
}

/// A room: its heading, and the pages in it in the order of how often one goes there.
struct Room {
    /// The first room is the day's own and has none.
    heading: Option<fn(Words) -> String>,
    /// What is seldom needed stays folded until one is in it.
    folded: bool,
    lines: &'static [Line],
}

const ROOMS: &[Room] = &[
    Room {
        heading: None,
        folded: false,
        lines: &[
            to("/today", "sun", Words::today_title),
            to("/tasks", "list-checks", Words::task_title),
            to("/", "sprout", Words::shell_overview),
        ],
    },
    Room {
        heading: Some(Words::shell_room_people),
        folded: false,
        lines: &[
            to("/people", "users", Words::shell_people),
            to("/duplicates", "merge", Words::merge_title),
            to("/imports", "file-up", Words::shell_imports),
        ],
    },
    Room {
        heading: Some(Words::shell_room_care),
        folded: false,
        lines: &[
            to("/care", "heart-handshake", Words::shell_care),
            to("/leaving", "heart-crack", Words::leaving_title),
            to("/plans", "calendar-days", Words::plans_title),
            to("/plays", "hand-heart", Words::plays_title),
            to("/tiers", "award", Words::tiers_title),
            to("/till", "scan-line", Words::gifts_till),
            to("/certificates", "gift", Words::gifts_title),
            to("/presents", "package", Words::presents_title),
            to("/letters", "mail", Words::letters_title),
            to("/outbox", "send", Words::outbox_title),
            to("/signs", "qr-code", Words::signs_title),
            to("/key-message", "megaphone", Words::key_message_title),
            to("/programme", "sliders-horizontal", Words::programme_title),
        ],
    },
    Room {
        heading: Some(Words::shell_room_worth),
        folded: false,
        lines: &[
            to("/returns", "chart-no-axes-column", Words::shell_returns),
            to("/cohorts", "calendar-days", Words::shell_cohorts),
            to("/value", "coins", Words::shell_value),
            to("/forecast", "chart-line", Words::shell_forecast),
            to("/forecasts", "scale", Words::kept_title),
        ],
    },
    Room {
        heading: Some(Words::shell_room_company),
        folded: true,
        lines: &[
            to("/team", "contact", Words::team_title),
            to("/audit", "scroll-text", Words::audit_title),
            to("/erasures", "eraser", Words::erasure_list),
            to("/keys", "key-round", Words::keys_title),
            to("/webhooks", "webhook", Words::webhooks_title),
            to("/calendars", "calendar-days", Words::calendars_title),
            to("/settings", "store", Words::settings_title),
        ],
    },
];

/// A room as the menu draws it.
pub(crate) struct Drawn {
    pub(crate) heading: Option<String>,
    pub(crate) folded: bool,
    pub(crate) links: Vec<Link>,
}

/// A link of the menu.
pub(crate) struct Link {
    pub(crate) path: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) name: String,
    pub(crate) here: bool,
}

impl Shell {
    /// The rooms who is signed in may enter; a page they may not open stands in none.
    pub(crate) fn rooms(&self) -> Vec<Drawn> {
        let link = |line: &Line| Link {
            path: line.path,
            icon: line.icon,
            name: (line.name)(self.words),
            here: line.path == self.here,
        };
        let rooms = ROOMS.iter().map(|room| {
            let links: Vec<Link> = room.lines.iter().filter(|line| self.opens(line.path)).map(link).collect();
            let folded = room.folded && !links.iter().any(|link| link.here);
            Drawn { heading: room.heading.map(|heading| heading(self.words)), folded, links }
        });
        rooms.filter(|room| !room.links.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::access::Role;

    use super::*;

    #[test]
    fn every_line_leads_to_a_page_the_owner_may_open_and_has_an_icon() {
        for line in ROOMS.iter().flat_map(|room| room.lines) {
            assert!(crate::routes::opens(Role::Owner, line.path), "{}", line.path);
            assert!(!crate::assets::icon(line.icon).to_string().is_empty(), "no icon {}", line.icon);
        }
    }
}
