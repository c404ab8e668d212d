"""How wordings of one statement are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import Quoted, compare

FULL = "we will not reopen the northern sluices before the autumn count"


def kinds(a: str, b: str) -> list[str]:
    """Return the kinds of difference of `b` from `a`."""
    return [d.kind for d in compare([Quoted("a", a, direct=True), Quoted("b", b, direct=True)]).differences]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (FULL, []),
        ("We will not reopen the northern sluices", ["trim"]),
        ("we will not reopen the … sluices before the autumn count", ["trim"]),
        ("we will not reopen the northern [dam] sluices before the autumn count", ["bracket"]),
        ("we will not reopen the northern sluices early before autumn", ["insertion", "omission", "trim"]),
        ("we will not reopen the sluices before the autumn count", ["omission"]),
        ("we will not reopen the southern sluices before the autumn count", ["substitution"]),
        ("we will not reopening the northern sluices before the autumn count", ["inflection"]),
    ],
)
def test_each_difference_has_its_kind(other: str, expected: list[str]) -> None:
    """A difference is named by what an editor did: cut, elide, bracket, add, leave out, replace, inflect."""
    assert kinds(FULL, other) == expected


def test_numerals_hyphens_and_short_titles_are_style() -> None:
    """A numeral, a hyphen or a title written another way is no difference of words."""
    assert kinds("Senator Brisk respects that", "Sen. Brisk respects that") == []
    assert kinds("two long-stalled rounds of talks", "2 long stalled rounds of talks") == []


def test_trimming_keeps_the_variant_and_a_changed_word_makes_another() -> None:
    """A trimmed wording is the same variant; a changed word inside quotation marks makes the statement altered."""
    same = compare([Quoted("a", FULL, direct=True), Quoted("b", FULL[:39], direct=True)])
    assert same.variants["a"] == same.variants["b"]
    assert not same.altered
    other = compare([Quoted("a", FULL, direct=True), Quoted("b", FULL.replace("not", "never"), direct=True)])
    assert other.variants["a"] != other.variants["b"]
    assert other.altered


def test_indirect_wordings_never_make_a_statement_altered() -> None:
    """Only words inside quotation marks can be altered; a paraphrase is free to differ."""
    found = compare([Quoted("a", FULL, direct=True), Quoted("b", "the sluices stay shut", direct=False)])
    assert found.fullest == "a"
    assert not found.altered


def test_nothing_to_compare_is_an_error() -> None:
    """A statement has at least one wording."""
    with pytest.raises(ValueError, match="nothing"):
        compare([])


TEXTS = st.text(st.sampled_from("ab cd…[](). ’-é漢"), min_size=1, max_size=60)


@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=5))
def test_spans_name_the_words_they_quote(drawn: list[tuple[str, bool]]) -> None:
    """Every difference's spans stand in the texts they name, for any text."""
    quoted = [Quoted(str(i), text, direct=direct) for i, (text, direct) in enumerate(drawn)]
    texts = {each.id: each.text for each in quoted}
    found = compare(quoted)
    assert set(found.variants) == set(texts)
    for d in found.differences:
        assert texts[d.a][slice(*d.a_span)] == d.a_text
        assert texts[d.b][slice(*d.b_span)] == d.b_text
