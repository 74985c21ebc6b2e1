care-heading = Kas klusumā attālinās
care-nobody = Šodien neviens nekavējas pēc savas ierastās kārtības.
care-overdue = { $count ->
    [zero] { $count } cilvēku klusē ilgāk, nekā ilgtu deviņi no desmit viņu pašu pārtraukumiem; uz spēles ir { $money }.
    [one] { $count } cilvēks klusē ilgāk, nekā ilgtu deviņi no desmit viņa paša pārtraukumiem; uz spēles ir { $money }.
   *[other] { $count } cilvēki klusē ilgāk, nekā ilgtu deviņi no desmit viņu pašu pārtraukumiem; uz spēles ir { $money }.
}
care-definition = Vispirms tie, kuru dēļ uz spēles ir visvairāk. Uz spēles ir starpība: cik cilvēks būtu vērts, ja noteikti vēl būtu klients, mīnus cik viņš ir vērts, ņemot vērā klusumu. Procenti rāda, cik ticams, ka viņš vēl ir šeit.
care-first = Vispirms parūpējieties par šiem
care-whole = Viss uzmanības saraksts
care-came = Nāca { $every }, klusē *{ $silent }*
care-stake = Uz spēles: { $money }
care-still-here = { $odds } vēl šeit
care-more = { $count ->
    [zero] Vēl { $count }
    [one] Vēl { $count }
   *[other] Vēl { $count }
}
care-unlisted = { $count ->
    [zero] Vēl { $count } ir pilnajā sarakstā.
    [one] Vēl { $count } ir pilnajā sarakstā.
   *[other] Vēl { $count } ir pilnajā sarakstā.
}
care-empty = Te neviena nav.
care-none-begins = Neviens no kavētājiem tā nesākas.
