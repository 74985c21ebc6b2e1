suggest-heading = Ko viņi vēl nav izmēģinājuši
suggest-about = Ko pirka arī tie, kas pirka to pašu, bet viņi vēl ne. Nekā no jau nopirktā un nekā, kā nav krājumā.
suggest-have = Jau nopirkts: { $first }; arī šo pirka { $together } no { $buyers } tā pircējiem
suggest-have-two = Jau nopirkts: { $first } un { $second }; arī šo pirka { $together } no { $buyers } pirmā pircējiem
suggest-popular = { $count ->
    [zero] Nesen to nopirka { $count } cilvēku
    [one] Nesen to nopirka { $count } cilvēks
   *[other] Nesen to nopirka { $count } cilvēki
}
suggest-none = Nav ko ieteikt: viņiem jau ir viss pieejamais, vai arī nav zināms, kas sader ar viņu pirkumiem.
suggest-not-this = Šo ne
suggest-not-this-hint = Nekad vairs viņiem to neieteikt
suggest-out-of-stock = Nav krājumā
suggest-out-of-stock-hint = Nevienam neieteikt, līdz tas atkal būs
suggest-never = { $count ->
    [zero] Viņiem nekad neiesaka ({ $count })
    [one] Viņiem nekad neiesaka ({ $count })
   *[other] Viņiem nekad neiesaka ({ $count })
}
suggest-missing = Nav krājumā, nevienam neiesaka
suggest-missing-none = Viss ir krājumā.
suggest-back = Atkal krājumā
suggest-product = Prece
suggest-no-product = Rindā nav nosaukta prece.
suggest-title = Ko viņi vēl nav izmēģinājuši
suggest-lede = { $people ->
    [zero] { $people } cilvēku pirka
    [one] { $people } cilvēks pirka
   *[other] { $people } cilvēki pirka
} no { $products ->
    [zero] { $products } preču
    [one] { $products } preces
   *[other] { $products } preču
} klāsta, vidēji { $each } katrs, laikā no { $first } līdz { $last }.
suggest-better = Iesaka metode „{ $method }”: tā paredzēja skaidri vairāk nekā populārākais.
suggest-nothing-better = Nekas neparedzēja skaidri vairāk par populārāko, tāpēc tiek ieteikts populārākais.
suggest-untested = Vēsture ir pārāk īsa vai pārāk maz cilvēku nopirka ko jaunu, lai pārbaudītu ko labāku par populārāko.
suggest-test = Cik labi tas paredzēja
suggest-test-about = Katrai metodei, kas mācījās no visa līdz { $until }, jautāja, ko cilvēki pirmo reizi nopirks līdz { $end }. { $people ->
    [zero] To izdarīja { $people } cilvēku.
    [one] To izdarīja { $people } cilvēks.
   *[other] To izdarīja { $people } cilvēki.
} Izvēle tika izdarīta pēc iepriekšējā laika, kuru šie skaitļi neredzēja.
suggest-method = Metode
suggest-method-popularity = Populārākais
suggest-method-item-item = Pirka tie paši cilvēki
suggest-method-ease = EASE
suggest-recall = Recall@10
suggest-recall-about = No jaunajām precēm, ko desmit ieteikumi varēja ietvert, ietverto daļa
suggest-ndcg = NDCG@10
suggest-ndcg-about = Tas pats, bet augšējās vietas sver vairāk
suggest-coverage = Ieteiktās preces
suggest-everybody = Ieteikumi
suggest-shown = Pirmie klienti: { $count }; visi ir failā suggestions.csv.
suggest-customer = Klients
suggest-why = Kāpēc
suggest-premium = Solis augstāk
suggest-premium-why = Pērk bieži un laikā, tāpēc kas smalkāks no tā, kas patīk: { $first } gabalā maksāja ap { $paid }, šis maksā ap { $price }, { $times } reizes vairāk. { $together } no { $buyers }, kas pirka pirmo, nopirka arī šo
