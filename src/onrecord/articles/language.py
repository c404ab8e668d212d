"""The language of a text."""

from __future__ import annotations

import io
import lzma
import re
from array import array
from functools import cache
from importlib import resources
from typing import Any

from onrecord.limits.articles import (
    LANGUAGE_MIN_CHARS,
    LANGUAGE_MIN_PROBABILITY,
    LANGUAGE_SAMPLE_CHARS,
)

_LETTER = re.compile(r"[^\W\d_]")
_SYLLABLE = re.compile("[\u2e80-\ud7ff]")

__all__ = ["given_language", "language_of", "languages_known"]


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it is too short to tell.

    The beginning decides; py3langid reads it (Lui and Baldwin 2012, langid.py).
    """
    sample = text[:LANGUAGE_SAMPLE_CHARS]
    # A Chinese, Japanese or Korean letter says about as much as three Latin ones.
    letters = len(_LETTER.findall(sample)) + 2 * len(_SYLLABLE.findall(sample))
    if letters < LANGUAGE_MIN_CHARS or not languages_known():
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= LANGUAGE_MIN_PROBABILITY else None


def languages_known() -> bool:
    """Say whether the model of languages is there: an installation may be damaged, or its memory too small."""
    return _identifier() is not None


def given_language(code: object) -> str | None:
    """Return the ISO 639-1 code that a page or line gives for itself (`en-GB`, `pt_BR`), or None."""
    if not isinstance(code, str):
        return None
    short = code.strip().replace("_", "-").split("-")[0].lower()
    return short if len(short) == 2 and short.isascii() and short.isalpha() else None


@cache
def _identifier() -> Any:
    """Load the model once, on first use, or None when it does not load: it takes 0.1–0.9 s and 60 MB.

    The library's own loader unpacks it to a temporary file, which a full disk or a limit on files forbids.
    """
    identifier = None
    for load in (_unpacked, _by_library):
        try:
            identifier = load()
            break
        except (ImportError, OSError, EOFError, MemoryError, LookupError, TypeError, ValueError, lzma.LZMAError):
            continue  # the next way, for a version of the library that lays its model out differently
    if identifier is None:
        return None
    # Only languages with an ISO 639-1 code, which is what an article's `language` holds.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2 and label != "la"])
    return identifier


def _unpacked() -> Any:
    """Return py3langid's identifier with its model unpacked in memory: arrays in npz, within xz."""
    import numpy
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    packed = resources.files("py3langid").joinpath(MODEL_FILE).read_bytes()
    with numpy.load(io.BytesIO(lzma.decompress(packed)), allow_pickle=False) as model:
        # The walk through single bytes is several times faster over Python's arrays than over numpy's.
        steps, rows = (
            array({2: "H", 4: "I"}[a.itemsize], a.tobytes()) for a in (model["nextmove"], model["nextmove_row"])
        )
        outputs, labels = model["out_feat"].tolist(), model["classes"].tolist()
        return LanguageIdentifier(model["ptc"], model["pc"], labels, steps, outputs, norm_probs=True, tk_row=rows)


def _by_library() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
