"""The page of an article."""

from __future__ import annotations

import html as entities
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import record
from onrecord.core import Span
from onrecord.web import shelf
from onrecord.web.models import ArticleSheet, ReportRow, StorySheet, WordingRow
from onrecord.web.story.articles import around, cite
from tests.web.stories import many_worded, river


def marked(html: str) -> str:
    """Return the words that a page marks as cited, as a reader sees them."""
    found = re.findall(r'<mark class="cited"[^>]*>(.*?)</mark>', html, flags=re.DOTALL)
    return entities.unescape("".join(found))


def test_exactly_the_cited_words_are_marked(client: Client) -> None:
    """For every wording of the story the marked words are those of the text at the places asked for."""
    rows = WordingRow.objects.filter(story=river())
    assert rows.count() > 20
    snapshot = record.as_of()
    for row in rows:
        text = snapshot.article(row.article).text
        spans = [tuple(map(int, place.split("-"))) for place in row.places.split(",")]
        html = client.get(f"/articles/{row.article}/?cite={row.places}").content.decode()
        assert marked(html) == "".join(text[start:end] for start, end in sorted(spans)).replace("\n", "")
        assert html.count('id="cited"') == 1


@pytest.mark.parametrize("said", ["5-2", "0-99999999", "abc", "1-", "-5", "1-5;drop", "1-2," * 400, "9" * 9_000])
def test_places_that_make_no_sense_give_the_page_with_a_note(client: Client, said: str) -> None:
    """The text is shown as it is, and a plain sentence says why nothing is marked as asked."""
    row = ReportRow.objects.filter(story=river())[0]
    answer = client.get(f"/articles/{row.article}/?cite={said}")
    assert answer.status_code == 200
    assert "do not stand in this text" in answer.content.decode()


def test_an_article_shows_its_attributions_its_story_and_where_it_comes_from(client: Client) -> None:
    """Source, cue and content are marked and tied to speakers; place, provenance and reader are told."""
    row = WordingRow.objects.filter(story=river(), entity__isnull=False, quoted=True).order_by("place")[0]
    html = client.get(f"/articles/{row.article}/").content.decode()
    for part in ("source", "cue", "content"):
        assert f'<mark class="{part}' in html
    assert f'href="/entities/{row.entity}/"' in html
    assert f'href="/stories/{row.story}/"' in html
    assert "Received as" in html
    assert "read by" in html


def test_a_revision_shows_what_it_changes_and_its_earlier_version_leads_to_it(client: Client) -> None:
    """The later version has the differences, and the earlier one says that it was replaced."""
    later = ReportRow.objects.get(story=river(), revises__isnull=False)
    earlier = ReportRow.objects.get(story=later.story, number=later.revises or 0)
    html = client.get(f"/articles/{later.article}/").content.decode()
    assert "What this version changes" in html
    assert "<ins>" in html
    assert f'href="/articles/{earlier.article}/"' in html
    assert f'href="/articles/{later.article}/"' in client.get(f"/articles/{earlier.article}/").content.decode()


def test_a_copy_and_its_origin_lead_to_each_other(client: Client) -> None:
    """Whose text an article has, and who has its text, are links."""
    copy = ReportRow.objects.filter(story=river(), of__isnull=False)[0]
    origin = ReportRow.objects.get(story=copy.story, number=copy.of or 0)
    assert f'href="/articles/{origin.article}/"' in client.get(f"/articles/{copy.article}/").content.decode()
    assert f'href="/articles/{copy.article}/"' in client.get(f"/articles/{origin.article}/").content.decode()


def test_an_article_costs_few_queries_once_its_sheet_is_made(client: Client) -> None:
    """The sheet, its row, its kin and its story: four queries, whatever the text holds."""
    row = ReportRow.objects.filter(story=river())[0]
    client.get(f"/articles/{row.article}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/articles/{row.article}/?cite=1-9")
    assert len(asked) <= 5, [each["sql"] for each in asked]


def test_a_judgement_changes_the_sheet(client: Client) -> None:
    """A corrected speaker is on the page as soon as the shelf has followed."""
    row = WordingRow.objects.filter(story=river(), statement=many_worded(river()))[0]
    client.get(f"/articles/{row.article}/")
    said = next(a for a in record.as_of().reading(row.article).attributions if a.kind == "direct")
    record.judge("correct", [said.id], "Ada", "he was misheard", "Maren Holt")
    shelf.follow()
    shelf.work_off()
    assert not ArticleSheet.objects.filter(article=row.article).exists()
    assert "Maren Holt" in client.get(f"/articles/{row.article}/").content.decode()


def test_the_pane_of_a_story_gets_the_text_alone(client: Client) -> None:
    """An htmx request for the pane has no head of a page, and caches keep the two apart."""
    row = WordingRow.objects.filter(story=river())[0]
    address = f"/articles/{row.article}/?cite={row.places}"
    answer = client.get(address, headers={"HX-Request": "true", "HX-Target": "evidence"})
    html = answer.content.decode()
    assert "<html" not in html
    assert 'id="cited-words"' in html
    assert "HX-Request" in answer.headers["Vary"]


def test_marks_cross_tags_and_entities_without_breaking_them() -> None:
    """Code points are counted as in the text: an entity is one, a tag is none."""
    line = 'a &amp; <mark class="source">b<a class="tag" href="#x"></a>c</mark> &#x27;d'
    made = cite([(10, 19, line)], [Span(12, 16)], "here")
    assert made[0][2] == (
        'a <mark class="cited" id="here">&amp;</mark><mark class="cited"> </mark><mark class="source">'
        '<mark class="cited">b</mark><a class="tag" href="#x"></a><mark class="cited">c</mark></mark> &#x27;d'
    )


def test_of_a_long_text_what_is_cited_is_shown() -> None:
    """What fits around the cited words is shown, and no more than a page."""
    lines = [(n * 1_000, n * 1_000 + 999, "x" * 999) for n in range(500)]
    first, last = around(lines, [Span(250_100, 250_200)])
    assert first < 250 < last
    assert 50 <= last - first <= 61
    assert around(lines, []) == (0, 60)
    assert around([], []) == (0, 0)


def test_an_article_that_is_not_there_is_a_plain_404(client: Client) -> None:
    """An unknown id gets a sentence."""
    assert client.get("/articles/art-nothing/").status_code == 404
    assert client.get("/articles/%00/").status_code == 400


def test_an_article_is_shown_while_its_story_has_no_sheet(client: Client) -> None:
    """Rows of the shelf without the sheet that they came with keep nobody waiting."""
    article = ReportRow.objects.filter(story=river())[0].article
    StorySheet.objects.all().delete()
    assert client.get(f"/articles/{article}/").status_code == 200
