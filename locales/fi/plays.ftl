plays-title = Huomionosoitukset
plays-says = Kaunis ele oikealle ihmiselle oikealla hetkellä, ja muutama jää aina ulkopuolelle, jotta aikanaan tiedetään, mitä se antoi.
plays-none = Ei vielä yhtään. Aloita jostakin valmiista.
plays-none-so = Yksikään ei ole tässä tilassa.
plays-new = Uusi huomionosoitus
plays-all = Kaikki
plays-filter = Näytä
plays-never = Ketään ei tavoiteta.
plays-state-draft = Luonnos
plays-state-waiting = Odottaa hyväksyntää
plays-state-running = Käynnissä
plays-state-met = Kaikki tavoitettu
plays-state-paused = Tauolla
plays-state-ended = Päättynyt
plays-met = { $count ->
    [one] { $count } tavoitettu
   *[other] { $count } tavoitettua
}
plays-held = { $count ->
    [one] { $count } ulkopuolella
   *[other] { $count } ulkopuolella
}
plays-choose = Mikä huomionosoitus?
plays-choose-says = Jokainen alkaa luonnoksena: mitään ei lähetetä ennen kuin käynnistät sen, ja jokaisen sanan voi muuttaa.
plays-take = Ota tämä
plays-empty = Tyhjä huomionosoitus
plays-empty-says = Aloita käsin kirjoitetusta kortista kaikille ja muuta jokaista osaa.
plays-sentence = { $who }, { $when }, saa seuraavaa: { $steps }, { $often }, { $quiet }.
plays-sentence-proof = Hinta: { $cost }. Se onnistui, jos { $success }; { $held }.
plays-who-everybody = Jokainen
plays-who-clauses = Jokainen, josta pätee: { $clauses }
plays-who-rule = Jokainen, johon sääntö pätee
plays-is-at-least = { $word } vähintään { $value }
plays-is-over = { $word } yli { $value }
plays-is-at-most = { $word } enintään { $value }
plays-is-under = { $word } alle { $value }
plays-is-equal = { $word } ”{ $value }”
plays-is-other = { $word } muu kuin ”{ $value }”
plays-is-with = { $word }: mukana ”{ $value }”
plays-is-without = { $word }: ei mukana ”{ $value }”
plays-choose-at-least = vähintään
plays-choose-over = yli
plays-choose-at-most = enintään
plays-choose-under = alle
plays-choose-equal = on
plays-choose-other = ei ole
plays-choose-with = sisältää
plays-choose-without = ei sisällä
plays-word-orders = tilausten määrä
plays-word-spend = käytetty summa
plays-word-p-alive = todennäköisyys olla yhä asiakas
plays-word-expected-orders = odotettujen tilausten määrä
plays-word-expected-value = odotettu arvo
plays-word-at-stake = vaarassa oleva arvo
plays-word-rhythm = rytmi päivinä
plays-word-overdue = myöhästyneiden päivien määrä
plays-word-silent-days = hiljaisten päivien määrä
plays-word-silent-rhythms = hiljaisuus omina rytmeinä
plays-word-known-days = päiviä ensimmäisestä tilauksesta
plays-word-products = ostetut tuotteet
plays-word-fact-kinds = muistettujen tietojen lajit
plays-word-fact-texts = muistetut tiedot
plays-word-private-kinds = yksityisten tietojen lajit
plays-word-private-texts = yksityiset tiedot
plays-word-special-kinds = erityisesti suojattujen tietojen lajit
plays-word-special-texts = erityisesti suojatut tiedot
plays-word-consent-given = hyväksytyt aiheet
plays-word-consent-refused = kielletyt aiheet
plays-word-tier = taso
plays-word-left-reason = lähdön syy
plays-word-stakes = suhde meihin
plays-word-kind = laji
plays-word-language = kieli
plays-word-city = kaupunki
plays-word-country = maa
plays-when-rule = heti kun tämä pätee
plays-when-once = kerran, alkaen { $at }
plays-when-date = { $days ->
    [0] jokaisena päivänä, joka muistetaan lajissa ”{ $fact }”
    [one] { $days } päivä ennen jokaista päivää, joka muistetaan lajissa ”{ $fact }”
   *[other] { $days } päivää ennen jokaista päivää, joka muistetaan lajissa ”{ $fact }”
}
plays-when-date-of = { $date }, jos siinä on jokin sanoista: { $said }
plays-when-holiday = { $days ->
    [0] juhlapäivänä ”{ $holiday }”, jos se on hänen
    [one] { $days } päivä ennen juhlapäivää ”{ $holiday }”, jos se on hänen
   *[other] { $days } päivää ennen juhlapäivää ”{ $holiday }”, jos se on hänen
}
plays-when-silence = kun hiljaisuus on kestänyt näin monta omaa rytmiä: { $rhythms }
plays-when-order = { $days ->
    [0] jokaisen tilauksen mukana
    [one] { $days } päivä jokaisen tilauksen jälkeen
   *[other] { $days } päivää jokaisen tilauksen jälkeen
}
plays-when-order-nth = { $days ->
    [0] { $nth }. tilauksen mukana
    [one] { $days } päivä { $nth }. tilauksen jälkeen
   *[other] { $days } päivää { $nth }. tilauksen jälkeen
}
plays-when-product = { $days ->
    [0] ostaessaan tuotteen ”{ $sku }”
    [one] { $days } päivä tuotteen ”{ $sku }” oston jälkeen
   *[other] { $days } päivää tuotteen ”{ $sku }” oston jälkeen
}
plays-when-score-above = kun { $figure } nousee yli rajan { $line }
plays-when-score-below = kun { $figure } laskee alle rajan { $line }
plays-what-letter = kirje ”{ $name }”
plays-what-letter-gone = kirje, joka on vielä valittava
plays-what-letter-with = kirje ”{ $name }” ja lahjakortti ({ $worth })
plays-what-note = käsin kirjoitettu kortti
plays-what-call = puhelu
plays-what-present = pieni lahja
plays-what-present-named = lahja: { $name }
plays-what-task = jotain käsin tehtyä
plays-what-certificate = lahjakortti ({ $worth })
plays-step-itself = { $what }
plays-step-serves = { $what } häneltä, joka palvelee
plays-step-by = { $what } (tekijä: { $name })
plays-step-later = { $days ->
    [0] { $step }
    [one] { $days } päivän kuluttua { $step }
   *[other] { $days } päivän kuluttua { $step }
}
plays-often-once = enintään kerran
plays-often-yearly = enintään kerran vuodessa
plays-often-days = { $days ->
    [one] enintään kerran { $days } päivässä
   *[other] enintään kerran { $days } päivässä
}
plays-often-until = { $often }, { $day } saakka
plays-often-most = { $most ->
    [one] { $often }, ja enintään { $most } henkilö päivässä
   *[other] { $often }, ja enintään { $most } henkilöä päivässä
}
plays-quiet-usual = hiljaisten tuntien ulkopuolella
plays-quiet-own = hiljaisten tuntien ulkopuolella, joita tässä ovat myös { $from }–{ $to }
plays-quiet-days = hiljaisten tuntien ulkopuolella eikä näinä päivinä: { $days }
plays-quiet-both = hiljaisten tuntien ulkopuolella, joita tässä ovat myös { $from }–{ $to }, eikä näinä päivinä: { $days }
plays-cost-nothing = ei mitään
plays-cost-each = { $money } henkilöltä
plays-goal-return = { $days ->
    [one] hän ostaa uudelleen { $days } päivässä
   *[other] hän ostaa uudelleen { $days } päivässä
}
plays-goal-revenue = { $days ->
    [one] hän käyttää enemmän rahaa { $days } päivässä
   *[other] hän käyttää enemmän rahaa { $days } päivässä
}
plays-goal-visit = { $days ->
    [one] hän käy { $days } päivässä
   *[other] hän käy { $days } päivässä
}
plays-goal-answer = { $days ->
    [one] hän vastaa { $days } päivässä
   *[other] hän vastaa { $days } päivässä
}
plays-held-share = { $share } jää ulkopuolelle
plays-held-nobody = kukaan ei jää ulkopuolelle
plays-held-owed = kukaan ei jää ulkopuolelle, koska se ollaan velkaa
plays-field-name = Huomionosoituksen nimi
plays-field-who-by = Miten sanot, kuka?
plays-field-who-clicks = Valitsemalla
plays-field-who-text = CEL-sääntönä
plays-field-clause = Ehto { $number }
plays-field-nothing = ei muuta
plays-field-comparison = Vertailu
plays-field-value = Arvo
plays-field-clauses-hint = Kaikkien ehtojen on pädettävä. Tyhjä tarkoittaa jokaista. Tallennus tuo tilaa uusille.
plays-field-rule = Sääntö
plays-field-rule-hint = Nimet, joita sääntö voi sanoa:
plays-field-too-clever = Tämä sääntö sanoo enemmän kuin voi valita, joten se on tekstinä.
plays-field-when = Milloin?
plays-field-when-rule = Heti kun ehdot pätevät
plays-field-when-once = Kaikki, kerran
plays-field-when-date = Muistettu päivä
plays-field-when-holiday = Juhlapäivä
plays-field-when-silence = Hiljaisuus
plays-field-when-order = Tilaus
plays-field-when-product = Tuote
plays-field-when-score = Luku
plays-field-at = Alkaen
plays-field-fact = Muistettu lajissa
plays-field-fact-words = Jokin näistä sanoista (pilkuin; tyhjä: mikä tahansa)
plays-field-before = Päiviä ennen
plays-field-after = Päiviä jälkeen
plays-field-rhythms = Montako omaa rytmiä
plays-field-nth = Monesko tilaus (tyhjä: jokainen)
plays-field-sku = Tuotekoodi
plays-field-figure = Luku
plays-field-line = Raja
plays-field-crosses = Ylittää sen
plays-field-above = ylöspäin
plays-field-below = alaspäin
plays-field-step = Vaihe { $number }
plays-field-no-step = ei mitään
plays-field-what = Mitä
plays-field-what-letter = Kirje
plays-field-what-note = Käsin kirjoitettu kortti
plays-field-what-call = Puhelu
plays-field-what-present = Pieni lahja
plays-field-what-task = Muuta käsin tehtävää
plays-field-what-certificate = Lahjakortti
plays-field-wait = Päiviä edellisen vaiheen jälkeen
plays-field-letter = Mikä kirje
plays-field-words = Sanat, joista aloittaa
plays-field-gives = Lahjakortin kera
plays-field-gives-none = ei lahjakorttia
plays-field-gives-money = summa
plays-field-gives-trial = kokeilu
plays-field-amount = Summa
plays-field-trial-of = Mitä saa kokeilla
plays-field-trial-cost = Mitä kokeilu maksaa meille
plays-field-expires = Päiviä päättymiseen (tyhjä: ei pääty)
plays-field-by = Kuka tekee
plays-field-by-itself = itsestään tai hän, joka palvelee
plays-field-cost = Hinta joka kerta
plays-field-topic = Mistä aiheesta (sen kieltänyt ei saa mitään)
plays-field-no-topic = ei aihetta
plays-field-again = Päiviä seuraavaan kertaan (tyhjä: ei koskaan)
plays-field-most = Enintään ihmisiä päivässä (tyhjä: kaikki)
plays-field-until = Viimeinen päivä, jona se tavoittaa ihmisiä (tyhjä: kunnes lopetat)
plays-field-quiet-from = Hiljaista alkaen
plays-field-quiet-to = asti
plays-field-quiet-days = Kokonaan hiljaiset päivät
plays-field-quiet-hint = Ihmisen omaa aikaa, ohjelman hiljaisten tuntien lisäksi.
plays-field-goal = Mikä on onnistuminen
plays-field-goal-return = Hän ostaa uudelleen
plays-field-goal-revenue = Mitä hän käyttää
plays-field-goal-visit = Hän käy
plays-field-goal-answer = Hän vastaa
plays-field-within = Monessako päivässä
plays-field-holdout = Ulkopuolelle jäävät, prosenttia
plays-field-holdout-hint = Sattuma ratkaisee, kerran kunkin kohdalla. Vain ulkopuolelle jääneitä katsomalla voi tietää, mitä tämä antoi.
plays-field-reason = Jos kukaan ei jää ulkopuolelle: miksi?
plays-field-organisation = Arvo saman organisaation ihmiset yhdessä
plays-field-owed = Se ollaan velkaa (surunvalittelu, hyvitys, lupaus): kaikki saavat sen
plays-save = Tallenna
plays-wrong-number = ”{ $value }” ei ole luku, joka voi olla kentässä ”{ $field }”.
plays-wrong-clause-is = Ehto { $number }: ”{ $is }” ei sovi yhteen kohdan ”{ $word }” kanssa. Valitse { $can }.
plays-wrong-clause-empty = Ehto { $number }: kerro, mihin ”{ $word }” verrataan.
plays-wrong-clause-number = Ehto { $number }: ”{ $value }” ei ole luku, joka sopii kohtaan ”{ $word }”.
plays-wrong-date = ”{ $fact }” ei ole muistettava laji, jolla on päivä. Valitse jokin.
plays-wrong-holiday = Juhlaa ”{ $holiday }” ei ole enää missään kalenterissa. Valitse toinen tai lisää se takaisin omaan kalenteriisi.
plays-wrong-silence = Hiljaisuus on pidempi kuin nolla rytmiä. Anna luku, joka on yli 0.
plays-wrong-line = Rajan pitää olla luku.
plays-wrong-product = Anna tuotekoodi.
plays-wrong-order = Tilaukset lasketaan ykkösestä. Jätä tyhjäksi, jos tarkoitat jokaista tilausta.
plays-wrong-no-holiday = Kirje ”{ $letter }” nimeää juhlan, jota varten se lähtee. Valitse hetkeksi juhla tai sano kirjeessä, mitä kirjoitetaan, jos juhlaa ei ole.
plays-wrong-letter = Valitse, mikä kirje lähetetään vaiheessa { $number }.
plays-wrong-no-step = Sano, mitä tehdään.
plays-wrong-too-many-steps = Vaiheita voi olla enintään { $most }.
plays-wrong-rule-long = Sääntö on liian pitkä; siinä voi olla enintään { $most } tavua.
plays-wrong-days = { $days } päivää on liikaa; enintään { $most } voi sanoa.
plays-wrong-no-time = Sano, monessako päivässä onnistumisen pitää näkyä.
plays-wrong-no-reason = Kukaan ei jäisi ulkopuolelle, joten mitään ei voisi todistaa. Kirjoita miksi tai jätä 10 % ulkopuolelle.
plays-wrong-holdout = Niin moni ei voi jäädä ulkopuolelle; enintään { $most } voi.
plays-wrong-owed = Se, mitä ollaan velkaa, tehdään kaikille: jätä ulkopuolelle 0 %.
plays-wrong-topic = Valitse kirjoitetun aihe, jotta siitä voi kieltäytyä.
plays-wrong-cost = Vaihe ei voi maksaa alle nollaa.
plays-wrong-step-amount = Vaihe { $number }: anna summa, joka on suurempi kuin nolla eikä mahdottoman suuri.
plays-wrong-step-trial = Vaihe { $number }: sano, mitä voi kokeilla, enintään { $most } merkillä.
plays-wrong-step-expiry = Vaihe { $number }: lahjakortti voi olla voimassa enintään { $most } päivää.
plays-wrong-step-words = Vaihe { $number }: sanoissa voi olla enintään { $most } merkkiä.
plays-wrong-step-owner = Vaihe { $number } on annettu jollekulle, joka ei enää työskentele täällä; valitse joku tiimistä.
plays-wrong-step-present = Vaihe { $number } mainitsee lahjan, jota ei ole luettelossa tai joka on poistettu käytöstä; valitse jokin niistä, jotka ovat.
plays-wrong-name = Anna nimi, jossa on enintään { $most } merkkiä.
plays-wrong-quiet = Hiljaisten tuntien on jätettävä jokin hetki viikosta.
plays-wrong-state = Nykyisessä tilassa sitä ei voi tehdä.
plays-wrong-approval = Jonkun toisen on ensin hyväksyttävä tämä.
plays-wrong-own = Kirjoitit tämän viimeksi itse; jonkun toisen on hyväksyttävä se.
plays-wrong-running = Tämä on käynnissä. Pane se tauolle ja muuta sitten; matkalla olevat päättävät sen mukaan, mikä päti heidän tullessaan.
plays-wrong-both = Joku muu tallensi tämän kirjoittaessasi. Nyt siinä lukee: ”{ $theirs }” Kirjoittamasi on yhä alla; tallenna uudelleen, niin se tulee tilalle.
plays-wrong-moved = Joku muu muutti tätä sillä välin. Näin se on nyt.
plays-wrong-rule = Säännössä on virhe rivillä { $line }, merkissä { $column }: { $problem }
plays-wrong-rule-clause = ehdossa
plays-rule-syntax = sitä ei voi lukea. Lukija sanoo: { $said }
plays-rule-name = nimeä ”{ $name }” ei ole.
plays-rule-near = nimeä ”{ $name }” ei ole; ehkä tarkoitettiin ”{ $near }”.
plays-rule-function = funktiota ”{ $name }” ei ole.
plays-rule-types = ”{ $of }” ei sovi näihin: { $given }.
plays-rule-no-truth = sen on oltava tosi tai epätosi.
plays-rule-too-long = se veisi liian kauan kunkin ihmisen kohdalla; käy läpi harvempia luetteloita.
plays-rule-too-deep = se menee liian syvälle; kirjoita vähemmillä suluilla.
plays-rule-level = et saa kysyä nimeä ”{ $name }”; jonkun, joka saa, on kirjoitettava se.
plays-now = Missä mennään
plays-submit = Pyydä hyväksyntää
plays-submit-says = Joku toinen lukee ja hyväksyy. Mitään ei lähetetä.
plays-approve = Hyväksy
plays-approve-says = Olet lukenut tämän ja vastaat siitä. Sen voi sitten käynnistää.
plays-start = Käynnistä
plays-start-says = Sattuma ratkaisee kerralla, kuka jää ulkopuolelle, ja tästä lähtien ihmisiä tavoitetaan.
plays-pause = Pane tauolle
plays-pause-says = Ketään ei nyt tavoiteta; matkalla olevat odottavat.
plays-go-on = Jatka
plays-go-on-says = Ihmisiä tavoitetaan taas; odottaneet jatkavat.
plays-end = Päätä lopullisesti
plays-end-says = Matkalla olevat poistuvat, ja avoimet tehtävät perutaan. Jos lopettaa aikaisin, koska näyttää hyvältä tai huonolta, todiste menee pilalle.
plays-approved-by = Hyväksytty { $day }.
plays-started-on = Käynnistetty { $day }.
plays-ended-on = Päättynyt { $day }.
plays-rehearse = Harjoittele
plays-people = Ihmiset
plays-why = Miksi?
plays-rehearsal = Harjoitus
plays-rehearsal-says = Mitä tämä tekisi tänään. Harjoitus katsoo samalla tavalla eikä kirjoita mitään.
plays-rehearsal-next = Mitä tämä tekisi, kun hetki seuraavan kerran tulee: { $at }. Harjoitus katsoo samalla tavalla, ihmisiä sellaisina kuin he ovat tänään, eikä kirjoita mitään.
plays-rehearsal-within = Mitä tämä tekisi seuraavien { $days } päivän aikana. Harjoitus katsoo samalla tavalla, ihmisiä sellaisina kuin he ovat tänään, eikä kirjoita mitään.
plays-rehearsal-found = hetki löytää
plays-rehearsal-met = tavoitettaisiin
plays-rehearsal-held = jäisi tästä ulkopuolelle
plays-rehearsal-held-all = jää kaikesta ulkopuolelle
plays-rehearsal-cost = kulut, enintään
plays-rehearsal-nobody = Ketään ei tavoitettaisi.
plays-rehearsal-some = Osa niistä, jotka tavoitettaisiin
plays-rehearsal-not = Ketä ei tavoitettaisi ja miksi
plays-rehearsal-clauses = Ehdot, jotka puhuvat vastaan
plays-rehearsal-clause = Ei täyty: { $clause }
plays-rehearsal-some-not = Osa heistä
plays-rehearsal-fails = { $count ->
    [one] { $count } ihminen
   *[other] { $count } ihmistä
}
plays-rehearsal-broken = { $count ->
    [one] Sääntöä ei voitu laskea { $count } ihmiselle. Lukija sanoo: { $said }
   *[other] Sääntöä ei voitu laskea { $count } ihmiselle. Lukija sanoo: { $said }
}
plays-rehearsal-proof = Mitä tämä voisi todistaa
plays-check-rule = Ehdot pätevät
plays-check-rest = Häntä ei tarvitse jättää rauhaan
plays-check-complaint = Avointa valitusta ei ole
plays-check-consent = Hänelle saa kirjoittaa tästä
plays-check-cap = Häntä ei ole viime aikoina tavoitettu liian usein
plays-check-quiet = Hänen luonaan ei ole hiljaista
plays-check-goal = Tavoitetta ei ole vielä saavutettu
plays-check-holdout = Hän ei ole ulkopuolella
plays-check-full = Tänään on tilaa
plays-check-stock = Lahjoja on jäljellä
plays-check-over = Viimeinen päivä on vielä edessä
plays-check-play = Tämä on käynnissä
plays-check-again = Häntä ei ole tavoitettu tästä syystä eikä hiljattain
plays-check-erased = Häntä ei ole poistettu
plays-check-unfit = Vaihe voidaan ottaa niin kuin se on kirjoitettu
plays-stopped-rule = Ehdot eivät päde
plays-stopped-rest = Jätettävä rauhaan
plays-stopped-complaint = Valitus on avoin
plays-stopped-consent = Ei saa tai ei voi kirjoittaa
plays-stopped-cap = Tavoitettu viime aikoina tarpeeksi usein
plays-stopped-quiet = Hiljaiset tunnit
plays-stopped-goal = Tavoite jo saavutettu
plays-stopped-holdout = Ulkopuolella
plays-stopped-full = Päivän määrä on täynnä
plays-stopped-stock = Lahjoja ei ole jäljellä
plays-stopped-over = Viimeinen päivä on ohi
plays-stopped-play = Tämä ei ole käynnissä
plays-stopped-again = Tavoitettu jo tästä syystä tai hiljattain
plays-stopped-erased = Poistettu
plays-stopped-unfit = Vaihetta ei voitu ottaa niin kuin se on kirjoitettu
plays-pass = läpäisee
plays-fail = pysäyttää
plays-later = odottaa, kunnes on { $at }
plays-why-title = Miksi tai miksi ei
plays-why-says = Jokainen tarkistus siinä järjestyksessä, jossa sitä kysytään, ja mitä tästä ihmisestä nyt tiedetään.
plays-why-find = Ketä kysyt?
plays-why-ask = Kysy
plays-why-nobody = Ketään ei löydy.
plays-why-of = { $person } ja ”{ $play }”
plays-why-got = Alkoi { $day }: se on tehty tai matkalla.
plays-why-underway = Matkalla; seuraava vaihe tulee { $at }.
plays-why-held = Tästä ulkopuolella: hän ei saa siitä mitään, jotta sen vaikutus näkyy.
plays-why-held-all = Koko ohjelman ulkopuolella: hän ei saa yhtään huomionosoitusta.
plays-why-stopped = Ei tavoiteta. { $why }.
plays-why-no-moment = Hänen hetkensä ei ole vielä tullut.
plays-why-next = Mikään ei puhu vastaan; hänet tavoitetaan seuraavalla kerralla.
plays-why-checks = Tarkistukset
plays-why-values = Hänen omat arvonsa
plays-why-value-none = ei tiedossa
plays-why-clause = Ehto, joka puhuu vastaan
plays-why-draw = Arvonta
plays-why-drawn-in = Arvottu { $at }: saa tämän. { $share } jää ulkopuolelle.
plays-why-drawn-out = Arvottu { $at }: ulkopuolella, kuten { $share }.
plays-why-not-drawn = Ei vielä arvottu.
plays-why-done = Mitä on tehty
plays-why-done-nothing = Ei vielä mitään.
plays-ways = Kuljetut huomionosoitukset
plays-ways-none = Mikään ei ole vielä tavoittanut häntä.
plays-way-underway = Matkalla
plays-way-held = Ulkopuolella
plays-way-done = Valmis
plays-way-goal-met = Tavoite saavutettu
plays-way-stopped = Poistunut
plays-way-begun = alkoi { $day }
plays-people-none = Kukaan ei ole tässä tilassa.
plays-gesture-waiting = matkalla
plays-gesture-open = tekemättä
plays-gesture-done = tehty
plays-gesture-held = pidätetty
plays-gesture-could-not = ei onnistunut
plays-gesture-cancelled = peruttu
plays-programme = Ohjelma
plays-programme-says = Mikä pätee kaikkiin huomionosoituksiin yhdessä.
plays-topic-care = Huolenpito ja tervehdykset
plays-ready-welcome = Tervetuloa
plays-ready-welcome-says = Päivä ensimmäisen tilauksen jälkeen kirje, joka kertoo, keitä olette.
plays-ready-second = Toinen käynti
plays-ready-second-says = Kolme viikkoa ensimmäisen tilauksen jälkeen, ennen kuin tapa katoaa.
plays-ready-silent = Hiljentynyt kanta-asiakas
plays-ready-silent-says = Käsin kirjoitettu kortti, kun kanta-asiakas on ollut hiljaa kaksi omaa rytmiään.
plays-ready-birthday = Syntymäpäivä
plays-ready-birthday-says = Kortti käsin kolme päivää ennen syntymäpäivää, jonka muistat.
plays-ready-holiday = Juhlatervehdys
plays-ready-holiday-says = Kirje ennen juhlaa, jota hän viettää, hänen käyttämällään nimellä.
plays-ready-thanks = Kiitos ostoksen mukana
plays-ready-thanks-says = Muutama sana käsin paketissa tai kuitissa, enintään kerran kuussa.
plays-ready-trial = Jotain kokeilematonta
plays-ready-trial-says = Kolmannen tilauksen jälkeen lahjakortti uuden kokeilemiseen.
plays-ready-review = Palautepyyntö
plays-ready-review-says = Viikko tilauksen jälkeen rehellinen kysymys, miten meni.
plays-ready-win = Takaisin voittaminen
plays-ready-win-says = Neljän hiljaisen rytmin jälkeen kirje ja viikon päästä puhelu.
plays-ready-ask = Kysy miksi
plays-ready-ask-says = Kolmen hiljaisen rytmin jälkeen kirje, jossa on yksi kysymys: miksi? Yksi painallus vastaa siihen.
plays-ready-referral = Kiitos suosituksesta
plays-ready-referral-says = Kortti hänelle, joka lähetti jonkun luoksenne: kirjoita { $tag } siihen, mitä hänestä muistat.
plays-words-silent = Olemme kaivanneet sinua. Mitä kuuluu?
plays-words-birthday = Hyvää syntymäpäivää ja hyvää vuotta.
plays-birthday-words = syntymäpäivä, synttärit
plays-words-thanks = Kiitos, että tulit meille. Nauti!
plays-words-win = Kysy, mitä kuuluu ja menikö jokin pieleen. Älä myy mitään.
plays-words-referral = Kiitos, että kerrot meistä muille. Se merkitsee meille paljon.
plays-trial-of = jotain uutta valintasi mukaan
plays-letter-friend = ystävä
plays-letter-welcome-subject = { $company } toivottaa tervetulleeksi
plays-letter-welcome-body =
    Hei { $name },

    kiitos ensimmäisestä tilauksestasi. On hienoa, että olet mukana.

    Jos jokin ei ole niin kuin pitäisi, vastaa tähän kirjeeseen. Sen lukee ihminen.

    { $sender }
