tiers-title = Līmeņi
tiers-says = Labākajiem pastāvīgajiem klientiem: kas līmenī ir, nosaka nosacījums, un katrs, kas tajā nonāk, kaut ko saņem. Punkti nav jākrāj; privilēģijas piešķir cilvēki, un šeit redzams, vai tas ir izdarīts.
tiers-none = Līmeņu vēl nav.
tiers-new = Jauns līmenis
tiers-members = ir tajā
tiers-given = privilēģijas piešķirtas
tiers-open = vēl jāpiešķir
tiers-could-not = neizdevās piešķirt
tiers-failing = aizies, ja atkal neatbildīs
tiers-privileges = Ko saņem katrs, kas tajā nonāk
tiers-at-once = uzreiz
tiers-within = { $days ->
    [zero] { $days } dienu laikā
    [one] { $days } dienas laikā
   *[other] { $days } dienu laikā
}
tiers-stays = { $days ->
    [0] Kas vairs neatbilst, aiziet uzreiz.
    [zero] Kas vairs neatbilst, paliek vēl { $days } dienas.
    [one] Kas vairs neatbilst, paliek vēl { $days } dienu.
   *[other] Kas vairs neatbilst, paliek vēl { $days } dienas.
}
tiers-who = Kas tajā ir
tiers-nobody = Tajā neviena nav. Kas atbilst, tajā nonāk minūtes laikā; katru dienu tas tiek pārbaudīts no jauna.
tiers-since = Kopš
tiers-failing-since = Nosacījumam neatbilst kopš { $day }
tiers-says-itself = Līmenis
tiers-how = Augstāk cilvēki nonāk uzreiz, zemāk — tikai pēc pagarinājuma, lai neviens nestaigātu iekšā un ārā. Kas atbilst vairākiem līmeņiem, ir labākajā. Dienā, kad cilvēks līmenī nonāk, katra privilēģija kļūst par kāda uzdevumu; vienu un to pašu divreiz nesola.
tiers-name = Kā to sauc
tiers-rank = Vieta, 1 ir labākā
tiers-grace = Pagarinājums dienās
tiers-grace-hint = Cik ilgi cilvēki paliek, kad nosacījumam vairs neatbilst.
tiers-rule = Kas tajā ir
tiers-privilege = { $number }. privilēģija
tiers-within-days = Dienu laikā
tiers-save = Saglabāt
tiers-look = Kas tajā būtu šodien?
tiers-look-title = Kas tajā būtu šodien
tiers-look-says = Tā, kā tagad uzrakstīts; nekas nav saglabāts.
tiers-look-fits = atbilst nosacījumam
tiers-look-join = nonāktu tajā
tiers-look-stay = jau ir tajā
tiers-look-better = ir labākā līmenī
tiers-look-leave = aizietu pēc pagarinājuma
tiers-look-tasks = uzdevumi piešķirt privilēģijas
tiers-look-some = Daži no tiem, kas tajā nonāktu
tiers-away = Likvidēt līmeni
tiers-away-says = Visi to tūlīt atstāj, un vēl nepiešķirtais tiek atsaukts.
tiers-past = { $from } – { $until }
tiers-now = kopš { $from }
tiers-were = Līmeņi
tiers-wrong-name = Pasakiet, kā līmeni sauc; ne vairāk par { $max } rakstzīmēm.
tiers-wrong-name-taken = Tā sauc citu līmeni; izvēlieties citu nosaukumu.
tiers-wrong-rank = Līmeņa vieta ir skaitlis no 1, kas ir labākā, līdz { $max }.
tiers-wrong-rank-taken = Šī vieta ir citam līmenim; izvēlieties citu vai vispirms pārvietojiet to.
tiers-wrong-rule = Pasakiet ar nosacījumu, kas ir šajā līmenī.
tiers-wrong-circular = Nosacījums jautā pēc līmeņa, kurā cilvēki ir, un griežas riņķī; sakiet to bez “tier”.
tiers-wrong-grace = Pēc tam, kad nosacījumam vairs neatbilst, cilvēki paliek no 0 līdz { $max } dienām.
tiers-wrong-privilege = { $number }. privilēģija: pasakiet, kas tā ir, ne vairāk par { $max } rakstzīmēm, un no 0 līdz { $days } dienām.
tiers-wrong-privileges = Līmenim ir ne vairāk par { $max } privilēģijām.
tiers-wrong-too-many = Jau ir { $max } līmeņi; vispirms kādu likvidējiet.
tiers-wrong-put-away = Līmenis ir likvidēts; izveidojiet jaunu.
people-lede-tier = Līmenī { $tier }.
audit-noun-tier = Līmeņi
audit-did-tier-made = izveidoja līmeni
audit-did-tier-changed = mainīja līmeni
audit-did-tier-put-away = likvidēja līmeni
