"""The search page: what it finds, marks, cites and refuses, and that the index follows the record."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, expect

from onrecord import record
from onrecord.web import shelf
from onrecord.web.models import ArticleRow, SaidRow, StorySheet, Waiting
from onrecord.web.search import asking, index
from onrecord.web.search.engine import LAST, Ask, TakesTooLong, engine
from onrecord.web.search.marking import hits, runs, window
from onrecord.web.search.parsing import parse
from onrecord.web.search.query import leaves
from tests.conftest import Store


def _said(client: Client, question: str) -> list[dict[str, str]]:
    """Return the statements that a question finds."""
    answer = client.get(f"/search.json?{question}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, str]] = json.loads(answer.content)["rows"]
    return rows


def _marked(page: str) -> list[str]:
    return re.findall(r"<mark>([^<]+)</mark>", page)


# --- what is found ------------------------------------------------------------------------------------------
def test_words_are_found_and_marked(client: Client) -> None:
    """Statements that hold both words are shown with speaker, day, outlet and story, the words marked."""
    page = client.get("/search/?q=river+policy").content.decode()
    assert {word.lower() for word in _marked(page)} == {"river", "policy"}
    assert "Statements <b>" in page
    assert 'href="/stories/story-' in page
    assert "<time datetime=" in page


def test_a_hit_cites_its_words(client: Client) -> None:
    """Each statement leads to the words in their article, and these are the words."""
    rows = _said(client, "q=river")
    assert rows
    for row in rows:
        found = re.search(r"/articles/(art-\w+)/\?cite=(\d+)-(\d+)#cited$", row["evidence"])
        assert found, row["evidence"]
        text = record.as_of().article(found[1]).text[int(found[2]) : int(found[3])]
        shown = row["words"].split(" … ")[0].strip("“”")
        assert " ".join(text.split()).startswith(shown[:40])


def test_an_article_cites_the_words_that_were_found(client: Client) -> None:
    """Among articles, the title leads to the first words that were found in its text."""
    page = client.get("/search/?q=river&show=articles").content.decode()
    for article, start, end in re.findall(r"/articles/(art-\w+)/\?cite=(\d+)-(\d+)#cited", page):
        assert record.as_of().article(article).text[int(start) : int(end)].lower() == "river"
    assert 'class="snippet"' in page


def test_every_wording_and_article_is_there(site: Store) -> None:  # noqa: ARG001
    """The index holds each wording of each statement on record once, and each article once."""
    snapshot = record.as_of()
    wanted = sorted(
        (statement.id, wording.attribution.id)
        for story in snapshot.stories()
        for statement in snapshot.statements(story.id)
        for wording in statement.wordings
    )
    assert sorted(SaidRow.objects.values_list("statement", "attribution")) == wanted
    assert sorted(ArticleRow.objects.values_list("article", flat=True)) == sorted(a.id for a in snapshot.articles())


def test_what_did_a_say_about_b(client: Client) -> None:
    """The form of two fields has an address of its own, whose results are by the one and name the other."""
    answer = client.get("/search/?speaker=Pell&about=Velmora")
    assert answer.status_code == 200
    assert "What Pell said about Velmora" in answer.content.decode()
    for row in _said(client, "speaker=Pell&about=Velmora"):
        assert "Pell" in row["who"]


def test_an_entity_is_asked_for_by_its_id(client: Client) -> None:
    """A speaker's id finds what that entity said under any name, and the page names it."""
    row = SaidRow.objects.exclude(speaker=None).order_by("-id")[0]
    found = _said(client, f"speaker={row.speaker}")
    wanted = SaidRow.objects.filter(speaker=row.speaker).values("statement").distinct().count()
    assert len(found) == wanted
    page = client.get(f"/search/?speaker={row.speaker}").content.decode()
    assert f"What {row.speaker_name} said" in page


def test_inside_quotation_marks_only(client: Client) -> None:
    """in:quotes leaves out what stands outside quotation marks, and marks nothing there."""
    inside, anywhere = _said(client, "q=river&quotes=1"), _said(client, "q=river")
    assert 0 < len(inside) < len(anywhere)
    assert all("“" in row["words"] or '"' in row["words"] for row in inside)
    assert _said(client, "q=in:quotes+river") == inside


