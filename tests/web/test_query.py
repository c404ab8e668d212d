"""The language of questions: what it reads, what it refuses, and that both databases answer as it says."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.web.search import postgresql, sqlite
from onrecord.web.search.asked import Asked
from onrecord.web.search.asking import ask_of
from onrecord.web.search.parsing import Unreadable, parse
from onrecord.web.search.query import And, Field, Near, Not, Or, Query, Words, leaves
from onrecord.web.search.words import words_of
from tests.conftest import Store

PIECES = (
    'tax "price cap" ha* ( ) AND OR NOT NEAR NEAR/3 NEAR/99 - -x " “ ” „ * : speaker: speaker:lee '
    'speaker:"a b" about:x '
    "kind:direct kind:x in:quotes in: before:2026 after:2026-02-30 after:2026-02-03 foo:bar said: 12:30 don't Ünïted "
    "税金 ㊀ ½ ' % _ ; -- /* NULL & | ! <-> { } ^ + ent-1a2 \x00 \ud800 ﷺ İ ǅ"
).split(" ")
ANY = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))


@pytest.mark.parametrize(
    ("question", "tree"),
    [
        ("tax", Words(("tax",))),
        ("Tax  Cuts", And((Words(("tax",)), Words(("cuts",))))),
        ('"Price Cap"', Words(("price", "cap"))),
        ("“price cap”", Words(("price", "cap"))),
        ("well-known", Words(("well", "known"))),
        ("négoc*", Words(("negoc",), prefix=True)),
        ("a OR b c", Or((Words(("a",)), And((Words(("b",)), Words(("c",))))))),
        ("(a OR b) c", And((Or((Words(("a",)), Words(("b",)))), Words(("c",))))),
        ("river -port", And((Words(("river",)), Not(Words(("port",)))))),
        ("river AND NOT port", And((Words(("river",)), Not(Words(("port",)))))),
        ('river NEAR/5 "new policy"', Near(Words(("river",)), Words(("new", "policy")), 5)),
        ('speaker:"Pell Sa-dor"', Field("speaker", ("pell", "sa", "dor"))),
        ("before:2026-3", Field("before", ("2026-03-01",))),
        ("12:30", Words(("12", "30"))),
        ("he said: river", And((Words(("he",)), Words(("said",)), Words(("river",))))),
        ("", None),
        ("— … !", None),
    ],
)
def test_reads(question: str, tree: Query | None) -> None:
    """Each way of asking is read as docs/web.md says."""
    assert parse(question) == tree


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ('the river "price cap', "the quotation mark at 11 is not closed"),
        ('a ""', "nothing stands between the quotation marks at 3"),
        ("(tax OR toll", "the parenthesis at 1 is not closed"),
        ("tax) toll", "the parenthesis at 4 closes nothing"),
        ("tax AND", "a word is missing before the end"),
        ("OR tax", "a word is missing before OR at 1"),
        ("tax NEAR/5 (a b)", "NEAR at 5 stands between two words or phrases"),
        ("a NEAR/21 b", "NEAR at 3 reaches from 1 to 20 words"),
        ("a NEAR/3 b NEAR/3 c", "NEAR at 3 stands between two words or phrases"),
        ("a*", "the word at 1 is cut too short"),
        ("speeker:lisk", "there is no field speeker: at 1"),
        ("tax speaker:", "speaker: at 5 says nothing"),
        ("kind:spoken", "kind: at 1 may be direct, indirect or mixed"),
        ("before:2026-02-30", "before: at 1 needs a day such as before:2026-01-31"),
        ("tax OR after:2026", "after: holds for the whole question"),
        ("in:headlines tax", "in: at 1 may only be in:quotes"),
        ("(" * 13 + "a", "the question is nested too deeply at 13"),
        ("a " * 41, "more than 40 words and fields"),
        ("a" * 1_001, "the question has 1,001 characters; at most 1,000 are read"),
    ],
)
def test_says_where_a_question_fails(question: str, says: str) -> None:
    """A question that cannot be read is refused in a plain sentence with the place, counted from 1."""
    with pytest.raises(Unreadable) as refused:
        parse(question)
    assert says in str(refused.value)


def _tree(text: str) -> Query | None:
    """Return the tree of a text, or None when it was refused in words."""
    try:
        return parse(text)
    except Unreadable as error:
        if len(str(error)) < 10:
            raise
        return None


@given(ANY)
@settings(max_examples=500)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text at all is read, and then its tree printed is read into the same tree; or it is refused in words."""
    tree = _tree(text)
    assert tree is None or parse(str(tree)) == tree


@given(ANY)
@settings(max_examples=500)
def test_no_text_reaches_a_database_as_syntax(text: str) -> None:
    """What is written for a database is its syntax and words of letters and digits, whatever was typed."""
    ask = ask_of(_tree(text))
    plain = re.sub(r'"[^\W_]+(?: [^\W_]+)*"', "W", sqlite.written(ask.tree, quoted=ask.quoted))
    assert re.fullmatch(r"(?:W|\{[a-z ]+\}| : |every|NEAR|AND|OR|NOT|, \d+| \*|[() ])+", plain), plain
    plain = re.sub(r"'[wqsaotik][^\W_]+'", "W", postgresql.written(ask.tree, quoted=ask.quoted))
    assert re.fullmatch(r"(?:W|:\*|<->|<\d+>|[()&|! ])+", plain), plain


