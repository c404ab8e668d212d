"""Words that bind, act, and name who acts: data, no rules. All in lower case."""

from __future__ import annotations

from onrecord.reading.commitments.values import Force
from onrecord.reading.gazetteer import BODY_NOUNS, ROLE_WORDS

__all__ = [
    "ACTORS",
    "ASKING",
    "BACKSHIFTING",
    "BE",
    "BINDING_NOUNS",
    "BINDING_VERBS",
    "EVENTS",
    "EVENT_VERBS",
    "FIXING",
    "FORESEEING",
    "HELD",
    "MARKS",
    "NO_ACTS",
    "NO_OWN_ACTS",
    "OUTCOMES",
    "PROMISING",
    "QUOTES",
    "SKIPPED",
    "SPOKEN_FOR",
    "SPOKESMEN",
    "SUBJECT_PRONOUNS",
    "SUPPOSING_MODALS",
]

_VERBS: dict[Force, str] = {
    "promise": "promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing swear swears "
    "swore sworn swearing commit commits committed committing guarantee guarantees guaranteeing undertake "
    "undertakes undertook undertaken threaten threatens threatened threatening volunteer volunteered",
    "agreement": "agree agrees agreed agreeing obligates obliges obligated obliged",
    "intention": "intend intends intended intending aim aims aimed aiming decided resolve resolved resolves",
    "plan": "plan plans planned planning prepare prepares preparing arrange arranged arranges",
}
_NOUNS: dict[Force, str] = {
    "promise": "promise promises pledge pledges vow vows commitment commitments assurance assurances guarantee",
    "agreement": "agreement agreements deal pact accord understanding",
    "intention": "intention intentions intent resolve ambition",
    "plan": "plan plans",
}

BE = frozenset("is are was were be been being am 's ’s 're ’re 'm ’m isn't aren't wasn't weren't isn’t aren’t".split())

BINDING_VERBS: dict[str, Force] = {form: force for force, forms in _VERBS.items() for form in forms.split()}
"""Verb forms that bind with "to" and a verb, with their force."""

BINDING_NOUNS: dict[str, Force] = {form: force for force, forms in _NOUNS.items() for form in forms.split()}
"""Nouns that bind with "to" and a verb, with their force."""

SUPPOSING_MODALS = frozenset("would could might may should must".split())
"""Auxiliaries under which nothing is bound."""

FIXING = frozenset("scheduled slated set due".split())
"""Participles and adjectives that fix an act with "to" or an event with "for"."""

FORESEEING = frozenset("expected likely anticipated".split())
"""Words by which others know of an act."""

PROMISING = frozenset(
    "promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing guarantee guaranteed "
    "guarantees assure assures assured assuring assurance commit committed commits swore sworn agreed agree".split()
)
"""Verbs whose clause ("promised that", "assured them that") is bound."""

BACKSHIFTING = frozenset(
    "said told announced added confirmed declared insisted stressed noted indicated revealed wrote stated reiterated "
    "maintained signaled signalled clarified explained replied testified tweeted disclosed emphasized emphasised "
    "pledged promised vowed agreed assured warned suggested reported informed saying".split()
)
"""Verbs in the past after which "would" is what was "will"."""

SPOKESMEN = frozenset(
    "spokesman spokeswoman spokesperson aide aides lawyer lawyers attorney attorneys campaign office officials "
    "official administration government ministry house statement memo letter team embassy "
    "agency staff source sources".split()
)
"""Who speaks for another."""

NO_ACTS = frozenset(
    """be have need face suffer lose fall rise grow drop decline become remain seem look feel know understand hear want
    like love hate die survive benefit cost depend matter mean happen result cause affect hurt allow enable prove gain
    receive enjoy learn think believe fail exist last prevail likely probably regret inherit owe deserve resemble
    represent reflect require struggle miss care wonder worry expect hope appear occur find realize get eventually
    amount constitute vary tend own fit contain include lack boost undermine haunt emerge
    win see find prosper thrive mark""".split()
)
"""Verbs of what befalls an agent or is no act of its choice."""

