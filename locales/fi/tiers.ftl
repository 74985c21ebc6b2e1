tiers-title = Tasot
tiers-says = Parhaille kanta-asiakkaille: sääntö kertoo, kuka tasolla on, ja jokainen sille pääsevä saa jotakin. Pisteitä ei kerätä; etuoikeudet antavat ihmiset, ja tästä näkee, onko ne annettu.
tiers-none = Tasoja ei vielä ole.
tiers-new = Uusi taso
tiers-members = tasolla
tiers-given = etuoikeutta annettu
tiers-open = vielä antamatta
tiers-could-not = ei voitu antaa
tiers-failing = lähtee, ellei sääntö taas päde
tiers-privileges = Mitä jokainen tasolle pääsevä saa
tiers-at-once = heti
tiers-within = { $days ->
    [one] { $days } päivän kuluessa
   *[other] { $days } päivän kuluessa
}
tiers-stays = { $days ->
    [0] Kun sääntö ei enää päde, tasolta lähdetään heti.
    [one] Kun sääntö ei enää päde, tasolla ollaan vielä { $days } päivä.
   *[other] Kun sääntö ei enää päde, tasolla ollaan vielä { $days } päivää.
}
tiers-who = Ketkä tasolla ovat
tiers-nobody = Tasolla ei ole ketään. Kehen sääntö pätee, pääsee sille minuutin kuluessa; asia katsotaan uudelleen joka päivä.
tiers-since = Alkaen
tiers-failing-since = Sääntö ei ole pätenyt { $day } jälkeen
tiers-says-itself = Taso
tiers-how = Ylös noustaan heti ja alas lasketaan vasta siirtymäajan jälkeen, jottei kukaan kulje edestakaisin. Kehen pätee monta tasoa, on niistä parhaalla. Sinä päivänä, jona joku pääsee tasolle, jokaisesta etuoikeudesta tulee jonkun tehtävä; samaa ei luvata kahdesti.
tiers-name = Nimi
tiers-rank = Sija, 1 on paras
tiers-grace = Siirtymäaika päivinä
tiers-grace-hint = Kuinka kauan tasolla ollaan, kun sääntö ei enää päde.
tiers-rule = Ketkä tasolla ovat
tiers-privilege = Etuoikeus { $number }
tiers-within-days = Montako päivää aikaa
tiers-save = Tallenna
tiers-look = Ketkä olisivat tasolla tänään?
tiers-look-title = Ketkä olisivat tasolla tänään
tiers-look-says = Niin kuin se on nyt kirjoitettu; mitään ei tallennettu.
tiers-look-fits = sääntö pätee
tiers-look-join = pääsisi tasolle
tiers-look-stay = on jo tasolla
tiers-look-better = on paremmalla tasolla
tiers-look-leave = lähtisi siirtymäajan jälkeen
tiers-look-tasks = tehtävää etuoikeuksien antamiseksi
tiers-look-some = Joitakin tasolle pääsevistä
tiers-away = Poista taso käytöstä
tiers-away-says = Kaikki lähtevät siltä nyt, ja vielä antamatta oleva perutaan.
tiers-past = { $from } – { $until }
tiers-now = { $from } alkaen
tiers-were = Tasot
tiers-wrong-name = Kerro tason nimi enintään { $max } merkillä.
tiers-wrong-name-taken = Toisella tasolla on tämä nimi; valitse toinen.
tiers-wrong-rank = Tason sija on luku 1:stä, joka on paras, { $max }:ään.
tiers-wrong-rank-taken = Toisella tasolla on tämä sija; valitse toinen tai siirrä ensin se.
tiers-wrong-rule = Kerro säännöllä, ketkä tasolla ovat.
tiers-wrong-circular = Sääntö kysyy tasoa, jolla ihmiset ovat, ja kiertää kehää; sano se ilman sanaa ”tier”.
tiers-wrong-grace = Kun sääntö ei enää päde, tasolla ollaan 0–{ $max } päivää.
tiers-wrong-privilege = Etuoikeus { $number }: kerro enintään { $max } merkillä, mikä se on, ja 0–{ $days } päivän kuluessa.
tiers-wrong-privileges = Tasolla on enintään { $max } etuoikeutta.
tiers-wrong-too-many = Tasoja on jo { $max }; poista ensin jokin käytöstä.
tiers-wrong-put-away = Taso on poistettu käytöstä; tee uusi.
people-lede-tier = Tasolla { $tier }.
audit-noun-tier = Tasot
audit-did-tier-made = teki tason
audit-did-tier-changed = muutti tasoa
audit-did-tier-put-away = poisti tason käytöstä
