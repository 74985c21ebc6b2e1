task-title = Uzdevumi
task-count = { $count ->
    [zero] { $count } atvērtu uzdevumu
    [one] { $count } atvērts uzdevums
   *[other] { $count } atvērti uzdevumi
}
task-empty = Šeit neviens uzdevums negaida.
task-mine = Mani
task-nobody = Vēl neviena
task-everybody = Visu
task-whose = Kā uzdevumi
task-owner = Kurš dara
task-no-owner = Vēl neviens
task-take = Paņemt
task-hand = Nodot
task-done = Izdarīts
task-could-not = Neizdevās
task-cancel = Atcelt
task-note = Ko par to teikt
task-close = Kā gāja?
task-due = Termiņš
task-move = Mainīt dienu
task-asked = Kas prasīts
task-suggested = Ieteiktie vārdi
task-suggested-say = Veidoti tikai no tā, kas atcerēts. Sakiet, kā paši teiktu.
task-know = Ko jūs zināt
task-address = Adrese
task-no-address = Pasta adrese nav zināma. Pajautājiet nākamajā sarunā.
task-phone = Zvanīt
task-no-phone = Tālruņa numurs nav zināms.
task-addresses = Adreses zīmītēm
task-addresses-none = Nevienai atvērtai zīmītei nav pasta adreses.
task-without = { $count ->
    [zero] { $count } zīmītēm nav adreses
    [one] { $count } zīmītei nav adreses
   *[other] { $count } zīmītēm nav adreses
}
task-own = Savs žests
task-own-words = Kas, dažos vārdos; var atstāt tukšu
task-late = kavēts kopš { $day }
task-until = līdz { $day }
task-closed = Pabeigts
task-against-rest = Šo cilvēku tagad lieciet mierā. Pārceliet uzdevumu uz vēlāku dienu vai atceliet to.
task-against-consent = Kopš tas nolemts, cilvēks no tā atteicies vai vairs nav sasniedzams. Atceliet uzdevumu.
task-against-holdout = Šis cilvēks ir kontroles grupā, ar kuru šī rīcība nedrīkst sazināties. Atceliet uzdevumu.
task-conflict = Kāds cits pa to laiku mainīja vai pabeidza šo uzdevumu; tā tas ir tagad.
task-note-greeting = { $name }!
task-note-since = Paldies, ka esat ar mums! Pirmā reize: { $day }.
task-note-date = Šodien domājam par jums: { $text }.
task-note-silence = Sen neesam redzējušies, un priecātos jūs atkal satikt.
task-note-peace = Šajās dienās domās esam ar jums.
task-note-close = Ar sirsnīgiem sveicieniem
task-own-more = Vairāk: vai pienākas, kurš, līdz kam, par cik
task-owed = Vai tas pienākas?
task-owed-not = Nē, pašu vēlēšanās
task-owed-condolence = Līdzjūtība
task-owed-amends = Kaut kā vēršana par labu
task-owed-answer = Atbilde
task-owed-news = Ziņa, kas viņu skar
task-owed-say = Kas pienākas, to dara jebkurā gadījumā: tas neskaitās robežā, un mierā likšana to neaptur.
task-cost = Cik maksā
task-note-recovery = Mums žēl, ka tā notika, un mēs vēlamies to vērst par labu.
task-note-follow-up = Nesen pie mums kas neizdevās. Vai tagad ir labi?
