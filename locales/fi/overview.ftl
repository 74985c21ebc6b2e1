overview-bring = Tuo *tilauksesi*.
overview-bring-say = Vienti kaupastasi tai kassastasi riittää: kuka osti, milloin ja kuinka paljolla. Hetken päästä tämä sivu kertoo, kuinka moni palaa, minkä arvoisia he ovat ja ketkä etääntyvät hiljaa.
overview-import = Tuo tilauksia
overview-reading = { $count ->
    [one] { $count } tilausta *muuttuu luvuiksi*.
   *[other] { $count } tilausta *muuttuu luvuiksi*.
}
overview-fitting = Malleja sovitetaan niihin parhaillaan. Sivu päivittyy itsestään.
overview-refit-failed = Viimeisin uudelleenlaskenta epäonnistui, joten nämä luvut ovat päivältä { $day }.
overview-fit-failed = Malleja ei voitu sovittaa. Syy on palvelimen lokissa; seuraava tuonti yrittää uudelleen.
overview-no-orders = Tutkittavaksi ei ole yhtäkään tilausta: kaikki rivit jätettiin sivuun tai niitä ei ollut.
