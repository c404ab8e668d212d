"""Who has whose text, and how much of it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import Article, Credit
from onrecord.core import Span
from onrecord.linking import Known, KnownArticle, ReuseLink
from onrecord.linking.retelling import retelling
from onrecord.linking.reuse import reuse
from onrecord.reading import read
from tests.linking.house import link_all, report

DAY = date(2026, 3, 3)

QUOTED = '"We counted every single net on the quay twice and found that nineteen of them were torn," Tesk said.'
WIRE = (
    "VARNEL, March 3 - The harbour office of Varnel will close the eastern locks for three weeks from Monday, harbour "
    "master Bo-ran Tesk said on Tuesday.\n\n"
    "Divers found cracks in two of the gates last month, and the office has spent the days since then looking for a "
    "shipyard that could mend them.\n\n"
    f"{QUOTED}\n\n"
    "Fishing boats must go round by the northern channel until the work is done, a way that takes two hours more.\n\n"
    "The guild of herring fishers had asked for the locks to stay open until the end of the season.\n\n"
    "Tesk said the city would pay for the fuel that the longer way costs."
)
REWRITE = (
    "VARNEL - Varnel's eastern locks will close for three weeks from Monday, the town's harbour master Bo-ran Tesk "
    "announced on Tuesday.\n\n"
    "Cracks were found by divers in two of the gates last month, and since then the office has been looking for a "
    "shipyard able to mend them.\n\n"
    f"{QUOTED}\n\n"
    "Until the work is done fishing boats have to go round by the northern channel, which takes two hours more.\n\n"
    "The guild of herring fishers had wanted the locks to stay open till the end of the season.\n\n"
    "The city would pay for the fuel the longer way costs, Tesk said."
)
OWN = (
    "VARNEL - Two gates of the eastern locks are cracked, and from Monday nobody will pass them, the town learned at "
    "noon.\n\n"
    f"{QUOTED}\n\n"
    "On the quay, Ila Moor was folding a sail when she heard. She has fished for herring since she was twelve.\n\n"
    "Her guild asked the town to wait for autumn, she said, and nobody answered its letter.\n\n"
    "The detour through the north costs her a morning, and she doubts that anyone will refund the diesel."
)
EXCERPT = OWN + (
    "\n\nDivers found cracks in two of the gates last month, and the office has spent the days since then looking for "
    "a shipyard that could mend them."
)


def reused(first: Article, second: Article, *, later: bool = False) -> tuple[ReuseLink, ...]:
    """Return what is linked when `second` arrives in the story of `first`, or is linked anew before `later` ones."""
    known = KnownArticle(first, read(first), later=later)
    return reuse(second, read(second), Known((known,)))


def of_day(text: str, outlet: str, published: date | datetime | None = DAY, **more: object) -> Article:
    """Return an article of an outlet, published then."""
    return dataclasses.replace(report(text, day=None, outlet=outlet), published=published, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind"),
    [(WIRE, "copy"), (WIRE.replace("said on Tuesday", "told us"), "copy"), (REWRITE, "rewrite"), (EXCERPT, "excerpt")],
)
def test_a_copy_a_rewrite_and_an_excerpt_are_told_apart(text: str, kind: str) -> None:
    """Word for word or nearly, retold throughout in the same order, one sentence in a report of one's own."""
    (link,) = reused(of_day(WIRE, "Corvell"), of_day(text, "Daily Reed"))
    assert link.kind == kind


def test_a_report_of_one_s_own_is_no_rewrite_though_it_quotes_the_same_words() -> None:
    """Two newsrooms that heard one speaker print the same words: what stands in quotation marks proves nothing."""
    assert reused(of_day(WIRE, "Corvell"), of_day(OWN, "Daily Reed")) == ()


def test_a_report_that_only_quotes_the_same_words_shares_no_text() -> None:
    """A text without a word of its own has nothing to compare, whoever else prints it."""
    speech = "\n\n".join(['"We counted every single net on the quay twice and nineteen of them were torn."'] * 4)
    assert reused(of_day(speech, "Corvell"), of_day(speech, "Daily Reed")) == ()


