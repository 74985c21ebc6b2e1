plays-title = Uzmanības rīcības
plays-says = Laipns žests īstajam cilvēkam īstajā brīdī; daži vienmēr paliek malā, lai reiz zinātu, ko tas deva.
plays-none = Vēl nav nevienas rīcības. Sāciet ar kādu no gatavajām.
plays-none-so = Tādā stāvoklī nav nevienas rīcības.
plays-new = Jauna rīcība
plays-all = Visas
plays-filter = Rādīt
plays-never = Tā neuzrunā nevienu.
plays-state-draft = Melnraksts
plays-state-waiting = Gaida apstiprinājumu
plays-state-running = Darbojas
plays-state-met = Visi uzrunāti
plays-state-paused = Apturēta
plays-state-ended = Beigusies
plays-met = { $count ->
    [zero] uzrunāti { $count }
    [one] uzrunāts { $count }
   *[other] uzrunāti { $count }
}
plays-held = { $count ->
    [zero] malā atstāti { $count }
    [one] malā atstāts { $count }
   *[other] malā atstāti { $count }
}
plays-choose = Kuru rīcību?
plays-choose-says = Katra sākas kā melnraksts: pirms palaišanas nekas netiek sūtīts, un katru vārdu var mainīt.
plays-take = Ņemt šo
plays-empty = Tukša rīcība
plays-empty-says = Sāciet ar rokrakstā rakstītu zīmīti visiem un mainiet katru daļu.
plays-sentence = { $who }, { $when }, saņem { $steps }, { $often }, { $quiet }.
plays-sentence-proof = Izmaksas: { $cost }. Izdevies, ja { $success }; { $held }.
plays-who-everybody = Ikviens
plays-who-clauses = Ikviens, par kuru ir spēkā: { $clauses }
plays-who-rule = Ikviens, kam atbilst nosacījums
plays-is-at-least = { $word } ir vismaz { $value }
plays-is-over = { $word } pārsniedz { $value }
plays-is-at-most = { $word } nepārsniedz { $value }
plays-is-under = { $word } ir zem { $value }
plays-is-equal = { $word } ir “{ $value }”
plays-is-other = { $word } nav “{ $value }”
plays-is-with = { $word } ietver “{ $value }”
plays-is-without = { $word } neietver “{ $value }”
plays-choose-at-least = vismaz
plays-choose-over = vairāk nekā
plays-choose-at-most = ne vairāk kā
plays-choose-under = mazāk nekā
plays-choose-equal = ir
plays-choose-other = nav
plays-choose-with = ietver
plays-choose-without = neietver
plays-word-orders = pasūtījumu skaits
plays-word-spend = iztērētā summa
plays-word-p-alive = iespēja, ka vēl ir klients
plays-word-expected-orders = gaidāmo pasūtījumu skaits
plays-word-expected-value = gaidāmā vērtība
plays-word-at-stake = apdraudētā vērtība
plays-word-rhythm = ritms dienās
plays-word-overdue = kavējuma dienu skaits
plays-word-silent-days = klusuma dienu skaits
plays-word-silent-rhythms = klusums savos ritmos
plays-word-known-days = dienu skaits kopš pirmā pasūtījuma
plays-word-products = nopirkto preču saraksts
plays-word-fact-kinds = atcerēto faktu veidu saraksts
plays-word-fact-texts = atcerēto faktu saraksts
plays-word-private-kinds = privāto faktu veidu saraksts
plays-word-private-texts = privāto faktu saraksts
plays-word-special-kinds = īpaši sargājamo faktu veidu saraksts
plays-word-special-texts = īpaši sargājamo faktu saraksts
plays-word-consent-given = atļauto tēmu saraksts
plays-word-consent-refused = atteikto tēmu saraksts
plays-word-tier = līmenis
plays-word-left-reason = kāpēc aizgāja
plays-word-stakes = attiecību saraksts
plays-word-kind = veids
plays-word-language = valoda
plays-word-city = pilsēta
plays-word-country = valsts
plays-when-rule = tiklīdz tas ir spēkā
plays-when-once = vienreiz, sākot ar { $at }
plays-when-date = { $days ->
    [0] katrā datumā, kas atcerēts kā “{ $fact }”
    [zero] { $days } dienas pirms katra datuma, kas atcerēts kā “{ $fact }”
    [one] { $days } dienu pirms katra datuma, kas atcerēts kā “{ $fact }”
   *[other] { $days } dienas pirms katra datuma, kas atcerēts kā “{ $fact }”
}
plays-when-date-of = { $date }, ja tur ir kāds no vārdiem: { $said }
plays-when-holiday = { $days ->
    [0] svētkos “{ $holiday }”, ja tos svin
    [zero] { $days } dienas pirms svētkiem “{ $holiday }”, ja tos svin
    [one] { $days } dienu pirms svētkiem “{ $holiday }”, ja tos svin
   *[other] { $days } dienas pirms svētkiem “{ $holiday }”, ja tos svin
}
plays-when-silence = kad klusums sasniedz šādu skaitu savu ritmu: { $rhythms }
plays-when-order = { $days ->
    [0] ar katru pasūtījumu
    [zero] { $days } dienas pēc katra pasūtījuma
    [one] { $days } dienu pēc katra pasūtījuma
   *[other] { $days } dienas pēc katra pasūtījuma
}
plays-when-order-nth = { $days ->
    [0] ar { $nth }. pasūtījumu
    [zero] { $days } dienas pēc { $nth }. pasūtījuma
    [one] { $days } dienu pēc { $nth }. pasūtījuma
   *[other] { $days } dienas pēc { $nth }. pasūtījuma
}
plays-when-product = { $days ->
    [0] pērkot “{ $sku }”
    [zero] { $days } dienas pēc “{ $sku }” pirkuma
    [one] { $days } dienu pēc “{ $sku }” pirkuma
   *[other] { $days } dienas pēc “{ $sku }” pirkuma
}
plays-when-score-above = kad { $figure } pārsniedz { $line }
plays-when-score-below = kad { $figure } nokrīt zem { $line }
plays-what-letter = vēstuli “{ $name }”
plays-what-letter-gone = vēstuli, kas vēl jāizvēlas
plays-what-letter-with = vēstuli “{ $name }” ar dāvanu karti ({ $worth })
plays-what-note = rokrakstā rakstītu zīmīti
plays-what-call = zvanu
plays-what-present = mazu dāvanu
plays-what-present-named = dāvanu: { $name }
plays-what-task = kaut ko ar roku darītu
plays-what-certificate = dāvanu karti ({ $worth })
plays-step-itself = { $what }
plays-step-serves = { $what } no tā, kurš apkalpo
plays-step-by = { $what } (dara: { $name })
plays-step-later = { $days ->
    [0] { $step }
    [zero] pēc { $days } dienām { $step }
    [one] pēc { $days } dienas { $step }
   *[other] pēc { $days } dienām { $step }
}
plays-often-once = ne vairāk kā vienreiz
plays-often-yearly = ne biežāk kā reizi gadā
plays-often-days = { $days ->
    [zero] ne biežāk kā reizi { $days } dienās
    [one] ne biežāk kā reizi { $days } dienā
   *[other] ne biežāk kā reizi { $days } dienās
}
plays-often-until = { $often }, līdz { $day }
plays-often-most = { $most ->
    [zero] { $often }, un dienā ne vairāk kā { $most } cilvēku
    [one] { $often }, un dienā ne vairāk kā { $most } cilvēks
   *[other] { $often }, un dienā ne vairāk kā { $most } cilvēki
}
plays-quiet-usual = ārpus klusajām stundām
plays-quiet-own = ārpus klusajām stundām, kas šeit ir arī no { $from } līdz { $to }
plays-quiet-days = ārpus klusajām stundām un ne šajās dienās: { $days }
plays-quiet-both = ārpus klusajām stundām, kas šeit ir arī no { $from } līdz { $to }, un ne šajās dienās: { $days }
plays-cost-nothing = nekādas
plays-cost-each = { $money } par cilvēku
plays-goal-return = { $days ->
    [zero] { $days } dienu laikā pērk atkal
    [one] { $days } dienas laikā pērk atkal
   *[other] { $days } dienu laikā pērk atkal
}
plays-goal-revenue = { $days ->
    [zero] { $days } dienu laikā iztērē vairāk
    [one] { $days } dienas laikā iztērē vairāk
   *[other] { $days } dienu laikā iztērē vairāk
}
plays-goal-visit = { $days ->
    [zero] { $days } dienu laikā iegriežas
    [one] { $days } dienas laikā iegriežas
   *[other] { $days } dienu laikā iegriežas
}
plays-goal-answer = { $days ->
    [zero] { $days } dienu laikā atbild
    [one] { $days } dienas laikā atbild
   *[other] { $days } dienu laikā atbild
}
plays-held-share = malā atstāti { $share }
plays-held-nobody = malā neatstāj nevienu
plays-held-owed = malā neatstāj nevienu, jo tas pienākas
plays-field-name = Rīcības nosaukums
plays-field-who-by = Kā jūs pasakāt, kurš?
plays-field-who-clicks = Izvēloties
plays-field-who-text = Ar nosacījumu CEL valodā
plays-field-clause = { $number }. nosacījums
plays-field-nothing = nekas vairāk
plays-field-comparison = Salīdzinājums
plays-field-value = Vērtība
plays-field-clauses-hint = Jābūt spēkā visiem nosacījumiem. Tukšs nozīmē ikvienu. Saglabājot rodas vieta nākamajiem.
plays-field-rule = Nosacījums
plays-field-rule-hint = Vārdi, ko nosacījums drīkst teikt:
plays-field-too-clever = Šis nosacījums saka vairāk, nekā var izvēlēties, tāpēc tas stāv kā teksts.
plays-field-when = Kad?
plays-field-when-rule = Tiklīdz nosacījumi ir spēkā
plays-field-when-once = Visi, vienreiz
plays-field-when-date = Atcerēts datums
plays-field-when-holiday = Svētki
plays-field-when-silence = Klusums
plays-field-when-order = Pasūtījums
plays-field-when-product = Prece
plays-field-when-score = Rādītājs
plays-field-at = Sākot ar
plays-field-fact = Atcerēts kā
plays-field-fact-words = Ar kādu no vārdiem (ar komatiem; tukšs: jebkurš)
plays-field-before = Dienas pirms
plays-field-after = Dienas pēc
plays-field-rhythms = Cik savu ritmu
plays-field-nth = Kurš pasūtījums (tukšs: katrs)
plays-field-sku = Preces kods
plays-field-figure = Rādītājs
plays-field-line = Robeža
plays-field-crosses = Šķērso to
plays-field-above = augšup
plays-field-below = lejup
plays-field-step = { $number }. solis
plays-field-no-step = nekas
plays-field-what = Kas
plays-field-what-letter = Vēstule
plays-field-what-note = Rokrakstā rakstīta zīmīte
plays-field-what-call = Zvans
plays-field-what-present = Maza dāvana
plays-field-what-task = Kas cits ar roku darāms
plays-field-what-certificate = Dāvanu karte
plays-field-wait = Dienas pēc iepriekšējā soļa
plays-field-letter = Kura vēstule
plays-field-words = Vārdi, ar ko sākt
plays-field-gives = Ar dāvanu karti
plays-field-gives-none = bez tās
plays-field-gives-money = summa
plays-field-gives-trial = izmēģinājums
plays-field-amount = Summa
plays-field-trial-of = Ko izmēģināt
plays-field-trial-cost = Ko izmēģinājums mums maksā
plays-field-expires = Dienas līdz beigām (tukšs: bez beigām)
plays-field-by = Kurš to dara
plays-field-by-itself = pati no sevis vai tas, kurš apkalpo
plays-field-cost = Izmaksas katrreiz
plays-field-topic = Par kuru tēmu (kas no tās atteicies, nesaņem neko)
plays-field-no-topic = bez tēmas
plays-field-again = Dienas līdz nākamajai reizei (tukšs: nekad)
plays-field-most = Lielākais cilvēku skaits dienā (tukšs: visi)
plays-field-until = Pēdējā diena, kad tā uzrunā (tukša: līdz to beidzat)
plays-field-quiet-from = Kluss no
plays-field-quiet-to = līdz
plays-field-quiet-days = Pilnīgi klusas dienas
plays-field-quiet-hint = Cilvēka paša laika joslā, līdzās programmas klusajām stundām.
plays-field-goal = Kas ir izdošanās
plays-field-goal-return = Pērk atkal
plays-field-goal-revenue = Cik iztērē
plays-field-goal-visit = Iegriežas
plays-field-goal-answer = Atbild
plays-field-within = Cik dienu laikā
plays-field-holdout = Malā atstāto daļa procentos
plays-field-holdout-hint = Izlemj nejaušība, katram cilvēkam vienreiz. Tikai raugoties uz malā atstātajiem, var zināt, ko rīcība deva.
plays-field-reason = Ja malā neatstāj nevienu: kāpēc?
plays-field-organisation = Vienas organizācijas cilvēkus izlozēt kopā
plays-field-owed = Tas pienākas (līdzjūtība, kļūdas labošana, solījums): saņem visi
plays-save = Saglabāt
plays-wrong-number = “{ $value }” nav skaitlis, kas var būt laukā “{ $field }”.
plays-wrong-clause-is = { $number }. nosacījums: “{ $is }” neder kopā ar “{ $word }”. Izvēlieties: { $can }.
plays-wrong-clause-empty = { $number }. nosacījums: norādiet, ar ko salīdzināt “{ $word }”.
plays-wrong-clause-number = { $number }. nosacījums: “{ $value }” nav skaitlis, kas derētu pie “{ $word }”.
plays-wrong-date = “{ $fact }” nav zināms fakta veids ar datumu. Izvēlieties kādu.
plays-wrong-holiday = Nevienā kalendārā vairs nav svētku “{ $holiday }”. Izvēlieties citus vai ierakstiet tos atkal savā kalendārā.
plays-wrong-silence = Klusums ir garāks par nulli ritmu. Ierakstiet skaitli, kas lielāks par 0.
plays-wrong-line = Robežai jābūt skaitlim.
plays-wrong-product = Ierakstiet preces kodu.
plays-wrong-order = Pasūtījumus skaita no 1. Atstājiet tukšu, ja domāts katrs pasūtījums.
plays-wrong-no-holiday = Vēstulē “{ $letter }” nosaukti svētki, kuros to sūta. Izvēlieties svētkus kā brīdi vai pasakiet vēstulē, ko rakstīt, ja svētku nav.
plays-wrong-letter = Izvēlieties, kuru vēstuli sūtīt { $number }. solī.
plays-wrong-no-step = Pasakiet, kas jādara.
plays-wrong-too-many-steps = Soļu var būt ne vairāk kā { $most }.
plays-wrong-rule-long = Nosacījums ir par garu; tajā var būt ne vairāk kā { $most } baitu.
plays-wrong-days = { $days } dienu ir par daudz; var teikt ne vairāk kā { $most }.
plays-wrong-no-time = Pasakiet, cik dienu laikā jāparādās izdošanās brīdim.
plays-wrong-no-reason = Malā nepaliktu neviens, tāpēc neko nevarētu pierādīt. Uzrakstiet, kāpēc, vai atstājiet malā 10 %.
plays-wrong-holdout = Tik daudz malā atstāt nevar; ne vairāk kā { $most }.
plays-wrong-owed = Kas pienākas, to dara visiem: malā atstājiet 0 %.
plays-wrong-topic = Izvēlieties rakstītā tēmu, lai cilvēki varētu no tās atteikties.
plays-wrong-cost = Solis nevar maksāt mazāk par neko.
plays-wrong-step-amount = { $number }. solis: norādiet summu, kas lielāka par nulli un nav pārmērīga.
plays-wrong-step-trial = { $number }. solis: norādiet, ko var izmēģināt, ne vairāk kā { $most } zīmēs.
plays-wrong-step-expiry = { $number }. solis: dāvanu karte var būt derīga ne ilgāk kā { $most } dienas.
plays-wrong-step-words = { $number }. solis: vārdos var būt ne vairāk kā { $most } zīmju.
plays-wrong-step-owner = { $number }. solis uzticēts kādam, kas šeit vairs nestrādā; izvēlieties kādu no komandas.
plays-wrong-step-present = { $number }. solis min dāvanu, kuras sarakstā nav vai kura nolikta malā; izvēlieties kādu, kas ir.
plays-wrong-name = Dodiet rīcībai nosaukumu, ne garāku par { $most } zīmēm.
plays-wrong-quiet = Klusajām stundām jāatstāj kāds nedēļas brīdis.
plays-wrong-state = Tagadējā stāvoklī to ar rīcību darīt nevar.
plays-wrong-approval = Rīcībai vispirms vajag cita cilvēka apstiprinājumu.
plays-wrong-own = Pēdējais šo rīcību rakstījāt jūs; jāapstiprina kādam citam.
plays-wrong-running = Rīcība darbojas. Apturiet to un tad mainiet; kas jau ceļā, pabeidz pēc tā, kas bija spēkā sākumā.
plays-wrong-both = Kamēr rakstījāt, šo rīcību saglabāja kāds cits. Tagad tur stāv: “{ $theirs }” Jūsu rakstītais vēl ir zemāk; saglabājiet vēlreiz, lai liktu to vietā.
plays-wrong-moved = Pa to laiku šo rīcību mainīja kāds cits. Tā tā stāv tagad.
plays-wrong-rule = Nosacījumā ir kļūda { $line }. rindā, { $column }. zīmē: { $problem }
plays-wrong-rule-clause = nosacījumā
plays-rule-syntax = to nevar nolasīt. Lasītājs saka: { $said }
plays-rule-name = nav “{ $name }”.
plays-rule-near = nav “{ $name }”; varbūt domāts “{ $near }”.
plays-rule-function = nav funkcijas “{ $name }”.
plays-rule-types = “{ $of }” neder kopā ar { $given }.
plays-rule-no-truth = tam jābūt patiesam vai nepatiesam.
plays-rule-too-long = par katru cilvēku tas prasītu pārāk ilgu laiku; ejiet cauri mazāk sarakstiem.
plays-rule-too-deep = tas iet pārāk dziļi; rakstiet ar mazāk iekavām.
plays-rule-level = jūs nedrīkstat jautāt par “{ $name }”; jāraksta kādam, kurš drīkst.
plays-now = Kā tai iet
plays-submit = Lūgt apstiprinājumu
plays-submit-says = Kāds cits to izlasa un apstiprina. Nekas netiek sūtīts.
plays-approve = Apstiprināt
plays-approve-says = Jūs to esat izlasījis un par to atbildat. Tad to var palaist.
plays-start = Palaist
plays-start-says = Nejaušība reizi par visām reizēm izlozē, kurš paliek malā, un no šī brīža cilvēkus uzrunā.
plays-pause = Apturēt
plays-pause-says = Pagaidām neuzrunā nevienu; kas ir ceļā, gaida.
plays-go-on = Turpināt
plays-go-on-says = Cilvēkus uzrunā atkal; kas gaidīja, turpina ceļu.
plays-end = Beigt pavisam
plays-end-says = Kas ir ceļā, iziet, un atvērtie uzdevumi tiek atcelti. Beigt agrāk, jo izskatās labi vai slikti, sabojā pierādījumu.
plays-approved-by = Apstiprināta { $day }.
plays-started-on = Palaista { $day }.
plays-ended-on = Beigusies { $day }.
plays-rehearse = Izmēģināt
plays-people = Cilvēki
plays-why = Kāpēc?
plays-rehearsal = Mēģinājums
plays-rehearsal-says = Ko rīcība darītu šodien. Mēģinājums skatās tāpat kā pati rīcība un neko neieraksta.
plays-rehearsal-next = Ko rīcība darītu, kad tās brīdis pienāks nākamreiz: { $at }. Mēģinājums skatās tāpat kā pati rīcība, uz cilvēkiem, kādi viņi ir šodien, un neko neieraksta.
plays-rehearsal-within = Ko rīcība darītu nākamajās { $days } dienās. Mēģinājums skatās tāpat kā pati rīcība, uz cilvēkiem, kādi viņi ir šodien, un neko neieraksta.
plays-rehearsal-found = atbilst brīdim
plays-rehearsal-met = tiktu uzrunāti
plays-rehearsal-held = malā šajā rīcībā
plays-rehearsal-held-all = malā no visa
plays-rehearsal-cost = izmaksas, ne vairāk kā
plays-rehearsal-nobody = Tā neuzrunātu nevienu.
plays-rehearsal-some = Daži no tiem, ko uzrunātu
plays-rehearsal-not = Ko neuzrunātu un kāpēc
plays-rehearsal-clauses = Nosacījumi, kas runā pret cilvēkiem
plays-rehearsal-clause = Neizpildās: { $clause }
plays-rehearsal-some-not = Daži no viņiem
plays-rehearsal-fails = { $count ->
    [zero] { $count } cilvēku
    [one] { $count } cilvēks
   *[other] { $count } cilvēki
}
plays-rehearsal-broken = { $count ->
    [zero] Par { $count } cilvēkiem nosacījumu nevarēja izrēķināt. Lasītājs saka: { $said }
    [one] Par { $count } cilvēku nosacījumu nevarēja izrēķināt. Lasītājs saka: { $said }
   *[other] Par { $count } cilvēkiem nosacījumu nevarēja izrēķināt. Lasītājs saka: { $said }
}
plays-rehearsal-proof = Ko tā varētu pierādīt
plays-check-rule = Nosacījumi ir spēkā
plays-check-rest = Nav jāliek mierā
plays-check-complaint = Nav neatrisinātas sūdzības
plays-check-consent = Par to drīkst rakstīt
plays-check-cap = Pēdējā laikā nav uzrunāts pārāk bieži
plays-check-quiet = Tur, kur cilvēks ir, nav klusās stundas
plays-check-goal = Mērķis vēl nav sasniegts
plays-check-holdout = Nav atstāts malā
plays-check-full = Rīcībai šodien ir vieta
plays-check-stock = Dāvana vēl ir
plays-check-over = Pēdējā diena vēl priekšā
plays-check-play = Rīcība darbojas
plays-check-again = Šajā reizē vai nesen vēl nav uzrunāts
plays-check-erased = Nav dzēsts
plays-check-unfit = Soli var spert tā, kā tas uzrakstīts
plays-stopped-rule = Nosacījumi nav spēkā
plays-stopped-rest = Jāliek mierā
plays-stopped-complaint = Ir neatrisināta sūdzība
plays-stopped-consent = Rakstīt nedrīkst vai nevar
plays-stopped-cap = Pēdējā laikā uzrunāts pietiekami
plays-stopped-quiet = Klusās stundas
plays-stopped-goal = Mērķis jau sasniegts
plays-stopped-holdout = Atstāts malā
plays-stopped-full = Rīcība šodien savu skaitu sasniegusi
plays-stopped-stock = Dāvanu krājumā vairs nav
plays-stopped-over = Pēdējā diena ir pagājusi
plays-stopped-play = Rīcība nedarbojas
plays-stopped-again = Jau uzrunāts šajā reizē vai nesen
plays-stopped-erased = Dzēsts
plays-stopped-unfit = Soli nevarēja spert tā, kā tas rīcībā uzrakstīts
plays-pass = iztur
plays-fail = aptur
plays-later = gaida līdz { $at }
plays-why-title = Kāpēc jā vai kāpēc nē
plays-why-says = Visas pārbaudes tādā secībā, kādā rīcība jautā, ar to, kas par šo cilvēku zināms tagad.
plays-why-find = Par ko jautājat?
plays-why-ask = Jautāt
plays-why-nobody = Tāds nav atrasts.
plays-why-of = { $person } un “{ $play }”
plays-why-got = Sākts { $day }: tas ir izdarīts vai ir ceļā.
plays-why-underway = Ceļā; nākamais solis: { $at }.
plays-why-held = Atstāts malā šajā rīcībā: no tās nesaņem neko, lai tās iedarbība būtu redzama.
plays-why-held-all = Atstāts malā no visas programmas: nesaņem nevienu rīcību.
plays-why-stopped = Nav uzrunāts. { $why }.
plays-why-no-moment = Īstais brīdis vēl nav pienācis.
plays-why-next = Nekas nerunā pretī; uzrunās nākamajā reizē, kad rīcība skatīsies.
plays-why-checks = Pārbaudes
plays-why-values = Paša cilvēka vērtības
plays-why-value-none = nav zināms
plays-why-clause = Nosacījums, kas runā pretī
plays-why-draw = Izloze
plays-why-drawn-in = Izlozēts { $at }: saņem rīcību. Malā atstāti { $share }.
plays-why-drawn-out = Izlozēts { $at }: atstāts malā, kā { $share }.
plays-why-not-drawn = Vēl nav izlozēts.
plays-why-done = Kas ir darīts
plays-why-done-nothing = Vēl nekas.
plays-ways = Ceļi caur rīcībām
plays-ways-none = Neviena rīcība šo cilvēku vēl nav uzrunājusi.
plays-way-underway = Ceļā
plays-way-held = Atstāts malā
plays-way-done = Pabeigts
plays-way-goal-met = Mērķis sasniegts
plays-way-stopped = Izgājis
plays-way-begun = sākts { $day }
plays-people-none = Tādā stāvoklī nav neviena.
plays-gesture-waiting = ceļā
plays-gesture-open = jādara
plays-gesture-done = izdarīts
plays-gesture-held = aizturēts
plays-gesture-could-not = neizdevās
plays-gesture-cancelled = atcelts
plays-programme = Programma
plays-programme-says = Kas ir spēkā visām rīcībām kopā.
plays-topic-care = Rūpes un sveicieni
plays-ready-welcome = Sveiciens jaunam klientam
plays-ready-welcome-says = Dienu pēc pirmā pasūtījuma vēstule, kas saka, kas jūs esat.
plays-ready-second = Otrā reize
plays-ready-second-says = Trīs nedēļas pēc pirmā pasūtījuma, pirms paradums zūd.
plays-ready-silent = Apklusis pastāvīgais klients
plays-ready-silent-says = Rokrakstā rakstīta zīmīte, kad pastāvīgais klients klusē divus savus ritmus.
plays-ready-birthday = Dzimšanas diena
plays-ready-birthday-says = Kartīte ar roku trīs dienas pirms dzimšanas dienas, ko atceraties.
plays-ready-holiday = Svētku sveiciens
plays-ready-holiday-says = Vēstule pirms svētkiem, kurus cilvēks svin, nosauktiem tā, kā viņš tos sauc.
plays-ready-thanks = Pateicība līdz ar pirkumu
plays-ready-thanks-says = Daži ar roku rakstīti vārdi sūtījumā vai uz čeka, ne biežāk kā reizi mēnesī.
plays-ready-trial = Kaut kas vēl neizmēģināts
plays-ready-trial-says = Pēc trešā pasūtījuma dāvanu karte kam jaunam.
plays-ready-review = Lūgums pēc atsauksmes
plays-ready-review-says = Nedēļu pēc pasūtījuma godīgs jautājums, kā bija.
plays-ready-win = Atgūt
plays-ready-win-says = Pēc četriem klusuma ritmiem vēstule un nedēļu vēlāk zvans.
plays-ready-ask = Pajautāt, kāpēc
plays-ready-ask-says = Pēc trim klusuma ritmiem vēstule ar vienu jautājumu: kāpēc? Atbilde ir viens klikšķis.
plays-ready-referral = Paldies par ieteikumu
plays-ready-referral-says = Zīmīte tam, kas jums kādu atsūtīja: ierakstiet { $tag } tajā, ko par viņu atceraties.
plays-words-silent = Mums jūsu pietrūkst. Kā jums klājas?
plays-words-birthday = Daudz laimes dzimšanas dienā un labu gadu.
plays-birthday-words = dzimšanas
plays-words-thanks = Paldies, ka nākat pie mums. Lai patīk!
plays-words-win = Pajautājiet, kā klājas un vai kaut kas nebija kārtībā. Neko nepārdodiet.
plays-words-referral = Paldies, ka stāstāt par mums citiem. Tas mums daudz nozīmē.
plays-trial-of = kas jauns pēc jūsu izvēles
plays-letter-friend = draugs
plays-letter-welcome-subject = { $company } jūs sveic
plays-letter-welcome-body =
    Labdien, { $name }!

    Paldies par pirmo pasūtījumu. Priecājamies, ka esat ar mums.

    Ja kaut kas nav, kā vajadzētu, vienkārši atbildiet uz šo vēstuli. To lasa cilvēks.

    { $sender }
