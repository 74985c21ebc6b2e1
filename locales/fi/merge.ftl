merge-title = Kaksoiskappaleet
merge-lede = { $count ->
    [0] Kukaan ei näytä olevan täällä kahdesti.
    [one] Yksi pari voi olla sama ihminen.
   *[other] { $count } paria voi kukin olla sama ihminen.
}
merge-looked = Viime haku: ihmisiä { $people }, verrattuja pareja { $pairs }.
merge-dropped = Ryhmiä, jotka olivat liian suuria yhdellä perusteella verrattaviksi ja verrattiin tarkemmin: { $blocks }.
merge-look = Hae uudelleen
merge-looking = Haku on pyydetty; se kestää hetken.
merge-filter = Mitä näytetään
merge-filter-all = Kaikki
merge-filter-likely = Todennäköiset
merge-filter-undecided = Epäselvät
merge-probability = todennäköisyys { $percent }
merge-for = puhuu yhden ihmisen puolesta
merge-against = puhuu kahden puolesta
merge-compare = Vertaa ja yhdistä
merge-apart = Eri ihmisiä
merge-all = Yhdistä kaikki todennäköiset
merge-all-title = Yhdistetäänkö { $count } paria kerralla?
merge-all-say = Kunkin todennäköisyys on vähintään { $percent }. Kustakin parista jää se, jonka olemme tunteneet pidempään. Jokaisen yhdistämisen voi kumota erikseen.
merge-all-do = Yhdistä
merge-all-done = { $count ->
    [one] Yksi pari yhdistettiin.
   *[other] { $count } paria yhdistettiin.
}
merge-given = Etunimi
merge-family = Sukunimi
merge-email = Sähköposti
merge-phone = Puhelin
merge-address = Osoite
merge-birthday = Syntymäpäivä
merge-household = Sama koti
merge-same = sama
merge-nickname = lyhyt muoto
merge-spelling = eri kirjoitusasu
merge-swapped = vaihtaneet paikkaa
merge-typo = näppäilyvirhe
merge-partly = osittain sama
merge-slightly = hieman samanlainen
merge-different = eri
merge-missing = ei tiedossa
merge-relatives = voivat olla sukulaisia
merge-preview-title = Yhdistä kaksi ihmistä
merge-stays = Jää
merge-goes = Poistuu
merge-turn = Toisin päin
merge-known-by = Tunnetaan
merge-identities = Tunnistetiedot
merge-orders = Tilaukset
merge-facts = Tiedot
merge-promises = Lupaukset ja toiveet
merge-entries = Aikajanalla
merge-choose = Kumpi on oikein?
merge-filled = Lisätään sille, joka jää
merge-relations-gone = { $count ->
    [one] Yksi suhde, joka toistaisi toista, poistuu ja palaa kumottaessa.
   *[other] { $count } suhdetta, jotka toistaisivat toista, poistuu ja palaa kumottaessa.
}
merge-happens = { $name } jää ja saa kaiken toiselta: kaikki tunnistetiedot ja kaiken, mikä niiden kautta on tullut. Vanha sivu johtaa tänne. Tämän voi kumota.
merge-do = Yhdistä
merge-undo = Kumoa
merge-list = Yhdistämiset
merge-list-none = Ketään ei ole vielä yhdistetty.
merge-line = { $absorbed } → { $survivor }
merge-undone = kumottu { $when }
merge-kept = Kumottu. Sen jälkeen muutettu ja jätetty ennalleen: { $fields }.
merge-undone-now = Kumottu: molemmat ovat kuten ennen.
merge-with = Yhdistä…
merge-with-say = Toisen ihmisen sivun osoite tai tunnus
merge-told-apart = Todettu eri ihmisiksi
merge-lift = Voivat sittenkin olla sama
merge-pages = Luettelon sivut
merge-next = Seuraava
merge-back = Takaisin kaksoiskappaleisiin
merge-refused-same = Nämä ovat jo yksi ja sama; valitse kaksi.
merge-refused-merged = Toinen heistä on jo yhdistetty. Avaa hänen sivunsa nähdäksesi, kehen.
merge-refused-kinds = Ihminen ja organisaatio eivät voi olla yksi; kerro sen sijaan, miten he liittyvät toisiinsa.
merge-refused-distinct = { $when } joku totesi nämä eri ihmisiksi. Peru se ensin, jos se oli väärin.
merge-refused-undone = Tämä yhdistäminen on jo kumottu.
merge-refused-merged-on = Se, johon yhdistettiin, on sittemmin yhdistetty edelleen; kumoa ensin se.
merge-refused-nothing-left = Mitään, mistä hänet tunnettiin, ei ole jäljellä, joten ketään ei voi palauttaa.
merge-refused-erased = Toinen heistä on poistettu; mitään yhdistettävää tai erotettavaa ei ole jäljellä.
merge-field-name = Koko nimi
merge-field-says = Ääntäminen
merge-field-title = Titteli
merge-field-language = Kieli
merge-field-zone = Aikavyöhyke
merge-field-website = Verkkosivusto
merge-field-street = Katuosoite
merge-field-city = Kaupunki
merge-field-region = Alue
merge-field-postal-code = Postinumero
merge-field-country = Maa
merge-details = Lisää
merge-row-keys = Näppäimet: j ja k siirtyvät parista toiseen, o avaa lisätiedot.
merge-to-undo = Yhdistämisiin, joista jokaisen voi kumota
