"""Who said what, gathered by speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.publishing.prose import known_through
from onrecord.publishing.speech import voices
from onrecord.publishing.values import Utterance
from onrecord.publishing.wordings import Coverage
from onrecord.record import Wording
from tests.publishing.house import strait


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
    (voice,) = voices(statements, coverage, {}, coverage.numbers)
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