plays-letter-second-subject = Miten meni?
plays-letter-second-body =
    Hei { $name },

    muutama viikko sitten kävit meillä ensimmäistä kertaa. Toivottavasti kaikki oli niin kuin halusit.

    Tule taas, kun siltä tuntuu; autamme mielellämme valitsemaan.

    { $sender }
plays-letter-holiday-subject = { $holiday }: { $company } toivottaa hyvää juhlaa
plays-letter-holiday-body =
    Hei { $name },

    { $holiday } lähestyy. Toivotamme sinulle ja läheisillesi hyvää juhlaa. Kiitos, että olet mukana.

    { $sender }
plays-letter-birthday-subject = { $company } onnittelee syntymäpäivänä
plays-letter-birthday-body =
    Hei { $name },

    hyvää syntymäpäivää. Olemme iloisia, että käyt meillä, ja toivotamme sinulle hyvää vuotta.

    { $sender }
plays-letter-trial-subject = Jotain, mitä et ole kokeillut
plays-letter-trial-body =
    Hei { $name },

    tiedät, mistä meillä pidät. Haluaisimme tarjota vieraanamme jotain uutta: { $worth }.

    Näytä tämä koodi tullessasi: { $code }

    { $sender }
plays-letter-review-subject = Miten meni, rehellisesti?
plays-letter-review-body =
    Hei { $name },

    tilauksestasi on viikko. Mikä oli hyvää, ja mitä meidän pitäisi tehdä paremmin?

    Vastaa tähän kirjeeseen rivillä tai kahdella. Sen lukee ihminen.

    { $sender }
plays-letter-win-subject = Emme ole nähneet vähään aikaan
plays-letter-win-body =
    Hei { $name },

    on ollut hiljaista, ja ajattelimme sinua. Jos teimme jotain väärin, kerro; haluamme korjata sen.

    Jos elämä vain meni niin, olemme täällä, kun haluat.

    { $sender }
plays-letter-ask-subject = Saammeko kysyä yhtä asiaa?
plays-letter-ask-body =
    Hei { $name },

    on ollut jonkin aikaa hiljaista, ja kysymme mieluummin kuin arvaamme. Miksi et enää käy?

    Voit [vastata yhdellä painalluksella]({ $why }).

    Kiitos, oli vastaus mikä tahansa. Ihminen lukee jokaisen.

    { $sender }
