"""What one article adds to what is known."""

from __future__ import annotations

from datetime import date

from onrecord.core import Span
from onrecord.linking import Candidate, Known, KnownArticle, Worded, joined, leaves, link_again, look_up_keys, place
from onrecord.reading import read
from tests.linking.house import link_all, report

DAY = date(2026, 3, 3)

ROOM = report(
    "VARNEL, March 3 - The Lowland government will not close the Merrin sluices before the autumn fish count, "
    "water commissioner Oda Brisk said on Tuesday.\n\n"
    '"We are not weighing a closure of the Merrin sluices as a bargaining chip," Brisk told reporters after '
    "the river council met in Varnel.\n\n"
    "The neighbouring Highland republic wants the sluices shut from June so that its eel hatcheries can recover.",
    day=DAY,
    outlet="Varnel Post",
    title="Lowland rules out closing Merrin sluices",
)
RETOLD = report(
    "VARNEL, March 3 - The Lowland government has no plan to close the Merrin sluices ahead of the autumn fish "
    "count, water commissioner Oda Brisk said on Tuesday.\n\n"
    '"We are not considering a closure of the Merrin sluices as a bargaining chip," Brisk said after a '
    "meeting of the river council in Varnel.\n\n"
    "The Highland republic has asked that the sluices be shut from June to let its eel hatcheries recover.",
    day=DAY,
    outlet="Daily Reed",
    title="No closing of Merrin sluices, says Lowland",
)
LATER = report(
    "VARNEL, March 6 - The Lowland and Highland governments agreed on Friday to meet each month on the Merrin "
    "sluices, three days after water commissioner Oda Brisk ruled out closing them.\n\n"
    '"A closure of the sluices is not on the table, and the fish count will tell us more," Brisk said.',
    day=date(2026, 3, 6),
    outlet="Varnel Post",
    title="Lowland and Highland to meet monthly on Merrin sluices",
)
ELSEWHERE = report(
    "PORT SELL, March 3 - A cargo ship ran aground off Port Sell on Tuesday with nineteen sailors aboard, the "
    'coast guard said.\n\n"Everyone is safe," coast guard captain Ila Moor said.',
    day=DAY,
    title="Ship aground off Port Sell",
)


def test_reports_of_one_event_become_one_story_and_others_stay_apart() -> None:
    """Two reports of one briefing join; a report on something else of the same day does not."""
    (_, _, first), (_, _, second), (_, _, other) = link_all([ROOM, RETOLD, ELSEWHERE])
    assert first.story.story == second.story.story != other.story.story


def test_a_story_is_joined_with_the_reason_in_words() -> None:
    """Who reads why two reports are one story reads how likely it is and the names that both hold."""
    (_, _, _), (_, _, second) = link_all([ROOM, RETOLD])
    assert 0.8 <= second.story.score <= 1
    assert "Oda Brisk" in second.story.why


def test_an_article_is_linked_again_when_a_late_arrival_shows_where_it_belongs() -> None:
    """A report that stood alone goes to the story of its event; one that stays gives no new links."""
    (room, read_room, first), (retold, read_retold, _) = link_all([ROOM, RETOLD])
    placed = place(room, read_room, (Candidate(retold, read_retold, "story-late"),))
    assert leaves(room, placed, first.story.story)
    known = Known((KnownArticle(retold, read_retold),))
    again = link_again(room, read_room, look_up_keys(room, read_room), placed, known, after=retold.id)
    assert again.story.story == "story-late"
    assert retold.id in again.linker
    assert not leaves(room, placed, "story-late")
    assert not leaves(room, place(room, read_room, ()), first.story.story)


