presents-title = Dāvanas
presents-says = Mazas lietas, kas gatavas dāvināšanai. Kam viena paredzēta, tam to rezervē; nosūtot to noņem no plaukta.
presents-none = Dāvanu vēl nav.
presents-name = Kas tas ir
presents-cost = Cik maksā viena
presents-shelf = Plauktā
presents-shelf-says = Visas, kas tur stāv, arī rezervētās. Atstājiet tukšu, un neviens neskaitīs.
presents-mark = Teikt, kad brīvo ir mazāk nekā
presents-free = Brīvas
presents-uncounted = neskaita
presents-reserved = Rezervēta
presents-sent = Ceļā
presents-delivered = Saņemta
presents-returned = Atnāca atpakaļ
presents-released = Atcelta
presents-spent = Izmaksas šogad
presents-new = Jauna dāvana
presents-make = Pievienot
presents-change = Labot vai pārskaitīt
presents-save = Saglabāt
presents-put-away = Nolikt malā
presents-put-away-says = Neviens to vairs nevarēs dāvināt. Ko jau rezervēja, to vēl var nosūtīt.
presents-bring-out = Atkal izlikt
presents-is-away = nolikta malā
presents-parcels = Sūtījumi
presents-parcels-none = Tādu sūtījumu nav.
presents-all = Visi
presents-state = Kas ar to notika
presents-days = { $days ->
    [0] kopš šodienas
    [zero] jau { $days } dienu
    [one] jau { $days } dienu
   *[other] jau { $days } dienas
}
presents-left = { $name }: { $count ->
    [0] vairs nav
   *[other] atlikums { $count }
}
presents-choose = Kura dāvana
presents-any = Kā teikts vārdos
presents-send = Nosūtīts
presents-send-note = Sūtījuma numurs vai piezīme
presents-back = Atnāca atpakaļ
presents-onto-shelf = Nolikt atkal plauktā
presents-wrong-name = Pasakiet, kas ir dāvana, ne vairāk kā { $most } zīmēs.
presents-wrong-cost = Pasakiet, cik maksā viena: neko vai vairāk, piemēram, 4,50.
presents-wrong-pieces = Pasakiet, cik, ar veselu skaitli no 0 līdz { $most }.
presents-wrong-put-by = { $count ->
    [zero] { $count } no tām ir rezervētas kādam: saskaitiet vismaz tik vai vispirms atceliet uzdevumus.
    [one] { $count } no tām ir rezervēta kādam: saskaitiet vismaz tik vai vispirms atceliet uzdevumu.
   *[other] { $count } no tām ir rezervētas kādam: saskaitiet vismaz tik vai vispirms atceliet uzdevumus.
}
presents-wrong-many = Dāvanu ir tik, cik vien var būt.
presents-wrong-named = To min rīcības: { $plays }. Izvēlieties tur citu dāvanu vai vispirms tās beidziet.
presents-wrong-none-left = Šo dāvanu nevar dāvināt: tā ir nolikta malā vai vairs nav nevienas. Izvēlieties citu vai pārskaitiet plauktu.
presents-wrong-kind = Tikai maza dāvana var būt no plaukta.
presents-wrong-not-sent = Tā vēl nav nosūtīta. Vispirms pasakiet, ka ir.
presents-wrong-ended = Kāds jau pateica, kas ar to notika; tā tas ir tagad.
