"""The words that show what an actor wants. Data, no rules.

Our own lists. A cue is a lemma, with the word that must follow it where one must; an entry "call for" is the verb
"call" before "for".
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.reading.stance import Stand

__all__ = [
    "CLAIMS", "DIRECTIVES", "ENDINGS", "ENDING_NOUNS", "JUDGED", "NOUNS", "PREDICATES", "REFUSALS",
    "VERBS", "WISHES", "ending_forms", "forms", "looks_like_noun",
]  # fmt: skip

_FOR = """support back endorse welcome praise hail applaud laud commend favor favour defend embrace promote
advocate appreciate approve ratify propose recommend prefer accept advocate+for call+for push+for press+for lobby+for
campaign+for fight+for argue+for vote+for stand+by agree+with agree+to side+with plead+for appeal+for stand+behind
rally+behind demand urge ask+for"""
_AGAINST = """oppose reject condemn criticize criticise denounce slam blast decry deplore protest resist veto block
boycott challenge ridicule mock deride lambast lambaste assail spurn rebuff disagree+with object+to vote+against
argue+against rail+against fight+against fight speak+out+against warn+against protest+against rule+out lash+out+at
balk+at scoff+at bristle+at complain+about complain+of campaign+against come+out+against push+back+against
lobby+against attack question forbid shun repudiate disavow dismiss deny+a+request
reject+a+request opt+against rule+against turn+down decide+against fight+back+against"""
_OPEN = """consider weigh mull contemplate explore think+about talk+about look+at toy+with"""

DIRECTIVES = frozenset(
    "urge press pressure push demand advise encourage implore beg beseech exhort recommend propose insist+on call+on "
    "call+upon appeal+to want ask".split()
)
"""Cues after which somebody is to do something: "urged the council to ...", "demanded that ..."."""

WISHES = frozenset("want seek aim wish".split())
"""Verbs before "to" and a deed that the actor is for."""

REFUSALS = frozenset("refuse decline".split())
"""Verbs before "to" and a deed that the actor is against."""

NOUNS: dict[str, Stand] = {
    "support for": "for", "support of": "for", "backing for": "for", "backing of": "for", "endorsement of": "for",
    "defense of": "for", "defence of": "for", "praise for": "for", "call for": "for", "calls for": "for",
    "demand for": "for", "demands for": "for", "support behind": "for", "weight behind": "for", "approval of": "for",
    "advocate of": "for", "advocate for": "for", "supporter of": "for", "supporters of": "for", "proponent of": "for",
    "call to": "for", "calls to": "for", "plea for": "for", "case for": "for",
    "opposition to": "against", "opponent of": "against", "opponents of": "against", "critic of": "against",
    "critics of": "against", "criticism of": "against", "objection to": "against", "objections to": "against",
    "rejection of": "against", "refusal to": "against", "condemnation of": "against", "resistance to": "against",
    "concern over": "against", "concerns over": "against", "concern about": "against", "concerns about": "against",
    "case against": "against",
    "support from": "for", "backing from": "for",
}  # fmt: skip
"""Nouns with their preposition: "voiced support for", "his refusal to"."""

PREDICATES: dict[str, Stand] = {
    "opposed to": "against", "against": "against", "critical of": "against", "skeptical of": "against",
    "sceptical of": "against", "skeptical that": "against", "sceptical that": "against", "wary of": "against",
    "unwilling to": "against", "reluctant to": "against", "hostile to": "against", "not willing to": "against",
    "in favor of": "for", "in favour of": "for", "supportive of": "for", "intent on": "for",
    "open to": "open", "undecided on": "undecided", "undecided about": "undecided", "undecided whether": "undecided",
    "not decided whether": "undecided", "not said whether": "undecided", "not decided": "undecided",
    "not made a decision": "undecided", "noncommittal on": "undecided", "noncommittal about": "undecided",
    "not yet decided": "undecided", "not yet said whether": "undecided", "not sure whether": "undecided",
    "keeping an open mind on": "undecided",
}  # fmt: skip
"""What an actor is said to be: "is opposed to", "remains open to", "has not decided whether"."""

JUDGED: dict[str, Stand] = {
    "not acceptable": "against", "acceptable": "for", "unacceptable": "against", "a mistake": "against",
    "a disaster": "against",
    "an insult": "against", "outrageous": "against", "wrong": "against", "a bad idea": "against",
    "irresponsible": "against", "unconstitutional": "against", "illegal": "against", "unfair": "against",
    "dangerous": "against", "a betrayal": "against", "disgraceful": "against", "a disgrace": "against",
    "absurd": "against", "off the table": "against", "out of the question": "against", "not an option": "against",
    "not the solution": "against", "not the answer": "against", "no longer necessary": "against",
    "unnecessary": "against", "inappropriate": "against", "misguided": "against", "reckless": "against",
    "imperative": "for", "essential": "for", "necessary": "for", "vital": "for", "crucial": "for", "critical": "for",
    "the right thing": "for", "a good idea": "for", "long overdue": "for", "appropriate": "for", "justified": "for",
    "too early": "undecided", "too soon": "undecided", "premature": "undecided", "an open question": "undecided",
    "on the table": "open", "an option": "open", "possible option": "open",
}  # fmt: skip
"""What a speaker says that something is: "the cut is unacceptable", "it is too early to say"."""

ENDINGS = frozenset(
    "stop cancel end halt drop abandon scrap repeal overturn reverse rescind revoke scuttle nix axe dismantle abolish "
    "undo kill block ditch shelve suspend cease withdraw eliminate ban reject oppose postpone delay".split()
) | {"call off", "pull out", "give up", "back down", "roll back", "do away"}
"""Deeds by which something ends: to be for them is to be against it."""

ENDING_NOUNS = frozenset(
    "end halt cancellation repeal reversal abolition elimination closure suspension withdrawal rejection overturning "
    "postponement defeat removal".split()
)

CLAIMS = frozenset(
    "report reports claim claims allegation allegations accusation accusations rumor rumors rumour rumours story "
    "stories article articles suggestion suggestions speculation assertion assertions charge charges account accounts "
    "insinuation insinuations characterization characterisation notion reporting leak leaks piece".split()
)
"""What one may say is untrue."""

_PAST = {
    "fight": "fought", "seek": "sought", "speak": "spoke", "stand": "stood", "withdraw": "withdrew", "think": "thought",
    "tell": "told", "forbid": "forbade", "come": "came", "beseech": "besought", "shun": "shunned", "ban": "banned",
    "scrap": "scrapped", "stop": "stopped", "drop": "dropped", "nix": "nixed", "slam": "slammed", "plead": "pleaded",
    "beg": "begged", "opt": "opted", "rebut": "rebutted", "give": "gave", "undo": "undid",
    "prefer": "preferred",
}  # fmt: skip
_DOUBLED = frozenset("rebut shun ban scrap stop drop slam beg prefer opt".split())
_BRITISH = {"cancelled": "cancel", "cancelling": "cancel"}


def forms(lemma: str) -> tuple[str, ...]:
    """Return base, third person, past and gerund of a verb in lower case."""
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")
    past = _PAST.get(lemma) or lemma + ("d" if lemma.endswith("e") else "ed")
    gerund = (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    if lemma in _DOUBLED:
        gerund = lemma + lemma[-1] + "ing"
    return lemma, third, past, gerund


def ending_forms() -> dict[str, str]:
    """Return the forms of the deeds of ending that are one word, with their lemmas."""
    return {form: lemma for lemma in ENDINGS if " " not in lemma for form in forms(lemma)} | _BRITISH


_NOUNLIKE = frozenset(
    form
    for lemma in "support back attack question challenge request demand push favor favour block protest vote fight "
    "call appeal aim wish press praise hail veto boycott slam blast campaign lobby advocate pressure defense rule "
    "turn".split()
    for form in (lemma, forms(lemma)[1])
)


def looks_like_noun(form: str) -> bool:
    """Return whether a form is as well a noun's: "support", "attacks"."""
    return form in _NOUNLIKE


def _table(entries: Iterable[tuple[str, Stand]]) -> dict[str, tuple[tuple[str, tuple[str, ...], Stand], ...]]:
    """Return by each form of the verb its lemma, the words that must follow, and the stance; longest first."""
    found: dict[str, list[tuple[str, tuple[str, ...], Stand]]] = {}
    for entry, stand in entries:
        lemma, *after = entry.split("+")
        for form in forms(lemma):
            found.setdefault(form, []).append((entry, tuple(after), stand))
    return {form: tuple(sorted(rows, key=lambda row: -len(row[1]))) for form, rows in found.items()}


_ROWS: list[tuple[str, Stand]] = [
    *((entry, "for") for entry in _FOR.split()),
    *((entry, "for") for entry in sorted(DIRECTIVES | WISHES)),
    *((entry, "against") for entry in _AGAINST.split()),
    *((entry, "against") for entry in sorted(REFUSALS)),
    *((entry, "open") for entry in _OPEN.split()),
]
VERBS = _table(dict(_ROWS).items())
"""Form of a verb -> its entries: lemma with "+" and the words that must follow, those words, the stance."""