def test_a_rewrite_names_the_sentences_on_both_sides() -> None:
    """Each pair holds a sentence and the one that it retells, and the share is the part of the sentences paired."""
    (link,) = reused(of_day(WIRE, "Corvell"), of_day(REWRITE, "Daily Reed"))
    gates = next(pair for pair in link.pairs if "Cracks were found" in pair[0].of(REWRITE))
    assert gates[1].of(WIRE).startswith("Divers found cracks")
    assert [here for here, _, _ in link.pairs] == sorted(here for here, _, _ in link.pairs)
    assert link.share == pytest.approx(len(link.pairs) / 6, abs=0.2)


def test_an_excerpt_names_the_passage_and_not_the_report() -> None:
    """The only pair is the passage that stands in both, on either side in the same words."""
    (link,) = reused(of_day(WIRE, "Corvell"), of_day(EXCERPT, "Daily Reed"))
    ((here, there, score),) = link.pairs
    assert here.of(EXCERPT) == there.of(WIRE)
    assert score == 1


def test_a_row_of_words_inside_longer_sentences_is_an_exact_passage() -> None:
    """Where no whole sentence is copied the row of words is given, as far as it goes in both."""
    row = "the last inspection of the hinges had been put off twice for want of a lamp that burns under water"
    first = of_day(f"{WIRE}\n\nNobody knew of it, and {row} before anyone asked or wrote about it in the press.", "A")
    second = of_day(f"{OWN}\n\nWhile the guild of herring fishers made plans of its own, {row}; nobody was told.", "B")
    (link,) = reused(first, second)
    assert [(here.of(second.text), there.of(first.text)) for here, there, _ in link.pairs] == [(row, row)]


@pytest.mark.parametrize("wire_first", [True, False])
def test_the_wire_that_is_credited_had_the_text_first_whichever_arrives_first(*, wire_first: bool) -> None:
    """The report that credits the other's outlet has its text from there, also when the clocks say otherwise."""
    wire = of_day(WIRE, "Corvell", date(2026, 3, 4))
    paper = of_day(REWRITE, "Daily Reed", credits=(Credit("Corvell", None),))
    (link,) = reused(wire, paper) if wire_first else reused(paper, wire)
    assert (link.article, link.of, link.wire, link.kind) == (paper.id, wire.id, "Corvell", "rewrite")
    for here, there, _ in link.pairs:
        assert here.of(paper.text)
        assert there.of(wire.text)


@pytest.mark.parametrize("first_arrives_first", [True, False])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (of_day(WIRE, "A", date(2026, 3, 3)), of_day(REWRITE, "B", date(2026, 3, 4))),
        (
            of_day(WIRE, "A", datetime(2026, 3, 3, 9, tzinfo=UTC)),
            of_day(REWRITE, "B", datetime(2026, 3, 3, 11, tzinfo=UTC)),
        ),
        (of_day(f"March 3, 2026\n\n{WIRE}", "A", None), of_day(f"Posted: March 4, 2026\n\n{REWRITE}", "B", None)),
    ],
)
def test_the_earlier_one_had_the_text_first(first: Article, second: Article, *, first_arrives_first: bool) -> None:
    """By day, by instant, or by the day that the texts print on a line of their own, whichever arrives first."""
    (link,) = reused(first, second) if first_arrives_first else reused(second, first)
    assert (link.article, link.of) == (second.id, first.id)


def test_a_day_inside_a_sentence_is_no_day_of_publication() -> None:
    """The day on which something happened says nothing about when a report was published."""
    old = of_day(f"A storm broke the gates on 1 March 2020 already.\n\n{WIRE}", "A", None)
    new = of_day(f"2 March 2026\n\n{REWRITE}", "B", None)
    (link,) = reused(new, old)
    assert link.article == old.id


