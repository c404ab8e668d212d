"""What the tests of commitments share: the pledges and bodies of a bare text, told as words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from onrecord.articles import Article
from onrecord.reading import read_by_rules
from onrecord.reading.commitments import BodyMention, Pledge, find_bodies, find_pledges
from onrecord.reading.names import find_names
from tests.reading.conftest import article_of

WEDNESDAY = date(2031, 5, 14)
"""The day of publication of every text, where none is given."""


class Told(NamedTuple):
    """A pledge in words."""

    agent: str | None
    act: str
    force: str


def pledges_in(article: Article) -> tuple[Pledge, ...]:
    """Return the pledges of an article read by rules."""
    reading = read_by_rules(article)
    return find_pledges(article, find_names(article.text), reading.attributions, reading.times)


def pledges_of(text: str, published: date | None = WEDNESDAY) -> tuple[Pledge, ...]:
    """Return the pledges of a bare text."""
    return pledges_in(article_of(text, published=published))


def told(text: str) -> list[Told]:
    """Return agent, act and force of each pledge of a bare text."""
    return [Told(one.agent_name, one.act.of(text), one.force) for one in pledges_of(text)]


def bodies_of(text: str) -> tuple[BodyMention, ...]:
    """Return the bodies of a bare text."""
    return find_bodies(article_of(text))
