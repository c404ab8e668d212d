"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.limits import LANGUAGE_MIN_CHARS, LANGUAGE_MIN_PROBABILITY, LANGUAGE_SAMPLE_CHARS

_LETTER = re.compile(r"[^\W\d_]")
_SYLLABLE = re.compile("[\u2e80-\ud7ff]")

__all__ = ["given_language", "language_of"]


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it is too short to tell.

    The beginning decides; py3langid reads it (Lui and Baldwin 2012, langid.py).
    """
    sample = text[:LANGUAGE_SAMPLE_CHARS]
    # A Chinese, Japanese or Korean letter says about three times as much as a Latin one.
    letters = len(_LETTER.findall(sample)) + 2 * len(_SYLLABLE.findall(sample))
    if letters < LANGUAGE_MIN_CHARS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= LANGUAGE_MIN_PROBABILITY else None


def given_language(code: object) -> str | None:
    """Return the ISO 639-1 code that a page or line gives for itself (`en-GB`, `pt_BR`), or None."""
    if not isinstance(code, str):
        return None
    short = code.strip().replace("_", "-").split("-")[0].lower()
    return short if len(short) == 2 and short.isascii() and short.isalpha() else None


@cache
def _identifier() -> Any:
    """Load the model once, on first use: it takes 0.1–0.9 s and 60 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Only languages with an ISO 639-1 code, which is what an article's `language` holds.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2 and label != "la"])
    return identifier