def test_what_nothing_decides_is_decided_by_arrival() -> None:
    """Of two reports of one day the one on record first counts as first, also when that is linked anew."""
    first, second = of_day(WIRE, "A"), of_day(REWRITE, "B")
    (arriving,) = reused(first, second)
    (anew,) = reused(second, first, later=True)
    assert (arriving.article, arriving.of) == (anew.article, anew.of) == (second.id, first.id)


BRIEF = "\n\n".join(WIRE.split("\n\n")[:2])
LONG = f"{BRIEF}\n\n{OWN}\n\nShe is not alone. The smokehouse by the bridge will send its people home until the summer."


@pytest.mark.parametrize("long_first", [True, False])
def test_a_report_that_is_mostly_its_own_is_no_copy_of_a_shorter_one(*, long_first: bool) -> None:
    """Where nothing tells who had the text first, the brief has it from the long report that holds all of it."""
    brief, long = of_day(BRIEF, "A"), of_day(LONG, "B")
    (link,) = reused(long, brief) if long_first else reused(brief, long)
    assert (link.article, link.of, link.kind, link.share) == (brief.id, long.id, "copy", 1.0)


def test_a_report_that_takes_in_a_whole_brief_holds_an_excerpt() -> None:
    """A long report of a later day that begins with somebody's brief is its newsroom's own but for that passage."""
    brief, long = of_day(BRIEF, "A", date(2026, 3, 2)), of_day(LONG, "B", date(2026, 3, 3))
    (link,) = reused(brief, long)
    assert (link.article, link.of, link.kind) == (long.id, brief.id, "excerpt")
    assert link.share < 0.35


def test_a_copy_of_a_wire_is_its_copy_and_not_that_of_a_rewrite() -> None:
    """The first of the links of a report names whose text it is: rather a copied report, rather a credited wire."""
    wire, retold = of_day(WIRE, "Corvell"), of_day(REWRITE, "Daily Reed")
    copy = of_day(WIRE, "Reed Mirror", credits=(Credit("Corvell", None),))
    *_, (_, _, links) = link_all([wire, retold, copy])
    assert links.reuse[0].of == wire.id


def test_a_wire_that_is_not_held_has_no_share() -> None:
    """How much a report takes from a wire's report that nobody holds is not known, and is not made up."""
    text = "VARNEL (Corvell) - The locks opened on Tuesday, the harbour office said."
    article = of_day(text, "Desk", credits=(Credit("Corvell", Span(7, 16)),))
    ((_, _, links),) = link_all([article])
    (link,) = links.reuse
    assert (link.of, link.wire, link.kind, link.share) == (None, "Corvell", "copy", 0.0)
    own = dataclasses.replace(article, outlet="Corvell News")
    assert link_all([own])[0][2].reuse == ()


def test_revisions_of_one_article_are_not_copies_of_each_other() -> None:
    """A corrected report at the same address is the same report."""
    first = of_day(WIRE, "Desk", url="https://desk.example/locks")
    assert reused(first, dataclasses.replace(first, text=f"{WIRE}\n\nCorrected on Wednesday.")) == ()


SENTENCES = st.lists(
    st.sampled_from([*WIRE.split("\n\n"), *REWRITE.split("\n\n"), *OWN.split("\n\n"), "Rain."]), max_size=9
)


@settings(max_examples=25, deadline=None)
@given(SENTENCES, SENTENCES)
def test_it_does_not_matter_which_of_two_reports_is_asked_about(one: list[str], other: list[str]) -> None:
    """The same is shared either way round, shares stay within 0 and 1, and every span stands in its own text."""
    a, b = (of_day("\n\n".join(each) or "-", "Desk") for each in (one, other))
    found, back = retelling((a, read(a)), (b, read(b))), retelling((b, read(b)), (a, read(a)))
    assert 0 <= found.copied <= 1
    assert 0 <= found.retold <= 1
    assert a.text == b.text or back == found.turned()
    for here, there, score in (*found.sentences, *found.passages):
        assert here.end <= len(a.text)
        assert there.end <= len(b.text)
        assert 0 <= score <= 1
