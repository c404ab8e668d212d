"""The example corpus through every room: what is published stands on record."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

QUOTED = re.compile("“([^”]*)”")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the briefing of the examples in three forms and the export, made by the commands."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "briefing.md").write_text(run(folder, "brief", "--form", "markdown"), encoding="utf-8")
    (folder / "briefing.json").write_text(run(folder, "brief", "--json"), encoding="utf-8")
    run(folder, "export", "out")
    return folder


def run(folder: Path, *arguments: str) -> str:
    """Run the program in `folder` on a record of its own and return what it printed."""
    program = Path(sys.executable).with_name("onrecord")
    surroundings = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'record.sqlite3'}"}
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=surroundings, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def rows(desk: Path, name: str) -> list[dict[str, object]]:
    """Return the lines of one exported file."""
    return [json.loads(line) for line in (desk / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("form", ["md", "html"])
def test_every_quotation_is_a_stored_span(desk: Path, form: str) -> None:
    """Each passage in quotation marks, in Markdown and on the page, stands in an article of the export."""
    stored = "\n".join(f"{row['text']}\n{row['title']}" for row in rows(desk, "articles"))
    published = (desk / f"briefing.{form}").read_text(encoding="utf-8")
    if form == "html":
        published = unescape(re.sub(r"<[^>]+>", "", published.split("<body>")[1].split("<aside")[0]))
    found = QUOTED.findall(published)
    assert len(found) > 20
    assert [words for words in found if words.replace("\\", "") not in stored] == []


def test_every_sentence_of_the_briefing_rests_on_the_export(desk: Path) -> None:
    """Each citation of the JSON form is found at its place in the exported article."""
    texts = {row["id"]: str(row["text"]) for row in rows(desk, "articles")}
    briefing = json.loads((desk / "briefing.json").read_text(encoding="utf-8"))
    cited = [
        evidence
        for section in briefing["sections"]
        for part in ("synopsis", "takeaways")
        for sentence in section[part]
        for evidence in sentence["citations"]
    ]
    assert len(cited) > 5
    for evidence in cited:
        assert texts[evidence["article"]][evidence["start"] : evidence["end"]] == evidence["exact"]
    assert briefing["withheld_count"] == 0


def test_what_was_cut_from_a_page_is_not_published(desk: Path) -> None:
    """No passage that was removed as promotion, widget or comment appears in the briefing."""
    published = (desk / "briefing.html").read_text(encoding="utf-8")
    plain = unescape(re.sub(r"<[^>]+>", "", published.split("<body>")[1]))
    bodies = "\n".join(str(row["text"]) for row in rows(desk, "articles"))
    for row in rows(desk, "articles"):
        removed = row["removed"]
        assert isinstance(removed, list)
        for cut in removed:
            if cut["kind"] in ("promotion", "widget", "comment") and len(cut["text"]) > 40:
                assert cut["text"] not in plain or cut["text"] in bodies


def test_ids_are_whole(desk: Path) -> None:
    """Every id that a line names is the id of a line: articles, attributions, entities and stories."""
    ids = {
        name: {row["id"] for row in rows(desk, name)} for name in ("articles", "attributions", "entities", "stories")
    }
    for row in rows(desk, "attributions"):
        assert row["article"] in ids["articles"]
        assert row["speaker"] is None or row["speaker"] in ids["entities"]
    for row in rows(desk, "statements"):
        wordings = row["wordings"]
        assert isinstance(wordings, list)
        assert row["story"] in ids["stories"]
        assert {each["attribution"] for each in wordings} <= ids["attributions"]
        assert {each["article"] for each in wordings} <= ids["articles"]
    for row in rows(desk, "stories"):
        articles, follows = row["articles"], row["follows"]
        assert isinstance(articles, list)
        assert isinstance(follows, list)
        assert set(articles) <= ids["articles"]
        assert {each["story"] for each in follows} <= ids["stories"]


def exported(folder: Path, *articles: dict[str, str]) -> Path:
    """Put articles on a record of their own and return the folder that holds its export."""
    (folder / "given.jsonl").write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")
    run(folder, "add", "given.jsonl")
    run(folder, "export", "out")
    return folder


def of_several(desk: Path) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """Return the statements that several articles word, each with the attributions that do."""
    said = {row["id"]: row for row in rows(desk, "attributions")}
    found = []
    for row in rows(desk, "statements"):
        wordings = row["wordings"]
        assert isinstance(wordings, list)
        if len({each["article"] for each in wordings}) > 1:
            found.append((row, [said[each["attribution"]] for each in wordings]))
    return found


FERRY = {"outlet": "Karst Post", "published": "2031-05-06", "title": "Night ferry sails again"}
PIERS = "We have mended both piers, and the night ferry will sail again from June,"
RAIN = "Nobody should have to wait for a boat in the rain until morning"


def test_a_wording_names_an_attribution_of_its_words_alone(tmp_path: Path) -> None:
    """Of two quotations under one cue another report carries one: the wording is that part, nested in the whole."""
    desk = exported(
        tmp_path,
        FERRY | {"text": f'KARST, May 6 - "{PIERS}" harbour master Mira Brandt told reporters on Tuesday. "{RAIN}."'},
        FERRY | {"outlet": "Ostrel Reed", "text": f'Karst mends its piers.\n\n"{RAIN}," Mira Brandt said on Tuesday.'},
    )
    ((statement, worded),) = of_several(desk)
    assert [str(each["content_text"]).rstrip(".,") for each in worded] == [RAIN, RAIN]
    whole = {row["id"]: row for row in rows(desk, "attributions") if row["nested_in"] is None}
    (part,) = (each for each in worded if each["nested_in"])
    around = whole[part["nested_in"]]
    assert (part["kind"], part["source"], part["cue"]) == ("direct", around["source"], around["cue"])
    assert PIERS in str(around["content_text"])
    wordings = statement["wordings"]
    assert isinstance(wordings, list)
    assert {each["within"] for each in wordings} <= set(whole)
    assert statement["fullest"] in {each["id"] for each in worded}
    assert statement["speakers_differ"] is False


def test_the_same_words_of_two_speakers_are_a_conflict(tmp_path: Path) -> None:
    """Reports that give one sentence to two people share a statement, which says so."""
    text = f'KARST, May 6 - "{PIERS}" harbour master %s told reporters in Karst on Tuesday.'
    desk = exported(
        tmp_path,
        FERRY | {"text": text % "Mira Brandt"},
        FERRY | {"outlet": "Ostrel Reed", "text": text % "Tavi Okoro"},
    )
    ((statement, worded),) = of_several(desk)
    assert {each["speaker_name"] for each in worded} == {"Mira Brandt", "Tavi Okoro"}
    assert statement["speakers_differ"] is True


def test_a_corrected_article_keeps_both_wordings_with_their_days(tmp_path: Path) -> None:
    """When an article's quotation is changed, the statement has the wording of each version, and is altered."""
    text = f'KARST, May 6 - "{PIERS}" harbour master Mira Brandt told reporters in Karst on Tuesday.'
    first = FERRY | {"url": "https://karst.example/ferry", "text": text}
    desk = exported(tmp_path, first, first | {"published": "2031-05-07", "text": text.replace("will sail", "may sail")})
    ((statement, worded),) = of_several(desk)
    assert statement["altered"] is True
    days = {row["id"]: (row["published"], row["revision_of"] is None) for row in rows(desk, "articles")}
    assert [(*days[each["article"]], "may sail" in str(each["content_text"])) for each in worded] == [
        ("2031-05-06", True, False),
        ("2031-05-07", False, True),
    ]
