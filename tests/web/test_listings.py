"""Lists in all their forms: the same question as a page, CSV, JSON and Atom, a piece at a time."""

from __future__ import annotations

import base64
import csv
import io
import json
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import BadRequest
from django.test import Client

from tests.web.shelves import commitment, many_people, many_statements, many_stories

ATOM = "{http://www.w3.org/2005/Atom}"


def ids_by_pages(client: Client, address: str) -> list[str]:
    """Return the ids of a list in its JSON form, page after page."""
    found: list[str] = []
    while address:
        told = client.get(address).json()
        found += [row["id"] for row in told["rows"]]
        address = (told["next"] or "").removeprefix("http://localhost")
    return found


def test_every_row_comes_once_over_all_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page after page gives each row once, in one order; those without a day come last."""
    from onrecord.web import listings
    from onrecord.web.models import StorySheet

    many_stories(95)
    monkeypatch.setattr(listings, "EXPORT_ROWS", 7)
    found = ids_by_pages(client, "/stories.json")
    dated = StorySheet.objects.filter(last_on__isnull=False).order_by("-last_on", "story")
    undated = StorySheet.objects.filter(last_on=None).order_by("story")
    assert found == [sheet.story for sheet in (*dated, *undated)]


def test_a_list_of_texts_and_of_numbers_is_paged_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor stands for a name as well as for a count, and for rows whose key is a number."""
    from onrecord.web import listings

    many_people(60)
    many_statements("ent-many00001", 40)
    monkeypatch.setattr(listings, "EXPORT_ROWS", 9)
    for address in ("/entities.json?sort=name", "/entities.json?sort=said"):
        found = [each for each in ids_by_pages(client, address) if each.startswith("ent-many")]
        assert len(found) == len(set(found)) == 60
    from onrecord.web.models import EntitySheet

    EntitySheet.objects.create(
        entity="ent-port", name="Port", name_key="port", kind="place", article_count=1, statement_count=0
    )
    assert len(set(ids_by_pages(client, "/entities/ent-port/about.json"))) == 40


def test_the_page_leads_to_the_next_and_to_the_first(client: Client) -> None:
    """Links at the foot of a page lead on and back, and keep the question."""
    many_stories(70)
    first = client.get("/?since=2025-01-01")
    after = first.context["next"]
    assert "since=2025-01-01" in after
    second = client.get(after)
    assert second.context["first"] == "/?since=2025-01-01"
    assert {story.sheet.story for story in first.context["rows"]}.isdisjoint(
        story.sheet.story for story in second.context["rows"]
    )


VALUES: list[Any] = [
    [],
    {},
    ["2026-02-30", "story-1"],
    ["2026-01-01"],
    ["2026-01-01", None],
    ["2026-01-01", "a\0b"],
    ["2026-01-01", "\ud800"],
    [["2026-01-01"], "story-1"],
    [1.5e300, "story-1"],
    [True, "story-1"],
]
BROKEN = [
    "nonsense",
    "é",
    "=" * 50,
    "A" * 9_000,
    "[" * 1_500,
    *(base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in VALUES),
]


def test_a_broken_cursor_is_told_plainly(client: Client) -> None:
    """Whatever stands in the place of a cursor, the answer is a plain page with status 400."""
    for address in ("/", "/stories.csv", "/stories.json", "/stories.atom", "/tracker.csv", "/entities/"):
        for cursor in BROKEN:
            answer = client.get(address, {"after": cursor})
            assert answer.status_code == 400, (address, cursor)
            assert "begin again" in answer.content.decode()


def test_a_number_beyond_the_database_is_no_cursor(client: Client) -> None:
    """A count that no column holds is told plainly on either database."""
    for value in (2**63, -(2**70), "7" * 500):
        cursor = base64.urlsafe_b64encode(json.dumps([value, "ent-1"]).encode()).decode()
        assert client.get("/entities/", {"after": cursor}).status_code == 400


def test_cells_are_no_formulas(client: Client) -> None:
    """What a spreadsheet would run gets an apostrophe before it, whatever blanks stand first; numbers stay numbers."""
    from onrecord.web.models import StorySheet

    hostile = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\ufeff=1", "＝1", "\n=1"]
    many_stories(len(hostile))
    for n, text in enumerate(hostile):
        StorySheet.objects.filter(story=f"story-many{n:05}").update(headline=text, lede=f'a","={n}')
    answer = client.get("/stories.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"))))
    told = [row for row in rows if row["id"].startswith("story-many")]
    assert {row["headline"] for row in told} == {f"'{text}" for text in hostile}
    assert all(cell.lstrip()[:1] not in ("=", "+", "@") for row in rows for cell in row.values())
    assert {row["reports"] for row in told} == {"3"}
    assert {row["outlets"] for row in told} == {"Orrin Gazette; Hennet Courant"}


