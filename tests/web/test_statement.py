"""The page of a statement, and its card."""

from __future__ import annotations

import re

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import record
from onrecord.publishing import collate, statement_view
from onrecord.publishing.alignment_table import alignment_table
from onrecord.record.models import StatementEntry
from onrecord.web.models import ReportRow, StatementSheet, WordingRow
from onrecord.web.shelf import shelve
from onrecord.web.story.card import card, wrapped
from onrecord.web.story.rows import shelved_frame, still_shelved
from tests.conftest import Store
from tests.web.stories import many_worded, parsed, river

SVG = "{http://www.w3.org/2000/svg}"


def test_a_statement_shows_every_wording_with_its_differences(client: Client) -> None:
    """All outlets that word it are there, differences marked by kind, with the day and how it was attributed."""
    statement = many_worded(river())
    html = client.get(f"/statements/{statement}/").content.decode()
    for outlet in WordingRow.objects.filter(statement=statement).values_list("outlet", flat=True):
        assert outlet in html
    assert 'class="changed"' in html
    assert '<table class="collation">' in html
    assert "The words inside quotation marks differ." in html
    assert "cue: " in html
    assert "Permalink" in html


def test_each_row_of_the_table_covers_all_columns(client: Client) -> None:
    """Word by word: every wording has as many columns as the fullest, wide cells counted."""
    html = client.get(f"/statements/{many_worded(river())}/").content.decode()
    table = re.findall(r'<table class="collation">(.*?)</table>', html, flags=re.DOTALL)[0]
    widths = [
        sum(int((re.findall(r'colspan="(\d+)"', cell) or ["1"])[0]) for cell in re.findall("<td.*?>", row))
        for row in re.findall(r"<tr.*?</tr>", table, flags=re.DOTALL)
    ]
    assert len(widths) > 3
    assert len(set(widths)) == 1


def test_the_second_look_at_a_statement_is_read_from_the_shelf(client: Client) -> None:
    """Three queries at most: its sheet, which stories lead to its own, and their post."""
    statement = many_worded(river())
    client.get(f"/statements/{statement}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/statements/{statement}/")
    whether_changed = connection.vendor == "postgresql"  # what is kept is asked for by a question there
    assert len(asked) <= 3 + whether_changed


def test_a_statement_that_was_joined_leads_to_the_one_that_stands(client: Client) -> None:
    """A permalink goes on working when a later wording has joined its statement to another, and so does its card."""
    snapshot = record.as_of()
    founded = StatementEntry.objects.order_by("id").values_list("id", flat=True)
    gone, stands = next((each, snapshot.statement(each).id) for each in founded if snapshot.statement(each).id != each)
    for _ in range(2):  # made, and from the shelf
        assert client.get(f"/statements/{gone}/").headers["Location"] == f"/statements/{stands}/"
        assert client.get(f"/statements/{gone}/card.svg").headers["Location"] == f"/statements/{stands}/card.svg"
    assert client.get(f"/statements/{stands}/").status_code == 200


def test_an_unknown_statement_and_an_unknown_page_are_404(client: Client) -> None:
    """Each gets a sentence."""
    for address in ("stm-nothing/", "stm-nothing/card.svg", f"{many_worded(river())}/?page=7"):
        assert client.get(f"/statements/{address}").status_code == 404


def test_a_card_carries_its_evidence_and_needs_nothing_else(client: Client) -> None:
    """Words, speaker, role, day, outlet, reports and the permalink stand on it; it fetches nothing and is light."""
    statement = many_worded(river())
    answer = client.get(f"/statements/{statement}/card.svg?download=1")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(answer.content) < 8_000
    drawn = parsed(answer.content)
    text = " ".join(each.text or "" for each in drawn.iter(f"{SVG}text"))
    row = WordingRow.objects.filter(statement=statement).order_by("place")[0]
    for part in (row.speaker, row.role, row.outlet, "2026", "independent", f"http://localhost/statements/{statement}/"):
        assert part in text
    assert row.words.split(" … ")[0][:40] in text
    assert {each.tag for each in drawn.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "rect", "g", "text", "path")
    }
    assert not any("href" in name or name.startswith("on") for each in drawn.iter() for name in each.attrib)


def test_a_card_of_any_text_is_a_picture() -> None:
    """Long, blank-free, wide, hostile and unprintable words: the card is well formed and its lines keep within it."""
    for words in (
        "",
        "x" * 3_000,
        "字" * 800,
        "a " * 2_000,
        "</text><script>alert(1)</script>",
        "\x00\ud800\x1b]0;",
        "\u202eabc",
    ):
        view = {
            "words": words,
            "name": words,
            "role": words,
            "when": words,
            "outlet": words,
            "day": words,
            "reported_by": words,
            "altered": words,
        }
        drawn = parsed(card(view, "https://record.example.org/statements/stm-x/"))
        assert not list(drawn.iter(f"{SVG}script"))


def test_lines_are_as_long_as_they_may_be() -> None:
    """Words are parted at blanks, and within only where a word alone is wider than the line."""
    lines = wrapped("we are not considering closing the port of Hennet " + "x" * 60, 12)
    assert " ".join(lines[:-4]).startswith("we are not considering")
    assert all(len(line) <= 30 for line in lines)
    assert "".join(lines).count("x") == 60


def test_an_alignment_of_nothing_is_empty() -> None:
    """Without wordings there is no table."""
    assert alignment_table([]) == {}


def test_a_statement_asked_for_alone_is_that_of_its_story(site: Store) -> None:
    """A statement is made of the wordings that are tied to it alone, and is the same as among all of its story."""
    assert site
    snapshot = record.as_of()
    statements = [each for story in list(snapshot.stories()) for each in snapshot.statements(story.id)]
    assert len({each.id for each in statements if len(each.wordings) > 1}) > 3
    assert [snapshot.statement(each.id) for each in statements] == statements


def test_a_statement_beside_its_shelf_is_that_of_its_whole_story(site: Store) -> None:
    """What the shelf tells of a story's reports makes the same page of each statement as all of its articles do."""
    assert site
    snapshot = record.as_of(remembers=True)
    statements = [each for story in list(snapshot.stories()) for each in snapshot.statements(story.id)]
    frames = [shelved_frame(each.story, {wording.article for wording in each.wordings})[0] for each in statements]
    assert None not in frames
    assert any(frame.replaced for frame in frames if frame)
    for each, frame in zip(statements, frames, strict=True):
        assert statement_view(collate(snapshot, each, frame)) == statement_view(collate(snapshot, each)), each.id


def test_a_statement_is_made_while_the_shelf_is_behind(client: Client) -> None:
    """Where the shelf lacks a report that words it, the page is that of the whole story all the same."""
    statement = many_worded(river())
    whole = client.get(f"/statements/{statement}/").content
    StatementSheet.objects.all().delete()
    ReportRow.objects.filter(article=WordingRow.objects.filter(statement=statement)[0].article).delete()
    assert client.get(f"/statements/{statement}/").content == whole


def test_what_is_made_from_a_sheet_that_went_meanwhile_is_not_kept(site: Store) -> None:
    """A statement and an article are made from rows of the shelf; both know when the story has another sheet."""
    assert site
    row = ReportRow.objects.filter(story=river())[0]
    with transaction.atomic():
        assert still_shelved(row)
    shelve(row.story)  # a function of ours, not Python's module  # nosec B403
    with transaction.atomic():
        assert not still_shelved(row)
