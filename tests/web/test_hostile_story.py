"""Hostile words in every field of a story come out as text, on every page and in every form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from playwright.sync_api import Browser, Dialog

from onrecord.web.models import ReportRow, WordingRow
from tests.web.stories import PAYLOADS, hostile, parsed

pytestmark = pytest.mark.usefixtures("site")


def addresses(story: str) -> list[str]:
    """Return every page of the story."""
    outlets = list(dict.fromkeys(ReportRow.objects.filter(story=story).values_list("outlet", flat=True)))
    rows = WordingRow.objects.filter(story=story)
    found = [f"/stories/{story}/", f"/stories/{story}/said/", f"/stories/{story}/reports/"]
    found += [f"/articles/{row.article}/" for row in ReportRow.objects.filter(story=story)]
    found += [f"/articles/{row.article}/?cite={row.places}" for row in rows[:6]]
    found += [f"/statements/{statement}/" for statement in dict.fromkeys(row.statement for row in rows)]
    return [*found, f"/stories/{story}/compare/?{urlencode({'a': outlets[0], 'b': outlets[-1]})}"]


def test_payloads_are_text_on_every_page(client: Client, tmp_path: Path) -> None:
    """No element, attribute or script of theirs is in any page, and data for machines keeps its place."""
    story = hostile(tmp_path)
    assert ReportRow.objects.filter(story=story).count() > 3
    for address in addresses(story):
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = answer.content.decode()
        data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
        for each in data:
            json.loads(each)
        scripts = re.findall(r"<script[^>]*>", html)
        assert all('src="/static/' in each or "ld+json" in each for each in scripts), address
        tags = "".join(re.findall(r"<[a-zA-Z][^>]*>", html))
        assert not re.search(r"\son(?:load|error|click)=", re.sub(r'"[^"]*"', '""', tags)), address
        assert 'href="javascript:' not in html
        assert "{{ 7|add:7 }}" in html or "7|add:7" not in html
        assert "<!--" not in html, address


def test_forms_for_programs_are_well_formed(client: Client, tmp_path: Path) -> None:
    """JSON, Atom and the cards parse, and hold the payloads as text."""
    story = hostile(tmp_path)
    told = json.loads(client.get(f"/stories/{story}.json").content)
    assert PAYLOADS[0] in json.dumps(told, ensure_ascii=False)
    feed = parsed(client.get(f"/stories/{story}.atom").content)
    assert PAYLOADS[0] in "".join(feed.itertext())
    for statement in set(WordingRow.objects.filter(story=story).values_list("statement", flat=True)):
        drawn = parsed(client.get(f"/statements/{statement}/card.svg").content)
        assert {each.tag.partition("}")[2] for each in drawn.iter()} <= {"svg", "title", "rect", "g", "text", "path"}


def test_nothing_of_them_runs_in_a_browser(browser: Browser, served: str, tmp_path: Path) -> None:
    """Over the real server no dialog opens, nothing is fetched from elsewhere, and the policy has nothing to refuse."""
    story = hostile(tmp_path)
    page = browser.new_page()
    heard: list[str] = []
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    for address in [*addresses(story)[:9], addresses(story)[-1]]:
        page.goto(served + address)
        assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0
    page.goto(f"{served}/stories/{story}/")
    page.locator("a.cite").first.click()
    page.wait_for_selector("#evidence mark.cited")
    assert heard == []
    assert all(each.startswith((served, "data:")) for each in asked)
    page.close()
