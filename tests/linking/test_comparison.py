"""How wordings of one statement are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import Quoted, compare
from onrecord.linking.alignment import cut

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
        ("we will not soon reopen the sluices before the autumn", ["insertion", "omission", "trim"]),
        ("we will not reopen the sluices before the autumn count", ["omission"]),
        ("we will not reopen the southern sluices before the autumn count", ["substitution"]),
        ("we will not reopening the northern sluices before the autumn count", ["inflection"]),
    ],
)
def test_each_difference_has_its_kind(other: str, expected: list[str]) -> None:
    """A difference is named by what an editor did: cut, elide, bracket, add, leave out, replace, inflect."""
    assert kinds(FULL, other) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Senator Brisk respects that", "Sen. Brisk respects that"),
        ("two long-stalled rounds of talks", "2 long stalled rounds of talks"),
        ("twenty-five ferries and 40 percent of the piers", "25 ferries and forty % of the piers"),
        ("they have organised the harbour", "they have organized the harbor"),
        ("get your d*** boats off my pier", "get your damn boats off my pier"),
        ("we spoke with Ghadrafi in Ostrel", "we spoke with al-Qadrafi in Ostrel"),
    ],
)
def test_what_newsrooms_write_one_way_or_the_other_is_style(a: str, b: str) -> None:
    """Numerals, titles, hyphens, spellings, masked letters and another script's names leave the words the same."""
    found = compare([Quoted("a", a, direct=True), Quoted("b", b, direct=True)])
    assert not found.altered
    assert {d.kind for d in found.differences} <= {"style"}


def test_a_contraction_is_style_that_alters() -> None:
    """A contraction beside its full form is named style and still counts, since it is a choice of words."""
    found = compare(
        [
            Quoted("a", "he is sure that the ferry will sail", direct=True),
            Quoted("b", "he's sure that the ferry will sail", direct=True),
        ]
    )
    assert found.altered
    assert [(d.kind, d.alters) for d in found.differences] == [("style", True)]


@pytest.mark.parametrize(
    ("other", "altered"),
    [
        ("The ferry will sail from June.", False),
        ("Nobody should wait in the rain. That is a promise.", False),
        ("from June. Nobody should wait in the", False),
        ("The ferry should sail from June.", True),
        ("The ferry will sail from June. That is a promise.", True),
    ],
)
def test_a_fuller_wording_is_not_altered_by_the_rest(other: str, altered: bool) -> None:  # noqa: FBT001
    """A report that carries one sentence of several has the same words; a sentence left out between two has not."""
    full = "The ferry will sail from June. Nobody should wait in the rain. That is a promise."
    assert compare([Quoted("a", full, direct=True), Quoted("b", other, direct=True)]).altered is altered


def test_words_between_two_quotations_are_the_reporters() -> None:
    """Where a report breaks off a quotation and takes it up again, what it leaves out there is a trim."""
    full = "The ferry will sail from June. Nobody should wait in the rain. That is a promise."
    parts = "The ferry will sail from June. That is a promise."
    found = compare([Quoted("a", full, direct=True), Quoted("b", parts, direct=True, breaks=(31,))])
    assert not found.altered
    assert [d.kind for d in found.differences] == ["trim"]


def test_what_is_said_otherwise_throughout_is_altered() -> None:
    """Two translations of one sentence have few words in a row in common, and are still set word against word."""
    one = (
        "Anyone who bargains over ferries carries several ropes on the belt, and the pier of Karst is plainly one of "
        "them"
    )
    other = (
        "When you bargain about ferries, there are a number of ropes at hand, and Karst pier is one. However, for now, "
        "we are not looking at making use of that rope"
    )
    found = compare([Quoted("a", one, direct=True), Quoted("b", other, direct=True)])
    assert found.altered
    assert len(found.differences) > 1


def test_two_parts_of_one_utterance_do_not_alter_each_other() -> None:
    """Two wordings that share no words, each part of a third, are the same variant with it."""
    full = "The ferry will sail from June. Nobody should wait in the rain. That is a promise."
    parts = ("The ferry will sail from June.", "That is a promise.")
    found = compare([Quoted(str(n), text, direct=True) for n, text in enumerate((full, *parts))])
    assert set(found.variants.values()) == {1}
    assert not found.altered


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
SPEECH = st.lists(
    st.sampled_from("the ferry will won't sail from June . … [Karst] piers it's Brandt's 2 two".split()),
    min_size=1,
    max_size=14,
).map(" ".join)


BREAKS = st.lists(st.integers(-2, 70), max_size=2).map(tuple)


@given(st.lists(st.tuples(TEXTS, st.booleans(), BREAKS), min_size=1, max_size=5))
def test_spans_name_the_words_they_quote(drawn: list[tuple[str, bool, tuple[int, ...]]]) -> None:
    """Every difference's spans stand in the texts they name, for any text broken off anywhere."""
    quoted = [Quoted(str(i), text, direct=direct, breaks=breaks) for i, (text, direct, breaks) in enumerate(drawn)]
    texts = {each.id: each.text for each in quoted}
    found = compare(quoted)
    assert set(found.variants) == set(texts)
    for d in found.differences:
        assert texts[d.a][slice(*d.a_span)] == d.a_text
        assert texts[d.b][slice(*d.b_span)] == d.b_text


@given(SPEECH, st.integers(0, 60))
def test_a_wording_is_the_same_as_itself(text: str, place: int) -> None:
    """Compared with itself, a wording has no differences, wherever it is broken off."""
    found = compare([Quoted(each, text, direct=True, breaks=(place,)) for each in "ab"])
    assert found.differences == ()
    assert not found.altered
    assert set(found.variants.values()) == {1}


@given(st.lists(SPEECH, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_order_does_not_matter(texts: list[str], random: object) -> None:
    """In whatever order wordings come, they have the same variants, and the statement is altered or not."""
    quoted = [Quoted(str(n), text, direct=True) for n, text in enumerate(texts)]
    shuffled = list(quoted)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    a, b = compare(quoted), compare(shuffled)
    assert (a.fullest, a.variants, a.altered, a.differences) == (b.fullest, b.variants, b.altered, b.differences)


@given(SPEECH, SPEECH)
def test_two_wordings_are_altered_whichever_is_the_fuller(one: str, other: str) -> None:
    """Two quotations are altered when, and only when, one of their differences alters; and then both ways round."""
    found = compare([Quoted("a", one, direct=True), Quoted("b", other, direct=True)])
    swapped = compare([Quoted("b", one, direct=True), Quoted("a", other, direct=True)])
    assert found.altered == any(d.alters for d in found.differences)
    assert len(cut(one)) == len(cut(other)) or found.altered == swapped.altered


def test_of_very_many_variants_each_wording_finds_its_own() -> None:
    """A hundred variants that differ by a number, each worded twice in other style, are a hundred variants."""
    many = [f"We are {n} times not looking at the strait as a chip in group {n}" for n in range(100, 200)]
    again = [f"{text.replace('We are', 'we are')}," for text in many]
    found = compare([Quoted(str(n), text, direct=True) for n, text in enumerate([*many, *again])])
    assert len(set(found.variants.values())) == len(many)
    assert all(found.variants[str(n)] == found.variants[str(n + len(many))] for n in range(len(many)))