def test_csv_has_a_header_without_rows_and_says_where_it_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty list is a header; a long one names the rest in its Link header."""
    from onrecord.web import listings
    from onrecord.web.models import StorySheet

    empty = client.get("/stories.csv?day=1999-01-01").content.decode()
    assert empty.startswith('"id","headline"')
    assert empty.count("\r\n") == 1
    many_stories(20)
    monkeypatch.setattr(listings, "EXPORT_ROWS", 15)
    link = client.get("/stories.csv")["Link"]
    rest = client.get(link.split(">")[0].removeprefix("<http://localhost"))
    assert len(rest.content.decode().splitlines()) == 1 + StorySheet.objects.count() - 15


def test_atom_names_entries_for_good(client: Client) -> None:
    """A feed holds when each story changed, ids that do not change, and nothing that XML cannot hold."""
    from onrecord.web.models import StorySheet

    many_stories(
        3, headline="Talks <script>alert(1)</script> \x0b\x1b & so on", arrived=datetime(2027, 5, 1, tzinfo=UTC)
    )
    first = client.get("/stories.atom")
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(first.content)  # noqa: S314 - of our own making
    entries = feed.findall(f"{ATOM}entry")
    newest = StorySheet.objects.order_by("-changed_at")[0]
    assert entries[0].findtext(f"{ATOM}id") == f"tag:localhost,2026:{newest.story}"
    assert entries[0].findtext(f"{ATOM}updated") == newest.changed_at.isoformat()
    assert feed.findtext(f"{ATOM}updated") == newest.changed_at.isoformat()
    assert "<script>" in (entries[0].findtext(f"{ATOM}title") or "")
    assert client.get("/stories.atom").content == first.content
    nothing = ElementTree.fromstring(client.get("/stories.atom?day=1999-01-01").content)  # noqa: S314
    assert nothing.findtext(f"{ATOM}updated")


def test_each_form_answers_the_same_question(client: Client) -> None:
    """The question of a page is that of its CSV, JSON and feed, and links at its head lead there."""
    from onrecord.web.models import AgendaEntry

    AgendaEntry.objects.bulk_create(commitment(n, status="scheduled" if n % 3 else "delivered") for n in range(30))
    page = client.get("/tracker/?view=table&status=delivered")
    ids = {each.entry.id for each in page.context["rows"] if each.entry.id.startswith("com-many")}
    assert len(ids) == 10
    for form in page.context["forms"]:
        told = client.get(form["address"]).content.decode()
        assert all(each in told for each in ids)
        assert "com-many00001" not in told


def test_a_question_that_makes_no_sense_is_told_so(client: Client) -> None:
    """A bad filter is answered with 400 and the reason in words, in every form."""
    questions = [
        "who=%00",
        "who=" + "x" * 10_000,
        "from=2026-13-01",
        "from=yesterday",
        "state=gone",
        "status=%00",
        "agent=ent-1'--",
        "story=" + "x" * 500,
        "since=99999-01-01",
    ]
    for address in ("/tracker/", "/tracker.csv", "/tracker.json", "/tracker.atom", "/tracker.ics"):
        for question in questions:
            answer = client.get(f"{address}?{question}")
            assert answer.status_code == 400, (address, question)
            assert "This cannot be read" in answer.content.decode()
    assert client.get("/tracker/?view=%F0%9F%90%A6").status_code == 400


def test_surrogates_and_instants_are_harmless(client: Client) -> None:
    """What no text holds is read as something else or refused, and never breaks a page."""
    assert client.get("/entities/?q=%ED%A0%80").status_code == 200
    assert client.get("/?since=0001-01-01T00:00%2B14:00").status_code == 400
    assert client.get("/?since=2026-01-01T00:00:00%2B09:00").status_code == 200
    assert client.get("/?after=%ED%A0%80").status_code == 400


def test_a_cursor_of_another_kind_is_refused() -> None:
    """A cursor whose value or key does not fit the columns raises, before the database is asked."""
    from onrecord.web.listings import piece
    from onrecord.web.models import EntitySheet

    with pytest.raises(BadRequest):
        piece(EntitySheet.objects.all(), "-statement_count", "WyJhIiwgImIiXQ")