def test_days_bound_what_is_found(client: Client) -> None:
    """after: takes its day in and before: leaves it out, so that two halves make the whole."""
    day = max(row["day"] for row in _said(client, "q=the"))
    early, late = _said(client, f"q=the+before:{day}"), _said(client, f"q=the+after:{day}")
    assert early
    assert late
    assert max(row["day"] for row in early) < day <= min(row["day"] for row in late)
    dated = [row for row in _said(client, "q=the") if row["day"]]
    assert len(early) + len(late) == len(dated)


def test_facets_narrow_by_links(client: Client) -> None:
    """Each facet's link leads to as many statements as it says."""
    page = client.get("/search/?q=the").content.decode()
    rows = re.findall(r'<li><a href="(/search/\?[^"]+)"><bdi>[^<]*</bdi></a> <span>(\d+)</span>', page)
    assert len(rows) > 5
    for href, number in rows:
        narrowed = client.get(href.replace("&amp;", "&")).content.decode()
        assert f"Statements <b>{number}</b>" in narrowed, href


def test_pages_by_cursor_show_everything_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Following "More results" shows each statement once, by day and by relevance, and ends."""
    from onrecord.web.pages import searching

    monkeypatch.setattr(searching, "PAGE_ROWS", 7)
    for order in ("day", "relevance"):
        seen: list[str] = []
        address: str | None = f"/search/?q=the&sort={order}"
        while address:
            page = client.get(address).content.decode()
            seen += re.findall(r'<a href="/statements/(stm-\w+)/"', page)
            more = re.search(r'href="([^"]+)" rel="next"', page)
            address = more[1].replace("&amp;", "&") if more else None
        assert len(seen) == len(set(seen)) == len(_said(client, "q=the"))


def test_pages_beyond_what_is_weighed(site: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """By day, pages go on beyond the rows that one question looks at."""
    monkeypatch.setattr(asking, "LOOK_ROWS", 10)
    monkeypatch.setattr(asking, "ask_of", lambda tree: Ask(tree, limit=11))
    seen: list[int] = []
    after = 0
    for _ in range(500):
        found = asking.answer(parse("the"), "statements", "day", after, rows=4)
        assert found.capped or after
        seen += [place >> index.GROUP_BITS for (place, *_) in found.places]
        if not found.after:
            break
        after = int(found.after)
    everything = {
        place >> index.GROUP_BITS for place, _ in engine().ask("web_saidrow", Ask(parse("the"), limit=10_000))
    }
    assert seen == sorted(everything, reverse=True)


def test_another_spelling_is_suggested(client: Client) -> None:
    """A word that is nowhere leads to one like it that finds something."""
    page = client.get("/search/?q=rivver").content.decode()
    assert "Nothing on record answers this" in page
    assert re.search(r'Did you mean <a href="/search/\?q=river"', page)


# --- forms --------------------------------------------------------------------------------------------------
def test_results_as_csv(client: Client) -> None:
    """The CSV has a header and a row for each statement."""
    answer = client.get("/search.csv?q=river")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["id"] for row in rows] == [row["id"] for row in _said(client, "q=river")]


def test_results_as_a_feed(client: Client) -> None:
    """The Atom feed has an entry for each statement, the newest first, under an id that stays."""
    answer = client.get("/search.atom?q=river")
    assert answer["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(answer.content).findall(f"{atom}entry")  # noqa: S314 - we wrote it
    assert len(entries) == len(_said(client, "q=river"))
    days = [entry.findtext(f"{atom}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)


# --- bad input ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("q=%22river", 400),
        ("q=" + "x" * 10_000, 400),
        ("speaker=" + "x" * 10_000, 400),
        ("q=%ed%a0%80+river", 200),
        ("q=river&after=abc", 400),
        ("q=river&after=" + "9" * 18, 200),
        ("q=river&after=-1", 400),
        ("q=river&since=yesterday", 400),
        ("kind=spoken", 400),
        ("speaker=...", 400),
        ("q=river&show=nothing&sort=sideways&unknown=1", 200),
        ("q=%E2%80%AE%3Cscript%3Ealert(1)%3C/script%3E", 200),
        ("", 200),
    ],
)
def test_bad_questions_get_a_plain_answer(client: Client, question: str, status: int) -> None:
    """A question that cannot be answered is told so on the page, with what was typed kept."""
    answer = client.get(f"/search/?{question}")
    assert answer.status_code == status
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert ('role="alert"' in page) == (status == 400)
    for form in ("csv", "json", "atom"):
        assert client.get(f"/search.{form}?{question}").status_code == (status if question else 200)


def test_a_question_that_takes_too_long_is_let_go(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database lets go of a question after the limit, the page says so, and the next one is answered."""
    from onrecord.web.search import postgresql, sqlite

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "ASK_MS", -1)
        patch.setattr(sqlite, "STEPS", 1)
        patch.setattr(postgresql, "ASK_MS", 1)
        if connection.vendor == "postgresql":  # a question that certainly takes longer than a millisecond
            patch.setattr(postgresql, "written", lambda tree, quoted=False: _slow())  # noqa: ARG005
        with pytest.raises(TakesTooLong):
            engine().ask("web_saidrow", Ask(parse("the"), weighed=True))
        answer = client.get("/search/?q=the")
        assert answer.status_code == 503
        assert "takes too long" in answer.content.decode()
    assert client.get("/search/?q=the").status_code == 200


