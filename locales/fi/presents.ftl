presents-title = Lahjat
presents-says = Pieniä lahjoja, jotka odottavat antajaa. Saajalle pannaan yksi syrjään, ja lähetys ottaa sen hyllystä.
presents-none = Lahjoja ei vielä ole.
presents-name = Mikä se on
presents-cost = Mitä yksi maksaa
presents-shelf = Hyllyssä
presents-shelf-says = Kaikki, jotka siellä ovat, myös syrjään pannut. Jätä tyhjäksi, niin niitä ei lasketa.
presents-mark = Kerro, kun vapaita on vähemmän kuin
presents-free = Vapaana
presents-uncounted = ei lasketa
presents-reserved = Syrjässä
presents-sent = Matkalla
presents-delivered = Perillä
presents-returned = Tuli takaisin
presents-released = Peruttu
presents-spent = Kulut tänä vuonna
presents-new = Uusi lahja
presents-make = Lisää
presents-change = Korjaa tai laske uudelleen
presents-save = Tallenna
presents-put-away = Poista käytöstä
presents-put-away-says = Kukaan ei voi enää antaa sitä. Syrjään pannut voi vielä lähettää.
presents-bring-out = Ota taas käyttöön
presents-is-away = poissa käytöstä
presents-parcels = Paketit
presents-parcels-none = Sellaisia paketteja ei ole.
presents-all = Kaikki
presents-state = Miten kävi
presents-days = { $days ->
    [0] tänään
    [one] { $days } päivä
   *[other] { $days } päivää
}
presents-left = { $name }: { $count ->
    [0] ei yhtään jäljellä
    [one] { $count } jäljellä
   *[other] { $count } jäljellä
}
presents-choose = Mikä lahja
presents-any = Kuten sanoissa lukee
presents-send = Lähetetty
presents-send-note = Seurantatunnus tai huomautus
presents-back = Tuli takaisin
presents-onto-shelf = Pane takaisin hyllyyn
presents-wrong-name = Sano, mikä lahja on, enintään { $most } merkillä.
presents-wrong-cost = Sano, mitä yksi maksaa: ei mitään tai enemmän, esimerkiksi 4,50.
presents-wrong-pieces = Sano määrä kokonaislukuna väliltä 0–{ $most }.
presents-wrong-put-by = { $count ->
    [one] { $count } niistä on pantu syrjään jollekulle: laske ainakin se tai peru tehtävä ensin.
   *[other] { $count } niistä on pantu syrjään jollekulle: laske ainakin niin monta tai peru tehtäviä ensin.
}
presents-wrong-many = Lahjoja on jo niin monta kuin voi olla.
presents-wrong-named = Sen mainitsevat: { $plays }. Valitse niissä toinen lahja tai päätä ne ensin.
presents-wrong-none-left = Tätä lahjaa ei voi antaa: se on pantu pois tai yhtään ei ole jäljellä. Valitse toinen tai laske hylly.
presents-wrong-kind = Vain pieni lahja voi olla hyllystä.
presents-wrong-not-sent = Sitä ei ole vielä lähetetty. Kerro ensin, että se lähti.
presents-wrong-ended = Joku kertoi jo, miten sen kävi; näin se on nyt.
