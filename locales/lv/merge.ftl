merge-title = Dublikāti
merge-lede = { $count ->
    [0] Šķiet, neviens šeit nav divreiz.
    [zero] { $count } pāri var būt katrs viens cilvēks.
    [one] { $count } pāris var būt viens cilvēks.
   *[other] { $count } pāri var būt katrs viens cilvēks.
}
merge-looked = Pēdējā meklēšanā: cilvēki – { $people }, salīdzināti pāri – { $pairs }.
merge-dropped = Grupas, kas bija pārāk lielas salīdzināšanai pēc vienas kopīgas pazīmes un tika salīdzinātas sīkāk: { $blocks }.
merge-look = Meklēt vēlreiz
merge-looking = Meklēšana ir pieprasīta; tā aizņems brīdi.
merge-filter = Ko rādīt
merge-filter-all = Visi
merge-filter-likely = Ticami
merge-filter-undecided = Neskaidri
merge-probability = varbūtība { $percent }
merge-for = liecina par vienu cilvēku
merge-against = liecina par diviem
merge-compare = Salīdzināt un apvienot
merge-apart = Dažādi cilvēki
merge-all = Apvienot visus ticamos
merge-all-title = Vai apvienot uzreiz { $count } pārus?
merge-all-say = Katra varbūtība ir vismaz { $percent }. No katra pāra paliek tas, kuru pazīstam ilgāk. Katru apvienošanu var atsaukt atsevišķi.
merge-all-do = Apvienot
merge-all-done = { $count ->
    [zero] Apvienoti { $count } pāri.
    [one] Apvienots { $count } pāris.
   *[other] Apvienoti { $count } pāri.
}
merge-given = Vārds
merge-family = Uzvārds
merge-email = E-pasts
merge-phone = Tālrunis
merge-address = Adrese
merge-birthday = Dzimšanas diena
merge-household = Vienas mājas
merge-same = tas pats
merge-nickname = īsā forma
merge-spelling = citā rakstībā
merge-swapped = samainīti vietām
merge-typo = pārrakstīšanās
merge-partly = daļēji sakrīt
merge-slightly = nedaudz līdzīgi
merge-different = atšķiras
merge-missing = nav zināms
merge-relatives = var būt radinieki
merge-preview-title = Apvienot divus cilvēkus
merge-stays = Paliek
merge-goes = Pazūd
merge-turn = Otrādi
merge-known-by = Pazīstam pēc
merge-identities = Pazīšanas veidi
merge-orders = Pasūtījumi
merge-facts = Fakti
merge-promises = Solījumi un vēlmes
merge-entries = Laika līnijā
merge-choose = Kurš ir pareizais?
merge-filled = Tiks pievienots tam, kurš paliek
merge-relations-gone = { $count ->
    [zero] { $count } saistības, kas atkārtotos, pazudīs un atgriezīsies, ja atsauksiet.
    [one] { $count } saistība, kas atkārtotos, pazudīs un atgriezīsies, ja atsauksiet.
   *[other] { $count } saistības, kas atkārtotos, pazudīs un atgriezīsies, ja atsauksiet.
}
merge-happens = { $name } paliek un saņem visu otra: visus pazīšanas veidus un visu, kas ar tiem nācis. Vecā lapa vedīs šurp. To var atsaukt.
merge-do = Apvienot
merge-undo = Atsaukt
merge-list = Apvienošanas
merge-list-none = Vēl neviens nav apvienots.
merge-line = { $absorbed } → { $survivor }
merge-undone = atsaukts { $when }
merge-kept = Atsaukts. Kopš tā laika mainīts un atstāts, kā ir: { $fields }.
merge-undone-now = Atsaukts: abi ir tādi, kādi bija.
merge-with = Apvienot ar…
merge-with-say = Otra cilvēka lapas adrese vai id
merge-told-apart = Atzīti par dažādiem
merge-lift = Tomēr var būt viens cilvēks
merge-pages = Saraksta lapas
merge-next = Tālāk
merge-back = Atpakaļ pie dublikātiem
merge-refused-same = Tas jau ir viens un tas pats; izvēlieties divus.
merge-refused-merged = Viens no viņiem jau ir apvienots. Atveriet viņa lapu, lai redzētu, ar ko.
merge-refused-kinds = Cilvēks un organizācija nevar būt viens; norādiet, kā tie ir saistīti.
merge-refused-distinct = { $when } kāds atzina, ka tie ir dažādi cilvēki. Ja tas bija nepareizi, vispirms to atsauciet.
merge-refused-undone = Šī apvienošana jau ir atsaukta.
merge-refused-merged-on = Tas, ar kuru apvienots, kopš tā laika ir apvienots tālāk; vispirms atsauciet to.
merge-refused-nothing-left = Nav palicis nekā, pēc kā viņu pazina, tāpēc nav, ko atgriezt.
merge-refused-erased = Viens no viņiem ir dzēsts; nav palicis nekā, ko apvienot vai nošķirt.
merge-field-name = Vārds, uzvārds
merge-field-says = Kā izrunā
merge-field-title = Tituls
merge-field-language = Valoda
merge-field-zone = Laika josla
merge-field-website = Tīmekļa vietne
merge-field-street = Iela
merge-field-city = Pilsēta
merge-field-region = Reģions
merge-field-postal-code = Pasta indekss
merge-field-country = Valsts
merge-details = Sīkāk
merge-row-keys = Taustiņi: j un k ved no pāra pie pāra, o atver sīkāku informāciju.
merge-to-undo = Uz apvienošanu sarakstu, kur katru var atsaukt
