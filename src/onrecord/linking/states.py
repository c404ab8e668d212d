"""Facts about states: by which names, peoples and capitals they are called. Data, with its look-ups."""

from __future__ import annotations

import re

from onrecord.core import fold

__all__ = ["OTHER_NAMES", "government_of", "is_part", "speaks_english", "state_of", "with_article"]

_WORDS = re.compile(r"[\w.]+(?:'s)?")

_STATES = """
Afghanistan;Kabul;Afghan Albania;Tirana;Albanian Algeria;Algiers;Algerian Angola;Luanda;Angolan
Argentina;Buenos_Aires;Argentine,Argentinian Armenia;Yerevan;Armenian Australia;Canberra;Australian
Austria;Vienna;Austrian Azerbaijan;Baku;Azerbaijani Bahrain;Manama;Bahraini Bangladesh;Dhaka;Bangladeshi
Belarus;Minsk;Belarusian Belgium;;Belgian Bolivia;La_Paz;Bolivian Bosnia;Sarajevo;Bosnian Botswana;Gaborone;
Brazil;Brasilia;Brazilian Britain;London;British,UK,U.K.,United_Kingdom Bulgaria;Sofia;Bulgarian
Burundi;Bujumbura;Burundian Cambodia;Phnom_Penh;Cambodian Cameroon;Yaounde;Cameroonian Canada;Ottawa;Canadian
Chad;N'Djamena;Chadian Chile;Santiago;Chilean China;Beijing;Chinese Colombia;Bogota;Colombian
Costa_Rica;San_Jose;Costa_Rican Croatia;Zagreb;Croatian Cuba;Havana;Cuban Cyprus;Nicosia;Cypriot
Czech_Republic;Prague;Czech,Czechia Denmark;Copenhagen;Danish Djibouti;; Dominican_Republic;Santo_Domingo;Dominican
Ecuador;Quito;Ecuadorian Egypt;Cairo;Egyptian El_Salvador;San_Salvador;Salvadoran Eritrea;Asmara;Eritrean
Estonia;Tallinn;Estonian Ethiopia;Addis_Ababa;Ethiopian Finland;Helsinki;Finnish France;Paris;French
Georgia;Tbilisi;Georgian Germany;Berlin;German Ghana;Accra;Ghanaian Greece;Athens;Greek
Guatemala;Guatemala_City;Guatemalan Guinea;Conakry;Guinean Haiti;Port-au-Prince;Haitian
Honduras;Tegucigalpa;Honduran Hungary;Budapest;Hungarian Iceland;Reykjavik;Icelandic India;New_Delhi,Delhi;Indian
Indonesia;Jakarta;Indonesian Iran;Tehran;Iranian Iraq;Baghdad;Iraqi Ireland;Dublin;Irish Israel;Jerusalem;Israeli
Italy;Rome;Italian Ivory_Coast;Abidjan;Ivorian Jamaica;Kingston;Jamaican Japan;Tokyo;Japanese
Jordan;Amman;Jordanian Kazakhstan;Astana;Kazakh Kenya;Nairobi;Kenyan Kosovo;Pristina;Kosovar Kuwait;;Kuwaiti
Kyrgyzstan;Bishkek;Kyrgyz Laos;Vientiane;Laotian Latvia;Riga;Latvian Lebanon;Beirut;Lebanese
Liberia;Monrovia;Liberian Libya;Tripoli;Libyan Lithuania;Vilnius;Lithuanian Luxembourg;;
Madagascar;Antananarivo;Malagasy Malawi;Lilongwe;Malawian Malaysia;Kuala_Lumpur;Malaysian Maldives;Male;Maldivian
Mali;Bamako;Malian Malta;Valletta;Maltese Mauritania;Nouakchott;Mauritanian Mexico;Mexico_City;Mexican
Moldova;Chisinau;Moldovan Mongolia;Ulaanbaatar;Mongolian Montenegro;Podgorica;Montenegrin Morocco;Rabat;Moroccan
Mozambique;Maputo;Mozambican Myanmar;Naypyidaw;Burmese,Burma Namibia;Windhoek;Namibian Nepal;Kathmandu;Nepali
Netherlands;The_Hague;Dutch New_Zealand;Wellington; Nicaragua;Managua;Nicaraguan Niger;Niamey;
Nigeria;Abuja;Nigerian North_Korea;Pyongyang;North_Korean,DPRK North_Macedonia;Skopje;Macedonian
Norway;Oslo;Norwegian Oman;Muscat;Omani Pakistan;Islamabad;Pakistani Panama;Panama_City;Panamanian
Paraguay;Asuncion;Paraguayan Peru;Lima;Peruvian Philippines;Manila;Philippine Poland;Warsaw;Polish
Portugal;Lisbon;Portuguese Qatar;Doha;Qatari Romania;Bucharest;Romanian Russia;Moscow;Russian
Rwanda;Kigali;Rwandan Saudi_Arabia;Riyadh;Saudi Senegal;Dakar;Senegalese Serbia;Belgrade;Serbian
Sierra_Leone;Freetown; Singapore;;Singaporean Slovakia;Bratislava;Slovak Slovenia;Ljubljana;Slovenian
Somalia;Mogadishu;Somali South_Africa;Pretoria;South_African South_Korea;Seoul;South_Korean,ROK
South_Sudan;Juba;South_Sudanese Spain;Madrid;Spanish Sri_Lanka;Colombo;Sri_Lankan Sudan;Khartoum;Sudanese
Sweden;Stockholm;Swedish Switzerland;Bern;Swiss Syria;Damascus;Syrian Taiwan;Taipei;Taiwanese
Tajikistan;Dushanbe;Tajik Tanzania;Dodoma;Tanzanian Thailand;Bangkok;Thai Togo;Lome;Togolese Tunisia;Tunis;Tunisian
Turkey;Ankara;Turkish,Turkiye Turkmenistan;Ashgabat;Turkmen Uganda;Kampala;Ugandan Ukraine;Kyiv,Kiev;Ukrainian
United_Arab_Emirates;Abu_Dhabi;Emirati,UAE,U.A.E. United_States;Washington;American,U.S.,US,USA,U.S.A.
Uruguay;Montevideo;Uruguayan Uzbekistan;Tashkent;Uzbek Vatican;; Venezuela;Caracas;Venezuelan Vietnam;Hanoi;Vietnamese
Yemen;Sanaa;Yemeni Zambia;Lusaka;Zambian Zimbabwe;Harare;Zimbabwean
"""
"""State;capitals;peoples' adjectives and other names. A capital that is also its state's name is left out."""

