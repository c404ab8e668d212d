"""The page of a story and what is given of it."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from itertools import combinations as pairs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import record
from onrecord.web import shelf
from onrecord.web.models import ReportRow, StorySheet, WordingRow
from tests.web.stories import cited, many_worded, parsed, river

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_story_s_page_has_its_parts_and_ways_to_them(client: Client) -> None:
    """The page names reports and independent ones, and its contents lead to each part that has something to say."""
    story = river()
    html = client.get(f"/stories/{story}/").content.decode()
    sheet = StorySheet.objects.get(story=story)
    assert f"{sheet.report_count} reports, {sheet.independent_count} independent" in html
    parts = re.findall(r'<li><a href="#([a-z]+)">', html)
    assert {"synopsis", "takeaways", "said", "commitments", "timeline", "reports"} <= set(parts)
    for part in parts:
        assert f'id="{part}"' in html
    assert "Followed by" in html
    assert html.count("<svg") >= 2  # who has whose text, and the timeline


def test_every_citation_of_a_story_leads_to_words_that_stand_in_their_article(client: Client) -> None:
    """Each number is a link to the report it names, and the places that it asks for lie within the text."""
    story = river()
    links = cited(client, f"/stories/{story}/")
    assert len(links) > 20
    snapshot = record.as_of()
    lengths = {row.article: len(snapshot.article(row.article).text) for row in ReportRow.objects.filter(story=story)}
    for link in links:
        match = re.fullmatch(r"/articles/([a-z0-9-]+)/\?cite=([0-9,-]+)", link)
        assert match
        for place in match[2].split(","):
            start, end = map(int, place.split("-"))
            assert 0 <= start < end <= lengths[match[1]]


def test_a_story_costs_few_queries_and_stays_below_100_kb(client: Client) -> None:
    """The page is read from the shelf: its sheet, and nothing for each statement or report."""
    story = river()
    client.get(f"/stories/{story}/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(f"/stories/{story}/")
    assert len(asked) <= 2, [each["sql"] for each in asked]
    assert len(page.content) < 100_000


def test_speakers_statements_and_reports_have_their_own_addresses(client: Client) -> None:
    """From the story one goes to the pages of what it tells of, and each of ours answers."""
    story = river()
    html = client.get(f"/stories/{story}/").content.decode()
    assert 'href="/entities/ent-' in html
    for kind in ("statements", "articles"):
        address = re.findall(rf'href="(/{kind}/[a-z0-9-]+/)"', html)[0]
        assert client.get(address).status_code == 200


def test_style_is_marked_on_demand_without_script(client: Client) -> None:
    """The box that marks style as well is off at first and on with `?style=1`."""
    story = river()
    assert 'id="style-too" autocomplete="off">' in client.get(f"/stories/{story}/").content.decode()
    assert 'id="style-too" autocomplete="off" checked>' in client.get(f"/stories/{story}/?style=1").content.decode()


def test_data_for_machines_says_what_the_page_says(client: Client) -> None:
    """The JSON-LD holds the reports as NewsArticle, and statements as Claim with their appearance and Quotation."""
    story = river()
    html = client.get(f"/stories/{story}/").content.decode()
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
    kinds = [each["@type"] for each in data["@graph"]]
    assert {"NewsArticle", "Claim", "Quotation"} <= set(kinds)
    articles = {f"/articles/{row.article}/" for row in ReportRow.objects.filter(story=story)}
    for claim in (each for each in data["@graph"] if each["@type"] == "Claim"):
        assert {each["@id"] for each in claim["appearance"]} <= articles
    assert '<meta property="og:title"' in html


def test_a_story_as_json_is_its_briefing(client: Client) -> None:
    """The JSON of a story holds its section and the articles that it cites."""
    story = river()
    told = json.loads(client.get(f"/stories/{story}.json").content)
    assert told["sections"][0]["story"] == story
    assert len(told["articles"]) == ReportRow.objects.filter(story=story).count()


def test_a_story_as_csv_has_a_row_for_each_wording(client: Client) -> None:
    """Each row names statement, speaker, words, outlet and the places of the words; none is a formula."""
    story = river()
    answer = client.get(f"/stories/{story}.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(StringIO(text)))
    assert len(rows) == WordingRow.objects.filter(story=story).count() > 20
    snapshot = record.as_of()
    for row in rows:
        first, *_ = row["places"].split(",")
        start, end = map(int, first.split("-"))
        assert row["words"].startswith(snapshot.article(row["article"]).text[start:end])


def test_a_story_as_a_feed_has_its_reports_newest_first(client: Client) -> None:
    """The Atom feed is well formed and has an entry for each report, a later version told as one."""
    story = river()
    feed = parsed(client.get(f"/stories/{story}.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == ReportRow.objects.filter(story=story).count()
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, key=str, reverse=True)
    assert any("A later version of report" in (entry.findtext(f"{ATOM}summary") or "") for entry in entries)
    assert any("“" in (entry.findtext(f"{ATOM}summary") or "") for entry in entries)


def test_two_outlets_are_compared_statement_by_statement(client: Client) -> None:
    """A form chooses two outlets; their wordings of one statement stand side by side, and what only one has apart."""
    story = river()
    page = f"/stories/{story}/compare/"
    assert '<select id="a"' in client.get(page).content.decode()
    held = WordingRow.objects.filter(story=story, statement=many_worded(story)).order_by("place")
    outlets = dict.fromkeys(held.values_list("outlet", flat=True))
    told = {pair: client.get(page, dict(zip("ab", pair, strict=True))).content.decode() for pair in pairs(outlets, 2)}
    (a, b), html = next(each for each in told.items() if "words differ" in each[1] and "Only in" in each[1])
    assert html.count('<blockquote class="side">') >= 2
    assert "Only in" in html
    assert "No report of this story" in client.get(page, {"a": "Nobody's Gazette", "b": b}).content.decode()
    assert "two different outlets" in client.get(page, {"a": a, "b": a}).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/stories/story-nothing/",
        "/stories/story-nothing.json",
        "/stories/story-nothing.csv",
        "/stories/story-nothing.atom",
        "/stories/story-nothing/compare/",
        "/stories/RIVER/nothing/",
        "/stories/RIVER/said/?page=0",
        "/stories/RIVER/said/?page=99",
        "/stories/RIVER/said/?page=" + "9" * 5_000,
    ],
)
def test_what_is_not_there_is_told_in_a_plain_page(client: Client, address: str) -> None:
    """Unknown stories, parts and pages get 404 and a sentence."""
    answer = client.get(address.replace("RIVER", river()))
    assert answer.status_code == 404
    assert "<h1>" in answer.content.decode()


def test_a_merged_story_leads_to_the_one_that_stands(client: Client) -> None:
    """After a merge the address of the story that is gone, and of its forms, leads to the one that stays."""
    kept, gone = list(StorySheet.objects.order_by("-report_count").values_list("story", flat=True))[:2]
    record.judge("merge", [kept, gone], "Ada", "one event")
    shelf.follow()
    shelf.work_off()
    for form in ("/", ".json", ".csv", ".atom", "/compare/"):
        answer = client.get(f"/stories/{gone}{form}")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/stories/{kept}{form}")
