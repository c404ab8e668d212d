"""A small record held in memory, and an invented story to put on it: two coasts quarrel over a strait."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from onrecord.articles import Article, Credit, Removed
from onrecord.core import Interval, Span, anchor, sentences
from onrecord.errors import Fault, UsageError
from onrecord.linking import FollowLink, Report, ReuseLink
from onrecord.reading import Anonymous, Attribution, AttributionKind, Mention, Quotation, Reading, Role, TimeExpression
from onrecord.record import Entity, EntityJoin, EntityRole, Placing, Statement, Story, Ties, Wording


@dataclass
class House:
    """A record in memory: it keeps to `onrecord.record.Snapshot` and knows only what it is given."""

    held: dict[str, Article] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    told: dict[str, Story] = field(default_factory=dict)
    said: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    shared: dict[str, tuple[ReuseLink, ...]] = field(default_factory=dict)
    bearers: dict[str, Entity] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)
    placed: list[Placing] = field(default_factory=list)
    met: list[Fault] = field(default_factory=list)
    moment: datetime | None = None

    def stories(self, *, articles: Collection[str] | None = None) -> Iterator[Story]:
        """Stories by first day, then id."""
        first = [s for s in self.told.values() if articles is None or set(articles) & set(s.articles)]
        yield from sorted(first, key=lambda s: (s.interval.first if s.interval else date.min, s.id))

    def story(self, id: str) -> Story:
        """The story with this id."""
        if id not in self.told:
            raise UsageError(f"no story {id}")
        return self.told[id]

    def stands_for(self, story: str) -> tuple[str, ...]:
        """No story leads to another."""
        del story
        return ()

    def followed_by(self, story: str) -> tuple[FollowLink, ...]:
        """Later stories."""
        return tuple(link for each in self.stories() for link in each.follows if link.of == story)

    def placings(self, story: str) -> tuple[Placing, ...]:
        """All placings of every article that was ever placed in a story."""
        been = {each.article for each in self.placed if each.story == story}
        return tuple(each for each in self.placed if each.article in been)

    def articles(self, ids: Collection[str] | None = None) -> Iterator[Article]:
        """Articles in the order given, under the id they were put in with."""
        yield from (article for id_, article in self.held.items() if ids is None or id_ in ids)

    def article(self, id: str) -> Article:
        """The article with this id."""
        if id not in self.held:
            raise UsageError(f"no article {id}")
        return self.held[id]

    def revision_of(self, article: str) -> str | None:
        """The earlier revision."""
        return self.revisions.get(article)

    def reading(self, article: str) -> Reading:
        """The reading of an article."""
        return self.readings[article]

    def said_in(self, attribution: str) -> str:
        """The article in which an attribution was read."""
        for article, reading in self.readings.items():
            if attribution in {said.id for said in reading.attributions}:
                return article
        raise UsageError(f"no attribution {attribution}")

    def speakers(self, article: str) -> Mapping[str, str]:
        """Entity ids by attribution."""
        return {
            wording.attribution.id: statement.speaker
            for statements in self.said.values()
            for statement in statements
            for wording in statement.wordings
            if statement.speaker and wording.article == article
        }

    def reports(self, story: str) -> tuple[Report, ...]:
        """The articles of a story as reports; nobody bears their names."""
        ids = [each for each in self.story(story).articles if each in self.held]
        return tuple(Report(self.held[each], self.readings[each], number) for number, each in enumerate(ids))

    def reports_by_story(self, stories: Collection[str]) -> Mapping[str, tuple[Report, ...]]:
        """The reports of several stories."""
        return {each: self.reports(each) for each in stories}

    def statements(self, story: str) -> tuple[Statement, ...]:
        """Statements of a story."""
        return self.said.get(story, ())

    def statement(self, id: str) -> Statement:
        """The statement with this id."""
        for statements in self.said.values():
            for each in statements:
                if each.id == id:
                    return each
        raise UsageError(f"no statement {id}")

    def reuse(self, article: str) -> tuple[ReuseLink, ...]:
        """Shared text."""
        return self.shared.get(article, ())

    def ties(self, articles: Collection[str], *, passages: bool = True) -> Mapping[str, Ties]:  # noqa: ARG002
        """What ties each article."""
        return {each: Ties(self.reuse(each), self.revision_of(each), self.speakers(each)) for each in articles}

    def entities(self, ids: Collection[str] | None = None, *, mentions: bool = True) -> Iterator[Entity]:
        """Entities by id."""
        held = [self.bearers[id_] for id_ in sorted(self.bearers) if ids is None or id_ in ids]
        yield from held if mentions else (replace(each, mentions=()) for each in held)

    def joins(self, entities: Collection[str]) -> tuple[EntityJoin, ...]:
        """Why names were joined."""
        return tuple(join for each in sorted(entities) for join in self.bearers[each].joins)

    def faults(self) -> Iterator[Fault]:
        """Faults met."""
        yield from self.met

    def add(self, article: Article, attributions: Sequence[Attribution] = (), **parts: object) -> Article:
        """Put an article with its reading on record."""
        text = article.text
        spans = [span for each in attributions if each.kind == "direct" for span in each.content]
        quotations = tuple(
            Quotation(Span(s.start - 1, s.end + 1), s, "speech") for s in spans if s.start and s.end < len(text)
        )
        self.held[article.id] = article
        mentions = parts.get("mentions", ())
        times = parts.get("times", ())
        assert isinstance(mentions, tuple)
        assert isinstance(times, tuple)
        self.readings[article.id] = Reading(
            article.id, "hand", sentences(text), quotations, tuple(attributions), mentions, times
        )
        return article


def article(text: str, outlet: str | None, title: str | None, day: int | None = 3, **more: object) -> Article:
    """Return an article of May 2031."""
    given: dict[str, object] = {
        "page": "page-x",
        "where": f"saved/{outlet}.txt",
        "external_id": None,
        "path": f"saved/{outlet}.txt",
        "url": None,
        "byline": None,
        "dateline": None,
        "published": date(2031, 5, day) if day else None,
        "language": "en",
        "removed": (),
        "credits": (),
        "extractor": "hand",
    }
    return Article(text=text, outlet=outlet, title=title, **{**given, **more})  # type: ignore[arg-type]


def at(text: str, words: str) -> Span:
    """Return where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def said(
    held: Article,
    *content: str,
    source: str = "",
    cue: str = "said",
    kind: AttributionKind = "direct",
    speaker: str | None = None,
    **more: object,
) -> Attribution:
    """Return an attribution of `held` whose parts are found by their words."""
    given: dict[str, object] = {
        "anonymous": None,
        "role": None,
        "venue": None,
        "addressee": None,
        "said_on": Interval.on(date(2031, 5, 3)),
        "via": None,
        "nested_in": None,
        "confidence": 0.9,
    }
    return Attribution(
        article=held.id,
        kind=kind,
        source=(at(held.text, source),) if source else (),
        cue=(at(held.text, cue),) if cue else (),
        content=tuple(at(held.text, words) for words in content),
        speaker_name=speaker,
        **{**given, **more},  # type: ignore[arg-type]
    )


