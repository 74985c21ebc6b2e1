language-title = Kieli
language-about = Sinun sivujesi kieli lukuineen, päivämäärineen ja kalentereineen. Muiden kieli ei muutu.
language-own = Sinun kielesi
language-as-company = Sama kuin yrityksellä: { $language }
language-company = Yrityksen kieli
language-company-about = Kaikille, jotka eivät ole valinneet omaansa, ja yrityksen asiakirjoille.
language-save = Tallenna
