standing-odds = Varbūtība, ka cilvēks joprojām ir klients: { $odds }.
standing-orders = Šāds klients { $horizon } vidēji pērk vēl { $orders } reizes; faktiski, visticamāk, būs no { $low } līdz { $high }.
standing-value = Vērtība: { $value }; faktiski, visticamāk, būs no { $low } līdz { $high }.
standing-once = Pirka tikai vienā dienā; kopš tās pagājis: { $span }. Viens pirkums vēl nav ierasta kārtība, tāpēc tālākais balstās uz citu klientu rīcību: tas ir vājš pierādījums.
standing-overdue = Parasti nāk { $every }; klusē jau { $silent }. Deviņi no desmit pārtraukumiem beigtos šādā laikā: { $after }.
standing-in-time = Parasti nāk { $every }; kopš pēdējās reizes pagājis: { $silent }. Kavēsies tikai tad, kad būs pagājis: { $after }.
standing-still = Joprojām klients
standing-silent-for = klusē { $span }
standing-gap = Ierastais pārtraukums
standing-overdue-after = kavējas pēc: { $span }
standing-expected-value = Gaidāmā vērtība
standing-at-stake = Uz spēles
standing-if-here = no { $money }, ja noteikti vēl būtu klients
standing-spent = Iztērēts līdz šim
standing-since = kopš { $day }
standing-strip = { $count ->
    [zero] { $count } pirkumu dienu no { $first } līdz { $last }, pēc tam klusums { $silent }
    [one] { $count } pirkumu diena no { $first } līdz { $last }, pēc tam klusums { $silent }
   *[other] { $count } pirkumu dienas no { $first } līdz { $last }, pēc tam klusums { $silent }
}
standing-strip-silent = Klusē { $span }
standing-if-silent = ja klusē
standing-odds-title = Varbūtība, ka joprojām ir klients: tagad { $odds }
standing-odds-about = Tā krīt ar katru klusu dienu un atkal kāpj ar katru pirkumu. Pārtrauktā līnija: ja nekas nenotiek
standing-as-stood = Kā bija
standing-if-nothing = Ja nekas nenotiek
standing-day = Diena