_ENGLISH = frozenset(("Australia", "Britain", "Canada", "Ireland", "Jamaica", "New Zealand", "United States"))
_MANY_LANGUAGES = frozenset(
    "Botswana Ghana India Kenya Liberia Malawi Malta Namibia Nigeria Pakistan Philippines Rwanda Singapore Tanzania "
    "Uganda Zambia Zimbabwe".split()
) | {"Sierra Leone", "South Africa", "South Sudan", "Sri Lanka"}

_PARTS = """Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois
Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota Ohio Oklahoma Oregon
Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin
Wyoming Scotland Wales England Ontario Quebec Bavaria"""
"""Parts of states that have courts, parliaments and ministries of their own."""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    """Return {what a state is called, folded: the state} and the same with the capitals, which stand for governments.

    An adjective names no government by itself, and no place.
    """
    called: dict[str, str] = {}
    governing: dict[str, str] = {}
    for state, capitals, others in (line.split(";") for line in _STATES.split()):
        name = state.replace("_", " ")
        governing[fold(name)] = name
        for other in filter(None, (state, *others.split(","))):
            called[fold(other.replace("_", " "))] = name
        governing.update({fold(each.replace("_", " ")): name for each in capitals.split(",") if each})
    for part in _PARTS.split():
        called.setdefault(fold(part.replace("_", " ")), part.replace("_", " "))
    governing.update({other: state for other, state in called.items() if other.replace(".", "") in ("us", "usa", "uk")})
    return called, governing


_CALLED, _GOVERNING = _read()

OTHER_NAMES = {
    "cheong wa dae": "Blue House",
    "house of representatives": "House",
    "number 10": "Downing Street",
    "treasury": "Treasury Department",
}
"""Names, folded, of bodies of states and of the seats of their governments, by the names they are also called."""


def state_of(words: str) -> str | None:
    """Return the state or part of one that a name or adjective names ("South Korean": South Korea), or None."""
    return _CALLED.get(fold(words))


def is_part(state: str) -> bool:
    """Return whether what `state_of` gave is a part of a state, whose bodies are named less often than the state's."""
    return fold(state) not in _GOVERNING


def speaks_english(words: str) -> bool | None:
    """Return whether the state that some words name is one whose officials speak English; None where they name none.

    None too for a state of many languages, English among them. "South Korea's unification minister": False.
    """
    found = [match[0].removesuffix("'s") for match in _WORDS.finditer(fold(words))]
    for length in (3, 2, 1):
        for start in range(len(found) - length + 1):
            state = state_of(" ".join(found[start : start + length]))
            if state is not None:
                return None if state in _MANY_LANGUAGES else state in _ENGLISH or is_part(state)
    return None


def with_article(state: str) -> str:
    """Return a state's name as it stands within a sentence."""
    return f"the {state}" if state.startswith(("United ", "Netherlands", "Philippines", "Maldives")) else state


def government_of(name: str) -> str | None:
    """Return the state whose government a state's name or its capital stands for when it speaks, or None."""
    return _GOVERNING.get(fold(name))
