"""Whose names are one, in invented reports: what is joined within a story, and what stays two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.linking import EntityLink, Known, KnownArticle, KnownEntity, SameLink
from onrecord.linking.bodies import same_body
from onrecord.linking.entities import entities, speakers
from onrecord.linking.joins import joins, standing
from onrecord.linking.naming import offices, same_person
from onrecord.reading import Attribution, EntityKind, Mention, Reading, Role
from tests.linking.house import report

STORY = "story-locks"
Named = tuple[str, EntityKind, str] | tuple[str, EntityKind, str, str]
"""Words of a report, what they name, its fullest name there, and an office that stands somewhere in the text."""


def read_by_hand(text: str, *names: Named) -> tuple[Article, Reading]:
    """Return a report in which each of `names` is mentioned wherever its words stand."""
    article = report(text, day=None)
    mentions = []
    for words, kind, name, *office in names:
        roles = tuple(Role(each, None, Span(at := text.index(each), at + len(each))) for each in office)
        places = (Span(*found.span()) for found in re.finditer(rf"\b{re.escape(words)}", text))
        mentions += [Mention(place, kind, name, roles) for place in places]
    return article, Reading(article.id, "hand", (), (), (), tuple(sorted(mentions, key=lambda m: m.span)), ())


class Desk:
    """Reports of one story as they come in, and which names were told to be one."""

    def __init__(self, apart: Sequence[tuple[str, str]] = ()) -> None:
        self.held: list[KnownArticle] = []
        self.heads: dict[str, EntityLink] = {}
        self.same: list[SameLink] = []
        self.apart = frozenset(frozenset(pair) for pair in apart)

    def add(self, text: str, *names: Named) -> tuple[EntityLink, ...]:
        """Link a report and return the bearers of its names."""
        article, reading = read_by_hand(text, *names)
        links = entities(article, reading, STORY)
        known = Known(tuple(self.held), self.known(), apart=self.apart)
        self.same += joins(article.id, links, known)
        self.heads |= {link.entity: link for link in links if link.entity not in self.heads}
        self.held.append(KnownArticle(article, reading, entities=links))
        return links

    def root(self, entity: str) -> str:
        """Return what stands for an entity."""
        into = {link.entity: link.of for link in self.same}
        while entity in into:
            entity = into[entity]
        return entity

    def known(self) -> tuple[KnownEntity, ...]:
        """Return the entities so far, as the record would offer them."""
        members: dict[str, list[str]] = {}
        for each in self.heads:
            members.setdefault(self.root(each), []).append(each)
        return tuple(
            KnownEntity(
                root, self.heads[root].kind, self.heads[root].name, tuple(self.heads[m].name for m in ids), tuple(ids)
            )
            for root, ids in members.items()
        )

    def together(self) -> set[frozenset[str]]:
        """Return the names of each bearer."""
        return {
            frozenset(name for member in each.members for name in (self.heads[member].name,)) for each in self.known()
        }


FULL: tuple[str, Named] = ("Sella Brandt opened the locks.", ("Sella Brandt", "person", "Sella Brandt"))
BARE: tuple[str, Named] = ("Brandt opened the locks.", ("Brandt", "person", "Brandt"))
OTHER: tuple[str, Named] = ("Ilse Brandt stayed away.", ("Ilse Brandt", "person", "Ilse Brandt"))


@pytest.mark.parametrize("reports", list(permutations((FULL, BARE))))
def test_a_family_name_is_the_one_who_bears_it_in_the_story(reports: Sequence[tuple[str, Named]]) -> None:
    """A report that gives the family name alone means who is named in full by another, earlier or later."""
    desk = Desk()
    for text, name in reports:
        desk.add(text, name)
    (link,) = desk.same
    assert link.of == next(each for each, head in desk.heads.items() if head.name == "Sella Brandt")
    assert "family name of Sella Brandt" in link.why
    assert desk.together() == {frozenset(("Sella Brandt", "Brandt"))}


def test_two_of_one_family_name_stay_two() -> None:
    """A family name that two bear in the story is joined to neither."""
    desk = Desk()
    for text, name in (FULL, OTHER, BARE):
        desk.add(text, name)
    assert desk.same == []


def test_an_office_tells_which_of_two_is_meant() -> None:
    """A family name with an office is who holds that office among those who share it."""
    desk = Desk()
    desk.add(
        "The harbour minister, Sella Brandt, came.", ("Sella Brandt", "person", "Sella Brandt", "harbour minister")
    )
    desk.add("Ilse Brandt, a painter, came.", ("Ilse Brandt", "person", "Ilse Brandt", "painter"))
    desk.add("Minister Brandt left.", ("Brandt", "person", "Brandt", "Minister"))
    assert frozenset(("Sella Brandt", "Brandt")) in desk.together()


def test_another_office_speaks_against_one_bearer() -> None:
    """A family name with an office is not a person who is only known in another."""
    desk = Desk()
    desk.add("Ilse Brandt, a painter, came.", ("Ilse Brandt", "person", "Ilse Brandt", "painter"))
    desk.add("Minister Brandt left.", ("Brandt", "person", "Brandt", "Minister"))
    assert desk.same == []


def test_names_side_by_side_in_one_report_are_two() -> None:
    """A family name that a report leaves open beside a full name is not settled by that full name."""
    desk = Desk()
    desk.add("Sella Brandt met Miss Brandt.", FULL[1], ("Miss Brandt", "person", "Brandt"))
    assert desk.same == []


def test_what_a_person_said_apart_is_not_joined() -> None:
    """Two entities of which somebody said that they are two are not joined by later reports either."""
    desk = Desk()
    desk.add(*BARE)
    desk.add(*FULL)
    (link,) = desk.same
    again = Desk(apart=[(link.entity, link.of)])
    again.add(*BARE)
    again.add(*FULL)
    again.add("Sella Brandt and Brandt.", FULL[1])
    assert again.same == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Seo Min-jae", "Seo Minjae", "parted otherwise"),
        ("Seo Min-jae", "Min-jae Seo", "another order"),
        ("Ada Brandt", "Ada R. Brandt", "more names"),
        ("Corbin Ada Brandt", "Ada Brandt", "more names"),
        ("Joe Marlin", "Joseph T. Marlin", "short form"),
        ("Ada Brandt", "Ada Brantd", "differs by a letter"),
        ("Ada Brandt", "Ada Brand", "differs by a letter"),
        ("Katarin Olmsted", "Catarin Olmsted", "spelt otherwise"),
        ("José Marlin", "Jose Marlin", "parted otherwise"),
        ("Ada R. Brandt", "Ada T. Brandt", None),
        ("Ada Brandt", "Ida Brandt", None),
        ("John Marlin", "Jane Marlin", None),
        ("A. Brandt", "Ada Brandt", None),
        ("Joe Marlin", "Joe Marlin Jr.", None),
        ("Seo Min-jae", "Seo Min-jan", None),
        ("Tarik Qadesh", "Tariq Ghadish", None),
    ],
)
def test_spellings_of_one_name(one: str, other: str, why: str | None) -> None:
    """Names of one story are one person's by order, parting, names between, short forms and slips, and no further."""
    for a, b in ((one, other), (other, one)):
        found = same_person(a, b, frozenset(), frozenset())
        assert (found is None) == (why is None)
        assert why is None or why in str(found)


