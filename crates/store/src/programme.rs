//! What holds for every play together, and the salt that draws who is left out of all of them.

use domain::access::Action;
use domain::ids::LetterId;
use domain::plays::{Programme, ProgrammeError, QuietHours};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, letters, sql};

/// Bytes of a salt.
pub(crate) const SALT_BYTES: usize = 16;

/// The programme as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What is said of it.
    pub programme: Programme,
    /// What draws those left out; empty until the first play starts or the programme is first saved.
    pub salt: Vec<u8>,
    /// Since when nothing goes out at all.
    pub paused_at: Option<Instant>,
    /// Rises with every change; 0 before the first.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    salt: Vec<u8>,
    holdout_mille: i64,
    cap_count: i64,
    cap_days: i64,
    quiet_from: i64,
    quiet_to: i64,
    quiet_weekdays: i64,
    soft_opt_in: i64,
    needs_approval: i64,
    sender_name: String,
    sender_address: String,
    postal_address: String,
    reminder_letter: Option<Uuid>,
    reminder_days: i64,
    voice: String,
    paused_at: Option<i64>,
    version: i64,
}

fn small<T: TryFrom<i64>>(number: i64) -> Result<T> {
    T::try_from(number).map_err(|_| Error::unreadable(format!("the number {number} in the programme")))
}

/// The programme as it stands, inside a transaction too.
pub(crate) async fn read(on: &impl ConnectionTrait) -> Result<Kept> {
    let select = "select salt, holdout_mille, cap_count, cap_days, quiet_from, quiet_to, quiet_weekdays,
                      soft_opt_in, needs_approval, sender_name, sender_address, postal_address,
                      reminder_letter, reminder_days, voice, paused_at, version from programme";
    let Some(row) = sql::row::<Row>(on, select, []).await? else {
        let programme = Programme::default();
        return Ok(Kept { programme, salt: Vec::new(), paused_at: None, version: 0 });
    };
    let quiet = QuietHours {
        from: small(row.quiet_from)?,
        to: small(row.quiet_to)?,
        weekdays: small(row.quiet_weekdays)?,
    };
    let programme = Programme {
        holdout_mille: small(row.holdout_mille)?,
        cap_count: small(row.cap_count)?,
        cap_days: small(row.cap_days)?,
        quiet,
        soft_opt_in: row.soft_opt_in != 0,
        needs_approval: row.needs_approval != 0,
        sender_name: row.sender_name,
        sender_address: row.sender_address,
        postal_address: row.postal_address,
        reminder_letter: row.reminder_letter.map(LetterId),
        reminder_days: small(row.reminder_days)?,
        voice: row.voice,
    };
    let paused_at = row.paused_at.map(Instant);
    Ok(Kept { programme, salt: row.salt, paused_at, version: row.version })
}

impl Store {
    /// The programme; what holds by default until somebody saved another.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn programme(&self, actor: Actor) -> Result<Kept> {
        leave::to_read_customers(actor)?;
        read(self.read()).await
    }

    /// Saves the programme, in an edit begun on `version`; the new one.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, it can't be set so, somebody else changed it in the
    /// meantime, or the database fails.
    pub async fn save_programme(&self, permit: &Permit, version: i64, programme: &Programme) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        programme.check()?;
        let on = self.begin().await?;
        if read(&on).await?.version != version {
            return Err(Error::Superseded(
                "Somebody else changed the programme in the meantime; look again and repeat your change.",
            ));
        }
        if let Some(letter) = programme.reminder_letter
            && letters::read(&on, &[letter]).await?.is_empty()
        {
            return Err(ProgrammeError::Reminder.into());
        }
        self.settle_programme(&on).await?;
        sql::run(
            &on,
            "update programme set holdout_mille = $1, cap_count = $2, cap_days = $3, quiet_from = $4,
                 quiet_to = $5, quiet_weekdays = $6, soft_opt_in = $7, needs_approval = $8,
                 sender_name = $9, sender_address = $10, postal_address = $11, reminder_letter = $12,
                 reminder_days = $13, voice = $14, version = $15",
            [
                i64::from(programme.holdout_mille).into(),
                i64::from(programme.cap_count).into(),
                i64::from(programme.cap_days).into(),
                i64::from(programme.quiet.from).into(),
                i64::from(programme.quiet.to).into(),
                i64::from(programme.quiet.weekdays).into(),
                i64::from(programme.soft_opt_in).into(),
                i64::from(programme.needs_approval).into(),
                programme.sender_name.as_str().into(),
                programme.sender_address.as_str().into(),
                programme.postal_address.as_str().into(),
                programme.reminder_letter.map(|id| id.0).into(),
                i64::from(programme.reminder_days).into(),
                programme.voice.as_str().into(),
                (version + 1).into(),
            ],
        )
        .await?;
        audit::write(&on, self, permit.actor(), "programme.changed", "programme", None, "").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Stops everything that goes out by itself, or lets it go on.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, or the database fails.
    pub async fn pause_programme(&self, permit: &Permit, paused: bool) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        let on = self.begin().await?;
        self.settle_programme(&on).await?;
        let at = paused.then_some(self.now().0);
        let pause = "update programme set paused_at = $1, version = version + 1";
        sql::run(&on, pause, [at.into()]).await?;
        let action = if paused { "programme.paused" } else { "programme.resumed" };
        audit::write(&on, self, permit.actor(), action, "programme", None, "").await?;
        Ok(on.commit().await?)
    }

    /// Writes down what held by default, with a salt of its own, where nobody saved anything yet.
    pub(crate) async fn settle_programme(&self, on: &impl ConnectionTrait) -> Result<()> {
        let usual = Programme::default();
        let mut salt = vec![0; SALT_BYTES];
        self.inner.entropy.fill(&mut salt);
        sql::run(
            on,
            "insert into programme (one, salt, holdout_mille, cap_count, cap_days, quiet_from, quiet_to,
                 quiet_weekdays, soft_opt_in, needs_approval, sender_name, sender_address, postal_address,
                 version)
             values (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '', 1) on conflict (one) do nothing",
            [
                salt.into(),
                i64::from(usual.holdout_mille).into(),
                i64::from(usual.cap_count).into(),
                i64::from(usual.cap_days).into(),
                i64::from(usual.quiet.from).into(),
                i64::from(usual.quiet.to).into(),
                i64::from(usual.quiet.weekdays).into(),
                i64::from(usual.soft_opt_in).into(),
                i64::from(usual.needs_approval).into(),
            ],
        )
        .await?;
        Ok(())
    }
}
