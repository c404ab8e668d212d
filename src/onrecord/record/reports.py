"""The reports of stories made again from rows, each with who bears the names in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from onrecord.linking import Report
from onrecord.record import loading
from onrecord.record.entities import bearers, borne
from onrecord.record.judging import Decisions

__all__ = ["reports_of"]

_SPEAKERS = "SELECT article_id, attribution, entity_id FROM record_speakerentry WHERE links_id IN ({ids}) ORDER BY id"
_NAMES = "SELECT id, name FROM record_entityentry WHERE id IN ({ids})"


def reports_of(
    stories: Mapping[str, Sequence[str]], moment: datetime | None, decided: Decisions
) -> dict[str, tuple[Report, ...]]:
    """Return the articles of each of `stories` as reports, in the order given, by what stood on record at `moment`."""
    ids = [each for articles in stories.values() for each in articles]
    linked = loading.links_in_force(ids, moment)
    texts = loading.articles(ids, moment)
    readings = loading.readings(linked[each][1] for each in ids)
    named = borne({each: linked[each] for each in ids}, texts, readings)
    spoken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, said, entity in loading.asked(_SPEAKERS, [linked[each][0] for each in ids]):
        spoken[article].append((said, entity))
    mentioned = {link.entity for each in named.values() for link in each}
    mentioned |= {entity for each in spoken.values() for _, entity in each}
    together = bearers(mentioned, decided, moment)
    bearing = {
        each: {span: together.of(each, link.entity) for link in named[each] for span in link.mentions} for each in ids
    }
    speakers = {each: together.speakers(each, spoken[each]) for each in ids}
    roots = {each: {*bearing[each].values(), *speakers[each].values()} for each in ids}
    numbers = dict(loading.asked("SELECT id, number FROM record_articleentry WHERE id IN ({ids})", ids))
    known = dict(loading.asked(_NAMES, sorted(set().union(*roots.values()))))
    found: dict[str, tuple[Report, ...]] = {}
    for story, articles in stories.items():
        names = {each: known[each] for article in articles for each in roots[article] if each in known}
        found[story] = tuple(
            Report(
                texts[each],
                decided.apply(readings[linked[each][1]]),
                numbers[each],
                bearing[each],
                names,
                speakers[each],
            )
            for each in articles
        )
    return found
