"""The door of this room."""

from __future__ import annotations

from dataclasses import replace

from onrecord.articles import Article
from onrecord.core import key
from onrecord.linking.entities import entities, speakers
from onrecord.linking.joins import joins, standing
from onrecord.linking.links import Known, Links
from onrecord.linking.reuse import reuse
from onrecord.linking.statements import wordings
from onrecord.linking.stories import Placed, place
from onrecord.reading import Reading

__all__ = ["LINKER", "link", "link_again"]

LINKER = "events-2"


def link(article: Article, reading: Reading, keys: tuple[str, ...], known: Known) -> Links:
    """Return what one article adds to what is `known`: names, speakers, story, shared text, statements.

    `keys` are its own `look_up_keys`, by which `known` was found.
    """
    return _linked(article, reading, keys, known, place(article, reading, known))


def _linked(article: Article, reading: Reading, keys: tuple[str, ...], known: Known, placed: Placed) -> Links:
    story, follows, unsettled = placed
    named = entities(article, reading, story.story)
    same = joins(article.id, named, story.story, known)
    spoken = speakers(reading, named)
    stands = standing(spoken.values(), same, known)
    return Links(
        article=article.id,
        linker=LINKER,
        keys=keys,
        story=story,
        entities=named,
        speakers=spoken,
        follows=follows,
        reuse=reuse(article, reading, story.story, known),
        wordings=wordings(
            article, reading, {said: stands[entity] for said, entity in spoken.items()}, story.story, known
        ),
        unsettled=unsettled,
        same=same,
    )


def link_again(
    article: Article, reading: Reading, keys: tuple[str, ...], known: Known, *, story: str, after: str
) -> Links | None:
    """Return new links of an article on record when it belongs to another story than `story` by what is known now.

    `after` is the article whose arrival called it into question, and the linker's name says so. None when it stays:
    an article leaves its story only for one that is likelier, never to stand alone.
    """
    placed = place(article, reading, known)
    if placed[0].story in (story, key("story", article.id)):
        return None
    return replace(_linked(article, reading, keys, known, placed), linker=f"{LINKER} after {after}")
