"""The door of this room."""

from __future__ import annotations

from onrecord.articles import Article
from onrecord.linking.entities import entities, speakers
from onrecord.linking.links import Known, Links
from onrecord.linking.reuse import reuse
from onrecord.linking.statements import wordings
from onrecord.linking.stories import place
from onrecord.reading import Reading

__all__ = ["LINKER", "link"]

LINKER = "terms-2"


def link(article: Article, reading: Reading, keys: tuple[str, ...], known: Known) -> Links:
    """Return what one article adds to what is `known`: names, speakers, story, shared text, statements.

    `keys` are its own `look_up_keys`, by which `known` was found.
    """
    story, follows = place(article, reading, known)
    named = entities(article, reading, story.story, known)
    spoken = speakers(reading, named)
    return Links(
        article=article.id,
        linker=LINKER,
        keys=keys,
        story=story,
        entities=named,
        speakers=spoken,
        follows=follows,
        reuse=reuse(article, reading, story.story, known),
        wordings=wordings(article, reading, spoken, story.story, known),
    )
