care-heading = Ketkä etääntyvät hiljaa
care-nobody = Kukaan ei ole tänään myöhässä omasta rytmistään.
care-overdue = { $count ->
    [one] { $count } asiakas on ollut hiljaa pidempään kuin yhdeksän kymmenestä omasta välistään kestäisi; vaarassa on { $money }.
   *[other] { $count } asiakasta on ollut hiljaa pidempään kuin yhdeksän kymmenestä omasta välistään kestäisi; vaarassa on { $money }.
}
care-definition = Ensin ne, joista on eniten vaarassa. Vaarassa on se, minkä arvoinen joku olisi varmasti yhä asiakkaana, vähennettynä hänen arvollaan hiljaisuus huomioiden. Prosentti kertoo, kuinka todennäköisesti hän on yhä mukana.
care-first = Huomioi nämä ensin
care-whole = Koko huomiolista
care-came = Kävi { $every }, hiljaa *{ $silent }*
care-stake = Vaarassa: { $money }
care-still-here = { $odds } yhä mukana
care-more = { $count ->
    [one] { $count } lisää
   *[other] { $count } lisää
}
care-unlisted = { $count ->
    [one] { $count } lisää on täydessä luettelossa.
   *[other] { $count } lisää on täydessä luettelossa.
}
care-empty = Täällä ei ole ketään.
care-none-begins = Kukaan myöhässä oleva ei ala näin.
