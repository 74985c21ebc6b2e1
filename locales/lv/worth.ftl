worth-horizon-weeks = { $count ->
    [zero] nākamajās { $count } nedēļās
    [one] nākamajā { $count } nedēļā
   *[other] nākamajās { $count } nedēļās
}
worth-horizon-days = { $count ->
    [zero] nākamajās { $count } dienās
    [one] nākamajā { $count } dienā
   *[other] nākamajās { $count } dienās
}
worth-lede-none = Par klientiem vēl nav ko teikt.
worth-lede-one-not = Viens klients, kas *vēl nav atgriezies*.
worth-lede-one = Viens klients, kas *atgriezās*.
worth-lede-nobody = { $total ->
    [zero] No { $total } klientiem *vēl neviens nav atgriezies*.
    [one] No { $total } klienta *vēl neviens nav atgriezies*.
   *[other] No { $total } klientiem *vēl neviens nav atgriezies*.
}
worth-lede-all = { $total ->
    [zero] Visi { $total } klienti *atgriezās*.
    [one] Visi { $total } klienti *atgriezās*.
   *[other] Visi { $total } klienti *atgriezās*.
}
worth-lede-some = { $total ->
    [zero] No { $total } klientiem *atgriezās { $repeat }*.
    [one] No { $total } klienta *atgriezās { $repeat }*.
   *[other] No { $total } klientiem *atgriezās { $repeat }*.
}
worth-bring = Ievadiet vismaz dažu klientu pasūtījumus, un šī lapa pateiks, kas atgriežas.
worth-repeat-revenue = Cilvēki, kas bija pirkuši jau agrāk, deva { $share } ieņēmumu: { $repeat } no { $all }.
worth-gap = Starp divām pastāvīga klienta reizēm parasti paiet { $span }.
worth-overdue-now = { $count ->
    [zero] Pēc savas ierastās kārtības šobrīd kavējas { $count } cilvēku, un uz spēles ir { $money }.
    [one] Pēc savas ierastās kārtības šobrīd kavējas { $count } cilvēks, un uz spēles ir { $money }.
   *[other] Pēc savas ierastās kārtības šobrīd kavējas { $count } cilvēki, un uz spēles ir { $money }.
}
worth-key-return = { $days ->
    [zero] Atgriežas { $days } dienu laikā
    [one] Atgriežas { $days } dienas laikā
   *[other] Atgriežas { $days } dienu laikā
}
worth-key-return-latest = pēdējā pilnajā mēnesī { $share }
worth-key-alive = Visticamāk joprojām klienti
worth-key-value = { $kind ->
    [profit] Gaidāmā peļņa { $horizon }
   *[revenue] Gaidāmie ieņēmumi { $horizon }
}
worth-key-overdue = Kavējas pēc savas ierastās kārtības
worth-at-stake = uz spēles { $money }
worth-returns-heading = Vai viņi atgriežas?
worth-returns-trend = Pēdējos sešos pilnajos mēnešos atgriezās { $now }, iepriekšējos sešos — { $before }.
worth-returns-definition = Mēneša atgriešanās rādītājs ir to pircēju īpatsvars, kuri { $days -> 
    [zero] { $days } dienu
    [one] { $days } dienas
   *[other] { $days } dienu
} laikā pēc sava pirmā pirkuma šajā mēnesī pērk vēlreiz. Bālie mēneši vēl ir par jaunu: daļai pircēju vēl ir laiks atgriezties, tāpēc tie nerāda tendenci.
worth-returns-absent = Nevienā mēnesī nav pirkumu.
worth-returns-title = { $days ->
    [zero] { $share } pircēju atgriežas { $days } dienu laikā
    [one] { $share } pircēju atgriežas { $days } dienas laikā
   *[other] { $share } pircēju atgriežas { $days } dienu laikā
}
worth-returns-title-unknown = { $days ->
    [zero] Cik pircēju atgriežas { $days } dienu laikā
    [one] Cik pircēju atgriežas { $days } dienas laikā
   *[other] Cik pircēju atgriežas { $days } dienu laikā
}
worth-returns-about = Katra mēneša pircēju daļa
worth-returns-overall = { $share } visos pilnajos mēnešos kopā
worth-return-rate = Atgriežas
worth-too-young = Par agru spriest
worth-month = Mēnesis
worth-returned = Atgriezās
worth-buyers = Pircēji
worth-note = Piezīme
worth-revenue-title = Atkārtotie pircēji dod { $share } ieņēmumu
worth-revenue-by-month = Ieņēmumi pa mēnešiem
worth-revenue-about = Ieņēmumi pa mēnešiem, atskaitot atmaksas
worth-from-before = No tiem, kas pirka jau agrāk
worth-from-first = No pirmajiem pirkumiem
worth-returning-share = Atkārtoto daļa
worth-from-returning = No atkārtotajiem
worth-first-time-buyers = Pirmreizējie pircēji
worth-cohorts-heading = Kas paliek — pēc pirmā pirkuma mēneša
worth-cohorts-definition = Katra rinda ir visi, kas pirmoreiz pirka tajā mēnesī; katra aile — cik no viņiem pirka pēc tik mēnešiem. Rindas pēdējā šūna ir pašreizējais mēnesis, kas vēl nav beidzies.
worth-cohorts-next-month = No jaunajiem klientiem nākamajā mēnesī pirka { $share }.
worth-cohorts-three-months = Pēc trim mēnešiem — { $share }.
worth-cohorts-year = Pēc gada — { $share }.
worth-cohorts-absent = Kohortu vēl nav.
worth-cohorts-all = Visi mēneši un kohortas
worth-cohorts-first-bought = Pirmais pirkums
worth-cohorts-month-number = { $month }. mēnesis
worth-customers = Klienti
worth-some-of = { $part } no { $all }
worth-value-heading = Cik viņi ir vērti
worth-value-definition = { $kind ->
    [profit] Klienta vērtība ir no viņa gaidāmā peļņa { $horizon }, diskontēta ar { $rate } gadā.
   *[revenue] Klienta vērtība ir no viņa gaidāmie ieņēmumi { $horizon }, diskontēti ar { $rate } gadā.
}
worth-value-absent = Pasūtījumu nepietiek, lai novērtētu klientu vērtību; kāpēc — skaidro modeļi zemāk.
worth-value-sentence = Kopā { $total }; vidēji { $mean } uz klientu, un puse ir vērti mazāk par { $median }.
worth-value-title = Puse klientu ir vērti mazāk par { $median }
worth-value-about = Klienti pēc vērtības
worth-value-about-in = Klienti pēc vērtības, { $currency }
worth-value = Vērtība
worth-value-together = Vērtība kopā
worth-value-share = Daļa no visas vērtības
worth-value-held = Labākā desmitā daļa klientu veido { $share } vērtības
worth-value-held-about = Kāda daļa visas vērtības ir mazāk vērtajiem klientiem, sākot ar mazākajiem. Džini koeficients { $gini }
worth-value-poorest = Mazāk vērtie { $share }
worth-value-they-hold = Viņiem
worth-value-others-hold = Pārējiem
worth-value-equal = Ja visi būtu vienlīdz vērti
worth-value-as-is = Kā ir
worth-value-best-tenth = labākā desmitdaļa
worth-forecast-heading = Kas gaidāms
worth-forecast-days = Paredzams, ka esošie klienti { $horizon } nāks { $days } reizes.
worth-forecast-value = { $kind ->
    [profit] Paredzams, ka esošie klienti { $horizon } nāks { $days } reizes un dos peļņu { $money }.
   *[revenue] Paredzams, ka esošie klienti { $horizon } nāks { $days } reizes un dos ieņēmumus { $money }.
}
worth-forecast-definition = Diapazons iekavās ir paša modeļa 95% intervāls: tas neko nezina par pārmaiņām, ko klienti vēl nav parādījuši.
worth-forecast-absent = Pasūtījumu nepietiek prognozei; kāpēc — skaidro modeļi zemāk.
worth-forecast-title = Šodienas klientu gaidāmie pirkumi pa nedēļām
worth-forecast-about = Tajā nav turpmāk iegūto klientu, tāpēc līkne krīt: to vēl var mainīt ar klientu noturēšanu
worth-came = Notika
worth-expected = Gaidāms
worth-week-to = Nedēļa līdz
worth-holdout-heading = Vai prognozei var ticēt?
worth-holdout-definition = Vēstures pēdējā daļa tika paslēpta no modeļiem un pēc tam salīdzināta ar to, ko tie no tās gaidīja.
worth-holdout-absent = Vēsture ir par īsu, lai daļu paslēptu un pārbaudītu ar to prognozi.
worth-holdout-saw = { $customers ->
    [zero] Modeļi redzēja { $customers } klientus līdz šai dienai: { $day }; pēc tam neko.
    [one] Modeļi redzēja { $customers } klientu līdz šai dienai: { $day }; pēc tam neko.
   *[other] Modeļi redzēja { $customers } klientus līdz šai dienai: { $day }; pēc tam neko.
}
worth-holdout-came = Līdz { $day } { $model } gaidīja { $predicted } atkārtotus pirkumus; notika { $actual }.
worth-holdout-came-as-forecast = Līdz { $day } { $model } gaidīja { $predicted } atkārtotus pirkumus; notika { $actual }, kā prognozēts.
worth-holdout-came-high = Līdz { $day } { $model } gaidīja { $predicted } atkārtotus pirkumus; notika { $actual }: prognoze bija par { $miss } par augstu.
worth-holdout-came-low = Līdz { $day } { $model } gaidīja { $predicted } atkārtotus pirkumus; notika { $actual }: prognoze bija par { $miss } par zemu.
worth-holdout-deciles = Klienti desmitdaļās pēc prognozes, sākot ar zemāko: vidēji pirkumu pārbaudes posmā
worth-holdout-frequency = Klienti pēc atkārtoto pirkumu skaita pirms pārbaudes: vidēji pirkumu pārbaudes posmā
worth-holdout-more = Kam gaidīja vairāk pirkumu, tie tiešām pirka vairāk
worth-holdout-by-expected = Kas notika — pēc tā, cik gaidīja
worth-holdout-by-frequency = Kas notika — pēc tā, cik bieži nāca iepriekš
worth-holdout-cumulative = Atkārtotie pirkumi kopā: notikušie un gaidītie
worth-holdout-weekly = Atkārtotie pirkumi nedēļā: notikušie un gaidītie
worth-holdout-unseen = Aiz pārtrauktās līnijas ir tas, ko modeļi nebija redzējuši
worth-holdout-unseen-from = no šejienes neredzēts
worth-holdout-model-expected = { $model } gaidīja
worth-holdout-group = Grupa
worth-holdout-models = Kā veicās katram modelim
worth-model = Modelis
worth-off-by = Kļūda
worth-log-likelihood = Log-ticamība
worth-mae = Vid. abs. kļūda
worth-rmse = RMSE
worth-correlation = Korelācija
worth-coverage = 95% intervālā
worth-coverage-about = Klienti, kuru pirkumu skaits iekrita viņu pašu 95% intervālā
worth-scores = vērtē
worth-models-heading = Modeļi, uz kuriem tas balstās
worth-models-weeks = Parametri apzīmēti kā zinātniskajos rakstos, laiks nedēļās.
worth-models-days = Parametri apzīmēti kā zinātniskajos rakstos, laiks dienās.
worth-model-pareto = Apmeklējumi un aiziešana. { $source }
worth-model-bg = Apmeklējumi un aiziešana pēc pirkuma. { $source }
worth-model-mbg = Kā BG/NBD, aiziešana arī pēc pirmā pirkuma. { $source }
worth-model-gamma = Tēriņš vienā reizē. { $source }
worth-model-alive = saka, kurš vēl ir klients
worth-parameter = Parametrs
worth-std-error = Std. kļūda
worth-fit = Pielāgojums
worth-fit-mle = maksimālā ticamība
worth-fit-map = maksimums a posteriori, vājas aprioras
worth-gradient = Lielākais gradients
worth-no-trouble = Problēmu nav.
worth-not-fitted = Nav pielāgots: { $model }.
worth-taken-heading = Uz kā tas balstās
worth-taken-none = Nevienu rindu nevarēja ieskaitīt kā pasūtījumu.
worth-taken-orders = Ieskaitītas rindas: { $rows }. Pasūtījumi: { $orders }. Pirkumu dienas: { $days }, no { $first } līdz { $last }.
worth-taken-refunds = Atskaitītas atmaksas: { $refunds }.
worth-taken-refused = { $rows ->
    [zero] { $rows } rindu atlikts malā
    [one] { $rows } rinda atlikta malā
   *[other] { $rows } rindas atliktas malā
}
worth-taken-format = Formāts
worth-taken-preset = Veidne
worth-taken-encoding = Kodējums
worth-taken-delimiter = Atdalītājs
worth-taken-header = Virsraksta rinda
worth-taken-yes = ir
worth-taken-no = nav
worth-taken-decimal = Decimālzīme
worth-taken-dates = Datumi
worth-taken-columns = Kolonnas
worth-taken-rows = Nolasītās rindas
worth-numbers = Skaitļi: { $title }
worth-numbers-short = Skaitļi
