//! Which column plays which role: named by the user, or guessed by common header names.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::problem::{Header, Problem};

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, [$($guess:literal),* $(,)?];)*) => {
        /// What a column tells of an order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role {$($(#[$doc])* $variant,)*}

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name of the role: the option of the command line without its dashes.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {$(Self::$variant => $name),*}
            }

            /// Header names that commonly mean this role, the likeliest first, in lower case
            /// letters and digits alone.
            fn common_names(self) -> &'static [&'static str] {
                match self {$(Self::$variant => &[$($guess),*]),*}
            }
        }
    };
}

roles! {
    /// Who bought.
    Customer = "customer", [
        "customerid", "custid", "clientid", "userid", "buyerid", "memberid", "customernumber", "customerno",
        "customer", "client", "user", "buyer", "member", "kundennummer", "kunde", "kundenid", "idclient",
        "idcliente", "cliente", "klients", "klientaid", "asiakas", "asiakasnumero", "клиент", "idклиента",
        "покупатель", "مشتری", "cust",
    ];
    /// When.
    Date = "date", [
        "orderdate", "invoicedate", "purchasedate", "transactiondate", "saledate", "date", "orderedat",
        "createdat", "created", "datetime", "timestamp", "ordertime", "paidat", "day", "datum",
        "bestelldatum", "fecha", "data", "datums", "päivämäärä", "tilauspäivä", "дата", "датазаказа", "تاریخ",
    ];
    /// What it came to.
    Amount = "amount", [
        "amount", "ordertotal", "totalamount", "orderamount", "grandtotal", "total", "totalprice",
        "ordervalue", "netsales", "revenue", "sales", "value", "spend", "spent", "monetary", "dollars",
        "betrag", "summe", "umsatz", "montant", "importe", "importo", "summa", "loppusumma", "сумма",
        "مبلغ",
    ];
    /// The order the row belongs to.
    Order = "order", [
        "orderid", "ordernumber", "orderno", "invoiceno", "invoiceid", "invoicenumber", "invoice",
        "transactionid", "receiptid", "order", "bestellnummer", "pasūtījums", "tilausnumero", "номерзаказа",
    ];
    /// The product's own number.
    Product = "product", ["productid", "sku", "stockcode", "itemid", "productcode", "product", "item"];
    /// The product's name.
    ProductName = "product_name", ["productname", "description", "itemname", "title"];
    /// How many pieces.
    Quantity = "quantity", ["quantity", "qty", "units", "pieces", "menge", "anzahl", "daudzums", "määrä", "количество"];
    /// The price of one piece.
    Price = "price", ["unitprice", "price", "itemprice", "preis", "prix", "precio", "cena", "hinta", "цена"];
    /// ISO 4217 code of the row's currency.
    Currency = "currency", ["currency", "currencycode", "währung", "devise", "moneda", "valūta", "valuutta", "валюта"];
    /// E-mail address.
    Email = "email", ["email", "emailaddress", "customeremail", "mail", "epasts", "sähköposti"];
    /// Phone number.
    Phone = "phone", ["phone", "phonenumber", "telephone", "mobile", "tel", "telefon", "tālrunis", "puhelin", "телефон"];
    /// The person's name.
    Name = "name", ["customername", "fullname", "clientname", "name", "buyername", "vārds", "nimi", "имя", "نام"];
    /// Where the order stands: paid, cancelled, refunded.
    Status = "status", ["orderstatus", "paymentstatus", "financialstatus", "status"];
    /// Time of day, where the date column has none.
    Time = "time", [];
    /// The zone that date and time are written in.
    TimeZone = "time_zone", [];
    /// What was given back of the amount.
    Refunded = "refunded", [];
    /// When the order was cancelled; empty where it wasn't.
    Cancelled = "cancelled_at", [];
}

impl Role {
    /// The roles a user can give a column to.
    pub const MAPPABLE: &[Self] = &[
        Self::Customer,
        Self::Date,
        Self::Amount,
        Self::Order,
        Self::Product,
        Self::ProductName,
        Self::Quantity,
        Self::Price,
        Self::Currency,
        Self::Email,
        Self::Phone,
        Self::Name,
        Self::Status,
    ];
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::MAPPABLE.iter().find(|role| role.name() == text);
        found.copied().ok_or_else(|| {
            let names: Vec<&str> = Self::MAPPABLE.iter().map(|role| role.name()).collect();
            format!("'{text}' is no role of a column; the roles are {}", names.join(", "))
        })
    }
}

