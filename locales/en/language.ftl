language-title = Language
language-about = The language of your pages, with its numbers, dates and calendar. Others keep theirs.
language-own = Your language
language-as-company = As the company’s: { $language }
language-company = The company’s language
language-company-about = For everybody who chose none, and for the documents the company makes.
language-save = Save
