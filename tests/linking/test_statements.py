"""Which utterances word one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import Article
from onrecord.core import Span, covers
from onrecord.linking import Worded, joined, stretches, words_of
from onrecord.linking.likeness import Likeness
from onrecord.linking.utterances import utterances
from onrecord.reading import Attribution, read
from tests.linking.house import link_all, report

DAY = date(2026, 5, 5)
LEDE = (
    "KARST, May 5 - The night ferry to Ostrel will sail again from June, harbour master Mira Brandt said on "
    "Tuesday.\n\n"
)
FULL = (
    '"We have mended both piers, and the night ferry will sail again from June," Brandt told reporters. '
    '"Nobody should have to wait for a boat in the rain until morning."'
)
ONE = report(LEDE + FULL, day=DAY, outlet="Karst Post")


def gathered(articles: Sequence[Article]) -> list[list[tuple[str, str, bool]]]:
    """Return the wordings of each statement that has several: outlet, words, and whether they are quoted."""
    done = link_all(articles)
    said = {each.id: (article, reading, each) for article, reading, _ in done for each in reading.attributions}
    rows = [
        Worded(w.attribution, w.statement, w.span, words_of(attribution, reading.quotations, w.span)[1])
        for _, _, links in done
        for w in links.wordings
        for _, reading, attribution in (said[w.attribution],)
    ]
    found = []
    for spans in stretches(rows, joined(rows)).values():
        wordings = []
        for each, span in spans.items():
            article, reading, attribution = said[each]
            words, quoted = words_of(attribution, reading.quotations, span)
            wordings.append((article.outlet or "", " … ".join(part.of(article.text) for part in words), quoted))
        if len(wordings) > 1:
            found.append(sorted(wordings))
    return sorted(found)


def test_the_opening_tells_what_is_quoted_below() -> None:
    """Within one article a paraphrase and the quotation that it tells are one statement."""
    (wordings,) = gathered([ONE])
    assert [quoted for _, _, quoted in wordings] == [False, True]
    assert wordings[1][1].startswith("We have mended both piers")


def test_a_report_of_one_sentence_words_that_sentence_only() -> None:
    """Of two quotations of one speaker another report carries the second: only it is worded by both."""
    other = report(
        'KARST, May 5 - "Nobody should have to wait for a boat in the rain," said harbour master Mira Brandt of Karst, '
        "whose night ferry to Ostrel sails again from June.",
        day=DAY,
        outlet="Ostrel Reed",
    )
    shared = [wordings for wordings in gathered([ONE, other]) if {outlet for outlet, _, _ in wordings} > {"Karst Post"}]
    assert len(shared) == 1
    assert [words.split(" for a boat")[0] for _, words, quoted in shared[0] if quoted] == [
        "Nobody should have to wait",
        "Nobody should have to wait",
    ]


def test_a_told_sentence_ties_no_two_quotations_together() -> None:
    """What is retold goes to the quotation it resembles most, and two quotations stay two statements."""
    told = report(
        "KARST, May 5 - Harbour master Mira Brandt said on Tuesday that the night ferry would sail again from June and "
        "that nobody in Karst should have to wait for a boat in the rain until morning.",
        day=DAY,
        outlet="Ostrel Reed",
    )
    quotations = {words for wordings in gathered([ONE, told]) for _, words, quoted in wordings if quoted}
    assert not any("mended both piers" in words and "Nobody should" in words for words in quotations)


def test_other_words_on_the_same_matter_stay_apart() -> None:
    """Two quotations of one speaker on one subject are two statements."""
    other = report(
        LEDE.replace("The night ferry to Ostrel will sail again from June", "Karst has paid for two new ferry piers")
        + '"The ferry piers cost less than a mile of road," Brandt told reporters in Karst.',
        day=DAY,
        outlet="Ostrel Reed",
    )
    for wordings in gathered([ONE, other]):
        assert not {"Karst Post", "Ostrel Reed"} <= {outlet for outlet, _, quoted in wordings if quoted}


def test_the_same_words_by_two_speakers_are_one_statement() -> None:
    """A conflict of attribution is shown as one statement, and not as two people saying the same."""
    other = report(
        LEDE.replace("Mira Brandt", "Tavi Okoro") + FULL.replace("Brandt", "Okoro"), day=DAY, outlet="Ostrel Reed"
    )
    both = [wordings for wordings in gathered([ONE, other]) if sum(quoted for _, _, quoted in wordings) == 2]
    assert len(both) == 2


def test_a_quotation_inside_a_told_sentence_is_worded_by_itself() -> None:
    """Where a reporter quotes a few words and tells the rest, only the quoted words are set beside the quotation."""
    other = report(
        'KARST, May 5 - Harbour master Mira Brandt said that the town "mended both piers" before the night ferry to '
        "Ostrel could sail.",
        day=DAY,
        outlet="Ostrel Reed",
    )
    (shared,) = [
        each for each in gathered([ONE, other]) if {"Karst Post", "Ostrel Reed"} <= {outlet for outlet, *_ in each}
    ]
    assert ("Ostrel Reed", "mended both piers", True) in shared


def test_a_denial_and_its_opposite_by_one_speaker_are_set_side_by_side() -> None:
    """A "will" in one report and "will not" in another, all else alike, are one statement, so that readers see it."""
    other = report(LEDE + FULL.replace("ferry will sail", "ferry will not sail"), day=DAY, outlet="Ostrel Reed")
    words = [words for wordings in gathered([ONE, other]) for _, words, quoted in wordings if quoted]
    assert any("will not sail" in each for each in words)
    assert any("will sail" in each for each in words)


def test_a_sentence_told_around_a_shared_quotation_words_nothing_else() -> None:
    """In whatever order reports arrive, such a sentence does not tie what it tells to what it quotes."""
    told = report(
        "KARST, May 5 - Mira Brandt said on Tuesday that the storm had cost the harbour of Karst four piers.",
        day=DAY,
        outlet="Tidewater Gazette",
    )
    around = report(
        "KARST, May 5 - Mira Brandt said on Tuesday that the storm, “a night that none of us will forget,” had cost "
        "the harbour of Karst four piers.",
        day=DAY,
        outlet="Karst Post",
    )
    quoted = report(
        "KARST, May 5 - “It was a night that none of us will forget,” Mira Brandt said on Tuesday in the harbour of "
        "Karst.",
        day=DAY,
        outlet="Ostrel Reed",
    )
    for order in ([told, around, quoted], [told, quoted, around], [quoted, around, told]):
        assert [{outlet for outlet, *_ in each} for each in gathered(order)] == [{"Karst Post", "Ostrel Reed"}]


def test_two_cuts_of_one_speech_are_one_statement() -> None:
    """A quotation that ends with the words with which another begins is the same speech, be the speaker unnamed."""
    first, second, apart = (
        report(f'KARST, May 5 - "{words}," {speaker} said.', day=DAY, outlet=outlet)
        for outlet, speaker, words in (
            ("Karst Post", "she", "The old pier was rotten through, and we had to have it now"),
            ("Ostrel Reed", "Mira Brandt", "We had to have it now, since children cross by that ferry every morning"),
            ("Tidewater Gazette", "Mira Brandt", "What we had to have is a ferry, since children cross every morning"),
        )
    )
    assert [len(each) for each in gathered([first, second])] == [2]
    assert gathered([first, apart]) == []


def test_a_report_quotes_an_utterance_again_only_in_the_same_words() -> None:
    """Two quotations of one report that share but half their words are two statements; of two reports they are one."""
    one = '"We have mended both piers, and the night ferry will sail again from June," Mira Brandt said on Tuesday.'
    other = '"The piers are mended now, so that the night ferry will surely sail in June," Mira Brandt said.'
    assert gathered([report(f"{one}\n\n{other}", day=DAY)]) == []
    assert len(gathered([report(one, day=DAY), report(other, day=DAY, outlet="Ostrel Reed")])) == 1


def test_who_denies_one_thing_denies_it_in_whatever_words() -> None:
    """One word of meaning suffices where the same speaker denies it in both reports, and not where one affirms it."""
    quoted = report('KARST, May 5 - "I will not resign," Mira Brandt told reporters in the harbour.', day=DAY)
    denied, affirmed = (
        report(f"KARST, May 5 - Mira Brandt said that she {plans} to resign.", day=DAY, outlet="Ostrel Reed")
        for plans in ("had no plans", "had decided")
    )
    assert [len(each) for each in gathered([quoted, denied])] == [2]
    assert gathered([quoted, affirmed]) == []


def test_what_two_reporters_tell_in_their_own_words_is_one_statement() -> None:
    """Two told sentences of one speaker are one statement when most of what they mean is the same, and only then."""
    first, second, other = (
        report(f"The ferry sails on.\n\nMira Brandt said on Tuesday that {told}.", day=DAY, outlet=outlet)
        for outlet, told in (
            (
                "Karst Post",
                "Karst is not planning to alter its night timetable as a way of winning back lost passengers",
            ),
            ("Ostrel Reed", "Karst will not consider changing its night timetable as a means to win back passengers"),
            ("Tidewater Gazette", "passengers had left for the railway long before the fog of last winter"),
        )
    )
    assert [{outlet for outlet, *_ in each} for each in gathered([first, second, other])] == [
        {"Karst Post", "Ostrel Reed"}
    ]


WORDINGS = st.lists(
    st.builds(
        Worded,
        st.sampled_from(("a1", "a2", "a3")),
        st.sampled_from(("stm-a", "stm-b", "stm-c", "stm-d")),
        st.builds(lambda start, length: Span(start, start + length), st.integers(0, 9), st.integers(1, 9)),
        st.booleans(),
    ),
    max_size=9,
)


@given(WORDINGS, st.randoms(use_true_random=False))
def test_which_statements_are_one_does_not_depend_on_order(rows: list[Worded], random: object) -> None:
    """However wordings arrive, the same statements stand, and what stands for others stands for itself."""
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    stands = joined(rows)
    assert stands == joined(shuffled)
    assert set(stands) == {row.statement for row in rows}
    assert all(stands[standing] == standing for standing in stands.values())


@given(WORDINGS)
def test_every_wording_keeps_its_attribution(rows: list[Worded]) -> None:
    """No attribution is lost when statements are joined, and its stretch lies within what was worded."""
    stands = joined(rows)
    found = stretches(rows, stands)
    assert {said for spans in found.values() for said in spans} == {row.attribution for row in rows}
    for statement, spans in found.items():
        for said, span in spans.items():
            mine = [row.span for row in rows if row.attribution == said and stands[row.statement] == statement]
            assert covers(Span(min(s.start for s in mine), max(s.end for s in mine)), span)


def test_many_reports_of_the_same_words_do_not_make_them_common() -> None:
    """However many reports quote one answer, a retold version of it is as like it as where three do."""
    retold = report(
        LEDE + '"We repaired the piers, and the ferry sails by night from June," Brandt told a reporter.', day=DAY
    )

    def likeness(copies: int) -> float:
        articles = [report(LEDE + FULL, day=DAY, outlet=f"Herald {n}") for n in range(copies)]
        cut = [said for each in (*articles, retold) for part in utterances(each, read(each), {}) for said in part]
        quoted = [said for said in cut if said.quoted]
        return Likeness(cut, frozenset()).score(quoted[0], quoted[-1])

    assert likeness(11) == pytest.approx(likeness(2), rel=0.05)


def test_what_one_speaker_reports_of_another_is_not_worded_twice_by_it() -> None:
    """An attribution within a quotation has its words from there, and is no second report of them."""
    article = report(
        '"Tavi Okoro says that he wants to run the harbour like he ran his ferry company, which was often late," '
        "Mira Brandt said on Tuesday.",
        day=DAY,
    )
    assert any(each.nested_in for each in read(article).attributions)
    assert gathered([article]) == []


CARRIED = (
    "KARST, May 5 - The night ferry will sail again.\n\n"
    '"We have mended both piers, and the night ferry will sail again from June," Mira Brandt explained, '
    "the Karst News Agency reported."
)


@pytest.mark.parametrize("where", ["", " at a briefing for the press", " to reporters on Tuesday"])
def test_who_carries_a_quotation_does_not_say_it(where: str) -> None:
    """The words are the speaker's, known through the agency; the agency has no statement of them."""
    article = report(CARRIED.replace("explained", f"explained{where}"), day=DAY)
    ((_, reading, links),) = link_all([article])
    outer, inner = reading.attributions
    assert inner.nested_in == outer.id
    assert inner.via == "the Karst News Agency reported"
    assert {worded.attribution for worded in links.wordings} == {inner.id}


def test_who_carries_a_quotation_and_says_more_says_that() -> None:
    """Where a carrier tells more than it quotes, that is its statement, and the quotation is still not."""
    more = "explained when the last crane had left the harbour after a night of storms that nobody there had foreseen,"
    article = report(CARRIED.replace("explained,", more), day=DAY)
    ((_, reading, links),) = link_all([article])
    outer, inner = reading.attributions
    told = [worded for worded in links.wordings if worded.attribution == outer.id]
    assert inner.nested_in == outer.id
    assert ["crane" in worded.span.of(article.text) for worded in told] == [True]


def test_an_attribution_of_nothing_but_a_title_is_an_utterance_all_the_same() -> None:
    """A single quoted word, or a title, words a statement though nothing in it is a sentence or a quotation."""
    article = report("Mira Brandt answered “Yes” on Tuesday.", day=DAY)
    reading = read(article)
    place = Span(article.text.index("“"), article.text.index("”") + 1)
    said = Attribution(
        article.id,
        "mixed",
        (Span(0, 11),),
        (Span(12, 20),),
        (place,),
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        0.9,
    )
    ((utterance,),) = utterances(article, replace(reading, attributions=(said,)), {})
    assert (utterance.span, utterance.quoted) == (place, False)
