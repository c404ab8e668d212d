"""Forms of a word that newsrooms write one way or the other: numerals, abbreviations, spellings, names from afar.

Words are given folded (`core.fold`). What counts as style and nothing else is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["contracted", "form_of", "masked", "together", "transliterated"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SHORT = {
    **{word: str(number) for number, word in enumerate(_UNITS)},
    **{word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "hundred": "100",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "%": "percent",
    "&": "and",
    "okay": "ok",
    "vs": "versus",
    "dept": "department",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "prof": "professor",
    "mr": "mister",
    "dr": "doctor",
    "st": "saint",
    "jr": "junior",
}
_TEN = frozenset(map(str, range(20, 100, 10)))
_UNIT = frozenset(map(str, range(1, 10)))
_SPELLINGS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?<=[a-z]{2})our", "or"),
        (r"(?<=[a-z]{3})is(?=(?:e[sdr]?|ing|ations?)$)", "iz"),
        (r"(?<=[a-z]{2})tre(?=s?$)", "ter"),
        (r"(?<=[a-z]{2})ence(?=s?$)", "ense"),
        (r"ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=gr)amme(?=s?$)", "am"),
        (r"^grey", "gray"),
    )
]
"""British spellings as American ones; that other words change alike does no harm, since both sides do."""
_CONTRACTIONS = (("won't", "will not"), ("can't", "can not"), ("cannot", "can not"), ("n't", " not"))
_ENDINGS = (("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"))
_EITHER = (("'s", " is"), ("'s", " has"), ("'d", " would"), ("'d", " had"))
_MASK = re.compile(r"\*+|-{2,}")
_SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "z": "s", "y": "i", "w": "v"})
_LEAST_NAME_CHARS = 5


def form_of(word: str) -> str:
    """Return the form in which a folded word is compared."""
    plain = word.strip("'")
    form = _SHORT.get(plain, plain)
    for pattern, spelling in _SPELLINGS:
        form = pattern.sub(spelling, form)
    return form


def together(before: str, between: str, form: str) -> str | None:
    """Return "25" for the forms of "twenty-five", None for words that are no such number."""
    if before in _TEN and form in _UNIT and between == "-":
        return str(int(before) + int(form))
    return None


def contracted(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether two runs of words are the same once contractions are written in full."""
    one, other = " ".join(a), " ".join(b)
    if not any("'" in text or "cannot" in text for text in (one, other)):
        return one == other
    return not set(_in_full(one)).isdisjoint(_in_full(other))


def _in_full(text: str) -> Iterator[str]:
    for short, full in (*_CONTRACTIONS, *_ENDINGS):
        text = re.sub(rf"{short}\b", full, text)
    yield text
    for short, full in _EITHER:
        yield re.sub(rf"{short}\b", full, text)


def masked(a: str, b: str) -> bool:
    """Return whether one of two folded words is the other with letters masked: "d***" and "d--n" for "damn"."""
    for hidden, plain in ((a, b), (b, a)):
        letters = _MASK.split(hidden)
        if len(letters) > 1 and any(letters) and all(len(part) <= 2 for part in letters[:1]):
            pattern = r"\w+".join(map(re.escape, letters))
            if re.fullmatch(pattern, plain):
                return True
    return False


def transliterated(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether two names, as written, sound alike: another script's name has several spellings in ours."""
    if not all(word[:1].isupper() or word == "al" for word in (*a, *b)):
        return False
    one, other = (_consonants("".join(word.lower() for word in words if word.lower() != "al")) for words in (a, b))
    shortest = min(sum(len(word) for word in words) for words in (a, b))
    return shortest >= _LEAST_NAME_CHARS and len(one) >= 3 and one == other


def _consonants(name: str) -> str:
    for pair, single in (("kh", "k"), ("gh", "k"), ("dh", "d"), ("ph", "f")):
        name = name.replace(pair, single)
    sounds = re.sub(r"[aeiouh'’]", "", name.translate(_SOUNDS))
    return re.sub(r"(.)\1+", r"\1", sounds)
