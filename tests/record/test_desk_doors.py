"""What the desk asks of the record: what was judged of entries, the record as it would stand, and faults by cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import flow, record
from onrecord.errors import Fault, UsageError
from onrecord.outlets import collect
from tests.conftest import Store

TEXT = "The ferry sails on Monday, Jo Lund said.\n\n“It will not wait for anybody,” Lund told reporters at the harbour."


@pytest.fixture
def said(store: Store, tmp_path: Path) -> str:  # noqa: ARG001 - the record that is written to
    """The id of an attribution on record."""
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT, encoding="utf-8")
    (step,) = flow.add_pages(collect([str(file)]))
    assert step.receipt is not None
    return record.as_of().reading(step.receipt.article).attributions[0].id


def _speaker(snapshot: record.Snapshot, said: str) -> str | None:
    reading = snapshot.reading(snapshot.said_in(said))
    return next((each.speaker_name for each in reading.attributions if each.id == said), "gone")


def test_a_judgement_can_be_supposed(said: str) -> None:
    """The record as it would stand has the correction, and the record itself has it not."""
    before = _speaker(record.as_of(), said)
    assert _speaker(record.supposing("correct", [said], "Mira Brandt"), said) == "Mira Brandt"
    assert _speaker(record.supposing("reject", [said]), said) == "gone"
    assert _speaker(record.as_of(), said) == before
    assert record.judgements() == ()
    made = record.judge("correct", [said], "Ana", "it is hers", "Mira Brandt")
    assert _speaker(record.supposing("retract", [made.id]), said) == before
    with pytest.raises(UsageError):
        record.supposing("merge", [said])


def test_a_split_can_be_supposed(said: str) -> None:
    """The story that a split would make is there with its article, though nothing founded it."""
    article = record.as_of().said_in(said)
    (story,) = record.as_of().stories()
    after = record.supposing("split", [story.id, article])
    (made,) = after.stories(articles=[article])
    assert made.id != story.id
    assert made.articles == (article,)


def test_what_was_judged_of_entries(said: str) -> None:
    """Only judgements over the entries asked for are given, retracted ones with who took them back and why."""
    made = record.judge("correct", [said], "Ana", "it is hers", "Mira Brandt")
    record.retract(made.id, "Bo", "it is not")
    (held,) = record.judgements_on([said, "att-" + "0" * 30])
    assert (held.by, held.retracted_by, held.retraction) == ("Ana", "Bo", "it is not")
    assert record.judgements_on(["att-" + "0" * 30]) == ()


def test_what_is_asked_while_writing_holds_until_the_end(said: str) -> None:
    """A judgement within `writing` is put down with the rest of it, or not at all."""

    def judge_and_fail() -> None:
        with record.writing():
            record.judge("correct", [said], "Ana", "it is hers", "Mira Brandt")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        judge_and_fail()
    assert record.judgements() == ()


def test_faults_come_newest_first_from_a_place(store: Store) -> None:  # noqa: ARG001
    """Every fault comes once, the newest first."""
    for number in range(5):
        record.append_fault(Fault(f"{number}.html", "the file is empty", "it was passed over"))
    seen: list[str] = []
    after = None
    while rows := record.faults(after, 2, newest_first=True):
        seen += [each.fault.where for each in rows]
        after = rows[-1].met
    assert seen == [f"{number}.html" for number in reversed(range(5))]
    assert [each.fault.where for each in record.faults(holding="3.HTML")] == ["3.html"]


def test_why_names_were_joined(said: str) -> None:
    """A record whose names were never joined says so without reading what mentions them."""
    entities = [each.id for each in record.as_of().entities()]
    assert entities
    assert record.as_of().joins(entities) == tuple(
        join for entity in record.as_of().entities() for join in entity.joins
    )
    assert said
