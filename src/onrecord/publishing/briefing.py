"""Writing the briefing of one or several stories from what stands on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from onrecord.articles import Article
from onrecord.core import Interval, Span, anchor, sentences, words
from onrecord.limits.publishing import (
    CENTRAL_ARTICLES,
    REPEATED_COSINE,
    REPEATED_LOOSELY_COSINE,
    REPEATS_HEARD,
    TAKEAWAY_CANDIDATES,
    TAKEAWAY_QUOTE_CHARS,
    TAKEAWAY_QUOTE_WORDS,
    TAKEAWAY_STATEMENTS,
    TAKEAWAYS_LEAST,
)
from onrecord.publishing.agenda import Gathered, gather, listings
from onrecord.publishing.central import Candidate, Vector, candidates, choose, content_words, direction, likeness
from onrecord.publishing.ground import Ground, ground, section_of
from onrecord.publishing.marks import unmatched
from onrecord.publishing.prose import days, reports_line
from onrecord.publishing.speech import voices
from onrecord.publishing.values import (
    Briefing,
    Listing,
    Options,
    Piece,
    Section,
    Sentence,
    Utterance,
    Version,
    Voice,
)
from onrecord.publishing.wordings import Coverage
from onrecord.record import Snapshot

__all__ = ["brief", "stories_on"]

DEFAULT = Options()


def brief(
    snapshot: Snapshot,
    stories: Sequence[str],
    options: Options = DEFAULT,
    *,
    today: date | None = None,
    gathered: Mapping[str, Gathered] | None = None,
) -> Briefing:
    """Return the briefing of the stories with these ids, earliest first, each story once.

    What is due is told as of `today`, which is the day of the record's moment when not given. `gathered` holds, by
    story, what the caller has gathered already.

    Every sentence rests on words of a stored article. An article whose words are no longer those it was stored
    with (its id is made from them) is left out, and what would have been said on its ground with it.
    Raises `UsageError` for an unknown story.
    """
    told = list({story.id: story for story in map(snapshot.story, stories)}.values())
    told.sort(key=lambda story: (story.interval is None, story.interval or Interval.on(date.min), story.id))
    grounds: list[Ground] = []
    numbers: Mapping[str, int] = {}
    for story in told:
        grounds.append(ground(snapshot, story, numbers))
        numbers = grounds[-1].coverage.numbers
    articles = {article.id: article for each in grounds for article in each.articles}
    day = today or (snapshot.moment or datetime.now(UTC)).date()

    def found(story: str) -> Gathered:
        return (gathered or {}).get(story) or gather(snapshot, story)

    sections = [_section(snapshot, each, options, listings(found(each.story.id), each, day)) for each in grounds]
    withheld = len({article for story in told for article in story.articles}) - len(articles)
    interval = _spanning(section.interval for section in sections)
    return Briefing(
        headline=_title(sections, interval),
        interval=interval,
        report_count=sum(section.report_count for section in sections),
        independent_count=sum(section.independent_count for section in sections),
        sections=tuple(sections),
        articles=tuple(articles.values()),
        moment=snapshot.moment,
        withheld_count=withheld,
    )


def stories_on(snapshot: Snapshot, day: date) -> tuple[str, ...]:
    """Return the ids of the stories with a report published on `day`, or before and after it."""
    return tuple(
        story.id
        for story in snapshot.stories()
        if story.interval and story.interval.first <= day <= story.interval.last
    )


def _title(sections: Sequence[Section], interval: Interval | None) -> str:
    if len(sections) == 1:
        return sections[0].headline
    if not sections:
        return "Nothing on record"
    return f"Briefing, {days(interval)}"


def _spanning(intervals: Iterable[Interval | None]) -> Interval | None:
    known = [interval for interval in intervals if interval]
    return Interval(min(i.first for i in known), max(i.last for i in known)) if known else None


def _section(snapshot: Snapshot, under: Ground, options: Options, agenda: tuple[Listing, ...]) -> Section:
    statements = snapshot.statements(under.story.id)
    speakers = {each.speaker for each in statements if each.speaker}
    known = {entity.id: entity for entity in snapshot.entities(speakers, mentions=False)}
    said = voices(statements, under.coverage, known)
    by_id = under.coverage.articles
    offered = _offered(snapshot, under.groups, by_id, set(under.coverage.replaced))
    synopsis = choose(offered, options.synopsis_sentences)
    return replace(
        section_of(snapshot, under),
        synopsis=tuple(_exact(candidate, by_id) for candidate in synopsis),
        takeaways=tuple(_takeaways(said, offered, synopsis, under.coverage, options)),
        voices=said,
        listings=agenda,
    )


def _offered(
    snapshot: Snapshot, groups: Sequence[Sequence[str]], by_id: Mapping[str, Article], replaced: set[str]
) -> list[list[Candidate]]:
    """Return the sentences that may stand in a summary, a list for each independent report and its repeats.

    The first `CENTRAL_ARTICLES` reports with such sentences decide, of each the first `REPEATS_HEARD` that repeat it.
    """
    found: list[list[Candidate]] = []
    for ids in groups:
        heard = [each for each in ids if each not in replaced][:REPEATS_HEARD]
        group = [c for each in heard for c in candidates(by_id[each], snapshot.reading(each))]
        found += [group] if group else []
        if len(found) == CENTRAL_ARTICLES:
            break
    return found


def _exact(candidate: Candidate, by_id: Mapping[str, Article]) -> Sentence:
    evidence = anchor(candidate.article, by_id[candidate.article].text, candidate.span)
    return Sentence((Piece("exact", evidence.exact, evidence),), (evidence,))


def _takeaways(
    said: Sequence[Voice],
    offered: Sequence[Sequence[Candidate]],
    synopsis: Sequence[Candidate],
    coverage: Coverage,
    options: Options,
) -> list[Sentence]:
    """Return what most reports carry: first the statements, then what the reports tell and the synopsis does not."""
    quoted = [
        (voice, utterance)
        for voice in said
        for utterance in voice.utterances
        if utterance.versions[0].manner == "fullest" and voice.known and _says_something(utterance)
    ]
    quoted.sort(key=lambda pair: (*(-count for count in coverage.reach(pair[1].versions)), pair[0].anonymous))
    bullets: list[Sentence] = []
    vectors = [candidate.vector for candidate in synopsis]
    weights: Counter[str] = Counter()
    for candidate in synopsis:
        weights.update(candidate.vector.keys())
    centre = direction(weights)
    said_so_far: list[Vector] = []
    for voice, utterance in quoted[:TAKEAWAY_CANDIDATES]:
        if len(bullets) == min(TAKEAWAY_STATEMENTS, options.takeaways):
            break
        bullet = _bullet(voice, utterance, centre, coverage)
        vector = content_words(bullet.text)
        if all(likeness(vector, earlier) < REPEATED_COSINE for earlier in said_so_far):
            bullets.append(bullet)
            said_so_far.append(vector)
    vectors += said_so_far
    rest = choose(offered, options.takeaways - len(bullets), said=vectors)
    if len(bullets) + len(rest) < min(TAKEAWAYS_LEAST, options.takeaways):
        rest = choose(offered, TAKEAWAYS_LEAST - len(bullets), said=vectors, repeated=REPEATED_LOOSELY_COSINE)
    return bullets + [_exact(candidate, coverage.articles) for candidate in rest]


def _says_something(utterance: Utterance) -> bool:
    quoted = [piece.evidence.exact for piece in utterance.versions[0].sentence.pieces if piece.evidence]
    return sum(len(words(each)) for each in quoted) >= TAKEAWAY_QUOTE_WORDS


def _stands(version: Version, coverage: Coverage) -> bool:
    return any(source.article not in coverage.replaced for source in version.sources)


def _bullet(voice: Voice, utterance: Utterance, centre: Vector, coverage: Coverage) -> Sentence:
    """Return one statement as a bullet: the speaker, then the most central sentence of the fullest wording.

    A wording that its outlet has replaced stands only where no other is quoted.
    """
    first = next(
        (v for v in utterance.versions if v.manner != "indirect" and _stands(v, coverage)), utterance.versions[0]
    )
    whole = [piece.evidence for piece in first.sentence.pieces if piece.evidence]
    text = coverage.articles[whole[0].article].text
    spans: list[Span] = []
    for each in whole:
        if len(each.exact) <= TAKEAWAY_QUOTE_CHARS:
            spans.append(each.span)
        else:
            spans += [Span(each.start + s.start, each.start + s.end) for s in sentences(each.exact)]
    fit = [span for span in spans if not unmatched(span.of(text))] or [whole[0].span]
    best = max(fit, key=lambda span: (likeness(content_words(span.of(text)), centre), -span.start))
    evidence = anchor(whole[0].article, text, best)
    pieces = [Piece("name", voice.name), Piece("words", ": "), Piece("quoted", evidence.exact, evidence)]
    cited = [evidence]
    independent, reports = coverage.reach(utterance.versions)
    if reports > 1:
        told = any(version.manner == "indirect" for version in utterance.versions)
        wording = ", wordings differ" if utterance.altered else "" if told else ", same words"
        pieces.append(Piece("words", f" ({reports_line(reports, independent)}{wording})"))
        cited += [version.sentence.citations[0] for version in utterance.versions if version is not first]
    return Sentence(tuple(pieces), tuple(cited))