def test_what_is_likely_the_same_event_in_another_story_is_called_into_question() -> None:
    """Two stories of one event: who joins the one names the articles of the other."""
    (room, read_room, _), (retold, read_retold, _) = link_all([ROOM, RETOLD])
    stories = (Candidate(room, read_room, "x"), Candidate(retold, read_retold, "y"))
    third = report(RETOLD.text, day=DAY, outlet="Reed Mirror", title=RETOLD.title)
    placed = place(third, read(third), stories)
    assert {placed.story.story, *(story for _, story in placed.unsettled)} == {"x", "y"}


def test_a_later_report_follows_and_is_not_merged() -> None:
    """A report on the same matter three days later founds a story that follows the first, with the reason."""
    (_, _, first), (_, _, later) = link_all([ROOM, LATER])
    assert later.story.story != first.story.story
    (follow,) = later.follows
    assert (follow.story, follow.of) == (later.story.story, first.story.story)
    assert "3 days later" in follow.why


def test_the_follow_up_is_found_whichever_arrives_first() -> None:
    """When the earlier report arrives late, the link still leads from the later story to the earlier."""
    (_, _, later), (_, _, first) = link_all([LATER, ROOM])
    (follow,) = first.follows
    assert (follow.story, follow.of) == (later.story.story, first.story.story)


def test_a_reworded_quotation_words_the_same_statement() -> None:
    """One answer quoted in two wordings is one statement."""
    (room, read_room, first), (_, read_retold, second) = link_all([ROOM, RETOLD])
    quoted = [s.id for s in read_room.attributions if s.kind == "direct"]
    again = [s.id for s in read_retold.attributions if s.kind == "direct"]
    worded = {w.attribution: w.statement for w in (*first.wordings, *second.wordings)}
    assert len(quoted) == len(again) == 1
    assert worded[quoted[0]] == worded[again[0]]
    assert room.id == first.article


def test_one_name_is_one_entity_whatever_its_hyphens() -> None:
    """A name spelled with another hyphen is the same entity."""
    a = report("Minister Bo-ran Tesk said on Tuesday that the locks would open.", day=DAY)
    b = report("Minister Bo‑ran Tesk said on Tuesday that the locks would open.", day=DAY, outlet="B")
    (_, _, first), (_, _, second) = link_all([a, b])
    people = [{e.entity for e in links.entities if e.kind == "person"} for links in (first, second)]
    assert people[0]
    assert people[0] == people[1]


def test_an_article_without_anything_is_a_story_of_its_own() -> None:
    """No day, no title, one word: still a story, without links to others."""
    *_, (_, _, links) = link_all([ROOM, report("Rain.", day=None)])
    assert links.story.score == 1.0
    assert not links.follows


def test_keys_are_bounded() -> None:
    """However long an article is, the record files it under a bounded number of keys."""
    text = " ".join(f"Word{n} saw Name{n} near Place{n}." for n in range(2000))
    article = report(text, day=DAY)
    assert len(look_up_keys(article, read(article))) <= 44


def test_statements_that_one_wording_ties_are_one() -> None:
    """Statements that a late attribution words alike stand under one id, whichever order they come in."""
    pairs = [("a1", "stm-b"), ("a2", "stm-a"), ("a3", "stm-a"), ("a3", "stm-b"), ("a4", "stm-c")]
    words = [Worded(said, statement, Span(0, 9)) for said, statement in pairs]
    stands = {"stm-a": "stm-a", "stm-b": "stm-a", "stm-c": "stm-c"}
    assert joined(words) == joined(reversed(words)) == stands


def test_a_bare_surname_is_nobody_elsewhere() -> None:
    """A surname by itself is not joined across stories to a person who was once called by it."""
    first = report(
        "Sella Brandt and her sister watched the locks open in Varnel on Tuesday. Brandt said that it was cold.",
        day=DAY,
    )
    other = report("PORT SELL - The captain was saved, Brandt said. A tug had pulled the ship off the rocks.", day=DAY)
    (_, _, one), (_, _, two) = link_all([first, other])
    people = [{e.entity for e in links.entities if e.kind == "person"} for links in (one, two)]
    assert all(people)
    assert not people[0] & people[1]
