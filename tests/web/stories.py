"""Stories for the tests of their pages: that of the examples, and one whose every word is hostile."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

from django.test import Client

from onrecord.web import shelf
from onrecord.web.models import StorySheet, WordingRow

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "<svg onload=alert(4)>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "\u202egnp.exe\u202c <!--",
    "javascript:alert(5)",
)
LINE = "We will not close the {0} port to foreign trawlers before the autumn"


def river() -> str:
    """Return the id of the story of the examples with the most reports."""
    return StorySheet.objects.order_by("-report_count").values_list("story", flat=True)[0]


def many_worded(story: str) -> str:
    """Return the id of the statement with the most wordings in a story."""
    counts: dict[str, int] = {}
    for statement in WordingRow.objects.filter(story=story, quoted=True).values_list("statement", flat=True):
        counts[statement] = counts.get(statement, 0) + 1
    return max(sorted(counts), key=lambda each: counts[each])


def hostile(folder: Path) -> str:
    """Put on record a story whose outlets, titles, bylines, speakers and words are payloads; return its id."""
    from onrecord import flow

    file = folder / "hostile.jsonl"
    with file.open("w") as out:
        for number, payload in enumerate(PAYLOADS):
            text = (
                f"TESSARY CITY, May 3 - The government of Tessary will not reopen the Orm Strait {payload} to foreign "
                f"trawlers before the autumn, harbour minister Ilse {payload} Brandt said on Saturday.\n\n"
                f"“{LINE.format(payload)},” Ilse Brandt told reporters in Tessary City.\n\n"
                f"The envoys of Norvale {payload}, whose fleet has been tied up since March, left the city by train. "
                f"“We will come back with another paper {payload},” said Aron <b onclick=alert(6)>Quill</b>, an envoy."
            )
            row = {
                "id": f"h{number}",
                "outlet": f"Outlet {number} {payload}",
                "title": f"Tessary keeps the Orm Strait closed to trawlers {payload}",
                "byline": payload,
                "url": f"https://outlet{number}.example/{number}",
                "published": "2031-05-03",
                "text": text,
            }
            out.write(json.dumps(row) + "\n")
    for _ in flow.add([str(file)]):
        pass
    shelf.catch_up()
    found = StorySheet.objects.filter(headline__contains="Orm Strait").order_by("-report_count")
    return found.values_list("story", flat=True)[0]


def parsed(xml: bytes | str) -> ElementTree.Element:
    """Return the root of a document of our own making; what is not well formed fails the test."""
    return ElementTree.fromstring(xml)  # noqa: S314 - it is our own


def cited(client: Client, page: str) -> list[str]:
    """Return the addresses to which the citations of a page lead."""
    html = client.get(page).content.decode()
    return [each.replace("#cited", "") for each in re.findall(r'class="cite" href="([^"]+)"', html)]
