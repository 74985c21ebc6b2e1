//! English.

use super::Names;

pub(super) static NAMES: Names = Names {
    women: &[
        "Alice",
        "Amy",
        "Charlotte",
        "Chloe",
        "Claire",
        "Ella",
        "Emily",
        "Emma",
        "Fiona",
        "Grace",
        "Hannah",
        "Helen",
        "Isla",
        "Jane",
        "Jessica",
        "Laura",
        "Lucy",
        "Mary",
        "Megan",
        "Nicola",
        "Olivia",
        "Rachel",
        "Ruth",
        "Sarah",
        "Sophie",
        "Victoria",
    ],
    men: &[
        "Adam", "Alan", "Andrew", "Ben", "Callum", "Charles", "Daniel", "David", "Edward", "George", "Harry",
        "Ian", "Jack", "James", "John", "Liam", "Mark", "Matthew", "Michael", "Oliver", "Patrick", "Paul",
        "Peter", "Robert", "Thomas", "William",
    ],
    families: &[
        "Adams", "Bailey", "Baker", "Bennett", "Brown", "Campbell", "Carter", "Clarke", "Collins", "Cooper",
        "Davies", "Evans", "Fisher", "Foster", "Gray", "Green", "Hall", "Harris", "Hughes", "Jackson",
        "Johnson", "Jones", "Kelly", "King", "Lewis", "Miller", "Mitchell", "Moore", "Murphy", "Parker",
        "Phillips", "Roberts", "Robinson", "Scott", "Shaw", "Smith", "Stewart", "Taylor", "Turner", "Walker",
        "Ward", "White", "Williams", "Wood", "Wright", "Young",
    ],
    cities: &["Riga", "Riga", "Jurmala", "Helsinki", "London", "Edinburgh", "Dublin"],
};
