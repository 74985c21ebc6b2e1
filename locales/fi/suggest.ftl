suggest-heading = Mitä he eivät ole vielä kokeilleet
suggest-about = Mitä samoja asioita ostaneet ovat ostaneet, mutta he eivät vielä. Ei mitään jo ostettua eikä loppunutta.
suggest-have = Ostettu jo: { $first }; sen { $buyers } ostajasta { $together } osti tämänkin
suggest-have-two = Ostettu jo: { $first } ja { $second }; ensimmäisen { $buyers } ostajasta { $together } osti tämänkin
suggest-popular = { $count ->
    [one] { $count } ihminen osti tätä hiljattain
   *[other] { $count } ihmistä osti tätä hiljattain
}
suggest-none = Ei ehdotettavaa: heillä on jo kaikki, mitä on saatavilla, tai ei tiedetä, mikä sopii heidän ostoksiinsa.
suggest-not-this = Ei tätä
suggest-not-this-hint = Älä ehdota tätä heille enää koskaan
suggest-out-of-stock = Loppu
suggest-out-of-stock-hint = Älä ehdota tätä kenellekään ennen kuin sitä on taas
suggest-never = { $count ->
    [one] Ei koskaan ehdoteta heille ({ $count })
   *[other] Ei koskaan ehdoteta heille ({ $count })
}
suggest-missing = Loppu, ei ehdoteta kenellekään
suggest-missing-none = Kaikkea on saatavilla.
suggest-back = Taas saatavilla
suggest-product = Tuote
suggest-no-product = Rivillä ei ole tuotetta.
suggest-title = Mitä he eivät ole vielä kokeilleet
suggest-lede = { $people ->
    [one] { $people } ihminen osti
   *[other] { $people } ihmistä osti
} valikoimasta, jossa on { $products ->
    [one] { $products } tuote
   *[other] { $products } tuotetta
}, keskimäärin { $each } kukin, aikavälillä { $first } – { $last }.
suggest-better = Ehdottaja: { $method }. Se ennusti selvästi enemmän kuin suosituin.
suggest-nothing-better = Mikään ei ennustanut selvästi enemmän kuin suosituin, joten ehdotetaan suosituinta.
suggest-untested = Historia on liian lyhyt tai liian harva osti jotakin uutta, jotta voisi kokeilla suosituinta parempaa.
suggest-test = Miten hyvin se ennusti
suggest-test-about = Kukin menetelmä sovitettiin kaikkeen, mitä oli { $until } mennessä, ja siltä kysyttiin, mitä ihmiset ostavat ensimmäistä kertaa { $end } mennessä. { $people ->
    [one] Niin teki { $people } ihminen.
   *[other] Niin teki { $people } ihmistä.
} Valinta tehtiin edeltävän ajan perusteella, eivätkä nämä luvut nähneet sitä.
suggest-method = Menetelmä
suggest-method-popularity = Suosituin
suggest-method-item-item = Samojen ihmisten ostama
suggest-method-ease = EASE
suggest-recall = Recall@10
suggest-recall-about = Osuus niistä uusista tuotteista, jotka mahtuivat kymmeneen ehdotukseen
suggest-ndcg = NDCG@10
suggest-ndcg-about = Sama, mutta ylemmät sijat painavat enemmän
suggest-coverage = Ehdotettuja tuotteita
suggest-everybody = Ehdotukset
suggest-shown = Ensimmäiset asiakkaat: { $count }; kaikki ovat tiedostossa suggestions.csv.
suggest-customer = Asiakas
suggest-why = Miksi
suggest-premium = Askel ylemmäs
suggest-premium-why = Ostaa usein ja ajallaan, joten jotain hienompaa siitä, mistä pitää: { $first } maksoi noin { $paid } kappaleelta, tämä maksaa noin { $price }, { $times }-kertaisesti. { $together }/{ $buyers } ensimmäisen ostajasta osti tämänkin
