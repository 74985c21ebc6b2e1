//! In which language the company speaks, and each of its staff: tags such as `fa` (BCP 47).

use domain::access::Action;
use domain::ids::StaffId;
use domain::{Actor, Permit};
use sea_orm::FromQueryResult;

use crate::{Error, Result, Store, audit, leave, sql};

/// Whose languages there are to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Languages {
    /// What the member of staff chose for themselves.
    pub own: Option<String>,
    /// The company's; `None` before its settings were first saved.
    pub company: Option<String>,
}

impl Store {
    /// The language of a member of staff, and the company's.
    ///
    /// # Errors
    /// Where the actor may not manage staff (the pages ask as a part of the program), or the
    /// database fails.
    pub async fn languages(&self, actor: Actor, id: StaffId) -> Result<Languages> {
        leave::to_read(actor, Action::ManageStaff)?;
        let row: Option<Languages> = sql::row(
            self.read(),
            "select language as own, (select language from settings) as company from staff where id = $1",
            [id.0.into()],
        )
        .await?;
        Ok(row.unwrap_or_default())
    }

    /// The company's language; `None` before its settings were first saved.
    ///
    /// # Errors
    /// As [`Store::settings`].
    pub async fn company_language(&self, actor: Actor) -> Result<Option<String>> {
        leave::to_read_customers(actor)?;
        Ok(sql::column(self.read(), "select language from settings", []).await?.pop())
    }

    /// Sets the language of a member of staff; `None` is the company's. The permit is for
    /// `ManageStaff`: the pages hold one for what people say of themselves.
    ///
    /// # Errors
    /// Where the permit is for something else, there is no such member, or the database fails.
    pub async fn set_language(&self, permit: &Permit, id: StaffId, tag: Option<&str>) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        let values = [tag.map(str::to_owned).into(), id.0.into()];
        if sql::run(&transaction, "update staff set language = $1 where id = $2", values).await? == 0 {
            return Err(Error::Missing("There is no such member of staff."));
        }
        Ok(transaction.commit().await?)
    }

    /// Sets the company's language. The permit is for `ManageStaff`.
    ///
    /// # Errors
    /// Where the permit is for something else, or the database fails.
    pub async fn set_company_language(&self, permit: &Permit, tag: &str) -> Result<()> {
        leave::to_write(permit, Action::ManageStaff)?;
        let transaction = self.begin().await?;
        if sql::run(&transaction, "update settings set language = $1", [tag.into()]).await? == 0 {
            return Err(Error::Missing("The company has no settings yet."));
        }
        audit::write(&transaction, self, permit.actor(), "settings.changed", "settings", None, "language")
            .await?;
        Ok(transaction.commit().await?)
    }
}
