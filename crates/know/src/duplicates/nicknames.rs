//! Short forms and kindred forms of given names, folded to Latin letters: a name's group says which
//! names one person may go by. Names that a skeleton already joins (Иван, Ivan) need no second form.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One group a line, in the languages of our users.
const GROUPS: &str = "\
aleksandr alexander aleksandrs aleksandra alexandra sasha sashka sanya shura sanja alex aleksi aleksanteri sandra sandija santeri
aleksey aleksei alexei alexey aleksejs alyosha lyosha lesha leha
anastasiya anastasia anastasija nastya nastja nastia stasya
andrey andrei andrejs andris andrew andy andryusha antti antero
anna anya anja annija anita ann anne annie anni anninka nyura annushka
anton antons tosha antosha tony anthony
boris boriss borya
dariya darya daria darja dasha
dmitriy dmitry dmitri dmitrijs dima mitya dimitri
ekaterina yekaterina jekaterina katerina katya katja katia catherine katherine kate katie kathy katarina katriina kati katrina kitty
elena yelena jelena helena helen lena alena alyona ilona
elizaveta elizabete elizabeth liza lisa beth betty eliza liisa elisabet
evgeniy evgeny evgeni jevgenijs yevgeny eugene zhenya zhenja jenya evgeniya evgenia jevgenija
fedor fyodor fjodors theodore fedya ted
galina gala galya galja
georgiy georgy george georgijs juris yuriy yury yuri jurijs yura jura gosha zhora jyrki yrjo
grigoriy grigory grigorijs gregory grisha greg
igor igors gosha garik
ilya ilja ilyusha
irina irena ira irisha irene
ivan ivans vanya vanja john johnny jack jon janis johans jan juhani juha jukka johannes jussi
kirill kirils kiryusha cyril
konstantin konstantins kostya kostja constantine
kseniya ksenia ksenija xenia ksyusha
larisa lara
lyudmila ludmila ljudmila lyuda luda mila lyusya
lyubov ljubov lyuba ljuba
maksim maxim maksims maks max
margarita rita margaret maggie meg peggy margareeta marketta
mariya maria marija mary masha mashenka marusya manya molly polly maija marja maria mari
mikhail mihail mihails michael misha mike mick mikael mika mikko miks mihkel
nadezhda nadezda nadya nadja
natalya nataliya natalia natalija natasha nata natali natalie
nikita nikitas
nikolay nikolai nikolajs nicholas kolya kolja nick nikolaus niklas niilo klavs nikolas
oleg olegs olezhka
olga olya olja olenka
pavel pavels pasha pavlik paul paavo pauls pauli
petr pyotr pjotrs peter pete petya petteri pekka peteris petri
roman romans roma
semen semyon simon senya simo sami simons
sergey sergei sergejs serezha seryozha serge
sofiya sofia sofija sonya sonja sophia sophie sofi
stanislav stanislavs stas slava
svetlana sveta svetik lana
tatyana tatiana tatjana tanya tanja
valentina valya valja tina
vasiliy vasily vasilijs vasya basil
viktoriya viktoria viktorija victoria vika vicky
viktor viktors victor vitya vic
vladimir vladimirs vova volodya vladik vlad
vyacheslav vjaceslavs slava
yuliya yulia julija julia yulya julie juliana
robert roberts bob bobby rob robbie bert roope
william will bill billy liam vilhelms ville viljami
richard rick dick rich ricardo rihards
james jim jimmy jamie jaakko jekabs
joseph joe joey jose josif jazeps jooseppi
thomas tom tommy toms tuomas tomi foma
charles charlie chuck karl karlis kaarlo kalle karlo
edward ed eddie ned edvards eetu
benjamin ben benny benji
christopher chris kit kristaps kristofer
daniel dan danny daniels danila taneli
david dave davids
matthew matt matthias matiss matti matias
nathaniel nathan nate
patrick pat paddy
philip phil filips filipp
ronald ron ronnie
samuel sam sammy samuli
stephen steven steve stefans stefan tapani teppo
timothy tim timo timofey
walter walt wally valters valtteri
henry harry hank henrik henriks heikki henri
frederick fred freddie fricis
lawrence larry lauri lauris
susan sue susie susanna suzanne sanna
jennifer jen jenny
jessica jess jessie
barbara barb barbie varvara varya
deborah deb debbie
dorothy dot dottie dorotea
jacqueline jackie
judith judy
kimberly kim
pamela pam
patricia patty tricia trish
rebecca becky
virginia ginny
abigail abby
christine kristine kristina christina chris tina krista kirsi
eleanor ellie nell nora eleonora
frances fran
gabriel gabe gabriels
martha marta marty
amanda mandy
vanessa nessa
zigrida zita
voldemars valdis
andrejs andzs
martins martin marcis martti
kristaps krists
ilze ilzite
ieva eva eeva eve
liga ligita
laura lauma
elina elins elin
mohammad muhammad mohamed mohammed mamad mohamad
fatemeh fatima fatimah fati
zahra zohreh zari
maryam mari
hossein hussein hosein
mohammadreza mamreza
abdollah abdullah abdi
alireza ali
amirhossein amir
ebrahim ibrahim ebi
yousef yusef joseph
zeinab zeynab zeinabi
leila leyla leili
khadijeh khadija
masoumeh masi
siavash siya
kourosh cyrus kuroush
";

static GROUP_OF: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut groups = HashMap::new();
    for (number, line) in (1..).zip(GROUPS.lines()) {
        for name in line.split(' ') {
            groups.entry(name).or_insert(number);
        }
    }
    groups
});

/// The group of a folded given name; 0 where it has none.
pub(super) fn group(folded: &str) -> u32 {
    GROUP_OF.get(folded).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::names::fold;

    use super::*;

    #[test]
    fn short_forms_in_five_languages_meet_their_names() {
        for (short, formal) in [
            ("Саша", "Александр"),
            ("Bob", "Robert"),
            ("Jānis", "Jan"),
            ("Ville", "Viljami"),
            ("Pekka", "Petteri"),
            ("Катя", "Yekaterina"),
            ("محمد", "Muhammad"),
        ] {
            assert_ne!(group(&fold(short)), 0, "{short}");
            assert_eq!(group(&fold(short)), group(&fold(formal)), "{short} and {formal}");
        }
        assert_ne!(group("bob"), group("bill"));
        assert_eq!(group("qwerty"), 0);
    }
}
