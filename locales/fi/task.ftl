task-title = Tehtävät
task-count = { $count ->
    [one] { $count } avoin tehtävä
   *[other] { $count } avointa tehtävää
}
task-empty = Täällä ei odota tehtäviä.
task-mine = Omat
task-nobody = Vielä vapaat
task-everybody = Kaikkien
task-whose = Kenen tehtävät
task-owner = Kuka tekee
task-no-owner = Ei vielä kukaan
task-take = Ota itselle
task-hand = Siirrä
task-done = Tehty
task-could-not = Ei onnistunut
task-cancel = Peru
task-note = Mitä siitä on sanottavaa
task-close = Miten meni?
task-due = Määräpäivä
task-move = Vaihda päivä
task-asked = Mitä pyydettiin
task-suggested = Ehdotetut sanat
task-suggested-say = Koottu vain siitä, mikä on muistissa. Sano omin sanoin.
task-know = Mitä tiedät
task-address = Osoite
task-no-address = Postiosoitetta ei tiedetä. Kysy sitä, kun seuraavan kerran puhutte.
task-phone = Puhelin
task-no-phone = Puhelinnumeroa ei tiedetä.
task-addresses = Viestien osoitteet
task-addresses-none = Yhdelläkään avoimella viestillä ei ole postiosoitetta.
task-without = { $count ->
    [one] { $count } viestiltä puuttuu osoite
   *[other] { $count } viestiltä puuttuu osoite
}
task-own = Oma ele
task-own-words = Mitä, muutamalla sanalla; voi jättää tyhjäksi
task-late = myöhässä { $day } alkaen
task-until = viimeistään { $day }
task-closed = Suljettu
task-against-rest = Tämä ihminen on nyt jätettävä rauhaan. Siirrä tehtävä myöhemmäksi tai peru se.
task-against-consent = Päätöksen jälkeen ihminen on kieltäytynyt tästä tai häntä ei enää tavoiteta. Peru tehtävä.
task-against-holdout = Ihminen on verrokkiryhmässä, johon tämä ei saa ottaa yhteyttä. Peru tehtävä.
task-conflict = Joku muu muutti tai sulki tämän tehtävän sillä välin; näin se on nyt.
task-note-greeting = Hei { $name },
task-note-since = Kiitos, että käyt meillä: ensimmäisen kerran { $day }.
task-note-date = Ajattelemme sinua tänään: { $text }.
task-note-silence = Siitä on jo aikaa, ja olisi ilo nähdä sinua taas.
task-note-peace = Olet ajatuksissamme näinä päivinä.
task-note-close = Lämpimin terveisin
task-own-more = Lisää: velka, tekijä, määräpäivä, hinta
task-owed = Olemmeko sen velkaa?
task-owed-not = Emme, omasta halusta
task-owed-condolence = Osanotto
task-owed-amends = Jonkin korjaaminen
task-owed-answer = Vastaus
task-owed-news = Häntä koskeva uutinen
task-owed-say = Mitä olemme velkaa, tehdään joka tapauksessa: se ei kuluta kattoa, eikä rauhaan jättäminen pysäytä sitä.
task-cost = Mitä maksaa
task-note-recovery = Olemme pahoillamme tapahtuneesta ja haluamme korjata asian.
task-note-follow-up = Äskettäin täällä meni jokin pieleen. Onko asia nyt kunnossa?
