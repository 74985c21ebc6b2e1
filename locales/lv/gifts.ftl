gifts-title = Sertifikāti
gifts-certificate = Sertifikāts
gifts-till = Kase
gifts-none = Sertifikātu vēl nav.
gifts-give = Pasniegt sertifikātu
gifts-give-says = Dāvana, nevis atlaide: summa, ko iztērēt, vai iespēja izmēģināt ko jaunu.
gifts-kind = Kam tas der
gifts-money = Naudas summa
gifts-trial = Izmēģinājums
gifts-amount = Summa
gifts-what = Ko var izmēģināt
gifts-cost = Cik tas mums izmaksā
gifts-last-day = Pēdējā diena
gifts-last-day-says = Der līdz šīs dienas beigām; ja atstāj tukšu, termiņa nav.
gifts-give-do = Pasniegt
gifts-whose = Kam pieder
gifts-balance = Atlikums
gifts-state = Stāvoklis
gifts-until = Derīgs līdz
gifts-for = Saņēmējs:
gifts-qr = QR kods, kas atver kasi ar šo kodu
gifts-print = Drukāt
gifts-to-till = Atvērt kasē
gifts-history = Kas izmantots
gifts-history-none = Nekas vēl nav izmantots.
gifts-void = Anulēt
gifts-void-reason = Kāpēc
gifts-void-do = Anulēt šo sertifikātu
gifts-left = Atlicis: { $left }
gifts-took = Izmantots: { $amount }
gifts-put-back = Atlikts atpakaļ
gifts-put-back-amount = Atlikts atpakaļ: { $amount }
gifts-trial-of = Izmēģinājums: { $what }
gifts-trial-taken = Izmēģinājums izmantots
gifts-voided-on = Anulēts { $when }.
gifts-never-expires = Bez termiņa
gifts-through = Derīgs līdz { $day } (ieskaitot)
gifts-state-open = derīgs
gifts-state-used = izmantots
gifts-state-expired = beidzies
gifts-state-voided = anulēts
gifts-code-length = Kodā ir 17 burti un cipari, bet ierakstīti { $typed }; paskaties vēlreiz.
gifts-code-character = Nevienā kodā nav zīmes “{ $letter }”; paskaties vēlreiz.
gifts-code-slip = Kodā ir pārrakstīšanās kļūda; paskaties uz katru zīmi vēlreiz.
gifts-unknown = Sertifikāta ar šādu kodu nav; paskaties vēlreiz vai pajautā tam, kas to atnesa.
gifts-expired = Tā termiņš ir beidzies: pēdējā diena bija { $day }.
gifts-voided = Tas ir anulēts un vairs neder.
gifts-not-enough = Tajā atlicis tikai { $left }.
gifts-taken-already = Šis izmēģinājums jau ir izmantots.
gifts-too-much-back = No tā izmantots tikai { $taken }, tāpēc vairāk atpakaļ atlikt nevar.
gifts-bad-amount = Ieraksti summu virs nulles, piemēram, 12,50.
gifts-request-taken = Kase ar šo nosaukumu jau prasījusi citu summu; atver sertifikātu vēlreiz.
gifts-not-today = Atcelt var tikai šodien izmantoto.
gifts-bad-expiry = Izvēlies pēdējo dienu no šodienas līdz desmit gadiem uz priekšu.
gifts-undo = Atcelt
gifts-take-amount = Noņemt
gifts-note = Piezīme
gifts-take = Noņemt
gifts-take-all = Noņemt visu: { $left }
gifts-code = Kods
gifts-code-says = Ar lieliem vai maziem burtiem, ar defisēm vai bez; O un 0, I un 1 šeit ir viens un tas pats.
gifts-till-name = Kura kase
gifts-look-up = Meklēt
gifts-owe-nothing = Parādu nav: neviena derīga naudas sertifikāta.
gifts-moved = Kas mainījies
gifts-moved-says = Atlikums sākumā un izsniegtais, mīnus izmantotais, beidzies un anulētais, ir atlikums beigās.
gifts-from = No
gifts-to = Līdz
gifts-show = Rādīt
gifts-csv = Kā izklājlapu
gifts-moved-none = Šajā laikā sertifikātu nebija.
gifts-currency = Valūta
gifts-opening = Atlikums sākumā
gifts-issued = Izsniegts
gifts-redeemed = Izmantots
gifts-expired-sum = Beidzies
gifts-voided-sum = Anulēts
gifts-closing = Atlikums beigās
gifts-soon = Drīz beigsies neizmantoti
gifts-soon-none = Tuvākajās 30 dienās neviens nebeidzas.
gifts-trials = Izmēģinājumi, skaits
gifts-lapse = Beidzas
gifts-lapse-title = Kad beidzas tas, kas parādā ({ $currency })
gifts-lapse-about = Derīgie atlikumi pēc pēdējās dienas mēneša.
gifts-count = Cik
gifts-of-month = izsniegts: { $month }
gifts-never = nekad
gifts-figure = Rādītājs
gifts-wait = Šeit izmēģināts pārāk daudz nederīgu kodu; pagaidi { $minutes ->
    [zero] { $minutes } minūtes
    [one] { $minutes } minūti
   *[other] { $minutes } minūtes
} vai atver sertifikātu no cilvēka lapas.
gifts-others = { $count ->
    [zero] vēl { $count } sertifikātu
    [one] vēl { $count } sertifikāts
   *[other] vēl { $count } sertifikāti
}
gifts-owe = Parādā { $owed } { $count ->
    [zero] par { $count } derīgiem sertifikātiem.
    [one] par { $count } derīgu sertifikātu.
   *[other] par { $count } derīgiem sertifikātiem.
}
calendars-title = Svētki
calendars-says = Jūsu pašu dienas, kurās cilvēkus sveic, līdzās tām, ko programma zina.
calendars-known = Programma zina:
calendars-called = Kā to sauc
calendars-rules = Svētki, pa vienam rindā
calendars-save = Saglabāt
calendars-remove = Noņemt
calendars-new = Pierakstīt jaunu
calendars-how = Nosaukums, vienādības zīme un kad tā ir; rinda, kas sākas ar #, neko nenozīmē. Piemēram:
calendars-name = Īsais nosaukums
calendars-name-says = Mazie latīņu burti, cipari, - un _; ar šo nosaukumu to sauc akcijās.
calendars-kept = Svētki, ko viņi svin
calendars-kept-says = Kā viņi mums teikuši. Ja nekas nav atzīmēts, to nosaka viņu valsts.
calendars-latvia = Latvija
calendars-finland = Somija
calendars-persian = Persiešu
calendars-russian = Krievu
calendars-orthodox = Pareizticīgo
calendars-united-states = Amerikas Savienotās Valstis
calendars-western = Rietumu
calendars-bad-name = Nosauc kalendāru ar mazajiem latīņu burtiem, cipariem, - vai _, un tā, kā cits kalendārs nav nosaukts.
calendars-too-long = Tas ir vairāk, nekā kalendārā var būt; izlaid dienas, kurās nevienu nesveic.
calendars-too-many = Kalendāru jau ir tik, cik var būt; vispirms kādu noņem.
calendars-unknown = Kalendāra “{ $name }” nav; vispirms to pieraksti.
calendars-no-equals = { $line }. rindā nav nosaukuma un datuma; raksti kā “Founding day = 09-14”.
calendars-no-name = { $line }. rindā nosaukums ir tukšs vai pārāk garš.
calendars-twice = { $line }. rindā nosaukti svētki, kas jau ir augstāk.
calendars-no-rule = “{ $rule }” { $line }. rindā nav likums; raksti kā piemēros.
calendars-no-day = Dienas “{ $day }” nav ({ $line }. rinda).
