"""The whole way, from what lies in a folder to what stands on record."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from onrecord import flow, record
from onrecord.articles import Article
from onrecord.limits.record import LOOK_UP_KEY_ARTICLES
from onrecord.linking import Candidate
from onrecord.outlets import Collecting, Page, collect
from onrecord.publishing import FORMS, brief, page_of, render, show, terminal
from onrecord.record import Receipt
from tests.conftest import Store
from tests.linking.house import arrive

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.mark.usefixtures("store")
def test_a_second_run_adds_nothing() -> None:
    """What is on record already is passed by: no new entry, the same stories."""
    first = [step for step in flow.add([str(EXAMPLES)]) if step.receipt]
    stories = list(record.as_of().stories())
    second = [step for step in flow.add([str(EXAMPLES)]) if step.receipt]
    assert sum(step.receipt.added for step in first if step.receipt) > 0
    assert sum(step.receipt.added for step in second if step.receipt) == 0
    assert list(record.as_of().stories()) == stories
    assert not list(record.verify())


@pytest.mark.usefixtures("store")
def test_one_page_goes_the_same_way() -> None:
    """A page that somebody hands in is put on record as one that was collected is, once."""
    pages = [each for each in collect([str(EXAMPLES)], Collecting()) if isinstance(each, Page)]
    first = flow.add_page(pages[0])
    assert first.receipt is not None
    assert first.receipt.added > 0
    again = flow.add_page(pages[0])
    assert again.receipt is not None
    assert (again.receipt.article, again.receipt.added) == (first.receipt.article, 0)
    assert record.as_of().article(first.receipt.article).page == pages[0].id


@pytest.mark.usefixtures("store")
def test_two_processes_read_the_same_as_one() -> None:
    """Spreading the reading over processes changes nothing of what is put on record."""
    apart = [step.receipt.article for step in flow.add([str(EXAMPLES)], jobs=2) if step.receipt]
    again = [step.receipt for step in flow.add([str(EXAMPLES)]) if step.receipt]
    assert apart == [receipt.article for receipt in again]
    assert sum(receipt.added for receipt in again) == 0


@pytest.mark.usefixtures("store")
def test_a_fault_costs_its_own_line_and_nothing_else(tmp_path: Path) -> None:
    """A broken line among good ones becomes a fault with its place, on record; the good ones are read."""
    good = json.dumps({"title": "Rain", "text": "It rained in Varnel on Tuesday, the weather office said."})
    (tmp_path / "news.jsonl").write_text(good + "\n{broken\n" + good.replace("Varnel", "Tarn") + "\n")
    steps = list(flow.add([str(tmp_path)]))
    assert sum(step.receipt is not None for step in steps) == 2
    (fault,) = [fault for step in steps for fault in step.faults]
    assert fault.where.endswith("news.jsonl:2")
    assert fault in list(record.as_of().faults())


@pytest.mark.usefixtures("store")
def test_a_language_that_the_reader_does_not_know_is_a_fault(tmp_path: Path) -> None:
    """An article in German is put on record with its text, and a fault says that nobody's speech was read in it."""
    text = "„Wir fahren morgen früh“, sagte Mira Brandt am Dienstag. Die Fähre fährt wieder, der Hafen bleibt offen."
    (tmp_path / "news.jsonl").write_text(json.dumps({"title": "Fähre", "language": "de", "text": text}))
    (step,) = flow.add([str(tmp_path)])
    assert step.receipt is not None
    (fault,) = step.faults
    assert fault.where.endswith("news.jsonl:1")
    assert "does not know (de)" in fault.what
    assert fault in list(record.as_of().faults())


@pytest.mark.usefixtures("store")
def test_a_run_moves_articles_as_linking_says(tmp_path: Path) -> None:
    """Reports that a later arrival calls into another story stand there on record, and say after whom they moved."""
    reports = [seen.article for seen in flow.look([str(EXAMPLES)]) if seen.article]
    random.Random(14).shuffle(reports)  # noqa: S311 - a test, not a secret
    rows = [
        {"id": f"{n}", "outlet": a.outlet, "title": a.title, "published": f"{a.published_on}", "text": a.text}
        for n, a in enumerate(reports)
    ]
    given = tmp_path / "news.jsonl"
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    expected = arrive(
        [(seen.article, seen.reading) for seen in flow.look([str(given)]) if seen.article and seen.reading]
    )
    for _ in flow.add([str(given)]):
        pass
    now = record.as_of()
    stories = list(now.stories())
    by_linking = {frozenset(each for each in expected if expected[each] == story) for story in expected.values()}
    assert {frozenset(story.articles) for story in stories} == by_linking
    assert any(placing.after for story in stories for placing in now.placings(story.id))
    assert not list(record.verify())


