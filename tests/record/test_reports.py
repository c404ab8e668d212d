"""Reports as linking gathers them: what an article promises, sets up, wants and denies, and who bears its names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from onrecord import record
from onrecord.errors import EvidenceRejected
from onrecord.linking import Known, commitments, link, look_up_keys, place
from onrecord.reading import read
from tests.record.house import Report, report

pytestmark = pytest.mark.usefixtures("store")

TEXT = (
    "Karel Oster, the water minister of Veldria, pledged on Tuesday to open the dam by the end of the year. Mira Tolan "
    "opposes opening the dam.\n\n"
    "The two sides formed a task force to survey the river. The ministry dismissed reports that the dam leaks as "
    "untrue."
)


def held() -> Report:
    """Return a report on record as the reader reads it."""
    made = report(TEXT)
    reading = read(made.article)
    keys = look_up_keys(made.article, reading)
    links = link(made.article, reading, keys, place(made.article, reading, ()), Known())
    made = replace(made, reading=reading, links=links)
    made.append()
    return made


def test_what_is_promised_set_up_wanted_and_denied_comes_back() -> None:
    """A reading is made again from its row with all that it held."""
    made = held()
    assert made.reading.pledges
    assert made.reading.bodies
    assert made.reading.stances
    assert made.reading.denials
    assert record.as_of().reading(made.article.id) == made.reading
    assert list(record.verify()) == []


def test_a_report_comes_with_who_bears_its_names() -> None:
    """The agent of a pledge is the entity that bears the name on record."""
    made = held()
    bearer = next(link for link in made.links.entities if "Oster" in link.name)
    (told,) = record.as_of().reports(made.links.story.story)
    assert told.article == made.article
    assert told.names[bearer.entity] == bearer.name
    (pledge,) = commitments([told])
    assert pledge.agent is not None
    assert pledge.agent.entity == bearer.entity


def test_a_reading_from_before_holds_nothing_of_it() -> None:
    """Rows that were written when there were no such columns are read as holding none."""
    made = held()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_readingentry (id, article_id, reader, sentences, quotations, mentions, times, "
            "appended_at) SELECT 'read-before', article_id, 'old-1', sentences, quotations, mentions, times, "
            "appended_at FROM record_readingentry"
        )
        cursor.execute("SELECT pledges, bodies, stances, denials FROM record_readingentry WHERE id = 'read-before'")
        assert cursor.fetchone() == ("[]",) * 4
    assert record.as_of().reading(made.article.id) == made.reading


def test_a_pledge_beyond_the_text_is_refused() -> None:
    """What speaks of places that the article has not is not put on record, and nothing of the article is."""
    made = held()
    (pledge,) = made.reading.pledges
    other = report(TEXT[: pledge.act.start], title="Shorter")
    beyond = replace(pledge, article=other.article.id)
    with pytest.raises(EvidenceRejected, match="beyond its end"):
        replace(other, reading=replace(other.reading, pledges=(beyond,))).append()
    assert len(list(record.as_of().articles())) == 1
