kept-title = Agrākās prognozes
kept-about = { $days ->
    [zero] Katra mēneša pirmā prognoze tiek saglabāta un pēc { $days } dienām salīdzināta ar to, kas notika.
    [one] Katra mēneša pirmā prognoze tiek saglabāta un pēc { $days } dienas salīdzināta ar to, kas notika.
   *[other] Katra mēneša pirmā prognoze tiek saglabāta un pēc { $days } dienām salīdzināta ar to, kas notika.
}
kept-none = Vēl nav saglabāta neviena prognoze: pirmā tiks saglabāta, kad modeļus nākamreiz pielāgos.
kept-first-over = Pirmās prognozes laiks beigsies { $day }; tad šeit būs redzams, kas no tās piepildījās.
kept-choose = Prognozes pa ceturkšņiem
kept-span = { $from } – { $until }
kept-still-running = vēl nav beigusies
kept-running = { $day } prognozējām pirkumus: { $said } (no { $low } līdz { $high }). Ceturksnis beigsies { $until }; tad saskaitīsim, kas notika.
kept-within = Prognozējām pirkumus: { $said }, notika { $came } — solītajās robežās, no { $low } līdz { $high }.
kept-too-high = Prognozējām pirkumus: { $said }, notika { $came } — mazāk, nekā solījām: no { $low } līdz { $high }.
kept-too-low = Prognozējām pirkumus: { $said }, notika { $came } — vairāk, nekā solījām: no { $low } līdz { $high }.
kept-bias-high = Prognoze bija par { $miss } par augstu.
kept-bias-low = Prognoze bija par { $miss } par zemu.
kept-value = Prognozējām ieņēmumus { $said }, bija { $came }.
kept-definition = Solītais ir robežas, kurās pēc modeļa domām beidzas 19 no 20 šādiem ceturkšņiem. Diena, kurā klients pirka, ir viens pirkums; vēlāk iegūtie klienti netiek skaitīti. { $count ->
    [zero] Prognoze bija par { $count } klientiem.
    [one] Prognoze bija par { $count } klientu.
   *[other] Prognoze bija par { $count } klientiem.
}
kept-looked-back = Sagatavota { $made }, atskatoties: tikai no pasūtījumiem līdz { $day }, bez nekā vēlāka.
kept-counted = Saskaitīts { $day }. Vēlīnus pasūtījumus un atmaksas vēl ieskaitīsim līdz { $last }.
kept-counted-for-good = Galīgi saskaitīts { $day }.
kept-deciles-about = Klienti desmitdaļās pēc prognozes, sākot ar zemāko: vidēji pirkumu ceturksnī
kept-tenth = Desmitdaļa
kept-interval = 95 % intervāls
kept-value-said = Gaidītie ieņēmumi
kept-value-came = Faktiskie ieņēmumi
kept-all = Visi, vidēji
