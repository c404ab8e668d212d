"""The briefing as Markdown that reads well as plain text, in a terminal and on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from onrecord.core import Evidence
from onrecord.publishing.citing import Label, labels
from onrecord.publishing.prose import (
    ALTERED,
    counted,
    days,
    disputed,
    known_through,
    provenance,
    reports_line,
    sources_line,
    translated,
    when,
    withheld,
)
from onrecord.publishing.provenance import outlet_of, safe_url
from onrecord.publishing.values import (
    Briefing,
    Item,
    Mark,
    Piece,
    Report,
    Section,
    Sentence,
    Utterance,
    Version,
    Voice,
)

__all__ = ["markdown"]

Place = tuple[str, int, int]
Labels = Mapping[Place, str]
"""How each cited place is written: a link in brackets where the article has an address."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SPECIAL = re.compile(
    r"[\\`*|]|~(?=~)|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|&(?=#?\w{1,32};)|\[(?=[^\]\n]{0,20}\]\[|\d+[a-z]+\])|\](?=[(:\[])"
)
_OPENING = re.compile(r"(?:[#>+=-]|\d{1,9}(?=[.)]))")


def markdown(briefing: Briefing) -> str:
    """Return the briefing as CommonMark with tables; citations are links where the article has an address."""
    keys = labels(briefing)
    linked = {article.id for article in briefing.articles if safe_url(article.url)}
    cited = {place: f"[[{key}]]" if place[0] in linked else f"[{key}]" for place, key in keys.items()}
    one = len(briefing.sections) == 1
    lines = [f"# {escape(briefing.headline)}", ""]
    if not one:
        stories = counted(len(briefing.sections), "story", "stories")
        lines += [f"{stories} · **{reports_line(briefing.report_count, briefing.independent_count)}**", ""]
    for section in briefing.sections:
        lines += _section(section, cited, level=2 if one else 3)
    lines += _sources(briefing, keys)
    if briefing.withheld_count:
        lines += ["", f"*{withheld(briefing.withheld_count)}*"]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is and nothing in it becomes markup, a link or HTML."""
    flat = _CONTROL.sub("�", text).replace("\n", " ")
    flat = _SPECIAL.sub(r"\\\g<0>", flat)
    return _OPENING.sub(r"\\\g<0>", flat, count=1) if _OPENING.match(flat) and not flat[0].isdigit() else flat


def _dateline(told: Section) -> str:
    return f"{days(told.interval)} · **{reports_line(told.report_count, told.independent_count)}**"


def _section(section: Section, cited: Labels, *, level: int) -> Iterator[str]:
    head = "#" * level
    if level > 2:
        yield from (f"## {escape(section.headline)}", "")
    yield from (_dateline(section), "")
    for follow in section.follows:
        yield from (f"Follows *{escape(follow.headline)}*: {escape(follow.why)}.", "")
    for follow in section.followed_by:
        yield from (f"Followed by *{escape(follow.headline)}*: {escape(follow.why)}.", "")
    if section.synopsis:
        yield from (f"{head} Synopsis", "")
        for sentence in section.synopsis:
            yield from (_line(sentence, cited, section.reports), "")
    if section.takeaways:
        yield from (f"{head} Key takeaways", "")
        for sentence in section.takeaways:
            yield f"- {_line(sentence, cited, section.reports)}"
        yield ""
    if section.voices:
        yield from (f"{head} Who said what", "")
        for voice in section.voices:
            yield from _voice(voice, cited, head)
    for listing in section.listings:
        yield from (f"{head} {listing.title}", "")
        for entry in listing.items:
            yield from _entry(entry, cited, section.reports)
    yield from (f"{head} The reports", "")
    yield from _reports(section.reports, cited)


def _line(sentence: Sentence, cited: Labels, reports: Sequence[Report]) -> str:
    """Return a sentence with its outlet and its citations."""
    outlets = {report.article: report.outlet for report in reports}
    named = list(dict.fromkeys(outlets.get(article, "") for article in sentence.shown))
    return f"{_words(sentence)} — *{escape(', '.join(filter(None, named)))}* {_cites(sentence.citations, cited)}"


def _words(sentence: Sentence) -> str:
    return "".join(map(_piece, sentence.pieces))


def _piece(piece: Piece) -> str:
    if piece.kind == "name":
        return f"**{escape(piece.text)}**"
    if piece.kind == "quoted":
        return f"“{escape(piece.text)}”"
    if piece.kind == "words":
        return piece.text
    done, place = [], 0
    for mark in piece.marks:
        done += [escape(piece.text[place : mark.start]), _mark(piece.text, mark)]
        place = mark.end
    return "".join([*done, escape(piece.text[place:])])


def _mark(text: str, mark: Mark) -> str:
    """Return a differing stretch: other words bold, words left out struck, a change of form in italics."""
    if mark.kind == "left_out":
        return f" ~~{escape(mark.other)}~~" if mark.other else f" ~~({mark.word_count} words)~~"
    words = escape(text[mark.start : mark.end])
    return f"*{words}*" if mark.kind == "small" else f"**{words}**"


def _cites(evidence: Sequence[Evidence], cited: Labels) -> str:
    return "".join(dict.fromkeys(cited[(each.article, each.start, each.end)] for each in evidence))


def _voice(voice: Voice, cited: Labels, head: str) -> Iterator[str]:
    yield f"{head}# {escape(voice.name)}" + (f", {escape(voice.role)}" if voice.role else "")
    yield ""
    if voice.anonymous:
        reason = f"stated reason: {escape(voice.reason)}" if voice.reason else "no reason stated"
        yield from (f"Not named by the report; {reason}.", "")
    told = [utterance for utterance in voice.utterances if utterance.versions[0].manner == "indirect"]
    for utterance in voice.utterances:
        if utterance not in told:
            yield from _utterance(utterance, cited, translated(voice))
    if told:
        for utterance in told:
            first, *others = utterance.versions
            yield _version(first, cited)
            yield from (f"  {_version(version, cited)}" for version in others)
        yield ""


def _utterance(utterance: Utterance, cited: Labels, translated: str) -> Iterator[str]:
    first, *others = utterance.versions
    facts = [when(utterance), utterance.occasion or "", known_through(utterance)]
    where = escape(sources_line(first.sources))
    yield f"> {_words(first.sentence)} — *{where}* {_cites(first.sentence.citations, cited)}"
    yield ">"
    yield f"> {escape(' · '.join(filter(None, facts)))}"
    yield ""
    if utterance.altered:
        yield from (f"⚠ **{ALTERED}** {translated}".rstrip(), "")
    if utterance.disputed:
        yield from (f"⚠ **{escape(disputed(utterance))}**", "")
    yield from (_version(version, cited) for version in others)
    if others:
        yield ""


def _version(version: Version, cited: Labels) -> str:
    told = ", not quoted" if version.manner == "indirect" else ""
    where = escape(sources_line(version.sources))
    return f"- *{where}{told}*: {_words(version.sentence)} {_cites(version.sentence.citations, cited)}"


def _entry(entry: Item, cited: Labels, reports: Sequence[Report]) -> Iterator[str]:
    mark = f" · {escape(entry.mark)}" if entry.mark else ""
    yield f"- **{escape(entry.head)}**{mark}"
    yield from (f"  - {name}: {escape(words)}" for name, words in entry.facts)
    yield from (f"  - {_line(sentence, cited, reports)}" for sentence in entry.sentences)
    yield ""


def _reports(reports: Sequence[Report], cited: Labels) -> Iterator[str]:
    yield "| | Report | Day | Words | Text |"
    yield "| ---: | --- | --- | ---: | --- |"
    for report in reports:
        proof = _cites([evidence for _, evidence in report.credits if evidence], cited)
        text = f"{escape(provenance(report))} {proof}".rstrip()
        day = days(report.published)
        yield (
            f"| {report.number} | *{escape(report.outlet)}*: {escape(report.title)} | {day} | {report.word_count} "
            f"| {text} |"
        )
    yield ""


def _sources(briefing: Briefing, keys: Mapping[Place, Label]) -> Iterator[str]:
    """Yield the list of cited articles with their cited places, and the links behind the citations."""
    if not briefing.articles:
        return
    yield from ("## Sources", "")
    places: dict[str, list[tuple[Label, int, int]]] = {}
    for (cited, start, end), key in keys.items():
        places.setdefault(cited, []).append((key, start, end))
    for number, article in enumerate(briefing.articles, 1):
        url = safe_url(article.url)
        where = f"<{_address(url)}>" if url else f"`{_CONTROL.sub('�', article.where).replace('`', '')}`"
        spans = ", ".join(f"{key} {start}–{end}" for key, start, end in places.get(article.id, ()))
        yield f"{number}. {escape(outlet_of(article))}, {where}" + (f" (characters {spans})" if spans else "")
    yield ""
    for article in briefing.articles:
        url = safe_url(article.url)
        for key, start, end in places.get(article.id, ()) if url else ():
            yield f"[{key}]: <{_link(url or '', article.text[start:end])}>"


def _address(url: str) -> str:
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def _link(url: str, words: str) -> str:
    """Return the address that opens the page at the cited words: a text fragment of the first eight."""
    head = " ".join(words.split()[:8])
    return f"{_address(url).split('#')[0]}#:~:text={quote(head, safe='').replace('-', '%2D')}"
