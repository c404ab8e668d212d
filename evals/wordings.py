"""Statements and the comparison of their wordings, end to end: pairs of quotations labelled by hand, from our export.

Articles go through the whole flow into a record of their own, which is exported. Every wording of a statement gives
members: the spans of its attribution's content. Two members of different articles are a pair.

A pair is right when both match spans labelled as one utterance; it counts against us when both match labelled spans
of two. Pairs of doubtful labels, of two parts of one statement, and of words without a label are left aside.
`altered` is scored over the labelled pairs that are one utterance: told when the statement is altered and the two
wordings have different variants.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from evals.exports import exported
from evals.quotations import lines
from evals.scoring import Counts, Tokens, Words, spans_match

NAME = "wordings"
DATA = ("quotes/docs.jsonl", "quotes/gold.jsonl")
SLACK = 0.005
"""How far below what was measured a floor is set: what the network reads differs a little between processors."""

ONE_UTTERANCE = ("identical", "trimmed", "altered")
_GIVEN = {"doc": "id", "outlet": "outlet", "title": "title", "date": "published", "text": "text"}


@dataclass(frozen=True)
class Member:
    """One stretch of a wording: the document and the tokens it covers, and the wording's variant."""

    doc: str
    words: Tokens
    variant: int


@dataclass
class Gold:
    """The labels: spans of each document with the statement they belong to, and pairs of them with their relation."""

    spans: dict[str, dict[tuple[int, int], str | None]] = field(default_factory=lambda: defaultdict(dict))
    pairs: dict[frozenset[tuple[str, int, int]], dict[str, Any]] = field(default_factory=dict)
    triples: dict[str, str] = field(default_factory=dict)


def measure(data: Path) -> dict[str, float]:
    """Return the scores on all labelled pairs."""
    texts = {row["doc"]: Words(row["text"], r"\w+(?:['’]\w+)*") for row in lines(data / "quotes" / "docs.jsonl")}
    gold = gold_of(lines(data / "quotes" / "gold.jsonl"), lines(data / "quotes" / "docs.jsonl"))
    out = export_of(data / "quotes" / "docs.jsonl")
    found = scored(groups_of(out, texts), gold, texts)
    held = held_together(out, gold)
    return {"labelled pairs in one story": held, **{f"pairs: {score}": value for score, value in found.items()}}


def export_of(docs: Path) -> Path:
    """Put documents on a record of their own, by the fields that a `.jsonl` input has, and return its export."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.jsonl"
        with given.open("w", encoding="utf-8") as file:
            for row in lines(docs):
                file.write(json.dumps({name: row[key] for key, name in _GIVEN.items()}) + "\n")
        return exported(given)


def gold_of(rows: Iterable[dict[str, Any]], docs: Iterable[dict[str, Any]]) -> Gold:
    """Return the labels as they are looked up."""
    gold = Gold(triples={row["doc"]: row["triple"] for row in docs})
    for row in rows:
        for side in (row["a"], row["b"]):
            place = (side["start"], side["end"])
            if row["relation"] == "paraphrased":
                gold.spans[side["doc"]].setdefault(place, None)
            else:
                gold.spans[side["doc"]][place] = side.get("statement")
        gold.pairs[frozenset((side["doc"], side["start"], side["end"]) for side in (row["a"], row["b"]))] = row
    return gold


def held_together(out: Path, gold: Gold) -> float:
    """Return the share of the pairs of one utterance whose articles share a story, which bounds their recall."""
    given = {row["id"]: row["external_id"] for row in lines(out / "articles.jsonl")}
    stories = {given[each]: row["id"] for row in lines(out / "stories.jsonl") for each in row["articles"]}
    pairs = [row for row in gold.pairs.values() if row["relation"] in ONE_UTTERANCE and not row.get("ambiguous")]
    held = sum(stories[row["a"]["doc"]] == stories[row["b"]["doc"]] for row in pairs)
    return held / len(pairs) if pairs else 0.0


def groups_of(out: Path, texts: Mapping[str, Words]) -> Iterator[tuple[bool, list[Member]]]:
    """Yield for each statement whether it is altered, and its members."""
    given = {row["id"]: row["external_id"] for row in lines(out / "articles.jsonl")}
    content = {row["id"]: row["content"] for row in lines(out / "attributions.jsonl")}
    for row in lines(out / "statements.jsonl"):
        members = []
        for wording in row["wordings"]:
            doc = given[wording["article"]]
            spans = content[wording["attribution"]]
            members += [Member(doc, texts[doc].touched([span]), wording["variant"]) for span in spans]
        yield row["altered"], members


def scored(groups: Iterable[tuple[bool, Sequence[Member]]], gold: Gold, texts: Mapping[str, Words]) -> dict[str, float]:
    """Return recall, precision and F1 of pairs, recall by relation, and the scores of the flag *altered*."""
    labelled = {
        doc: [((doc, *place), texts[doc].touched([place])) for place in spans] for doc, spans in gold.spans.items()
    }
    hit: dict[frozenset[tuple[str, int, int]], bool] = {}
    told = Counts()
    for altered, members in groups:
        near = [[place for place, words in labelled.get(m.doc, ()) if spans_match(m.words, words)] for m in members]
        for (one, mine), (other, theirs) in combinations(zip(members, near, strict=True), 2):
            if one.doc == other.doc or gold.triples[one.doc] != gold.triples[other.doc] or not (mine and theirs):
                continue
            pairs = [pair for a in mine for b in theirs if (pair := frozenset((a, b))) in gold.pairs]
            for pair in pairs:
                hit[pair] = hit.get(pair, False) or (altered and one.variant != other.variant)
            right = _right([gold.pairs[pair] for pair in pairs], mine, theirs, gold)
            if right is not None:
                told.add(int(right), 1, 0)
    return _scores(hit, told.precision, gold)


def _right(
    rows: Sequence[dict[str, Any]],
    mine: Sequence[tuple[str, int, int]],
    theirs: Sequence[tuple[str, int, int]],
    gold: Gold,
) -> bool | None:
    """Return whether a pair is one utterance by the labels `rows` that it meets, None when they do not tell."""
    if any(row["relation"] != "different" and not row.get("ambiguous") for row in rows):
        return True
    if any(row.get("ambiguous") for row in rows):
        return None
    statements = [{gold.spans[doc][start, end] for doc, start, end in each} - {None} for each in (mine, theirs)]
    return None if statements[0] & statements[1] else False


def _scores(hit: Mapping[frozenset[tuple[str, int, int]], bool], precision: float, gold: Gold) -> dict[str, float]:
    recall: dict[str, Counts] = defaultdict(Counts)
    flag = Counts()
    for pair, row in gold.pairs.items():
        relation = row["relation"]
        if row.get("ambiguous") or relation == "different":
            continue
        recall[relation].add(int(pair in hit), 0, 1)
        if relation in ONE_UTTERANCE:
            recall["all"].add(int(pair in hit), 0, 1)
            altered, told = relation == "altered", hit.get(pair, False)
            flag.add(int(altered and told), int(told), int(altered))
    found = recall["all"].recall
    return {
        "recall": found,
        "precision": precision,
        "F1": 2 * found * precision / (found + precision) if found + precision else 0.0,
        **{f"recall of {name}": recall[name].recall for name in (*ONE_UTTERANCE, "paraphrased")},
        "altered precision": flag.precision,
        "altered recall": flag.recall,
        "altered F1": flag.f1,
    }
