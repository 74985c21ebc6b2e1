standing-odds = Todennäköisyys, että hän on yhä asiakas: { $odds }.
standing-orders = Tällainen asiakas tekee { $horizon } keskimäärin vielä { $orders } ostosta; toteutuva määrä on todennäköisesti { $low }–{ $high }.
standing-value = Arvo: { $value }; toteutuva on todennäköisesti { $low }–{ $high }.
standing-once = Osti vain yhtenä päivänä; siitä on { $span }. Yksi ostos ei näytä rytmiä, joten seuraava nojaa muiden asiakkaiden käytökseen: näyttö on vähäinen.
standing-overdue = Käy yleensä { $every } ja on ollut hiljaa { $silent }. Yhdeksän kymmenestä välistä päättyisi tässä ajassa: { $after }.
standing-in-time = Käy yleensä { $every }; edellisestä kerrasta on { $silent }, eikä hän ole myöhässä ennen kuin on kulunut { $after }.
standing-still = Yhä asiakas
standing-silent-for = hiljaa { $span }
standing-gap = Tavallinen väli
standing-overdue-after = myöhässä, kun kulunut { $span }
standing-expected-value = Odotettu arvo
standing-at-stake = Vaarassa
standing-if-here = { $money }, jos hän varmasti olisi mukana
standing-spent = Käyttänyt tähän mennessä
standing-since = { $day } alkaen
standing-strip = { $count ->
    [one] { $count } ostopäivä, { $first } – { $last }, sitten hiljaisuutta { $silent }
   *[other] { $count } ostopäivää, { $first } – { $last }, sitten hiljaisuutta { $silent }
}
standing-strip-silent = Hiljaa { $span }
standing-if-silent = jos hiljaa
standing-odds-title = Todennäköisyys, että on yhä asiakas: nyt { $odds }
standing-odds-about = Se laskee joka hiljaisena päivänä ja nousee taas joka ostoksella. Katkoviiva: jos mitään ei tapahdu
standing-as-stood = Kuten oli
standing-if-nothing = Jos mitään ei tapahdu
standing-day = Päivä
