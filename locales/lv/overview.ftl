overview-bring = Ievadiet *savus pasūtījumus*.
overview-bring-say = Pietiek ar izrakstu no veikala vai kases: kas pirka, kad un par cik. Pēc minūtes šī lapa pateiks, cik daudzi atgriežas, cik viņi ir vērti un kas klusumā attālinās.
overview-import = Importēt pasūtījumus
overview-reading = { $count ->
    [zero] No { $count } pasūtījumiem *tiek veidoti skaitļi*.
    [one] No { $count } pasūtījuma *tiek veidoti skaitļi*.
   *[other] No { $count } pasūtījumiem *tiek veidoti skaitļi*.
}
overview-fitting = Tagad modeļi tiek tiem pielāgoti. Lapa atjaunojas pati.
overview-refit-failed = Pēdējā pārrēķināšana neizdevās, tāpēc šie ir { $day } skaitļi.
overview-fit-failed = Modeļus neizdevās pielāgot. Iemesls ir servera žurnālā; nākamais imports mēģinās vēlreiz.
overview-no-orders = Nav neviena pasūtījuma, ko pētīt: visas rindas ir atliktas, vai arī to nebija.
