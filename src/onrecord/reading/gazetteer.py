"""Facts that the rules know about names: countries, capitals, demonyms, titles, kinds of bodies. Data, no rules."""

from __future__ import annotations

__all__ = [
    "BODY_NOUNS",
    "BODY_WORDS",
    "COMMON_WORDS",
    "FEMALE_NOUNS",
    "GROUPS",
    "HONORIFICS",
    "MALE_NOUNS",
    "NOT_NAMES",
    "PLACES",
    "PLACE_WORDS",
    "PRESS_WORDS",
    "ROLE_WORDS",
    "SAME_OFFICES",
    "SHORTENED_WORDS",
]

PLACES = frozenset(
    """Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain
    Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Botswana Brazil Brunei Bulgaria Burundi Cambodia
    Cameroon Canada Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica
    Ecuador Egypt Eritrea Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece
    Grenada Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy
    Jamaica Japan Jordan Kazakhstan Kenya Kiribati Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya
    Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico
    Micronesia Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nauru Nepal Netherlands Nicaragua
    Niger Nigeria Norway Oman Pakistan Palau Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania
    Russia Rwanda Samoa Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden
    Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Türkiye Turkmenistan Tuvalu Uganda
    Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Yemen Zambia Zimbabwe Britain England Scotland Wales Korea
    Europe Asia Africa America Kabul Algiers Ankara Athens Baghdad Baku Bangkok Beijing Beirut Belgrade Berlin Bern
    Bogota Brasilia Bratislava Brussels Bucharest Budapest Cairo Canberra Caracas Chisinau Copenhagen Damascus Dhaka
    Doha Dublin Geneva Hanoi Havana Helsinki Islamabad Jakarta Jerusalem Kyiv Kiev Lima Lisbon Ljubljana London Madrid
    Manila Minsk Moscow Nairobi Oslo Ottawa Paris Prague Pretoria Pyongyang Riga Riyadh Rome Santiago Sarajevo Seoul
    Sofia Stockholm Taipei Tallinn Tbilisi Tehran Tokyo Tripoli Tunis Vienna Vilnius Warsaw Washington Yerevan Zagreb
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana
    Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming
    Gaza Crimea Tibet Catalonia Bavaria Quebec Ontario Chicago Boston Philadelphia Cleveland Dallas Houston Detroit
    Miami Seattle Atlanta Denver Charlotte Milwaukee Manhattan Brooklyn U.S. US UK U.K. USA EU""".split()
) | frozenset(
    (
        "United States",
        "United Kingdom",
        "South Korea",
        "North Korea",
        "Saudi Arabia",
        "South Africa",
        "Sri Lanka",
        "New Zealand",
        "Costa Rica",
        "El Salvador",
        "Sierra Leone",
        "Burkina Faso",
        "Ivory Coast",
        "Papua New Guinea",
        "United Arab Emirates",
        "Czech Republic",
        "North Macedonia",
        "South Sudan",
        "East Timor",
        "Hong Kong",
        "New York",
        "New Delhi",
        "New Jersey",
        "New Mexico",
        "New Hampshire",
        "North Carolina",
        "South Carolina",
        "North Dakota",
        "South Dakota",
        "West Virginia",
        "Rhode Island",
        "Los Angeles",
        "San Francisco",
        "Las Vegas",
        "West Bank",
        "Middle East",
        "Latin America",
        "Western Europe",
        "Eastern Europe",
        "Southeast Asia",
        "Central Asia",
        "European Union",
    )
)
"""Countries, capitals, the larger regions, and the states and largest cities of the United States."""

GROUPS = frozenset(
    """Americans Britons Germans Russians Ukrainians Koreans Mexicans Canadians Australians Italians Palestinians
    Israelis Iranians Iraqis Syrians Afghans Pakistanis Indians Europeans Africans Asians Poles Turks Greeks Arabs Kurds
    Democrats Republicans Conservatives Liberals Greens Muslims Christians Jews Catholics Protestants Hindus Buddhists
    Latinos Hispanics Taliban Libertarians Socialists Communists""".split()
)
"""Peoples, parties' members and faiths, in the plural."""

PLACE_WORDS = frozenset(
    "City River Island Islands Peninsula Province County Valley Sea Ocean Lake Mountain Mountains Bay Strait Street "
    "Avenue Coast Desert Square Beach Airport".split()
)

