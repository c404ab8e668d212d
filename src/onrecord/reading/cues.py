"""The words that signal an attribution, and the small closed classes of English that frame it. Data, no rules.

The list of verbs is our own; each was kept when its precision on PolNeAR's training part was worth its place.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = [
    "ABBREVIATIONS",
    "ADVERBS",
    "AUXILIARIES",
    "COMMON_VERBS",
    "CONJUNCTIONS",
    "DETERMINERS",
    "MODALS",
    "MONTHS",
    "NUMBER_WORDS",
    "OCCASIONS",
    "PARTICLES",
    "PREPOSITIONS",
    "PRONOUNS",
    "QUOTING",
    "SUBORDINATORS",
    "TIME_WORDS",
    "VERB_FORMS",
    "WEEKDAYS",
    "Verb",
]

Form = Literal["past", "present", "base", "gerund", "participle"]


class Verb(NamedTuple):
    """One inflected form of a cue: its lemma, its form, and its strength: speech, report or attitude."""

    lemma: str
    form: Form
    strength: Literal["speech", "report", "attitude"]


_SPEECH = """say tell add note announce report argue explain acknowledge declare insist claim state warn conclude write
tweet reply respond recall stress emphasize emphasise assert admit concede confirm reveal maintain contend allege
complain joke remark observe testify reiterate continue ask answer predict comment counter quip shout yell chant
read post caution lament affirm reaffirm proclaim protest boast explain elaborate recount clarify retort interject
muse opine underline underscore repeat charge beam jeer retaliate exclaim mutter whisper scream chide assess
demur recite intone marvel rejoin sing scold"""
_REPORT = """suggest show find indicate estimate believe think hope fear know learn feel agree deny demand propose
recommend vow pledge promise threaten decline refuse expect want wish urge plan intend conclude discover
signal imply
doubt worry wonder speculate advise assure inform remind decide reckon foresee project see prefer"""
_ATTITUDE = """call describe accuse criticize criticise praise blame endorse support oppose denounce condemn reject
dismiss defend cite question slam blast mock welcome applaud thank favor favour dub label portray
characterize characterise decry deride lambast lambaste assail credit compare seek request mention discuss
tout reference outline hail express voice view"""
_IRREGULAR = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "read": ("read", "read"),
    "recount": ("recounted", "recounted"),
    "show": ("showed", "shown"),
    "find": ("found", "found"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "feel": ("felt", "felt"),
    "see": ("saw", "seen"),
    "sing": ("sang", "sung"),
    "foresee": ("foresaw", "foreseen"),
    "seek": ("sought", "sought"),
    "understand": ("understood", "understood"),
}
_DOUBLING = frozenset(("plan", "quip", "refer", "dub", "slam", "prefer", "admit", "chat"))


def _inflect(lemma: str) -> tuple[str, str, str, str]:
    """Return past, participle, third person and gerund of a verb."""
    third = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeou" else lemma + "s"
    if lemma.endswith(("s", "sh", "ch", "x", "o")):
        third = lemma + "es"
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    gerund = (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem) + "ing"
    if lemma in _IRREGULAR:
        past, participle = _IRREGULAR[lemma]
        return past, participle, third, gerund
    if stem.endswith("e"):
        past = stem + "d"
    elif stem.endswith("y") and stem[-2] not in "aeou":
        past = stem[:-1] + "ied"
    else:
        past = stem + "ed"
    return past, past, third, gerund


def _forms() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for strength, lemmas in (("attitude", _ATTITUDE), ("report", _REPORT), ("speech", _SPEECH)):
        for lemma in lemmas.split():
            past, participle, third, gerund = _inflect(lemma)
            table[lemma] = Verb(lemma, "base", strength)  # type: ignore[arg-type]
            table[third] = Verb(lemma, "present", strength)  # type: ignore[arg-type]
            table[gerund] = Verb(lemma, "gerund", strength)  # type: ignore[arg-type]
            table[participle] = Verb(lemma, "participle", strength)  # type: ignore[arg-type]
            table[past] = Verb(lemma, "past", strength)  # type: ignore[arg-type]
    return table


VERB_FORMS = _forms()
"""Inflected form in lower case -> verb."""

QUOTING = frozenset(
    "continue post repeat read answer remark charge beam jeer exclaim mutter whisper scream chide assess shout yell "
    "chant marvel protest recite intone retaliate sing scold state counter comment observe maintain".split()
)
"""Lemmas that signal speech only beside a quotation or before "that": elsewhere they mean other things."""

PARTICLES = {
    "call": ("for", "on", "upon", "out"),
    "ask": ("for", "about"),
    "refer": ("to",),
    "agree": ("with", "to"),
    "warn": ("of", "against", "about"),
    "complain": ("about", "of"),
    "respond": ("to",),
    "think": ("of", "about"),
    "worry": ("about",),
    "joke": ("about",),
    "write": ("in", "about"),
    "hope": ("for",),
    "know": ("about", "of"),
    "learn": ("of", "about"),
    "speculate": ("about",),
    "believe": ("in",),
    "comment": ("on",),
    "read": ("out",),
    "compare": (),
}
"""Lemma -> words that belong to the cue when they follow it."""

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col sgt capt maj adm gov sen sens rep reps rev hon st sr jr no vs etc inc ltd co corp "
    "jan feb mar apr jun jul aug sep sept oct nov dec approx dept est fig art pres atty cmdr brig messrs amb".split()
)
DETERMINERS = frozenset(
    "a an the this that these those his her their its our my your some many most several few both each every another "
    "any no all other more one two three four five six seven eight nine ten dozens hundreds half".split()
)
PRONOUNS = frozenset("he she they it we i you who".split())
PREPOSITIONS = frozenset(
    "in on at of for to from with by after before during about against over under between among through within into "
    "via near despite following amid since until upon toward towards across around behind beyond without as like "
    "inside outside including".split()
)
CONJUNCTIONS = frozenset("and but or nor yet so then".split())
SUBORDINATORS = frozenset(
    "that which who whom whose what when where while because although though if whether after before since until "
    "unless as whereas why how than even".split()
)
MODALS = frozenset("will would can could may might shall should must".split())
AUXILIARIES = (
    frozenset(
        "has have had is are was were be been being do does did 's ’s hasn't haven't hadn't isn't aren't wasn't "
        "weren't don't doesn't didn't won't wouldn't cannot can't couldn't not never to".split()
    )
    | MODALS
)
ADVERBS = frozenset(
    "also later then now once again still even ever never often always just only soon early earlier already "
    "further furthermore instead however meanwhile too yet rather quite sometimes simply first further long "
    "thereby so far nevertheless nonetheless likewise".split()
)
COMMON_VERBS = frozenset(
    "struck made went took gave ran won lost came got held broke met sent spent led saw began kept left brought stood "
    "put set cut hit spoke sat fell rose grew drew flew drove fought built sought makes goes takes gives runs wins "
    "comes gets holds breaks meets sends leads begins keeps leaves brings stands speaks".split()
)
"""Irregular verbs that no noun is written like: they end a subject."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
TIME_WORDS = frozenset((*WEEKDAYS, "today", "yesterday", "tonight", "tomorrow"))
OCCASIONS = frozenset(
    "statement interview speech letter email e-mail memo tweet post report conference briefing rally hearing debate "
    "meeting call appearance address event remarks testimony editorial article op-ed column note message release "
    "forum summit press session announcement video broadcast program programme podcast book memoir filing court "
    "gathering dinner lunch reception ceremony commencement convention panel speeches interviews statements show "
    "newsletter blog comments comment telephone phone parliament".split()
)
NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