def _slow() -> str:
    """Return a tsquery of very many distances."""
    return " | ".join(
        f"('wthe' <{a}> 'wof' <{b}> 'wto' <{c}> 'wand')"
        for a in range(1, 30)
        for b in range(1, 30)
        for c in range(1, 4)
    )


# --- the index follows the record ---------------------------------------------------------------------------
def test_a_judgement_is_seen_at_once(client: Client) -> None:
    """A rejected attribution is found no more, a corrected speaker is found under the new name, and back again."""
    row = SaidRow.objects.exclude(speaker_name="").order_by("-id")[0]
    rejected = record.judge("reject", [row.attribution], "Ada", "not said")
    shelf.shelve(row.story)
    assert not SaidRow.objects.filter(attribution=row.attribution).exists()
    record.retract(rejected.id, "Ada", "it was")
    shelf.shelve(row.story)
    assert SaidRow.objects.filter(attribution=row.attribution).exists()
    record.judge("correct", [row.attribution], "Ada", "another", "Quill Zarandon")
    shelf.shelve(row.story)
    assert [each["who"] for each in _said(client, "q=speaker:zarandon")] == ["Quill Zarandon"]


def test_made_anew_it_is_the_same(site: Store) -> None:  # noqa: ARG001
    """The index can be thrown away and made anew from the record, row for row."""

    def held() -> list[tuple[object, ...]]:
        found = {place for place, _ in engine().ask("web_saidrow", Ask(parse("the"), limit=10_000))}
        rows = SaidRow.objects.order_by("statement", "attribution", "start")
        return [
            (*row, row[0] in found) for row in rows.values_list("id", "statement", "attribution", "words", "speaker")
        ]

    before = held()
    index.forget(list(StorySheet.objects.values_list("story", flat=True)))
    assert not SaidRow.objects.exists()
    assert not engine().ask("web_saidrow", Ask(None, last=LAST))
    shelf.touch(StorySheet.objects.values_list("story", flat=True))
    shelf.work_off()
    assert held() == before
    assert not Waiting.objects.exists()


def test_shelving_again_doubles_nothing(site: Store) -> None:  # noqa: ARG001
    """A story that is shelved again has the same rows, in the table and in the engine."""
    story = SaidRow.objects.order_by("-id")[0].story
    count, found = SaidRow.objects.count(), len(engine().ask("web_saidrow", Ask(None, limit=10_000)))
    shelf.shelve(story)
    assert SaidRow.objects.count() == count == found == len(engine().ask("web_saidrow", Ask(None, limit=10_000)))


def test_rows_of_one_place_are_parted(site: Store) -> None:  # noqa: ARG001
    """Two rows that would have one place get two, so that neither is lost."""
    row = SaidRow.objects.order_by("-id")[0]
    twin = SaidRow(
        **{f.name: getattr(row, f.name) for f in SaidRow._meta.fields} | {"story": "story-x", "article": "x"}
    )
    index.put(index.Entries("story-x", ("x",), said=[(twin, {"words": ("zebra",)})]))
    assert twin.id != row.id
    assert [place for place, _ in engine().ask("web_saidrow", Ask(parse("zebra")))] == [twin.id]