def test_sound_is_enough_only_with_the_same_office() -> None:
    """Two romanisations are one person's when both hold one office."""
    office, another = offices(["the Veldrian leader"]), offices(["leader of Veldria"])
    assert "sound alike" in str(same_person("Tarik Qadesh", "Tariq Ghadish", office, another))
    assert same_person("Tarik Qadesh", "Tariq Ghadish", office, offices(["a baker"])) is None


words = st.sampled_from("Ada Adah Ida Joe Joseph R. Seo Min-jae Brandt Brand Brant Jr. III de".split())


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4), st.booleans())
def test_one_bearer_whichever_name_is_asked_first(one: list[str], other: list[str], alike: bool) -> None:  # noqa: FBT001
    """Whether two names are one person's does not depend on which is given first."""
    a, b = " ".join(one), " ".join(other)
    office = frozenset({"minister"}) if alike else frozenset()
    assert same_person(a, b, office, office) == same_person(b, a, office, office)


def test_bodies_of_two_states_stay_two() -> None:
    """Two foreign ministries of one story are two, and the bare name is joined to neither."""
    desk = Desk()
    for owner in ("Japan", "Norway"):
        desk.add(
            f"{owner}'s Foreign Ministry spoke.",
            (owner, "place", owner),
            ("Foreign Ministry", "organization", "Foreign Ministry"),
        )
    desk.add("The Foreign Ministry said no.", ("Foreign Ministry", "organization", "Foreign Ministry"))
    names = {"Foreign Ministry of Japan", "Foreign Ministry of Norway", "Foreign Ministry"}
    assert {frozenset((name,)) for name in names} <= desk.together()


def test_a_bare_body_is_the_only_one_whose_state_is_named() -> None:
    """A body that one report calls by a name every state has is the one that another report gives a state."""
    desk = Desk()
    desk.add("The Foreign Ministry said no.", ("Foreign Ministry", "organization", "Foreign Ministry"))
    desk.add(
        "The Norwegian Ministry of Foreign Affairs said no.",
        ("Norwegian Ministry of Foreign Affairs", "organization", "Norwegian Ministry of Foreign Affairs"),
    )
    (link,) = desk.same
    assert "the only Foreign Ministry" in link.why