def _meanwhile(monkeypatch: pytest.MonkeyPatch, arrives: Page) -> None:
    """Let a page come onto the record, as by another worker, once the next one has been told its candidates."""
    asked = record.candidates

    def candidates(article: Article, keys: Sequence[str]) -> tuple[Candidate, ...]:
        monkeypatch.setattr(record, "candidates", asked)
        found = asked(article, keys)
        flow.add_page(arrives)
        return found

    monkeypatch.setattr(record, "candidates", candidates)


def _copies(folder: Path) -> list[Page]:
    """Return the pages of one wire report in two outlets."""
    text = "VARNEL, May 3 - The harbour stays shut, minister Ilse Brandt said on Saturday.\n\n“We wait,” she said."
    rows = [{"url": f"https://{n}.example/a", "published": "2031-05-03", "text": text} for n in ("courier", "post")]
    given = folder / "news.jsonl"
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return [each for each in collect([str(given)]) if isinstance(each, Page)]


@pytest.mark.usefixtures("store")
def test_reports_that_arrive_at_once_meet_in_one_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another worker puts on record while a report is linked counts: two copies do not found a story each."""
    first, second = _copies(tmp_path)
    _meanwhile(monkeypatch, first)
    flow.add_page(second)
    (story,) = record.as_of().stories()
    assert len(story.articles) == 2
    assert len(record.as_of().ties(story.articles)) == 2


@pytest.mark.usefixtures("store")
def test_a_page_that_two_take_up_at_once_is_linked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page in two feeds, asked by two workers at one moment, is on record once with one set of links."""
    page, _ = _copies(tmp_path)
    _meanwhile(monkeypatch, page)
    step = flow.add_page(page)
    (arrival,) = record.arrivals()
    assert step.receipt == Receipt(arrival.article, 0, None)


@pytest.mark.usefixtures("store")
def test_a_report_that_hundreds_reprint_stays_one_story(tmp_path: Path) -> None:
    """More copies than are looked at under any key, from as many outlets, are one story, and one independent report."""
    text = "VARNEL, May 3 - The harbour stays shut, minister Ilse Brandt said on Saturday.\n\n“We wait,” she said."
    rows = [
        {"outlet": f"Gazette {n}", "url": f"https://gazette-{n}.example/a", "published": "2031-05-03", "text": text}
        for n in range(LOOK_UP_KEY_ARTICLES + 20)
    ]
    given = tmp_path / "news.jsonl"
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for _ in flow.add([str(given)]):
        pass
    (story,) = record.as_of().stories()
    assert len(story.articles) == len(rows)
    (section,) = brief(record.as_of(), [story.id]).sections
    assert (section.report_count, section.independent_count) == (len(rows), 1)


@pytest.mark.usefixtures("store")
def test_looking_reads_the_same_and_puts_nothing_on_record(tmp_path: Path) -> None:
    """What is only looked at is extracted and read as `add` does it, faults included, and the record stays empty."""
    good = json.dumps({"title": "Rain", "text": "It rained in Varnel on Tuesday, the weather office said."})
    (tmp_path / "news.jsonl").write_text(good + "\n{broken\n")
    seen = list(flow.look([str(tmp_path)]))
    assert [fault.where.rsplit("/", 1)[1] for each in seen for fault in each.faults] == ["news.jsonl:2"]
    assert list(record.as_of().articles()) == []
    assert list(record.as_of().faults()) == []
    list(flow.add([str(tmp_path)]))
    (article,) = record.as_of().articles()
    assert [(each.article, each.reading) for each in seen if each.article] == [
        (article, record.as_of().reading(article.id))
    ]


SHUT = (
    "Harbour minister Ilse Brandt closed the Orm Strait to foreign trawlers on Tuesday.\n\n"
    "“Nobody will cross before {season},” Brandt told reporters in Tessary City. “The maps are not ready.”\n\n"
    "The envoys of Norvale left the talks without a word."
)
NOBODY = "“Nobody will cross before the autumn,” said Ilse Brandt."


