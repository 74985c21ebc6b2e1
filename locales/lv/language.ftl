language-title = Valoda
language-about = Jūsu lapu valoda ar tās skaitļiem, datumiem un kalendāru. Pārējiem paliek savējā.
language-own = Jūsu valoda
language-as-company = Tāda kā uzņēmumam: { $language }
language-company = Uzņēmuma valoda
language-company-about = Visiem, kas neko nav izvēlējušies, un uzņēmuma dokumentiem.
language-save = Saglabāt