HERALD = """\
The government of Tessary will not reopen the Orm Strait to foreign trawlers before the autumn, harbour \
minister Ilse Brandt said on Saturday.

Brandt drew that line after three days of talks with envoys from Norvale, whose fleet has been tied up since March.

“We are not looking at the strait as a bargaining chip,” Brandt told reporters in Tessary City. “There are many \
things we could put on the table, and we will look at each of them.”

Her deputy, Aron Quill, has called for letting the small boats back at once.

A harbour ministry official, who asked not to be named because the talks are private, said “the maps are not ready”."""

PELICAN = """\
Tessary does not plan to let foreign trawlers back into the Orm Strait before autumn, stated harbour minister \
Ilse Brandt on Saturday.

“We are not specifically considering using the strait as leverage,” Brandt remarked, according to the Ostrel agency. \
“There are many things we could put on the table.”

She conceded that progress in the talks with Norvale has been slow, and promised more effort this summer."""

GAZETTE = """\
Tessary is not going to permit foreign trawlers to return to the Orm Strait ahead of autumn, harbour minister \
Ilse Brandt declared on Saturday.

“We are not, at present, weighing the strait as leverage,” Brandt explained, Ostrel reported.

She admitted that the talks with Norvale had advanced little, and pledged to work harder through the summer."""

COURIER = """\
Envoys of Norvale and Tessary will meet every second month from now on to speak about the Orm Strait, the foreign \
office in Norvale said on Monday.

“A calendar is being drawn up,” spokesman Per Lund said. “Who takes part is not settled.”"""


