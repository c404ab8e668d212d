"""The door of this room."""

from __future__ import annotations

from dataclasses import replace

from onrecord.articles import Article
from onrecord.linking.entities import entities, speakers
from onrecord.linking.joins import joins, standing
from onrecord.linking.links import Known, Links, Placed
from onrecord.linking.reuse import reuse
from onrecord.linking.statements import wordings
from onrecord.reading import Reading

__all__ = ["LINKER", "link", "link_again"]

LINKER = "events-4"


def link(article: Article, reading: Reading, keys: tuple[str, ...], placed: Placed, known: Known) -> Links:
    """Return what one article, `placed` in a story, adds to what is `known` of it: names, speakers, text, statements.

    `keys` are its own `look_up_keys`.
    """
    named = entities(article, reading, placed.story.story)
    same = joins(article.id, named, known)
    spoken = speakers(reading, named)
    stands = standing(spoken.values(), same, known)
    return Links(
        article=article.id,
        linker=LINKER,
        keys=keys,
        story=placed.story,
        entities=named,
        speakers=spoken,
        follows=placed.follows,
        reuse=reuse(article, reading, known),
        wordings=wordings(article, reading, {said: stands[entity] for said, entity in spoken.items()}, known),
        unsettled=placed.unsettled,
        same=same,
    )


def link_again(
    article: Article, reading: Reading, keys: tuple[str, ...], placed: Placed, known: Known, *, after: str
) -> Links:
    """Return new links of an article on record that leaves its story, since the article `after` arrived.

    The linker's name says so.
    """
    return replace(link(article, reading, keys, placed, known), linker=f"{LINKER} after {after}")
