worth-horizon-weeks = { $count ->
    [one] seuraavan viikon aikana
   *[other] seuraavien { $count } viikon aikana
}
worth-horizon-days = { $count ->
    [one] seuraavan päivän aikana
   *[other] seuraavien { $count } päivän aikana
}
worth-lede-none = Asiakkaista ei ole vielä mitään kerrottavaa.
worth-lede-one-not = Yksi asiakas, joka *ei ole vielä palannut*.
worth-lede-one = Yksi asiakas, joka *palasi*.
worth-lede-nobody = { $total ->
    [one] { $total } asiakkaasta *kukaan ei ole vielä palannut*.
   *[other] { $total } asiakkaasta *kukaan ei ole vielä palannut*.
}
worth-lede-all = { $total ->
    [one] Kaikki { $total } asiakasta *palasivat*.
   *[other] Kaikki { $total } asiakasta *palasivat*.
}
worth-lede-some = { $total ->
    [one] { $total } asiakkaasta *{ $repeat } palasi*.
   *[other] { $total } asiakkaasta *{ $repeat } palasi*.
}
worth-bring = Tuo ainakin muutaman asiakkaan tilaukset, niin tämä sivu kertoo, ketkä palaavat.
worth-repeat-revenue = Aiemmin ostaneet toivat liikevaihdosta { $share }: { $repeat } / { $all }.
worth-gap = Vakioasiakkaan kahden käynnin välillä kuluu yleensä { $span }.
worth-overdue-now = { $count ->
    [one] Omaan rytmiinsä nähden { $count } asiakas on nyt myöhässä, ja vaarassa on { $money }.
   *[other] Omaan rytmiinsä nähden { $count } asiakasta on nyt myöhässä, ja vaarassa on { $money }.
}
worth-key-return = { $days ->
    [one] Palaa { $days } päivässä
   *[other] Palaa { $days } päivässä
}
worth-key-return-latest = viimeisin täysi kuukausi { $share }
worth-key-alive = Todennäköisesti yhä asiakkaita
worth-key-value = { $kind ->
    [profit] Odotettu voitto { $horizon }
   *[revenue] Odotettu liikevaihto { $horizon }
}
worth-key-overdue = Myöhässä omasta rytmistään
worth-at-stake = vaarassa { $money }
worth-returns-heading = Palaavatko he?
worth-returns-trend = Viimeisten kuuden täyden kuukauden aikana palasi { $now }, sitä edeltäneiden kuuden aikana { $before }.
worth-returns-definition = Kuukauden paluuprosentti on niiden ostajien osuus, jotka ostavat uudelleen { $days -> 
    [one] { $days } päivän
   *[other] { $days } päivän
} kuluessa kuukauden ensimmäisestä ostoksestaan. Haaleat kuukaudet ovat tätä nuorempia: osalla ostajista on vielä aikaa palata, joten ne eivät kerro suuntaa.
worth-returns-absent = Missään kuukaudessa ei ole ostoksia.
worth-returns-title = { $days ->
    [one] { $share } ostajista palaa { $days } päivässä
   *[other] { $share } ostajista palaa { $days } päivässä
}
worth-returns-title-unknown = { $days ->
    [one] Kuinka moni ostaja palaa { $days } päivässä
   *[other] Kuinka moni ostaja palaa { $days } päivässä
}
worth-returns-about = Osuus kunkin kuukauden ostajista
worth-returns-overall = { $share } kaikkina täysinä kuukausina
worth-return-rate = Paluuprosentti
worth-too-young = Liian tuore arvioitavaksi
worth-month = Kuukausi
worth-returned = Palasi
worth-buyers = Ostajat
worth-note = Huomautus
worth-revenue-title = Palaavat asiakkaat tuovat { $share } liikevaihdosta
worth-revenue-by-month = Liikevaihto kuukausittain
worth-revenue-about = Liikevaihto kuukausittain, palautukset vähennettyinä
worth-from-before = Aiemmin ostaneilta
worth-from-first = Ensiostoista
worth-returning-share = Palaavien osuus
worth-from-returning = Palaavilta
worth-first-time-buyers = Ensiostajat
worth-cohorts-heading = Ketkä pysyvät, ensioston kuukauden mukaan
worth-cohorts-definition = Rivillä ovat kaikki, jotka ostivat ensimmäisen kerran kyseisessä kuukaudessa; sarake kertoo, kuinka moni heistä osti niin monta kuukautta myöhemmin. Rivin viimeinen ruutu on kuluva kuukausi, joka on kesken.
worth-cohorts-next-month = Uusista asiakkaista { $share } osti seuraavassa kuussa.
worth-cohorts-three-months = Kolmen kuukauden kuluttua osuus oli { $share }.
worth-cohorts-year = Vuoden kuluttua { $share }.
worth-cohorts-absent = Kohortteja ei vielä ole.
worth-cohorts-all = Kaikki kuukaudet ja kohortit
worth-cohorts-first-bought = Ensiosto
worth-cohorts-month-number = { $month }. kuukausi
worth-customers = Asiakkaat
worth-some-of = { $part } / { $all }
worth-value-heading = Minkä arvoisia he ovat
worth-value-definition = { $kind ->
    [profit] Asiakkaan arvo on häneltä { $horizon } odotettu voitto, diskontattuna { $rate } vuodessa.
   *[revenue] Asiakkaan arvo on häneltä { $horizon } odotettu liikevaihto, diskontattuna { $rate } vuodessa.
}
worth-value-absent = Tilaukset eivät riitä asiakasarvon arviointiin; alla olevat mallit kertovat miksi.
worth-value-sentence = Yhteensä { $total }; keskimäärin { $mean } asiakasta kohti, ja puolet on arvoltaan alle { $median }.
worth-value-title = Puolet asiakkaista on arvoltaan alle { $median }
worth-value-about = Asiakkaat arvon mukaan
worth-value-about-in = Asiakkaat arvon mukaan, { $currency }
worth-value = Arvo
worth-value-together = Arvo yhteensä
worth-value-share = Osuus koko arvosta
worth-value-held = Parhaalla kymmenesosalla asiakkaista on { $share } arvosta
worth-value-held-about = Vähäarvoisimpien asiakkaiden osuus koko arvosta, vähäisimmästä alkaen. Gini-kerroin { $gini }
worth-value-poorest = Vähäarvoisimmat { $share }
worth-value-they-hold = Heillä
worth-value-others-hold = Muilla
worth-value-equal = Jos kaikki olisivat yhtä arvokkaita
worth-value-as-is = Todellisuudessa
worth-value-best-tenth = paras kymmenesosa
worth-forecast-heading = Mitä odottaa
worth-forecast-days = Nykyisten asiakkaiden odotetaan käyvän { $horizon } { $days } kertaa.
worth-forecast-value = { $kind ->
    [profit] Nykyisten asiakkaiden odotetaan käyvän { $horizon } { $days } kertaa ja tuovan voittoa { $money }.
   *[revenue] Nykyisten asiakkaiden odotetaan käyvän { $horizon } { $days } kertaa ja tuovan liikevaihtoa { $money }.
}
worth-forecast-definition = Suluissa oleva väli on mallin oma 95 prosentin väli: se ei tiedä muutoksista, joita asiakkaat eivät ole vielä osoittaneet.
worth-forecast-absent = Tilaukset eivät riitä ennusteeseen; alla olevat mallit kertovat miksi.
worth-forecast-title = Nykyisten asiakkaiden tulevat ostokset viikoittain
worth-forecast-about = Tästä eteenpäin hankitut asiakkaat eivät ole mukana, joten viiva laskee: tähän pitäminen voi vielä vaikuttaa
worth-came = Toteutui
worth-expected = Odotettu
worth-week-to = Viikko päättyen
worth-holdout-heading = Voiko ennusteeseen luottaa?
worth-holdout-definition = Historian viimeinen osa piilotettiin malleilta ja sitä verrattiin sitten siihen, mitä ne siltä odottivat.
worth-holdout-absent = Historia on liian lyhyt, jotta osan voisi piilottaa ja testata ennustetta sillä.
worth-holdout-saw = { $customers ->
    [one] Mallit näkivät { $customers } asiakkaan { $day } saakka eivätkä mitään sen jälkeen.
   *[other] Mallit näkivät { $customers } asiakasta { $day } saakka eivätkä mitään sen jälkeen.
}
worth-holdout-came = { $model } odotti { $day } mennessä { $predicted } uusintaostoa; toteutui { $actual }.
worth-holdout-came-as-forecast = { $model } odotti { $day } mennessä { $predicted } uusintaostoa; toteutui { $actual }, kuten ennustettiin.
worth-holdout-came-high = { $model } odotti { $day } mennessä { $predicted } uusintaostoa; toteutui { $actual }: ennuste oli { $miss } liian korkea.
worth-holdout-came-low = { $model } odotti { $day } mennessä { $predicted } uusintaostoa; toteutui { $actual }: ennuste oli { $miss } liian matala.
worth-holdout-deciles = Asiakkaat kymmenyksittäin ennusteen mukaan, pienimmästä alkaen: ostoksia keskimäärin testijaksolla
worth-holdout-frequency = Asiakkaat testiä edeltäneiden uusintaostojen mukaan: ostoksia keskimäärin testijaksolla
worth-holdout-more = Ne, joiden odotettiin ostavan enemmän, myös ostivat enemmän
worth-holdout-by-expected = Toteutunut odotetun mukaan
worth-holdout-by-frequency = Toteutunut sen mukaan, kuinka usein he olivat käyneet
worth-holdout-cumulative = Uusintaostot kertyneinä: toteutuneet ja odotetut
worth-holdout-weekly = Uusintaostot viikoittain: toteutuneet ja odotetut
worth-holdout-unseen = Katkoviivan takana on se, mitä mallit eivät olleet nähneet
worth-holdout-unseen-from = tästä alkaen näkemätöntä
worth-holdout-model-expected = { $model } odotti
worth-holdout-group = Ryhmä
worth-holdout-models = Miten kukin malli pärjäsi
worth-model = Malli
worth-off-by = Poikkeama
worth-log-likelihood = Log-uskottavuus
worth-mae = Keskim. itseisvirhe
worth-rmse = RMSE
worth-correlation = Korrelaatio
worth-coverage = 95 %:n välillä
worth-coverage-about = Asiakkaat, joiden määrä osui heidän omalle 95 prosentin välilleen
worth-scores = pisteyttää
worth-models-heading = Taustalla olevat mallit
worth-models-weeks = Parametrit artikkelien merkinnöin, aika viikkoina.
worth-models-days = Parametrit artikkelien merkinnöin, aika päivinä.
worth-model-pareto = Käynnit ja poistuminen. { $source }
worth-model-bg = Käynnit ja poistuminen oston jälkeen. { $source }
worth-model-mbg = Kuten BG/NBD, poistuminen myös ensioston jälkeen. { $source }
worth-model-gamma = Kulutus käyntiä kohti. { $source }
worth-model-alive = kertoo, kuka on yhä asiakas
worth-parameter = Parametri
worth-std-error = Keskivirhe
worth-fit = Sovitus
worth-fit-mle = suurin uskottavuus
worth-fit-map = suurin posteriori, heikot priorit
worth-gradient = Suurin gradientti
worth-no-trouble = Ongelmia ei löytynyt.
worth-not-fitted = Ei sovitettu: { $model }.
worth-taken-heading = Mihin tämä perustuu
worth-taken-none = Yhtäkään riviä ei voitu laskea tilaukseksi.
worth-taken-orders = Laskettuja rivejä: { $rows }. Tilauksia: { $orders }. Ostopäiviä: { $days }, { $first } – { $last }.
worth-taken-refunds = Vähennettyjä palautuksia: { $refunds }.
worth-taken-refused = { $rows ->
    [one] { $rows } rivi jätettiin sivuun
   *[other] { $rows } riviä jätettiin sivuun
}
worth-taken-format = Muoto
worth-taken-preset = Esiasetus
worth-taken-encoding = Merkistö
worth-taken-delimiter = Erotin
worth-taken-header = Otsikkorivi
worth-taken-yes = on
worth-taken-no = ei
worth-taken-decimal = Desimaalierotin
worth-taken-dates = Päivämäärät
worth-taken-columns = Sarakkeet
worth-taken-rows = Luettuja rivejä
worth-numbers = Luvut: { $title }
worth-numbers-short = Luvut