plays-letter-second-subject = Kā bija?
plays-letter-second-body =
    Labdien, { $name }!

    Pirms dažām nedēļām bijāt pie mums pirmoreiz. Ceram, ka viss bija, kā vēlējāties.

    Nāciet atkal, kad ir vēlēšanās; labprāt palīdzēsim izvēlēties.

    { $sender }
plays-letter-holiday-subject = { $holiday }: { $company } novēl priecīgus svētkus
plays-letter-holiday-body =
    Labdien, { $name }!

    Tuvojas { $holiday }. Novēlam jums un jūsu tuvajiem priecīgus svētkus. Paldies, ka esat ar mums.

    { $sender }
plays-letter-birthday-subject = { $company } sveic jūs dzimšanas dienā
plays-letter-birthday-body =
    Labdien, { $name }!

    Sirsnīgi sveicam jūs dzimšanas dienā. Priecājamies, ka nākat pie mums, un novēlam labu gadu.

    { $sender }
plays-letter-trial-subject = Kaut kas, ko vēl neesat izmēģinājis
plays-letter-trial-body =
    Labdien, { $name }!

    Jūs zināt, kas jums pie mums patīk. Labprāt aicinām kā mūsu viesi izmēģināt ko jaunu: { $worth }.

    Nākot parādiet šo kodu: { $code }

    { $sender }
plays-letter-review-subject = Kā bija, godīgi sakot?
plays-letter-review-body =
    Labdien, { $name }!

    Kopš jūsu pasūtījuma pagājusi nedēļa. Kas bija labi, un kas mums jādara labāk?

    Atbildiet uz šo vēstuli ar rindu vai divām. To lasa cilvēks.

    { $sender }
plays-letter-win-subject = Sen neesam tikušies
plays-letter-win-body =
    Labdien, { $name }!

    Ir bijis kluss, un mēs par jums iedomājāmies. Ja kaut ko izdarījām nepareizi, pasakiet; gribam to vērst par labu.

    Ja tā vienkārši ir iznācis, esam šeit, kad vien vēlaties.

    { $sender }
plays-letter-ask-subject = Vai drīkstam uzdot vienu jautājumu?
plays-letter-ask-body =
    Labdien, { $name }!

    kādu laiku ir kluss, un mēs labāk pajautājam nekā minam. Kāpēc vairs nenākat?

    Varat [atbildēt ar vienu klikšķi]({ $why }).

    Paldies, lai kāda būtu atbilde. Katru izlasa cilvēks.

    { $sender }
