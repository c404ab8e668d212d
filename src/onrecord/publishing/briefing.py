"""Writing the briefing of one or several stories from what stands on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.articles import Article
from onrecord.core import Interval, Span, anchor, sentences
from onrecord.limits import (
    REPEATED_COSINE,
    REPEATED_LOOSELY_COSINE,
    TAKEAWAY_CANDIDATES,
    TAKEAWAY_QUOTE_CHARS,
    TAKEAWAY_STATEMENTS,
    TAKEAWAYS_LEAST,
)
from onrecord.linking import ReuseLink
from onrecord.publishing.central import Candidate, Vector, candidates, choose, content_words, direction, likeness
from onrecord.publishing.marks import headline, unmatched
from onrecord.publishing.prose import days, reports_line
from onrecord.publishing.provenance import group, standing, table
from onrecord.publishing.speech import voices
from onrecord.publishing.values import (
    Briefing,
    Follow,
    Options,
    Piece,
    Section,
    Sentence,
    Utterance,
    Voice,
)
from onrecord.publishing.wordings import Coverage
from onrecord.record import Snapshot, Story

__all__ = ["brief", "stories_on"]

DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an utterance is carried: the story's coverage, and which of its reports are one independent report."""

    coverage: Coverage
    independent: Mapping[str, int]

    def of(self, utterance: Utterance) -> tuple[int, int]:
        """Return how many independent reports carry an utterance, and how many at all, a later version as the first."""
        carried = {source.article for version in utterance.versions for source in version.sources}
        reports = {self.coverage.replaced.get(article, article) for article in carried}
        return len({self.independent[article] for article in carried}), len(reports)