def test_two_states_in_one_report_leave_a_bare_body_open() -> None:
    """Where one report names the bodies of two states, a mention that does not say whose stays by itself."""
    owners: list[Named] = [("Japan", "place", "Japan"), ("Norway", "place", "Norway")]
    ministry: Named = ("Foreign Ministry", "organization", "Foreign Ministry")
    links = Desk().add(
        "Japan's Foreign Ministry met Norway's Foreign Ministry. The Foreign Ministry said no.", *owners, ministry
    )
    assert [link.name for link in links if link.kind == "organization"] == [
        "Foreign Ministry of Japan",
        "Foreign Ministry of Norway",
        "Foreign Ministry",
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("VLA", "Veldria Lock Authority", "initials"),
        ("Corvell", "Corvell News Agency", "its kind"),
        ("Lock Authority", "Varnel Lock Authority", "end of the other"),
        ("Tilner Center", "Tilner Centre", "but for a letter"),
        ("Radio Oak", "Radio Oar", None),
        ("Tilner Dredgers Union", "Tilner Dredger Union", "but for a letter"),
        ("Harbour Party", "Texas Harbour Party", None),
        ("Station 4 of the Tilner", "Station 5 of the Tilner", None),
        ("Supreme Court", "Supreme Court of Ohio", None),
        ("House", "House Committee", None),
    ],
)
def test_names_of_one_body(one: str, other: str, why: str | None) -> None:
    """Names of one story are one body's by initials, kind, state and slips of a letter, and no further."""
    found = same_body(one, other, ())
    assert (found is None) == (why is None)
    assert why is None or why in str(found)


def test_initials_spelled_out_by_another_report() -> None:
    """Initials are the body for which another report writes them."""
    desk = Desk()
    desk.add(
        "The Varnel Office for Locks (VOL) met. VOL was pleased.",
        ("Varnel Office for Locks", "organization", "Varnel Office for Locks"),
        ("VOL", "organization", "Varnel Office for Locks"),
    )
    desk.add("VOL was pleased.", ("VOL", "organization", "VOL"))
    (link,) = desk.same
    assert link.why == "another report writes VOL for Varnel Office for Locks"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Oslo rejected the offer on Tuesday.", "organization"),
        ("Oslo has yet to respond.", "organization"),
        ("Norway will not consider the offer.", "organization"),
        ("Oslo and Tokyo have agreed to talk.", "organization"),
        ("They met in Oslo and agreed to talk.", "place"),
        ("Oslo protest march ends.", "place"),
        ("Oslo was cold on Tuesday.", "place"),
        ("Bergen rejected the offer.", "place"),
    ],
)
def test_a_capital_that_decides_is_a_government(text: str, kind: str) -> None:
    """A state or its capital that decides is its government; where something happened it is a place."""
    names: list[Named] = [(name, "place", name) for name in ("Oslo", "Norway", "Tokyo", "Bergen") if name in text]
    first, *_ = Desk().add(text, *names)
    assert first.kind == kind
    assert (first.name == "Government of Norway") == (kind == "organization")


def test_a_capital_that_speaks_is_a_government_and_the_speaker() -> None:
    """Who speaks as "Oslo" is the government, and the attribution's speaker; the city stays a place."""
    text = "OSLO, May 3. Oslo said no."
    article, reading = read_by_hand(text, ("OSLO", "place", "Oslo"), ("Oslo", "place", "Oslo"))
    said = Attribution(
        article.id,
        "indirect",
        (Span(13, 17),),
        (Span(18, 22),),
        (Span(23, 25),),
        "Oslo",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        0.9,
    )
    reading = Reading(article.id, "hand", (), (), (said,), reading.mentions, ())
    links = entities(article, reading, STORY)
    assert {(link.kind, link.name) for link in links} == {
        ("place", "Oslo"),
        ("organization", "Government of Norway"),
    }
    (speaker,) = speakers(reading, links).values()
    assert next(link.kind for link in links if link.entity == speaker) == "organization"


def test_statements_see_one_speaker_under_two_names() -> None:
    """What is joined by a report, or was before, speaks as one."""
    known = Known(entities=(KnownEntity("ent-b", "person", "B", ("B", "C"), ("ent-b", "ent-c")),))
    same = (SameLink("ent-a", "ent-b", "one", Span(0, 1)),)
    assert standing(["ent-a", "ent-c", "ent-d"], same, known) == {"ent-a": "ent-b", "ent-c": "ent-b", "ent-d": "ent-d"}