BODY_WORDS = frozenset(
    """Ministry Office Agency Council Party University Committee Department Commission Bank Times Post News Herald
    Bureau Institute Union Association Court Congress Senate House Administration Foundation Group Corp Corp. Inc Inc.
    Force Forces Army Navy Police Organization Organisation Center Centre Board Assembly Parliament Cabinet Embassy
    Journal Press Company Network Society Federation League Alliance Coalition Club College School Hospital Authority
    Service Services Treasury Pentagon Kremlin Reuters Yonhap Bloomberg Interfax Xinhua Guard Academy Fund Trust
    Chamber Tribunal Secretariat Directorate Gazette Tribune Telegraph Guardian Daily Observer Courier Chronicle
    Headquarters Command Campaign Delegation Presidency Chancellery Systems Industries Holdings Bundestag Knesset
    Duma Nations Magazine Examiner Globe Inquirer Enquirer Dispatch Weekly Beast Caller Airlines Brothers Laboratory
    Caucus Conference Initiative Legislature Corporation""".split()
)
"""Words that make a run of capitals the name of a body."""

ROLE_WORDS = frozenset(
    """president minister secretary adviser advisor spokesman spokeswoman spokesperson director chief ambassador
    senator sen sens governor gov general gen chairman chairwoman chair king queen prince princess mayor judge justice
    professor representative rep reps leader speaker premier chancellor commissioner officer attorney coach pope
    lieutenant lt colonel col captain capt major maj sergeant sgt admiral adm commander congressman congresswoman
    lawmaker deputy strategist manager head economist analyst researcher scientist founder co-founder executive ceo
    lawyer envoy negotiator diplomat candidate nominee delegate historian author journalist reporter editor columnist
    anchor host activist organizer farmer teacher student pastor bishop archbishop cardinal rabbi imam sheriff
    inspector marshal treasurer comptroller consul undersecretary pollster consultant fellow scholar expert aide
    coordinator master vice-president businessman businesswoman billionaire mogul actor actress singer veteran mp mep
    physician doctor engineer owner member partner moderator correspondent counsel prosecutor architect ag vp boss
    chairperson councilman councilwoman alderman assemblyman assemblywoman surrogate commentator pundit lobbyist
    principal dean superintendent detective surgeon psychiatrist blogger operative trustee dictator tycoon hostess
    biographer filmmaker comedian rapper newscaster anchorman anchorwoman congressperson cofounder""".split()
)
"""Nouns, in lower case, that name an office or a calling."""

HONORIFICS = frozenset("mr mrs ms miss dr sir lady lord dame madam messrs prof rev hon st".split())

NOT_NAMES = frozenset(
    """The A An This That These Those He She It They We You I His Her Its Their Our My Your In On At By For From With To
    Of As And But Or Nor Yet So If When While After Before Since Until Although Though Because However Meanwhile
    Moreover Also Then Now Here There What Who Why How Where Which Whose Asked Speaking Last Next Earlier Later Today
    Yesterday Tomorrow Tonight Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December Jan. Feb. Mar. Apr. Aug. Sep. Sept. Oct. Nov. Dec. Jan Feb
    Mar Apr Aug Sep Sept Oct Nov Dec No Not Yes All Some Many Most Several Few Both Each Every Another Any One Two Three
    Four Five Six Seven Eight Nine Ten During Despite Under Over Between Among Through About According Still Even Just
    Only Perhaps Instead Indeed Thus Once Other Others More Much Such Let Do Does Did Is Are Was Were Be Been Has Have
    Had Will Would Can Could May Might Should Must Well Oh Okay Please Thank Thanks Read Click Photo Image Video
    Advertisement Source Sources Critics Officials Experts Analysts Nobody Everyone Everybody Someone Nothing
    Something Progress Working Neither Nor Whenever Ultimately Likewise""".split()
)
"""Words with a capital that begin sentences and are no part of a name at its start."""

