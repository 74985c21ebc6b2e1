today-title = Tänään
today-day = { $weekday } { $day }
today-count = { $count ->
    [one] { $count } asia juuri nyt
   *[other] { $count } asiaa juuri nyt
}
today-empty = Kukaan ei odota tänään mitään.
today-empty-say = Yhdenkään lupauksen aika ei ole käsillä, kukaan ei ole hiljennyt eikä syntymäpäiviä ole lähellä. Hyvä päivä kirjoittaa jollekulle ilman syytä.
today-help = Miten tämä luettelo syntyy
today-help-order = Ensin se, mitä olemme velkaa, päivän mukaan: lupaukset, sitten tehtävät. Sitten syntymäpäivät ja muut päivät, eikä koskaan sen mukaan, minkä arvoinen joku on. Vain huolenpitoa, jota kukaan ei pyytänyt, punnitaan.
today-help-formula = Hiljenneet kanta-asiakkaat ovat järjestyksessä: vaarassa oleva arvo × todennäköisyys, että he ovat yhä mukana. Pelkän vaarassa olevan arvon mukaan varmasti lähteneet olisivat ensin, eikä ele heissä enää auta.
today-help-control = Koko ohjelman ulkopuolelle jätettyä ei ehdoteta hiljaisuuden takia, ja kenet käynnissä oleva toimintamalli on arponut kumpaan ryhmään tahansa, jää sille. Näin verrokkiryhmä pysyy puhtaana. Velvollisuuksia ei koskaan arvota.
today-help-peace = Surevalle tai rauhaan jätettävälle ei ehdoteta mitään iloista; ehkä hiljainen sana.
today-whose = Kenen lupaukset ja tehtävät
today-mine = Omat ja vapaat
today-everybody = Kaikkien
today-part-duty = Mitä olemme velkaa
today-part-work = Tehtävää
today-part-courtesy = Tämän päivän merkkipäivät
today-part-care = Kuka on ehkä loittonemassa
today-part-coming = Lähipäivät
today-cut = Asioita on enemmän kuin tähän mahtuu; loput nousevat esiin sitä mukaa kuin etenet.
today-why-promise = Luvattu, { $away }: { $text }
today-why-task = { $kind }, { $away }: { $text }
today-why-letters = { $count ->
    [one] { $count } kirje luovutettiin kokonaan, eikä perilletulosta ole tietoa. Päätä, lähteekö se uudelleen.
   *[other] { $count } kirjettä luovutettiin kokonaan, eikä perilletulosta ole tietoa. Päätä, lähtevätkö ne uudelleen.
}
today-why-missed = Heidän vuosisuunnitelmastaan jäi askel tekemättä: { $step }, { $when }
today-why-approval = Huomionosoitus odottaa hyväksyntääsi: { $play }
today-why-stock = Lahja on loppumassa. { $left }
today-why-parcels = { $count ->
    [one] { $count } lahja on ollut matkalla yli { $days } päivää. Kysy, onko se perillä.
   *[other] { $count } lahjaa on ollut matkalla yli { $days } päivää. Kysy, ovatko ne perillä.
}
today-why-leaving = { $reason }: { $words }
today-why-peace = Jätettävä rauhaan: { $reason }. Ei tarjouksia; ehkä hiljainen sana omalla käsialalla.
today-why-occasion = { $away }: { $text }
today-why-occasion-age = { $away }: { $text } · { $age }
today-why-holiday = { $count ->
    [one] { $holiday }, { $away }: { $count } tuttavasi viettää sitä
   *[other] { $holiday }, { $away }: { $count } tuttavaasi viettää sitä
}
today-why-certificate = Lahjakortilla jäljellä: { $what }. Viimeinen päivä: { $day }, { $away }.
today-why-silence = Kävi { $every } ({ $span }), hiljaa *{ $silent }*; arvo noin { $money } vuodessa
today-why-odds = { $odds } yhä mukana
today-rows = Miksi tämä on tässä?
today-row-orders = { $count ->
    [one] { $count } ostopäivä: { $first } – { $last }.
   *[other] { $count } ostopäivää: { $first } – { $last }.
}
today-row-overdue = Yhdeksän kymmenestä heidän omasta välistään olisi jo päättynyt; siitä yli { $span }.
today-row-stake = Vaarassa: { $stake } × yhä mukana: { $odds } = { $reach }
today-row-fact = Muistettu { $day }: { $source }
today-row-promise = Luvattu { $day }
today-row-approval = Kirjoitettu { $day }
today-row-task = Päätetty { $day }
today-do-note = Kirjoita viesti
today-do-call = Soita
today-do-present = Pieni lahja
today-do-certificate = Lahjakortti
today-do-greet = Tervehdi heitä
today-do-open = Avaa
today-do-kept = Pidetty
today-later = Myöhemmin
today-tomorrow = Huomenna
today-week = Viikon päästä
today-month = Kuukauden päästä
today-decline = Hylkää
today-decline-why = Miksi ei?
today-reason-met = Jo tavattu
today-reason-unfitting = Ei sovi
today-reason-gone = Ei enää täällä
today-reason-asked = Pyysi jättämään rauhaan
today-reason-asked-say = Joka pyysi jättämään rauhaan, jätetään rauhaan, kunnes joku päättää sen hänen sivullaan: ei huomionosoituksia, tarjouksia eikä tervehdyksiä. Mitä olette velkaa, tehdään silti.
today-reason-wrong = Tieto on väärin
today-own-words = Tai omin sanoin
today-asides = Sivuun siirretyt
today-asides-none = Mitään ei ole siirretty sivuun.
today-asides-say = Mitä on lykätty tai hylätty ja kuka sen teki. Voit ottaa asian takaisin milloin vain.
today-aside-until = palaa { $day }
today-aside-good = pysyvästi
today-take-up = Ota takaisin
today-said-aside = Siirretty sivuun.
today-said-peace = Hylätty, ja asiakas jätetään rauhaan, kunnes joku päättää sen hänen sivullaan.
today-said-taken = Takaisin luettelossa.
today-said-kept = Lupaus pidetty.
today-back = Takaisin tähän päivään
today-keys = j ja k liikkuvat, o avaa syyn, e aloittaa eleen, s lykkää huomiseen.
today-kind-promise = Lupaus
today-kind-task = Tehtävä
today-kind-letters = Kirjeet
today-kind-missed = Myöhästynyt
today-kind-approval = Hyväksyntä
today-kind-stock = Varasto
today-kind-parcels = Paketit
today-kind-leaving = Vastaus
today-kind-peace = Rauha
today-kind-occasion = Merkkipäivä
today-kind-holiday = Juhlapäivä
today-kind-certificate = Lahjakortti
today-kind-silence = Hiljaisuus
today-problem-past = Lykkää jollekin tulevalle päivälle.
today-problem-reason = Kerro miksi, jotta muut ymmärtävät.
