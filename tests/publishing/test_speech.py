"""Who said what, gathered by speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.publishing.prose import known_through, translated
from onrecord.publishing.speech import voices
from onrecord.publishing.values import Utterance
from onrecord.publishing.wordings import Coverage
from onrecord.record import Statement, Wording
from tests.publishing.house import article, said, strait


def utterances_of(*parts: Sequence[tuple[int, int]]) -> tuple[Utterance, ...]:
    """Return the utterances of statements that report `number` of the house words with half `half` of its quotation."""
    house, first, _ = strait()
    statement = house.said[first][0]

    def wording(number: int, half: int) -> Wording:
        whole = statement.wordings[number]
        return replace(whole, spans=(whole.attribution.content[half],))

    statements = [
        replace(statement, id=f"stm-{n}", wordings=tuple(wording(*each) for each in part))
        for n, part in enumerate(parts)
    ]
    coverage = Coverage(house.held, {each: number for number, each in enumerate(house.held, 1)}, {})
    (voice,) = voices(statements, coverage, {})
    return voice.utterances


def test_a_quotation_is_shown_with_what_goes_on_from_it() -> None:
    """Two halves of a quotation are shown as one where only reports that carry the one carry the other."""
    (utterance,) = utterances_of([(0, 0), (1, 0), (2, 0)], [(0, 1)])
    assert len(utterance.versions[0].sentence.shown_evidence) == 2


def test_halves_that_different_reports_carry_stand_apart() -> None:
    """Where one report carries the first half and another the second, each is an utterance."""
    assert len(utterances_of([(0, 0), (2, 0)], [(0, 1), (1, 0)])) == 2


def test_a_report_that_names_an_agency_once_has_named_it() -> None:
    """A report that words a statement twice, once with the agency's name, is not said to name none."""
    (utterance,) = utterances_of([(0, 0), (1, 0)])
    version = utterance.versions[0]
    named, silent = (replace(version.sources[0], via=via) for via in ("Ostrel", None))
    told = replace(utterance, versions=(replace(version, sources=(named,)), replace(version, sources=(silent,))))
    assert known_through(told) == f"through Ostrel in {named.number}"


def test_what_nobody_is_given_for_stands_under_no_other_name() -> None:
    """Statements without a source are not named after the source of another one."""
    house, first, _ = strait()
    herald, pelican = (house.held[each] for each in house.told[first].articles[:2])
    lone = said(herald, "The government of Tessary will not reopen the Orm Strait", cue="", kind="indirect")
    told = said(
        pelican, "progress in the talks with Norvale has been slow", source="the Ostrel agency", kind="indirect", cue=""
    )
    again = said(herald, "after three days of talks with envoys from Norvale", cue="", kind="indirect")
    statements = [
        Statement("stm-1", first, None, None, None, None, (Wording(lone, herald.id),)),
        Statement("stm-2", first, None, None, None, None, (Wording(again, herald.id), Wording(told, pelican.id))),
    ]
    coverage = Coverage(house.held, {each: number for number, each in enumerate(house.held, 1)}, {})
    names = {
        each.name: [utterance.statement for utterance in each.utterances] for each in voices(statements, coverage, {})
    }
    assert names == {"Speaker not known": ["stm-1"], "The Ostrel agency": ["stm-2"]}


def test_what_is_told_in_pieces_is_not_told_again() -> None:
    """A clause that holds one quotation mark of a pair is shown in pieces, and not at all where its sentence is."""
    house, first, _ = strait()
    held = article("Brandt called the chart “a draft”, and said the chart as “a draft” would do.", "Quay", "Chart")
    house.add(held)
    whole = said(held, "the chart as “a draft” would do", source="Brandt", cue="said", kind="indirect", speaker="B")
    part = said(held, "chart as “a draft", cue="", kind="indirect", speaker="B")
    statements = [
        Statement(f"stm-{n}", first, None, "B", None, None, (Wording(each, held.id),))
        for n, each in enumerate((whole, part))
    ]
    (voice,) = voices(statements, Coverage({held.id: held}, {held.id: 1}, {}), {})
    assert [utterance.statement for utterance in voice.utterances] == ["stm-0"]


def test_a_speaker_of_another_language_is_said_to_be_translated() -> None:
    """An office of a state that speaks no English makes differing wordings translations; one that does, none."""
    house, first, _ = strait()
    statement = house.said[first][0]
    coverage = Coverage(house.held, {each: number for number, each in enumerate(house.held, 1)}, {})

    def told(role: str | None) -> str:
        wordings = tuple(replace(each, attribution=replace(each.attribution, role=role)) for each in statement.wordings)
        (voice,) = voices([replace(statement, wordings=wordings)], coverage, {})
        return translated(voice)

    assert "probably not English" in told("South Korea's unification minister")
    assert told("U.S. trade envoy") == ""
    assert (
        told("harbour minister")
        == told("Indian trade envoy")
        == "If the speaker used another language, these may be translations."
    )