COMMON_WORDS = frozenset(
    """National International Federal Joint Military Security Strategy Line First Foreign Defense Defence Policy Act
    Bill Plan Deal Treaty War Day Summit Agreement World North South East West Northern Southern Eastern Western Central
    Great New Old Big White Black Green Red Blue Supreme High Human Rights Global Climate Nuclear Economic Social
    Justice Street House Law Order Peace Talks Process State States Union Republic Republican Democratic Democrat
    American British German Russian Chinese Japanese Korean French Italian Spanish Ukrainian Israeli Iranian Indian
    Convention Debate Election Elections Rally Tower Hall Park Road Bridge Station Memorial Museum Library Amendment
    Constitution Declaration Protocol Accord Fact Sheet Task Program Project Initiative Report Index Award Prize Cup
    Games Olympics Festival Christmas Easter Thanksgiving Independence Super Morning Evening Night Week
    Special""".split()
)
"""Words that, written with a capital, make a run of capitals something other than a person's name."""

PRESS_WORDS = frozenset(
    """Times Post News Herald Journal Press Gazette Tribune Telegraph Guardian Observer Courier Chronicle Examiner Globe
    Inquirer Enquirer Dispatch Weekly Magazine Register Beast Caller Sun-Times""".split()
)
"""Last words of the names of papers, which are also called by that word alone."""

SHORTENED_WORDS = frozenset(
    "Foundation University Institute Commission Committee Association Federation Bureau Ministry Agency Council".split()
)
"""Last words of the names of other bodies that, with a capital and "the", stand for the whole name."""

SAME_OFFICES = tuple(
    frozenset(words.split())
    for words in (
        "senator sen sens lawmaker",
        "congressman congresswoman representative rep reps lawmaker",
        "governor gov",
        "general gen",
        "chairman chairwoman chair chairperson",
        "spokesman spokeswoman spokesperson",
        "nominee candidate standard-bearer",
        "lawyer attorney",
        "doctor physician",
        "businessman billionaire mogul magnate tycoon developer",
        "businesswoman billionaire",
        "professor prof scholar",
        "host anchor moderator",
        "reporter correspondent journalist",
        "judge justice",
        "sergeant sgt",
        "lieutenant lt",
        "captain capt",
        "colonel col",
        "adviser advisor",
    )
)
"""Nouns by which one office is called."""

BODY_NOUNS = {
    "agency": "Agency Department Administration Bureau Service Office FBI CIA NSA VA EPA IRS NASA FEMA FDA CDC",
    "department": "Department",
    "bureau": "Bureau FBI",
    "ministry": "Ministry",
    "court": "Court Circuit Appeals Tribunal",
    "tribunal": "Tribunal",
    "panel": "Committee Commission Court",
    "committee": "Committee",
    "commission": "Commission",
    "council": "Council",
    "board": "Board",
    "union": "Union Association Federation Brotherhood Teamsters AFL-CIO Workers Guild Attendants",
    "newspaper": "Times Post Herald Journal Gazette Tribune Telegraph Guardian Chronicle Examiner Globe Inquirer",
    "paper": "Times Post Herald Journal Gazette Tribune Telegraph Guardian Chronicle Examiner Globe Inquirer",
    "magazine": "Magazine Weekly Review",
    "network": "News Network CNN NBC MSNBC ABC CBS",
    "company": "Company Corp Corp. Inc Inc. Industries Holdings Systems Airlines Corporation",
    "bank": "Bank",
    "university": "University",
    "college": "College",
    "institute": "Institute",
    "foundation": "Foundation",
    "group": "Association Union League Council Society Alliance Coalition Federation",
    "organization": "Association Union Institute Foundation League Council Society Alliance Coalition Federation",
    "association": "Association",
    "party": "Party",
}
"""What a body is called in lower case, with the words of the names of such bodies."""

FEMALE_NOUNS = frozenset(
    """woman girl lady mother wife widow daughter sister aunt niece grandmother actress congresswoman spokeswoman
    chairwoman businesswoman councilwoman assemblywoman anchorwoman queen princess duchess dame madam ms mrs miss
    heiress hostess saleswoman waitress policewoman mom""".split()
)
"""Nouns that only women are called by."""

MALE_NOUNS = frozenset(
    """man boy gentleman father husband widower son brother uncle nephew grandfather actor congressman spokesman
    businessman councilman assemblyman anchorman king prince duke sir lord mr salesman policeman dad""".split()
)
"""Nouns that mostly men are called by."""
