today-title = Šodien
today-day = { $weekday }, { $day }
today-count = { $count ->
    [zero] { $count } lietu šobrīd
    [one] { $count } lieta šobrīd
   *[other] { $count } lietas šobrīd
}
today-empty = Šodien neviens neko negaida.
today-empty-say = Nav neviena solījuma, kam pienācis laiks, neviens nav apklusis, neviena dzimšanas diena nav tuvu. Laba diena, lai kādam uzrakstītu bez iemesla.
today-help = Kā šis saraksts veidots
today-help-order = Vispirms tas, ko esam parādā, pēc dienas: solījumi, tad uzdevumi. Tad dzimšanas dienas un citi datumi, un nekad pēc tā, cik kāds ir vērts. Sver tikai rūpes, ko neviens nav prasījis.
today-help-formula = Apklusušie pastāvīgie klienti sakārtoti pēc tā, kas uz spēles × iespēja, ka viņi vēl ir šeit. Tikai pēc tā, kas uz spēles, pirmie būtu tie, kas noteikti aizgājuši, un tur žests vairs neko nedod.
today-help-control = Kas atstāts ārpus visas programmas, netiek ieteikts klusuma dēļ, un ko izlozējusi kāda notiekoša spēle, vienā vai otrā grupā, to atstāj tai. Tā kontroles grupa paliek tīra. Ko esat kādam parādā, nekad netiek izlozēts.
today-help-peace = Kas sēro vai jāatstāj mierā, tiem nekas priecīgs netiek ieteikts; varbūt kluss vārds.
today-whose = Kā solījumi un uzdevumi
today-mine = Mani un neviena
today-everybody = Visu
today-part-duty = Ko esam parādā
today-part-work = Darāmais
today-part-courtesy = Šodienas datumi
today-part-care = Kas varbūt attālinās
today-part-coming = Tuvākās dienas
today-cut = Ir vairāk, nekā šeit ietilpst; pārējais parādīsies, kad to izskatīsiet.
today-why-promise = Solīts, { $away }: { $text }
today-why-task = { $kind }, { $away }: { $text }
today-why-letters = { $count ->
    [zero] { $count } vēstules nodotas pilnībā, un nav zināms, vai pienākušas. Izlemiet, vai sūtīt vēlreiz.
    [one] { $count } vēstule nodota pilnībā, un nav zināms, vai pienākusi. Izlemiet, vai sūtīt vēlreiz.
   *[other] { $count } vēstules nodotas pilnībā, un nav zināms, vai pienākušas. Izlemiet, vai sūtīt vēlreiz.
}
today-why-missed = Viņu gada plānā nokavēts solis: { $step }, { $when }
today-why-approval = Jūsu apstiprinājumu gaida uzmanības rīcība: { $play }
today-why-stock = Dāvana iet uz beigām. { $left }
today-why-parcels = { $count ->
    [zero] { $count } dāvanas ir ceļā ilgāk nekā { $days } dienas. Pajautājiet, vai tās pienākušas.
    [one] { $count } dāvana ir ceļā ilgāk nekā { $days } dienas. Pajautājiet, vai tā pienākusi.
   *[other] { $count } dāvanas ir ceļā ilgāk nekā { $days } dienas. Pajautājiet, vai tās pienākušas.
}
today-why-leaving = { $reason }: { $words }
today-why-peace = Atstājams mierā: { $reason }. Nekādu piedāvājumu; varbūt kluss vārds pašu rokrakstā.
today-why-occasion = { $away }: { $text }
today-why-occasion-age = { $away }: { $text } · { $age }
today-why-holiday = { $count ->
    [zero] { $holiday }, { $away }: to svin { $count } jums pazīstamu cilvēku
    [one] { $holiday }, { $away }: to svin { $count } jums pazīstams cilvēks
   *[other] { $holiday }, { $away }: to svin { $count } jums pazīstami cilvēki
}
today-why-certificate = Dāvanu kartē atlicis: { $what }. Pēdējā diena: { $day }, { $away }.
today-why-silence = Nāca { $every } ({ $span }), klusē *{ $silent }*; vērts ap { $money } gadā
today-why-odds = { $odds } vēl šeit
today-rows = Kāpēc tas ir šeit?
today-row-orders = { $count ->
    [zero] { $count } pirkumu dienu: { $first } – { $last }
    [one] { $count } pirkumu diena: { $first } – { $last }
   *[other] { $count } pirkumu dienas: { $first } – { $last }
}
today-row-overdue = Deviņi no desmit viņu pašu starplaikiem jau būtu beigušies; virs tā: { $span }.
today-row-stake = Uz spēles: { $stake } × vēl šeit: { $odds } = { $reach }
today-row-fact = Pierakstīts { $day }: { $source }
today-row-promise = Solīts { $day }
today-row-approval = Rakstīta { $day }
today-row-task = Izlemts { $day }
today-do-note = Uzrakstīt zīmīti
today-do-call = Piezvanīt
today-do-present = Maza dāvana
today-do-certificate = Dāvanu karte
today-do-greet = Sveikt
today-do-open = Atvērt
today-do-kept = Izpildīts
today-later = Vēlāk
today-tomorrow = Rīt
today-week = Pēc nedēļas
today-month = Pēc mēneša
today-decline = Noraidīt
today-decline-why = Kāpēc ne?
today-reason-met = Jau satikts
today-reason-unfitting = Nav piemēroti
today-reason-gone = Vairs nav šeit
today-reason-asked = Lūdza likt mierā
today-reason-asked-say = Kas lūdza likt mierā, to liek mierā, līdz kāds to atceļ viņa lapā: nekādu uzmanības rīcību, piedāvājumu vai sveicienu. Kas pienākas, to dara tik un tā.
today-reason-wrong = Te rakstītais nav pareizi
today-own-words = Vai saviem vārdiem
today-asides = Atlikts
today-asides-none = Nekas nav atlikts.
today-asides-say = Kas atlikts vai noraidīts un kurš to darījis. Jebkurā brīdī var atsākt.
today-aside-until = atgriezīsies { $day }
today-aside-good = pavisam
today-take-up = Atsākt
today-said-aside = Atlikts.
today-said-peace = Atteikts, un viņu liek mierā, līdz kāds to atceļ viņa lapā.
today-said-taken = Atkal sarakstā.
today-said-kept = Solījums izpildīts.
today-back = Atpakaļ uz šodienu
today-keys = j un k pārvietojas, o atver iemeslu, e sāk žestu, s atliek uz rītu.
today-kind-promise = Solījums
today-kind-task = Uzdevums
today-kind-letters = Vēstules
today-kind-missed = Nokavēts
today-kind-approval = Apstiprinājums
today-kind-stock = Krājums
today-kind-parcels = Sūtījumi
today-kind-leaving = Atbilde
today-kind-peace = Miers
today-kind-occasion = Datums
today-kind-holiday = Svētki
today-kind-certificate = Dāvanu karte
today-kind-silence = Klusums
today-problem-past = Atlieciet uz dienu pēc šodienas.
today-problem-reason = Pasakiet, kāpēc, lai citi saprastu.