/// The columns the user named: a header name (case and outer blanks don't matter) or a number
/// counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<Role, String>);

impl Mapping {
    /// No column named.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more column named.
    #[must_use]
    pub fn with(mut self, role: Role, column: impl Into<String>) -> Self {
        self.set(role, column);
        self
    }

    /// Names a column; an empty name takes it back.
    pub fn set(&mut self, role: Role, column: impl Into<String>) {
        let column = column.into();
        if column.trim().is_empty() {
            self.0.remove(&role);
        } else {
            self.0.insert(role, column);
        }
    }

    /// The column of a role.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&str> {
        self.0.get(&role).map(String::as_str)
    }

    /// Whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is named, by role.
    pub fn iter(&self) -> impl Iterator<Item = (Role, &str)> {
        self.0.iter().map(|(role, column)| (*role, column.as_str()))
    }
}

/// A header name without case, blanks and punctuation.
fn bare(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The column (from 0) whose header commonly means `role`.
pub(crate) fn guess(role: Role, header: &[String]) -> Option<usize> {
    let bare_header: Vec<String> = header.iter().map(|name| bare(name)).collect();
    role.common_names().iter().find_map(|name| bare_header.iter().position(|column| column == name))
}

/// Whether two header names are the same to a person.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The word by which [`find`] finds a column (from 0): its name, or its number where that is blank
/// or stands more than once.
pub(crate) fn word_for<T: AsRef<str>>(column: usize, header: &[T]) -> String {
    let name = header.get(column).map_or("", AsRef::as_ref);
    let alike = header.iter().filter(|other| same_name(other.as_ref(), name)).count();
    if name.trim().is_empty() || alike > 1 { (column + 1).to_string() } else { name.to_owned() }
}

/// Finds the column (from 0) that the user named.
///
/// # Errors
/// Where the file has no such column, or has it twice.
pub(crate) fn find(role: Role, wanted: &str, header: &[String]) -> Result<usize, Problem> {
    let at: Vec<usize> = (0..header.len()).filter(|&index| same_name(&header[index], wanted)).collect();
    let named = wanted.trim().to_owned();
    match at.as_slice() {
        [one] => Ok(*one),
        [] => match named.parse::<usize>() {
            Ok(number) if (1..=header.len()).contains(&number) => Ok(number - 1),
            Ok(number) => Err(Problem::NoColumnNumber { role, number, count: header.len() }),
            Err(_) => Err(Problem::NoColumn { role, named, columns: Header::of(header, true) }),
        },
        several => {
            let numbers = several.iter().map(|index| index + 1).collect();
            Err(Problem::ColumnTwice { role, named, numbers })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn common_headers_are_guessed_whatever_their_case_and_blanks() {
        let header = header(&["Invoice", "Customer ID", "InvoiceDate", "Unit Price", "Сумма"]);
        assert_eq!(guess(Role::Customer, &header), Some(1));
        assert_eq!(guess(Role::Date, &header), Some(2));
        assert_eq!(guess(Role::Price, &header), Some(3));
        assert_eq!(guess(Role::Amount, &header), Some(4));
        assert_eq!(guess(Role::Email, &header), None);
    }

    #[test]
    fn a_column_is_found_by_name_or_number_and_a_doubled_name_is_named() {
        let header = header(&["id", "Total", "total ", "2"]);
        assert_eq!(find(Role::Customer, " ID ", &header), Ok(0));
        assert_eq!(find(Role::Customer, "1", &header), Ok(0));
        assert_eq!(find(Role::Customer, "2", &header), Ok(3), "a header that is a number wins");
        assert!(find(Role::Amount, "TOTAL", &header).unwrap_err().to_string().contains("columns 2, 3"));
        assert!(find(Role::Date, "when", &header).unwrap_err().to_string().contains("id, Total"));
        assert!(find(Role::Date, "9", &header).unwrap_err().to_string().contains("4 columns"));
    }

    #[test]
    fn a_column_is_found_again_by_the_word_for_it() {
        let header = header(&["id", "Total", "total ", "", "When"]);
        for column in 0..header.len() {
            assert_eq!(find(Role::Amount, &word_for(column, &header), &header), Ok(column));
        }
        assert_eq!(word_for(4, &header), "When");
    }

    #[test]
    fn every_mappable_role_reads_back_from_its_name() {
        for role in Role::MAPPABLE {
            assert_eq!(role.name().parse::<Role>().as_ref(), Ok(role));
        }
        assert!("cancelled_at".parse::<Role>().is_err());
    }
}
