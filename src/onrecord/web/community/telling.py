"""What is told of acts, in plain words: what came of one, why one was refused, and what an entry of the ledger is."""

from __future__ import annotations

from onrecord.community import Done
from onrecord.community.tariff import Tariff

__all__ = ["STATUS", "came_of", "sentence", "twei"]

STATUS = {
    "bad": 400,
    "unknown": 404,
    "withdrawn": 410,
    "level": 403,
    "banned": 403,
    "own": 409,
    "role": 403,
    "funds": 402,
    "late": 409,
    "early": 409,
    "again": 409,
    "often": 429,
    "words": 422,
    "other body": 409,
}
"""The status of the answer to an act that was refused, by the refusal's code."""

_DID = {
    "publish": "It is published: readers can vote and comment from now on.",
    "withdraw": "It is withdrawn: nothing on it can be done any more.",
    "vote": "Your vote is counted.",
    "rate": "Your opinion of the comment is counted.",
    "comment": "Your comment stands.",
    "edit": "Your comment is changed; its earlier words are kept.",
    "delete": "Your comment is deleted. Its place in the thread stays.",
    "report": "The report instance is yours.",
    "flag": "The moderators will look at it. Thank you.",
}


def twei(amount: int) -> str:
    """Return an amount as it is written."""
    return f"{amount:,} Twei".replace(",", "\N{NARROW NO-BREAK SPACE}")


def sentence(words: str) -> str:
    """Return words as a sentence: with a capital and a full stop."""
    found = words.strip()
    return f"{found[:1].upper()}{found[1:]}{'' if found.endswith(('.', '!', '?')) else '.'}"


def came_of(done: Done, tariff: Tariff) -> str:
    """Return what came of an act, in a few sentences: that it was done, what it cost and what it may earn."""
    if done.again:
        return "You did this before; nothing was done twice."
    said = [_DID.get(done.kind, "Done.")]
    if done.paid > 0:
        said.append(f"It cost you {twei(done.paid)}.")
    elif done.paid < 0:
        said.append(f"You have {twei(-done.paid)} back.")
    if done.earned > 0:
        said.append(f"You earn {twei(done.earned)} by it, paid out after {_days(tariff.pending.days)}.")
    return " ".join(said)


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"
