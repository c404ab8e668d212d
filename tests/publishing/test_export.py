"""The export: every file of the contract, whole or as it was."""

from __future__ import annotations

import json
import re
import resource
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import Fault, PublishingError
from onrecord.publishing import FILES, export, write
from tests.publishing.house import HERALD, article, strait

FIELDS = {
    "articles": "external_id path url outlet title byline dateline published language text removed credits revision_of",
    "attributions": "article kind source cue content source_text cue_text content_text speaker speaker_name anonymous "
    "role venue addressee said_on via nested_in confidence",
    "times": "article span text type value mod interval",
    "entities": "name kind aliases roles mentions",
    "stories": "title articles independent interval follows",
    "reuse": "article of wire kind share pairs",
    "statements": "story speaker speaker_name said_on occasion wordings independent_count altered differences",
    "timeline": "story interval precision text planned evidence",
    "faults": "where what done",
}
"""The files that the invented story fills; what is promised and wanted is told in `test_agenda.py`."""


def lines(folder: Path, name: str) -> list[dict[str, object]]:
    """Return the objects of one file, read as a stranger would: by lines."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_file_has_its_fields(tmp_path: Path) -> None:
    """Each file of the contract is written; each line has an id and the file's fields."""
    house, _, _ = strait()
    counts = export(house, tmp_path / "out")
    assert set(counts) == {f"{name}.jsonl" for name in FILES}
    for name in FILES:
        rows = lines(tmp_path / "out", name)
        assert len(rows) == counts[f"{name}.jsonl"]
        assert bool(rows) == (name in FIELDS)
        for row in rows:
            assert {"id", *FIELDS[name].split()} <= set(row)
        assert len({str(row["id"]) for row in rows}) == len(rows)


def test_spans_are_offsets_in_the_article(tmp_path: Path) -> None:
    """Contents, credits, times and evidence are found at their offsets of the exported text."""
    house, _, _ = strait()
    export(house, tmp_path)
    texts = {str(row["id"]): str(row["text"]) for row in lines(tmp_path, "articles")}
    for row in lines(tmp_path, "attributions"):
        text = texts[str(row["article"])]
        spans = row["content"]
        assert isinstance(spans, list)
        assert " ".join(text[start:end] for start, end in spans) == row["content_text"]
    (time,) = lines(tmp_path, "times")
    assert time["text"] == "the autumn"
    assert time["interval"] == ["2031-09-01", "2031-11-30"]
    for name in ("statements", "entities"):
        for row in lines(tmp_path, name):
            held = row["evidence"] if name == "statements" else row["roles"][0]["evidence"]  # type: ignore[index]
            assert isinstance(held, list)
            for each in held:
                assert texts[each["article"]][each["start"] : each["end"]] == each["exact"]


def test_a_statement_tells_how_its_wordings_differ(tmp_path: Path) -> None:
    """Three wordings of one answer have three variants, are marked as altered and name each difference."""
    house, _, _ = strait()
    export(house, tmp_path)
    statement = next(row for row in lines(tmp_path, "statements") if row["id"] == "stm-1")
    wordings, differences = statement["wordings"], statement["differences"]
    assert isinstance(wordings, list)
    assert isinstance(differences, list)
    assert sorted(each["variant"] for each in wordings) == [1, 2, 3]
    assert all(each["spans"] and each["quoted"] for each in wordings)
    assert statement["altered"] is True
    assert {"a", "b", "a_text", "b_text", "kind", "alters"} <= set(differences[0])
    assert any((each["a_text"], each["b_text"]) == ("a bargaining chip", "leverage") for each in differences)