def brief(snapshot: Snapshot, stories: Sequence[str], options: Options = DEFAULT) -> Briefing:
    """Return the briefing of the stories with these ids, earliest first, each story once.

    Every sentence rests on words of a stored article. An article whose words are no longer those it was stored
    with (its id is made from them) is left out, and what would have been said on its ground with it.
    Raises `UsageError` for an unknown story.
    """
    told = list({story.id: story for story in map(snapshot.story, stories)}.values())
    told.sort(key=lambda story: (story.interval is None, story.interval or Interval.on(date.min), story.id))
    numbers: dict[str, int] = {}
    articles: list[Article] = []
    sections = []
    for story in told:
        held = _trusted(snapshot, story)
        for article in held:
            if article.id not in numbers:
                numbers[article.id] = len(numbers) + 1
                articles.append(article)
        sections.append(_section(snapshot, story, held, numbers, options))
    withheld = len({article for story in told for article in story.articles}) - len(articles)
    interval = _spanning(section.interval for section in sections)
    return Briefing(
        headline=_title(sections, interval),
        interval=interval,
        report_count=sum(section.report_count for section in sections),
        independent_count=sum(section.independent_count for section in sections),
        sections=tuple(sections),
        articles=tuple(articles),
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


def _trusted(snapshot: Snapshot, story: Story) -> list[Article]:
    """Return the story's articles, in its order, whose id still follows from their words."""
    held = {article.id: article for article in snapshot.articles(story.articles)}
    return [held[name] for name in dict.fromkeys(story.articles) if name in held]


def _title(sections: Sequence[Section], interval: Interval | None) -> str:
    if len(sections) == 1:
        return sections[0].headline
    if not sections:
        return "Nothing on record"
    return f"Briefing, {days(interval)}"


def _spanning(intervals: Iterable[Interval | None]) -> Interval | None:
    known = [interval for interval in intervals if interval]
    return Interval(min(i.first for i in known), max(i.last for i in known)) if known else None


def _section(
    snapshot: Snapshot, story: Story, held: Sequence[Article], numbers: Mapping[str, int], options: Options
) -> Section:
    ids = [article.id for article in held]
    by_id = {article.id: article for article in held}
    reuse: dict[str, tuple[ReuseLink, ...]] = {each: snapshot.reuse(each) for each in ids}
    revisions = {each: earlier for each in ids if (earlier := snapshot.revision_of(each)) in by_id and earlier}
    groups = group(ids, reuse, revisions)
    statements = snapshot.statements(story.id)
    known = {entity.id: entity for entity in snapshot.entities({s.speaker for s in statements if s.speaker})}
    replaced = {earlier: later for later, earlier in revisions.items()}
    coverage = Coverage(by_id, numbers, replaced)
    independent = standing(groups)
    said = voices(statements, coverage, known, independent)
    offered = _offered(snapshot, groups, by_id, set(replaced))
    synopsis = choose(offered, options.synopsis_sentences)
    return Section(
        story=story.id,
        headline=headline(story.title, [article.text for article in held]),
        interval=story.interval,
        report_count=len(ids) - len(set(revisions.values())),
        independent_count=len(groups),
        follows=tuple(_follow(snapshot, link.of, link.why) for link in story.follows),
        synopsis=tuple(_exact(candidate, by_id) for candidate in synopsis),
        takeaways=tuple(_takeaways(said, offered, synopsis, Reach(coverage, independent), options)),
        voices=said,
        reports=table(held, numbers, reuse, revisions),
    )


def _follow(snapshot: Snapshot, story: str, why: str) -> Follow:
    earlier = snapshot.story(story)
    return Follow(earlier.id, headline(earlier.title, []), headline(why, []))


def _offered(
    snapshot: Snapshot, groups: Sequence[Sequence[str]], by_id: Mapping[str, Article], replaced: set[str]
) -> list[list[Candidate]]:
    """Return the sentences that may stand in a summary, a list for each independent report and its repeats."""
    return [
        [c for each in ids if each not in replaced for c in candidates(by_id[each], snapshot.reading(each))]
        for ids in groups
    ]


def _exact(candidate: Candidate, by_id: Mapping[str, Article]) -> Sentence:
    evidence = anchor(candidate.article, by_id[candidate.article].text, candidate.span)
    return Sentence((Piece("exact", evidence.exact, evidence),), (evidence,))


def _takeaways(
    said: Sequence[Voice],
    offered: Sequence[Sequence[Candidate]],
    synopsis: Sequence[Candidate],
    reach: Reach,
    options: Options,
) -> list[Sentence]:
    """Return what most reports carry: first the statements, then what the reports tell and the synopsis does not."""
    quoted = [
        (voice, utterance)
        for voice in said
        for utterance in voice.utterances
        if utterance.versions[0].manner == "fullest" and voice.known
    ]
    quoted.sort(key=lambda pair: (*(-count for count in reach.of(pair[1])), pair[0].anonymous))
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
        bullet = _bullet(voice, utterance, centre, reach)
        vector = content_words(bullet.text)
        if all(likeness(vector, earlier) < REPEATED_COSINE for earlier in said_so_far):
            bullets.append(bullet)
            said_so_far.append(vector)
    vectors += said_so_far
    rest = choose(offered, options.takeaways - len(bullets), said=vectors)
    if len(bullets) + len(rest) < min(TAKEAWAYS_LEAST, options.takeaways):
        rest = choose(offered, TAKEAWAYS_LEAST - len(bullets), said=vectors, repeated=REPEATED_LOOSELY_COSINE)
    return bullets + [_exact(candidate, reach.coverage.articles) for candidate in rest]


def _bullet(voice: Voice, utterance: Utterance, centre: Vector, reach: Reach) -> Sentence:
    """Return one statement as a bullet: the speaker, then the most central sentence of the fullest wording."""
    whole = [piece.evidence for piece in utterance.versions[0].sentence.pieces if piece.evidence]
    text = reach.coverage.articles[whole[0].article].text
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
    independent, reports = reach.of(utterance)
    if reports > 1:
        told = any(version.manner == "indirect" for version in utterance.versions)
        wording = ", wordings differ" if utterance.altered else "" if told else ", same words"
        pieces.append(Piece("words", f" ({reports_line(reports, independent)}{wording})"))
        cited += [version.sentence.citations[0] for version in utterance.versions[1:]]
    return Sentence(tuple(pieces), tuple(cited))