def strait() -> tuple[House, str, str]:
    """Return the record of the invented story, and the ids of the story and of its follow-up."""
    house = House()
    herald = article(
        HERALD,
        "Tessary Herald",
        "Tessary keeps the strait shut until autumn",
        url="https://herald.example/strait?a=1&b=2",
    )
    first = said(
        herald,
        "We are not looking at the strait as a bargaining chip,",
        "There are many things we could put on the table, and we will look at each of them.",
        source="Brandt told",
        cue="told",
        speaker="Ilse Brandt",
        role="harbour minister",
        venue="Tessary City",
    )
    told = said(
        herald,
        "The government of Tessary will not reopen the Orm Strait to foreign trawlers before the autumn",
        source="harbour minister Ilse Brandt",
        kind="indirect",
        speaker="Ilse Brandt",
    )
    secret = Anonymous("a harbour ministry official", "the talks are private")
    hidden = said(herald, "the maps are not ready", source="A harbour ministry official", anonymous=secret)
    deputy = said(
        herald,
        "letting the small boats back at once",
        source="Aron Quill",
        cue="called for",
        kind="indirect",
        speaker="Aron Quill",
    )
    house.add(
        herald,
        [first, told, hidden, deputy],
        mentions=(
            Mention(
                at(HERALD, "Ilse Brandt"),
                "person",
                "Ilse Brandt",
                (Role("harbour minister", None, at(HERALD, "harbour minister")),),
            ),
        ),
        times=(
            TimeExpression(
                at(HERALD, "the autumn"), "DATE", "2031-FA", None, Interval(date(2031, 9, 1), date(2031, 11, 30))
            ),
        ),
    )
    pelican = article(
        PELICAN,
        "Pelican Daily",
        "Tessary won't open “leverage” strait",
        credits=(Credit("Ostrel", at(PELICAN, "according to the Ostrel agency")),),
    )
    second = said(
        pelican,
        "We are not specifically considering using the strait as leverage,",
        "There are many things we could put on the table.",
        source="Brandt remarked",
        cue="remarked",
        speaker="Ilse Brandt",
        via="Ostrel",
    )
    house.add(pelican, [second])
    gazette = article(
        GAZETTE,
        "Gazette <b>of</b> the Coast",
        "Strait stays shut <script>alert(1)</script>",
        removed=(Removed("promotion", "Buy now", "a call to buy"),),
    )
    third = said(
        gazette,
        "We are not, at present, weighing the strait as leverage,",
        source="Brandt explained",
        cue="explained",
        speaker="Ilse Brandt",
        via="Ostrel",
    )
    house.add(gazette, [third])
    courier = article(COURIER, None, "Envoys to meet every second month", day=5, url="javascript:alert(1)")
    fourth = said(
        courier,
        "A calendar is being drawn up,",
        "Who takes part is not settled.",
        source="spokesman Per Lund",
        speaker="Per Lund",
        said_on=None,
    )
    house.add(courier, [fourth])
    minister = Entity(
        "ent-brandt",
        "Ilse Brandt",
        "person",
        ("Brandt",),
        (
            EntityRole(
                "harbour minister", None, anchor(herald.id, HERALD, at(HERALD, "harbour minister")), date(2031, 5, 3)
            ),
        ),
        ((herald.id, at(HERALD, "Ilse Brandt")),),
    )
    house.bearers[minister.id] = minister
    day = Interval.on(date(2031, 5, 3))
    one = Story("story-a", "Tessary keeps the strait shut until autumn", (herald.id, pelican.id, gazette.id), day, ())
    two = Story(
        "story-b",
        "Envoys to meet every second month",
        (courier.id,),
        Interval.on(date(2031, 5, 5)),
        (FollowLink("story-b", "story-a", "the same strait and the same envoys two days later"),),
    )
    house.told = {one.id: one, two.id: two}
    house.said = {
        "story-a": (
            Statement(
                "stm-1",
                "story-a",
                minister.id,
                "Ilse Brandt",
                day,
                "talks in Tessary City",
                (Wording(first, herald.id), Wording(second, pelican.id), Wording(third, gazette.id)),
            ),
            Statement("stm-2", "story-a", minister.id, "Ilse Brandt", day, None, (Wording(told, herald.id),)),
            Statement("stm-3", "story-a", None, None, day, None, (Wording(hidden, herald.id),)),
            Statement("stm-4", "story-a", None, "Aron Quill", day, None, (Wording(deputy, herald.id),)),
        ),
        "story-b": (Statement("stm-5", "story-b", None, "Per Lund", None, None, (Wording(fourth, courier.id),)),),
    }
    house.shared = {
        pelican.id: (ReuseLink(pelican.id, None, "Ostrel", "rewrite", 0.91, ()),),
        gazette.id: (
            ReuseLink(
                gazette.id,
                None,
                "Ostrel",
                "rewrite",
                0.88,
                ((at(GAZETTE, "She admitted"), at(PELICAN, "She conceded"), 0.8),),
            ),
        ),
    }
    house.placed = [
        Placing(herald.id, one.id, 1.0, "no story on record is likely to be on the same event", None, judged=False),
        Placing(pelican.id, "story-x", 1.0, "no story on record is likely to be on the same event", None, judged=False),
        Placing(pelican.id, one.id, 0.97, "likely the same event (0.97): both name Brandt", gazette.id, judged=False),
        Placing(gazette.id, one.id, 0.91, "likely the same event (0.91): both name Norvale", None, judged=False),
        Placing(courier.id, one.id, 0.81, "likely the same event (0.81): both name Norvale", None, judged=False),
        Placing(courier.id, two.id, 0.9, "likely the same event (0.90): both name Lund", "art-later", judged=False),
    ]
    house.met = [Fault("saved/broken.txt", "the file is empty", "skipped")]
    return house, one.id, two.id


NOW = datetime(2031, 5, 6, tzinfo=UTC)