def test_stories_and_statements_tell_which_reports_are_independent(tmp_path: Path) -> None:
    """Two rewrites of a wire that is not held are one group, and the answer in all three reports is in two of them."""
    house, first, _ = strait()
    export(house, tmp_path)
    herald, pelican, gazette, *_ = house.articles()
    story = next(row for row in lines(tmp_path, "stories") if row["id"] == first)
    assert story["independent"] == [[herald.id], [pelican.id, gazette.id]]
    statement = next(row for row in lines(tmp_path, "statements") if row["id"] == "stm-1")
    assert statement["independent_count"] == 2


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    """The order of lines and fields is stable."""
    for name in ("one", "two"):
        export(strait()[0], tmp_path / name)
    for name in FILES:
        assert (tmp_path / "one" / f"{name}.jsonl").read_bytes() == (tmp_path / "two" / f"{name}.jsonl").read_bytes()


def test_one_object_a_line_whatever_the_text(tmp_path: Path) -> None:
    """Line separators of every kind and lone surrogates in a text do not break a line or the file."""
    house, _, _ = strait()
    house.met.append(Fault("saved/\udcff.txt", "the name of the file is not text", "read all the same"))
    odd = house.add(article("one\u2028two\x85three\x0c four\u2029 five 😀", "Odd", "Odd"))
    export(house, tmp_path)
    assert lines(tmp_path, "faults")[-1]["where"] == "saved/\udcff.txt"
    row = next(row for row in lines(tmp_path, "articles") if row["id"] == odd.id)
    assert row["text"] == odd.text


def test_a_failed_export_leaves_the_old_one(tmp_path: Path) -> None:
    """When the record breaks off half-way, the files written before stand as they were and no draft is left."""
    house, _, _ = strait()
    export(house, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken, _, _ = strait()
    late = article("Late words.", "Late", "Late")
    broken.held[late.id] = late
    with pytest.raises(KeyError):
        export(broken, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file where the folder should be is a PublishingError that names the place."""
    (tmp_path / "file").write_text("here first")
    house, _, _ = strait()
    with pytest.raises(PublishingError, match="cannot write") as caught:
        export(house, tmp_path / "file" / "out")
    assert caught.value.path == str(tmp_path / "file" / "out")
    with pytest.raises(PublishingError):
        write(tmp_path / "file" / "page.html", "x")


def test_a_full_quota_is_named(tmp_path: Path) -> None:
    """When no more can be written, a PublishingError says so, and what stood there before stands there still."""
    house, _, _ = strait()
    house.add(article("A very long report. " * 100_000, "Long", "Long"))
    export(strait()[0], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(PublishingError, match="File too large"):
            export(house, tmp_path)
        with pytest.raises(PublishingError, match="File too large"):
            write(tmp_path / "faults.jsonl", "x" * 1_500_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    """Folders on the way are made, the text is UTF-8, and nothing else is left beside it."""
    write(tmp_path / "a" / "b.html", "ä “x” 😀\n")
    assert (tmp_path / "a" / "b.html").read_bytes() == "ä “x” 😀\n".encode()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.html"]


def test_speakers_and_revisions_are_named(tmp_path: Path) -> None:
    """An attribution carries its speaker's entity id, and a revision the id of what it replaces."""
    house, _, _ = strait()
    herald = next(iter(house.articles()))
    later = house.add(article(HERALD + " More.", "Tessary Herald", "Later"))
    house.revisions[later.id] = herald.id
    export(replace(house), tmp_path)
    assert any(row["speaker"] == "ent-brandt" for row in lines(tmp_path, "attributions"))
    assert any(row["revision_of"] == herald.id for row in lines(tmp_path, "articles"))


def test_the_formats_page_names_every_field(tmp_path: Path) -> None:
    """The table in docs/formats.md names the files and their fields, no more and no less."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    table = page.split("## What comes out")[1]
    told: dict[str, set[str]] = {}
    for files, fields in re.findall(r"^\| (`.*?) \| (.*?) \|$", table, re.MULTILINE):
        for name in re.findall(r"`(\w+)`", files):
            told[name] = set(re.findall(r"`(\w+)`", fields))
    assert set(told) == set(FILES)
    export(strait()[0], tmp_path)
    for name in FIELDS:
        assert set(lines(tmp_path, name)[0]) == {"id", *told[name]}
