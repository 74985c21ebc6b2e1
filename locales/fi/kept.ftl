kept-title = Aiemmat ennusteet
kept-about = { $days ->
    [one] Jokaisen kuukauden ensimmäinen ennuste säilytetään, ja { $days } päivän kuluttua sitä verrataan toteutuneeseen.
   *[other] Jokaisen kuukauden ensimmäinen ennuste säilytetään, ja { $days } päivän kuluttua sitä verrataan toteutuneeseen.
}
kept-none = Yhtään ennustetta ei ole vielä säilytetty: ensimmäinen säilytetään, kun mallit seuraavan kerran sovitetaan.
kept-first-over = Ensimmäisen ennusteen aika päättyy { $day }; silloin tämä sivu kertoo, miten siinä kävi.
kept-choose = Ennusteet neljännesvuosittain
kept-span = { $from } – { $until }
kept-still-running = vielä kesken
kept-running = { $day } ennustimme { $said } ostosta ({ $low }–{ $high }). Neljännes päättyy { $until }; toteutunut lasketaan silloin.
kept-within = Ennustimme { $said } ostosta, toteutui { $came }: lupauksemme rajoissa, { $low }–{ $high }.
kept-too-high = Ennustimme { $said } ostosta, toteutui { $came }: vähemmän kuin lupasimme, { $low }–{ $high }.
kept-too-low = Ennustimme { $said } ostosta, toteutui { $came }: enemmän kuin lupasimme, { $low }–{ $high }.
kept-bias-high = Ennuste oli { $miss } liian korkea.
kept-bias-low = Ennuste oli { $miss } liian matala.
kept-value = Ennustimme { $said } myyntiä, toteutui { $came }.
kept-definition = Lupaus on väli, johon mallin mukaan 19 tällaista neljännestä 20:stä päättyy. Päivä, jona asiakas osti, on yksi ostos; myöhemmin saatuja asiakkaita ei lasketa. { $count ->
    [one] Ennuste koski { $count } asiakasta.
   *[other] Ennuste koski { $count } asiakasta.
}
kept-looked-back = Tehty { $made } jälkikäteen: vain tilauksista { $day } asti, ei mistään myöhemmästä.
kept-counted = Laskettu { $day }. Myöhäiset tilaukset ja hyvitykset lasketaan mukaan { $last } asti.
kept-counted-for-good = Laskettu lopullisesti { $day }.
kept-deciles-about = Asiakkaat kymmenyksittäin ennusteen mukaan, pienimmästä alkaen: ostoksia keskimäärin neljänneksessä
kept-tenth = Kymmenys
kept-interval = 95 %:n väli
kept-value-said = Odotettu myynti
kept-value-came = Toteutunut myynti
kept-all = Kaikki, keskiarvo
