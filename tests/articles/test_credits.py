"""Credit lines, datelines and days in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.datelines import dateline_of, day_in_words
from onrecord.articles.wires import credit_line, credits_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The talks go on, Yonhap reported on Monday.", [("Yonhap", "Yonhap reported")]),
        ("The talks go on, according to the Associated Press.", [("AP", "according to the Associated Press")]),
        ("Die Gespräche gehen weiter, berichtete die dpa.", [("dpa", "berichtete die dpa")]),
        ("Laut Agence France-Presse gehen die Gespräche weiter.", [("AFP", "Laut Agence France-Presse")]),
        ("Es geht nach Angaben der dpa weiter.", [("dpa", "nach Angaben der dpa")]),
        ("Selon l'AFP, rien n'a changé.", [("AFP", "Selon l'AFP")]),
        ("He told Kyodo News that nothing had changed.", [("Kyodo", "told Kyodo News")]),
        ("The Fjord Coast News Agency reported rain.", [("Fjord Coast", "The Fjord Coast News Agency reported")]),
        ("LONDON (Reuters) - It rained.", [("Reuters", "(Reuters) -")]),
        ("The Reuters building is tall, he said.", []),
        ("He joined the AA and the PA last year.", []),
    ],
)  # fmt: skip
def test_credits_in_running_text(text: str, found: list[tuple[str, str]]) -> None:
    """A credit is found where the text says that a wire reported, and not where a wire is only named."""
    assert [(credit.wire, credit.span.of(text)) for credit in credits_in(text) if credit.span] == found


@pytest.mark.parametrize(
    ("line", "wire"),
    [
        ("(dpa)", "dpa"),
        ("mit dpa", "dpa"),
        ("Quelle: APA/dpa", "APA"),
        ("Source: AFP", "AFP"),
        ("With AFP and Reuters", "AFP"),
        ("dpa-infocom, dpa:260101-12-345678/9", "dpa"),
        ("The AP style is short.", None),
        ("Reuters opened an office in the harbour of Eidvik in the spring, and closed it again in the autumn.", None),
    ],
)
def test_lines_that_are_only_a_credit(line: str, wire: str | None) -> None:
    """A short line that names a wire and nothing else is a credit line."""
    assert credit_line(line) == wire


@given(
    st.text(max_size=200), st.sampled_from(["Yonhap reported", "(AFP) –", "according to Reuters"]), st.text(max_size=80)
)
def test_credits_lie_inside_the_text(before: str, credit: str, after: str) -> None:
    """Every credit's span lies inside the text, in order, and none overlaps another."""
    text = before + credit + after
    last = 0
    for found in credits_in(text):
        assert found.span is not None
        assert last <= found.span.start < found.span.end <= len(text)
        last = found.span.end


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Eidvik, December 7 (Fjordpress) - It rained.", ("Eidvik", 12, 7, None, "Fjordpress")),
        ("EIDVIK, Dec 7 (Fjordpress) – It rained.", ("EIDVIK", 12, 7, None, "Fjordpress")),
        ("EIDVIK (AP) — It rained.", ("EIDVIK", None, None, None, "AP")),
        ("EIDVIK — It rained.", ("EIDVIK", None, None, None, None)),
        ("EIDVIK, 7 décembre 2025 (AFP) - Il pleut.", ("EIDVIK", 12, 7, 2025, "AFP")),
        ("(Reuters) - It rained.", (None, None, None, None, "Reuters")),
    ],
)
def test_datelines(line: str, parts: tuple[object, ...]) -> None:
    """Place, day and bracket of a dateline are read, in capitals or not, with any dash."""
    found = dateline_of(line)
    assert found is not None
    assert (found.place, found.month, found.day, found.year, found.bracket) == parts


@pytest.mark.parametrize(
    "line",
    [
        "Good news — it rained.",
        "It rained - again.",
        "(No comment) - he said.",
        "Minister: it rained.",
        "• It — rained",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    """A dash or colon alone makes no dateline."""
    assert dateline_of(line) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tuesday, March 3, 2026", date(2026, 3, 3)),
        ("7. Dezember 2025, 14:00 Uhr", date(2025, 12, 7)),
        ("le 1er mai", None),
        ("7 de diciembre de 2025", date(2025, 12, 7)),
        ("2025年12月7日", date(2025, 12, 7)),
        ("07.12.2025", date(2025, 12, 7)),
        ("February 31, 2025", None),
    ],
)
def test_days_in_words(words: str, day: date | None) -> None:
    """A full day in words is read in several languages; one that does not exist is none."""
    assert day_in_words(words) == day
