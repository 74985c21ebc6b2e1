//! Who saw and changed what, kept for good.

use domain::access::Action::ManageStaff;
use domain::access::Role;
use domain::ids::StaffId;
use domain::{Actor, Clock, Currency};
use store::audit::AuditFilter;
use store::settings::Settings;
use testing::Engine;
use uuid::Uuid;

use crate::{fresh_on, may};

testing::on_both_engines![
    a_change_is_found_by_who_what_and_when,
    only_who_may_read_the_audit_reads_it,
    no_line_is_ever_changed_or_taken_away,
];

fn settings(company: &str) -> Settings {
    Settings {
        company: company.into(),
        zone: "Europe/Riga".into(),
        currency: Currency::EUR,
        margin_mille: 1000,
    }
}

async fn a_change_is_found_by_who_what_and_when(engine: Engine) {
    let house = fresh_on(engine).await;
    let before = house.clock.now();
    house.store.save_settings(&may(ManageStaff), &settings("Harbour Coffee")).await.unwrap();
    house.clock.pass(60);
    let staff = Actor::Staff { id: StaffId(Uuid::from_u128(7)), role: Role::Owner };
    let permit = domain::access::check(staff, ManageStaff).unwrap();
    house.store.save_settings(&permit, &settings("Harbour Tea")).await.unwrap();
    let all = house.store.audit(Actor::Operator, &AuditFilter::default(), 10).await.unwrap();
    let actors: Vec<&str> = all.iter().map(|line| line.actor.as_str()).collect();
    assert_eq!(actors, ["staff 00000000-0000-0000-0000-000000000007", "operator"], "the newest first");
    let found = |filter: AuditFilter| {
        let store = house.store.clone();
        async move { store.audit(Actor::Operator, &filter, 10).await.unwrap().len() }
    };
    let all_of = AuditFilter::default;
    assert_eq!(found(AuditFilter { actor: Some("operator".into()), ..all_of() }).await, 1);
    assert_eq!(found(AuditFilter { action: Some("settings".into()), ..all_of() }).await, 2);
    assert_eq!(found(AuditFilter { action: Some("settings.changed".into()), ..all_of() }).await, 2);
    assert_eq!(found(AuditFilter { action: Some("sett".into()), ..all_of() }).await, 0);
    assert_eq!(found(AuditFilter { object_id: Some(Uuid::nil()), ..all_of() }).await, 0);
    assert_eq!(found(AuditFilter { until: Some(before.plus_seconds(1)), ..all_of() }).await, 1);
    assert_eq!(found(AuditFilter { from: Some(before.plus_seconds(1)), ..all_of() }).await, 1);
    assert_eq!(found(AuditFilter { after: Some(all[0].id), ..all_of() }).await, 1);
}

async fn only_who_may_read_the_audit_reads_it(engine: Engine) {
    let house = fresh_on(engine).await;
    for role in Role::ALL {
        let actor = Actor::Staff { id: StaffId(Uuid::nil()), role };
        let read = house.store.audit(actor, &AuditFilter::default(), 10).await;
        assert_eq!(read.is_ok(), [Role::Owner, Role::Manager, Role::Auditor].contains(&role), "{role:?}");
    }
}

async fn no_line_is_ever_changed_or_taken_away(engine: Engine) {
    let house = fresh_on(engine).await;
    house.store.save_settings(&may(ManageStaff), &settings("Harbour Coffee")).await.unwrap();
    for statement in ["update audit set actor = 'nobody'", "delete from audit"] {
        let refused = house.place.raw(statement).await.unwrap_err();
        assert!(refused.contains("only ever added to"), "{refused}");
    }
    assert_eq!(house.store.audit(Actor::Operator, &AuditFilter::default(), 10).await.unwrap().len(), 1);
}