def seen(folder: Path, *articles: dict[str, str]) -> str:
    """Put the articles on record and return every story and statement, briefed in each form and shown, as one text."""
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, articles)))
    steps = list(flow.add([str(folder)]))
    assert [fault for step in steps for fault in step.faults] == []
    now = record.as_of()
    stories = [story.id for story in now.stories()]
    statements = [each.id for story in stories for each in now.statements(story)]
    told = [render(brief(now, stories), form) for form in FORMS]
    for entry in (*stories, *statements):
        out = io.StringIO()
        Console(file=out, width=400, no_color=True).print(terminal(show(now, entry).view, 400))
        told += [out.getvalue(), page_of(show(now, entry).view)]
    assert not list(record.verify())
    return " ".join(" ".join(told).split())


@pytest.mark.usefixtures("store")
def test_one_sentence_without_day_title_or_outlet_is_shown_as_such(tmp_path: Path) -> None:
    """Of a report that gives nothing but a sentence, day, headline and outlet are said to be not known."""
    told = seen(tmp_path, {"text": NOBODY})
    for words in ("day not known", "No headline known", "outlet not known", "1 report, 1 independent", "Ilse Brandt"):
        assert words in told


@pytest.mark.usefixtures("store")
def test_a_report_without_a_day_stands_beside_one_that_has_one(tmp_path: Path) -> None:
    """The story has the day that is known; the other report's, and the statement's, are said to be not known."""
    told = seen(
        tmp_path,
        {"title": "Strait shut", "outlet": "Herald", "text": SHUT.format(season="the autumn")},
        {"title": "Strait shut", "outlet": "Pelican", "published": "2031-05-06", "text": SHUT.format(season="winter")},
    )
    assert "6 May 2031 · 2 reports" in told
    assert "2 Herald · day not known" in told
    assert "day not known, reported 6 May 2031" in told


@pytest.mark.usefixtures("store")
def test_reports_from_the_ends_of_the_calendar_are_shown(tmp_path: Path) -> None:
    """A report dated in the far future or past stands beside others, under the day that it gives."""
    days = ("9999-12-31", "0001-01-01", "2031-05-06")
    told = seen(
        tmp_path,
        *(
            {"title": f"Shut {day}", "outlet": "Herald", "published": day, "text": SHUT.format(season=day)}
            for day in days
        ),
    )
    for day in ("31 December 9999", "1 January 1", "6 May 2031"):
        assert f"1 Herald · {day}" in told or f"2 Herald · {day}" in told


@pytest.mark.usefixtures("store")
def test_clocks_that_disagree_by_days_are_both_told(tmp_path: Path) -> None:
    """Of two reports on one event, dated days apart, each has its own day, and the story spans both or is two."""
    told = seen(
        tmp_path,
        {
            "title": "Strait shut",
            "outlet": "Herald",
            "published": "2031-05-06",
            "text": SHUT.format(season="the autumn"),
        },
        {"title": "Strait shut", "outlet": "Pelican", "published": "2031-05-09", "text": SHUT.format(season="winter")},
    )
    assert "Herald · 6 May 2031" in told
    assert "Pelican · 9 May 2031" in told
    assert "6–9 May 2031 · 2 reports" in told or "about the same things" in told


@pytest.mark.usefixtures("store")
def test_a_corrected_quotation_is_kept_in_both_wordings(tmp_path: Path) -> None:
    """Both versions of a quotation stand with their days, the earlier one named so; what stands now is the takeaway."""
    told = seen(
        tmp_path,
        *(
            {"title": "Strait shut", "outlet": "Herald", "url": "https://herald.example/1", "published": day}
            | {"text": text}
            for day, text in (
                ("2031-05-06", SHUT.format(season="the autumn")),
                ("2031-05-07", SHUT.format(season="winter")),
            )
        ),
    )
    assert (
        "1 Herald (earlier version) · 6 May 2031 · variant 1, the fullest “Nobody will cross before the autumn”" in told
    )
    assert "2 Herald · 7 May 2031 · variant 2 Nobody will cross before {*winter*}" in told
    assert "2 wordings in 1 report, 1 independent" in told
    assert "- **Ilse Brandt**: “Nobody will cross before winter”" in told


def test_killing_add_at_random_moments_loses_nothing(store: Store) -> None:
    """After a hundred kills the record verifies, and each rerun completed what the killed run began."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill_add", "100", "7"],
        env=os.environ | {"DATABASE_URL": store.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["killed"] >= 100
    assert found["faults"] == []
    assert found["articles"] == found["expected"]
