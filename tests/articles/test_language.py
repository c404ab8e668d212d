"""The language of a text, and what happens where its model cannot be had."""

from __future__ import annotations

import subprocess
import sys

import pytest

from onrecord.articles.language import language_of

SCRIPT = """
import resource, sys
from datetime import UTC, datetime
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
if sys.argv[1] == "without":
    sys.modules["py3langid"] = None
from onrecord.articles import extract
from onrecord.outlets import TEXT, Page
body = b"Harbour stays open\\n\\nThe harbour of Eidvik stays open, and nobody on the quay knows how long.\\n"
found = extract(Page("saved/a", None, None, TEXT, None, body, (), datetime(2026, 11, 22, tzinfo=UTC)))
print(found.article.language, *(fault.what for fault in found.faults))
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour of Eidvik stays open, and nobody on the quay knows for how long.", "en"),
        ("Der Hafen von Eidvik bleibt offen, und niemand am Kai weiß, für wie lange.", "de"),
        ("Порт остается открытым, и никто на причале не знает, как долго это продлится.", "ru"),
        ("Eidvik", None),
        ("7, 8, 9", None),
    ],
)
def test_language_of_a_text(text: str, language: str | None) -> None:
    """A sentence is enough to tell a language, and a name or figures are not."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("model", "printed"), [("with", "en"), ("without", "None its language cannot be told, since the model")]
)
def test_where_no_file_can_be_written_or_no_model_read(model: str, printed: str) -> None:
    """No file is written to tell a language; without the model the article is kept, with a fault."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, model], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(printed)