def test_a_page_costs_few_queries(client: Client) -> None:
    """A page of results asks the database a fixed small number of times, however many results it shows."""
    client.get("/search/?q=the")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/search/?q=the")
    assert len(asked) <= 12, [each["sql"][:80] for each in asked]


# --- marking ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("café", "The Café and the CAFE", ["Café", "CAFE"]),
        ('"price cap"', "a price, cap on prices", ["price, cap"]),
        ("negotiat*", "negotiators negotiate", ["negotiators", "negotiate"]),
        ("a NEAR/2 d", "a b c d, e f g h, a x d", ["a", "d"]),
        ("tax -port", "the tax at the port", ["tax"]),
        ("<b>", "a <b> tag", ["b"]),
    ],
)
def test_what_is_marked(question: str, text: str, marked: list[str]) -> None:
    """The words that were asked for are marked as they stand in the text, and no others."""
    found = hits(text, leaves(parse(question)))
    made = runs(text, found)
    assert [run.text for run in made if run.found] == marked
    assert "".join(run.text for run in made) == text


def test_a_long_text_is_cut_around_what_was_found() -> None:
    """The passage that is shown holds what was found, and ellipses say that it is a passage."""
    text = "word " * 500 + "needle here " + "word " * 500
    found = hits(text, leaves(parse("needle")))
    made = runs(text, found, window(text, found, 200))
    assert any(run.found and run.text == "needle" for run in made)
    assert len("".join(run.text for run in made)) < 260
    assert made[0].text.startswith("…")
    assert made[-1].text.endswith("…")


def test_hostile_words_are_shown_as_they_are(client: Client) -> None:
    """What an article says is text on the page, in the feed and in tables, whatever it looks like."""
    row = SaidRow.objects.order_by("-id")[0]
    words = '<img src=x onerror=alert(1)> =cmd() zebra "quoted" \u202e'
    twin = SaidRow(
        **{f.name: getattr(row, f.name) for f in SaidRow._meta.fields}
        | {"words": words, "speaker_name": "=<script>x</script>", "outlet": "<b>o</b>", "statement": "stm-z"}
    )
    index.put(index.Entries("story-x", ("x",), said=[(twin, {"words": ("zebra",)})]))
    page = client.get("/search/?q=zebra").content.decode()
    assert "<mark>zebra</mark>" in page
    assert "<img src=x" not in page
    assert "<script>x" not in page
    assert "<b>o</b>" not in page
    table = client.get("/search.csv?q=zebra").content.decode()
    assert "\"'=<script>" in table
    ET.fromstring(client.get("/search.atom?q=zebra").content)  # noqa: S314


# --- in a browser -------------------------------------------------------------------------------------------
def test_search_by_keyboard(served: str, browser: Browser) -> None:
    """A reader types into the field of the head, presses Enter, sees the words marked, and narrows by a facet."""
    page = browser.new_page()
    page.goto(served)
    page.locator("#find").focus()
    page.keyboard.type('"task force" OR river')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("mark").first).to_have_text(re.compile("task force|river", re.IGNORECASE))
    before = page.locator(".hits > li").count()
    facet = page.locator(".facets a").first
    facet.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips li").first).to_be_visible()
    assert 0 < page.locator(".hits > li").count() <= before
    page.close()


def test_without_script_and_on_a_phone(served: str, browser: Browser) -> None:
    """Without script and on a narrow phone the form works, nothing is cut off, and a mistake is told beside it."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served}/search/")
    page.locator("#a").fill("Pell")
    page.locator("#b").fill("Velmora")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="What Pell said about Velmora")).to_be_visible()
    page.locator("#q").fill('"river')
    page.get_by_role("button", name="Search", exact=True).last.click()
    expect(page.get_by_role("alert")).to_contain_text("is not closed")
    context.close()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for address in ("/search/", "/search/?q=river", "/search/?q=river&show=articles"):
        page.goto(f"{served}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    context.close()


def test_signed_out_nobody_saves(client: Client, signed_in: Callable[[str], Client]) -> None:
    """Who is not signed in is asked to, and comes back to the search that was to be saved."""
    answer = client.get("/search/saved/new/?q=river")
    assert answer.status_code == 302
    assert "next=/search/saved/new/?q=river" in unquote(answer["Location"])
    assert signed_in("reader").get("/search/saved/new/?q=river").status_code == 200