@given(st.text(max_size=80))
def test_folding_again_changes_nothing(text: str) -> None:
    """Words that were folded are words as they are, so that index and question agree."""
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.dictionaries(st.sampled_from(("q", "speaker", "about", "since", "until", "kind", "quotes")), ANY))
def test_a_form_is_read_or_refused(fields: dict[str, str]) -> None:
    """Whatever stands in the fields of the form is read or refused in words, and goes into an address and back."""
    asked = Asked.of(fields)
    assert isinstance(asked.address(), str)
    assert isinstance(asked.title(), str)
    try:
        tree = asked.tree()
    except Unreadable:
        return
    assert Asked.of(QueryDict(asked.address())).tree() == tree


def test_a_last_day_is_among_those_asked_for() -> None:
    """The form's last day is meant, before: names the first day that is not."""
    assert Asked.of({"until": "2026-03-05"}).tree() == Field("before", ("2026-03-06",))
    assert Asked.of({"until": "9999-12-31", "q": "a"}).tree() == Words(("a",))


# --- both databases answer as the tree says ----------------------------------------------------------------
VOCABULARY = ("alpha", "beta", "gamma", "delta", "alarm", "be")
ROWS = [
    (number + 1, {"words": words.split(), "quoted": quoted.split(), "speaker": who.split(), "about": about.split()})
    for number, (words, quoted, who, about) in enumerate(
        [
            ("alpha beta gamma", "beta", "delta", ""),
            ("beta alpha delta delta gamma", "beta alpha", "alpha beta", "gamma"),
            ("gamma gamma gamma alarm", "", "be", "alpha"),
            ("alarm be beta alpha", "alarm be beta alpha", "", "be"),
            ("delta", "delta", "alarm", "delta alpha"),
            ("", "", "beta", ""),
            ("alpha delta delta delta delta beta", "delta delta", "gamma delta", "beta"),
        ]
    )
]
words = st.builds(Words, st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(tuple), prefix=st.booleans())
near = st.builds(
    lambda pair, within: Near(Words((pair[0],)), Words((pair[1],)), within),
    st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=2, unique=True),
    st.integers(1, 5),
)
fields = st.builds(Field, st.sampled_from(("speaker", "about")), st.sampled_from(VOCABULARY).map(lambda word: (word,)))
trees: st.SearchStrategy[Query] = st.recursive(
    st.one_of(words, near, fields),
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(And, st.lists(part, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(part, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def _in_row(row: tuple[str, ...], text: list[str], *, prefix: bool = False) -> bool:
    for start in range(len(text) - len(row) + 1):
        *whole, last = text[start : start + len(row)]
        if tuple(whole) == row[:-1] and (last.startswith(row[-1]) if prefix else last == row[-1]):
            return True
    return False


def _holds(tree: Query, row: dict[str, list[str]], *, quoted: bool) -> bool:
    """Say whether a row is found, in the plainest way."""
    said = row["quoted" if quoted else "words"]
    if isinstance(tree, Words):
        texts = [said] if quoted else [said, row["speaker"]]
        return any(_in_row(tree.words, text, prefix=tree.prefix) for text in texts)
    if isinstance(tree, Near):
        places = [[at for at, word in enumerate(said) if word == each.words[0]] for each in (tree.left, tree.right)]
        return any(abs(a - b) <= tree.within for a in places[0] for b in places[1])
    if isinstance(tree, Field):
        texts = [row["about"], said] if tree.name == "about" else [row[tree.name]]
        return any(_in_row(tree.words, text) for text in texts)
    if isinstance(tree, Not):
        return not _holds(tree.part, row, quoted=quoted)
    every = (_holds(part, row, quoted=quoted) for part in tree.parts)
    return all(every) if isinstance(tree, And) else any(every)


@given(tree=trees, quoted=st.booleans())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_database_finds_what_the_tree_says(store: Store, tree: Query, quoted: bool) -> None:  # noqa: FBT001, ARG001
    """Rows found by the database's full-text search are those that a plain reading of the tree finds, newest first."""
    from onrecord.web.search.engine import EVERY, Ask, engine

    if not engine().ask("web_saidrow", Ask(None)):
        engine().put("web_saidrow", [(number, {**row, "kind": [EVERY]}) for number, row in ROWS])
    found = engine().ask("web_saidrow", Ask(tree, quoted=quoted, weighed=any(leaves(tree))))
    wanted = [number for number, row in ROWS if _holds(tree, row, quoted=quoted)]
    assert [place for place, _ in found] == wanted[::-1]
    assert [place for place, _ in engine().ask("web_saidrow", Ask(tree, quoted, 2, 5))] == [
        number for number in wanted[::-1] if 2 <= number < 5
    ]