NO_OWN_ACTS = frozenset("see say tell remember admit let argue support oppose favor favour bet ask note add".split())
"""Verbs that with "I will", "we would" or "he would" only speak, or take a side."""

EVENTS = frozenset(
    """meeting meetings talks talk summit hearing hearings vote votes election elections referendum debate debates trial
    negotiations consultations consultation visit visits trip conference session speech address ceremony campaign
    nomination registration exercises drills release launch production construction work works review tour rally
    briefing discussions dialogue inauguration sentencing arraignment premiere shipments deliveries withdrawal
    deployment inspection inspections mission evacuation voting runoff primary caucuses convention concert march strike
    parade festival exhibition workshop seminar interview event events round ceasefire truce""".split()
)
"""Nouns of what people hold or carry out."""

OUTCOMES = frozenset(
    "outcome outcomes result results decision report ruling verdict announcement agreement deal proposal plan bill law "
    "rules measures steps details findings legislation document film sequel product".split()
)
"""Nouns of what comes of acts: with a day, they are fixed as events are."""

EVENT_VERBS = frozenset(
    "begin start open resume continue run occur convene conclude proceed end go take kick commence emerge appear "
    "follow arrive hit reopen".split()
)
"""Verbs of an event that takes its course."""

HELD = frozenset(
    "held announced released published signed heard decided established created formed launched built introduced "
    "completed submitted imposed lifted opened closed deployed unveiled made sent delivered appointed elected reached "
    "set implemented carried conducted organized organised presented filed convened "
    "handed awarded paid distributed televised".split()
)
"""Participles of what is done by somebody who is not named."""

SKIPPED = frozenset(
    "also now then still instead soon later both however therefore again never not likewise "
    "nevertheless nonetheless similarly separately".split()
)
"""Words that stand between a subject and its verb, or before the verb of an act."""

SUBJECT_PRONOUNS = frozenset("i we he she they it you".split())

ASKING = frozenset("whether if how why what when where who which whom unless because".split())
"""Words behind which a clause asks, supposes or explains and does not tell."""

MARKS = frozenset("“”\"‘’'«»")
"""Quotation marks."""

QUOTES = frozenset('“"«')
"""Marks that open a quotation and are no apostrophe."""

SPOKEN_FOR = SPOKESMEN | frozenset("director chief head president chairman chairwoman founder ceo executive".split())
"""Offices whose holders say "we" of their body."""

ACTORS = (
    ROLE_WORDS
    | frozenset(BODY_NOUNS)
    | frozenset(
        """government governments administration administrations campaign team teams officials leaders lawmakers
        ministers delegates allies sides side countries country nations nation states parties members
        senators republicans democrats authorities police prosecutors regulators companies firm firms
        workers protesters organizers organisers envoys negotiators diplomats troops forces force army
        ministry ministries delegation delegations court judges justices studio league airline maker
        giant couple family families successor opponents supporters activists spokesmen capital capitals
        parliament congress senate house cabinet council group groups task coalition alliance partners
        partner union unions club owners residents parishioners volunteers engineers scientists
        researchers doctors nurses teachers farmers investors donors lenders creditors banks agencies
        departments committee committees commission commissions panel panels jury board boards office
        offices staff crew crews fleet navy militants rebels insurgents president presidents governors
        mayors lawyers attorneys executives directors producers filmmaker filmmakers director actress
        cast players coach owner voters commissioners conservatives liberals party chancellor duo trio
        pair two three four five six seven eight nine ten first second third fourth both operator
        manufacturer retailer carrier insurer charity ngo institute university school district city
        county town province bloc caucus majority minority opposition front-runner frontrunner others
        republican democrat leadership network newspaper broadcaster publisher judge client man woman
        one soldiers fighters consultants consultant guards marines rivals brothers sisters parents
        students candidate candidates nominee nominees world gop""".split()
    )
)
"""Nouns of those who can bind themselves."""
