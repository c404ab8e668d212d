"""Words that no new comment may hold: data of the site, kept by its editors."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from django.db import IntegrityError, transaction

from onrecord.community.acting import Acting, Asked, act
from onrecord.community.look_alikes import readings, scripts_of
from onrecord.community.models import BlockedWord, Role
from onrecord.community.moderating import permit_moderator, reason_of, tell
from onrecord.community.permitting import permit_role
from onrecord.community.plain_text import plain
from onrecord.community.values import Caller, Done
from onrecord.errors import ActRefused
from onrecord.limits.community import BLOCKED_WORDS, WORD_CHARS
from onrecord.record.store import trouble

__all__ = ["block", "blocked_pattern", "folded", "refuse_blocked", "unblock", "words"]

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts whose words stand side by side, or with particles at their ends, by the names of their letters in Unicode."""


def block(caller: Caller, word: str, reason: str) -> Done:
    """Put a word on the list (see the room's door)."""
    kept, why = _word(word), reason_of(reason)

    def do(acting: Acting) -> int:
        permit_role(acting.member.account, Role.EDITOR)
        standing = list(BlockedWord.objects.filter(removed_at=None).values_list("word", flat=True))
        if folded(kept) in {folded(each) for each in standing}:
            raise ActRefused("this word is on the list already", code="again")
        if len(standing) >= BLOCKED_WORDS:
            raise ActRefused(f"the list holds {BLOCKED_WORDS} words; take one off first")
        try:
            with transaction.atomic():  # another editor may add it at this moment, and the database knows
                row = BlockedWord.objects.create(word=kept, by=acting.member, at=acting.act.at)
        except IntegrityError as error:
            raise ActRefused("this word is on the list already", code="again") from error
        tell(acting, "block", why)
        return row.pk

    return act(caller, Asked("block", (kept, why)), do)


def unblock(caller: Caller, word: str, reason: str) -> Done:
    """Take a word off the list (see the room's door)."""
    kept, why = _word(word), reason_of(reason)

    def do(acting: Acting) -> int:
        permit_role(acting.member.account, Role.EDITOR)
        rows = BlockedWord.objects.filter(removed_at=None).order_by("pk")
        row = next((each for each in rows if folded(each.word) == folded(kept)), None)
        if row is None:
            raise ActRefused("this word is not on the list", code="unknown")
        row.removed_at = acting.act.at
        row.save(update_fields=("removed_at",))
        tell(acting, "unblock", why)
        return row.pk

    return act(caller, Asked("unblock", (kept, why)), do)


def words(account: int) -> tuple[str, ...]:
    """Return the list (see the room's door)."""
    with trouble():
        permit_moderator(account)
        return tuple(BlockedWord.objects.filter(removed_at=None).order_by("word").values_list("word", flat=True))


def refuse_blocked(text: str) -> None:
    """Refuse a text that holds a blocked word, or one that looks like it in letters of several scripts, and name it."""
    listed = tuple(BlockedWord.objects.filter(removed_at=None).order_by("pk").values_list("word", flat=True))
    for read in (text, *readings(text, _scripts(listed))) if listed else ():
        if found := blocked_pattern(listed).search(folded(read)):
            raise ActRefused(f"the words {found[0]!r} are not taken here", code="words")


@lru_cache(maxsize=4)
def _scripts(listed: tuple[str, ...]) -> frozenset[str]:
    return scripts_of(" ".join(listed))


def folded(text: str) -> str:
    """Return a text as it is compared: without capitals, accents, signs that show nothing, and forms of one letter.

    Python's own tables of Unicode say what is a form of what: full-width, mathematical and circled letters are letters
    (NFKD). A letter of another script that looks alike stays another letter (see `look_alikes`).
    """
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (sign for sign in taken_apart if not _shows_nothing(sign))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _shows_nothing(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or unicodedata.name(sign, "").startswith("COMBINING ")


@lru_cache(maxsize=4)
def blocked_pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds these words as whole words, the longest first."""
    keys = sorted({folded(word) for word in listed}, key=len, reverse=True)
    return re.compile("|".join(_bounded(key) for key in keys))


def _bounded(key: str) -> str:
    """Return the pattern of a word between the ends of words, where its script has any."""
    before = "" if _is_unspaced(key[0]) or not re.match(r"\w", key[0]) else r"(?<!\w)"
    after = "" if _is_unspaced(key[-1]) or not re.match(r"\w", key[-1]) else r"(?!\w)"
    return f"{before}{re.escape(key)}{after}"


def _is_unspaced(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_UNSPACED)


def _word(text: str) -> str:
    """Return a word or phrase as it is listed, in one line."""
    kept = " ".join(plain(text, WORD_CHARS, "a blocked word").split())
    if not folded(kept):
        raise ActRefused("a blocked word needs letters", code="words")
    return kept
