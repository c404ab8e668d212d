"""What a page says of itself to machines: schema.org data as JSON-LD, safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.articles import Article
from onrecord.limits.web import DATA_ENTRIES
from onrecord.publishing import Section, outlet_of, safe_url

__all__ = ["linked_data", "news_article", "quotation", "written"]

_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What could end a script element or open a comment within it, and what old parsers take for line ends."""


def written(data: object) -> str:
    """Return data as JSON that can stand in a script element; its strings say the same to whoever reads the JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)


def linked_data(section: Section, articles: Sequence[Article]) -> str:
    """Return the first reports of a story as NewsArticle, and its first statements as Claim and Quotation."""
    by_id = {article.id: article for article in articles}
    graph: list[Mapping[str, Any]] = [
        {
            "@type": "CollectionPage",
            "@id": f"/stories/{section.story}/",
            "name": section.headline,
            "hasPart": [{"@id": f"/articles/{report.article}/"} for report in section.reports[:DATA_ENTRIES]],
        }
    ]
    graph += [news_article(by_id[r.article]) for r in section.reports[:DATA_ENTRIES] if r.article in by_id]
    said = [(voice, utterance) for voice in section.voices for utterance in voice.utterances]
    for voice, utterance in [pair for pair in said if pair[1].versions[0].manner == "fullest"][:DATA_ENTRIES]:
        outlets = [(source.article, version) for version in utterance.versions for source in version.sources]
        graph += quotation(
            utterance.statement,
            "" if voice.anonymous or not voice.known else voice.name,
            " ".join(piece.text for piece in utterance.versions[0].sentence.pieces if piece.evidence),
            [article for article, _ in outlets][:DATA_ENTRIES],
        )
    return written({"@context": "https://schema.org", "@graph": graph})


def news_article(article: Article) -> Mapping[str, Any]:
    """Return an article as a NewsArticle."""
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"/articles/{article.id}/",
        "headline": (article.title or "")[:200],
        "publisher": {"@type": "Organization", "name": outlet_of(article)},
    }
    if article.published:
        data["datePublished"] = article.published.isoformat()
    if url := safe_url(article.url):
        data["url"] = url
    if article.language:
        data["inLanguage"] = article.language
    return data


def quotation(statement: str, speaker: str, words: str, articles: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return a statement as a Claim with the articles in which it appears, and as the Quotation of its speaker."""
    address = f"/statements/{statement}/"
    claim: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"{address}#claim",
        "text": words,
        "appearance": [{"@id": f"/articles/{article}/"} for article in dict.fromkeys(articles)],
    }
    said: dict[str, Any] = {"@type": "Quotation", "@id": address, "text": words, "isBasedOn": {"@id": claim["@id"]}}
    if speaker:
        claim["author"] = said["creator"] = {"@type": "Person", "name": speaker}
    return [claim, said]
