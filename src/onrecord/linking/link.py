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

__all__ = ["LINKER", "link", "link_again", "link_names", "moved"]

LINKER = "events-5"


def link(article: Article, reading: Reading, keys: tuple[str, ...], placed: Placed, known: Known) -> Links:
    """Return what one article, `placed` in a story, adds to what is `known` of it: names, speakers, text, statements.

    `keys` are its own `look_up_keys`.
    """
    named = link_names(article, reading, keys, placed, known)
    stands = standing(named.speakers.values(), named.same, known)
    return replace(
        named,
        reuse=reuse(article, reading, known),
        wordings=wordings(article, reading, {said: stands[entity] for said, entity in named.speakers.items()}, known),
    )


def link_names(article: Article, reading: Reading, keys: tuple[str, ...], placed: Placed, known: Known) -> Links:
    """Return what `link` does, without the text and the statements that the article shares with others.

    Of all that is known it asks for the names only, and so does whoever joins the names of many stories.
    """
    named = entities(article, reading, placed.story.story)
    return Links(
        article=article.id,
        linker=LINKER,
        keys=keys,
        story=placed.story,
        entities=named,
        speakers=speakers(reading, named),
        follows=placed.follows,
        unsettled=placed.unsettled,
        same=joins(article.id, named, known),
    )


def link_again(
    article: Article, reading: Reading, keys: tuple[str, ...], placed: Placed, known: Known, *, after: str
) -> Links:
    """Return new links of an article on record that leaves its story, since the article `after` arrived.

    The linker's name says so.
    """
    return moved(link(article, reading, keys, placed, known), after)


def moved(links: Links, after: str) -> Links:
    """Return links made anew since the article `after` arrived, under a name that says so."""
    return replace(links, linker=f"{LINKER} after {after}")
