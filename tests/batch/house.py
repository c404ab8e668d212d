"""An invented archive for the tests of the batch: stories with copies, rewrites, follow-ups and names that return."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

PEOPLE = [
    ("Mira Jo Brandt", "Mira Brandt", "harbour minister"),
    ("Karel Oster", "Karel P. Oster", "water minister"),
    ("Ilse Tolan", "Ilse Tolan", "mayor of Varnel"),
    ("Benno Achter", "Ben Achter", "union leader"),
    ("Thea Lindqvist", "Thea M. Lindqvist", "judge"),
    ("Anton Rask", "Anton Rask", "police chief"),
    ("Juno Castellan", "Juno Castellan", "finance minister"),
    ("Piet Morrow", "Peter Morrow", "opposition leader"),
]
PLACES = ["Varnel", "Tarn", "Ostrel", "Halmsund", "Brisk", "Old Mole", "Caddow", "Perrin Bay"]
MATTERS = [
    ("ferry", "The ferry to {place} stays in harbour until the hull is repaired", "a crack was found in the hull"),
    ("dam", "The dam above {place} will be opened by two gates this week", "the water stands four metres too high"),
    ("strike", "Drivers in {place} stopped work over unpaid night shifts", "nobody has been paid for nine weeks"),
    ("trial", "A court in {place} heard the first witness in the salt fraud", "the books were written twice"),
    ("fire", "A fire destroyed the grain store of {place} before dawn", "the sprinklers had been shut off"),
    ("budget", "The council of {place} cut its budget for schools by a tenth", "the reserves are spent"),
    ("bridge", "The railway bridge at {place} was closed to heavy trains", "two bolts had sheared"),
    ("vote", "Voters in {place} turned down the new harbour tax", "the tax came too late and asked too much"),
]
SAYINGS = [
    "We will not wait for another winter to mend what is broken",
    "Nobody who works here was asked before this was decided",
    "The figures were wrong and we have said so since the spring",
    "I shall answer every question when the inquiry begins",
    "There is no danger for anyone who lives near the water",
    "This town has paid enough for the mistakes of others",
]
TELLINGS = [
    "Residents said they had heard of it on the radio.",
    "A second meeting is planned for Friday.",
    "The costs were put at 4 million marks.",
    "Shops along the quay closed early.",
    "An inquiry by the Harbour Board is to report by May.",
    "It was the third such case in two years.",
]


def reports(count: int, seed: int = 7, first: date = date(2031, 3, 3)) -> Iterator[dict[str, str]]:
    """Yield the fields of reports as JSONL has them: stories of one to seven reports, some told on, some copied."""
    rng = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    made = story = 0
    while made < count:
        day = first + timedelta(days=story // 3)
        full, short, office = rng.choice(PEOPLE)
        place, (matter, what, why) = rng.choice(PLACES), rng.choice(MATTERS)
        saying, number = rng.choice(SAYINGS), rng.randint(12, 980)
        ground = _told(rng, place, what, why, full, office, saying, number)
        for copy in range(rng.randint(1, 7)):
            name = full if copy % 3 else short
            text = ground if copy % 2 else _told(rng, place, what, why, name, office, saying, number)
            if copy == 4:
                text = text.rsplit("\n\n", 1)[0]
            late = copy == 5
            yield {
                "id": f"{seed}-{story}-{copy}",
                "outlet": f"Gazette {copy}",
                "url": f"https://gazette-{copy}.example/{seed}/{story}",
                "title": f"{matter.capitalize()} in {place}: {short.split()[-1]} speaks",
                **({} if copy == 6 else {"published": (day + timedelta(days=3 * late)).isoformat()}),
                "language": "en",
                "text": text if not late else f"{text}\n\nThree days later {full} repeated it in {place}.",
            }
            made += 1
            if made == count:
                return
        story += 1


def _told(rng: random.Random, place: str, what: str, why: str, name: str, office: str, saying: str, number: int) -> str:
    last = name.split()[-1]
    told = rng.sample(TELLINGS, 2)
    return (
        f"{place.upper()}, (Ostrel) - {what.format(place=place)}, the {office} {name} said on Tuesday, after {number} "
        f"people had been told that {why}.\n\n“{saying},” {last} told reporters in {place}. {told[0]}\n\n"
        f"{last} said that {why}, and that {number} people were affected. {told[1]}"
    )


def archive(folder: Path, rows: Sequence[dict[str, str]], files: int) -> list[Path]:
    """Write rows as JSONL into so many files, in order, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    size = -(-len(rows) // files)
    made = []
    for number in range(files):
        made.append(folder / f"{number:03}.jsonl")
        lines = [json.dumps(row, ensure_ascii=False) for row in rows[number * size : (number + 1) * size]]
        made[-1].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return made


def awkward(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows with one line given twice, one article given twice, and one article told anew at its address."""
    again = {**rows[5], "text": f"{rows[5]['text']}\n\nThe report was brought up to date at noon."}
    same = {"extra": "a line of other bytes with the same article", **rows[3]}
    return [*rows[:9], rows[2], same, *rows[9:20], again, *rows[20:]]
