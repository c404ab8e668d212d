"""The tariff's file, and what is said of one that does not hold together."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import community
from onrecord.community import Reason
from onrecord.community.tariff import Tariff, load
from onrecord.errors import TariffWrong
from tests.community.conftest import TARIFF, priced, rewritten
from tests.conftest import Store


def loaded(folder: Path, text: str) -> Tariff:
    """Return the tariff that a text says."""
    file = folder / "tariff.toml"
    file.write_text(text, encoding="utf-8")
    return load(file)


def test_the_shipped_tariff_holds_together() -> None:
    """It has a version, twenty levels, and comments from level 13."""
    tariff = load(TARIFF)
    assert tariff.version
    assert len(tariff.levels) == 20
    assert tariff.rights["comment"] == 13
    assert tariff.rights["flag"] == tariff.rights["rate"] == tariff.rights["vote"]
    assert tariff.report.price == 1
    assert tariff.caps[Reason.READING] > 0


CHANGED = [
    ({"like_minted": "5"}, "like.minted is 5, and its three shares sum to 4"),
    ({"dislike_author_percent": "30"}, "sum to 100, not 105"),
    ({"dislike_author_percent": "90", "dislike_treasury_percent": "10"}, "to be farmed"),
    ({"like_commenter": "0", "like_liker": "3"}, "like.commenter is at least 1 where a comment has a reward"),
    ({"plus_author": "-1"}, "plus.author is a number from 0 to 1000000000000, not -1"),
    ({"plus_author": "1.5"}, "plus.author is a whole number, not 1.5"),
    ({"plus_author": '"3"'}, "plus.author is a whole number, not '3'"),
    ({"plus_author": "true"}, "plus.author is a whole number, not True"),
    ({"plus_author": "1" + "0" * 40}, "plus.author is a number from 0 to 1000000000000"),
    ({"plus_author": "100_001"}, "more than the 100000 that treasury.day"),
    ({"pending_days": "40_000"}, "pending.days is a number from 0 to 36500"),
    ({"pairs_days": "0"}, "pairs.days is a number from 1"),
    ({"comment_characters": "1_000_000"}, "comment.characters is at most 16000"),
    ({"reading_words_a_minute": "601"}, "reading.words_a_minute is a number from 1 to 600, not 601"),
    ({"levels_7": "75"}, "levels.7 takes more experience than level 6: 75"),
    ({"levels_1": "3"}, "levels.1 takes no experience, not 3"),
    ({"rights_vote": '"flag"'}, "rights.vote leads back to itself: vote -> flag -> rate -> vote"),
    ({"rights_vote": '"fly"'}, "names 'fly', and there is no such right"),
    ({"rights_comment": "21"}, "rights.comment is a level from 1 to 20, not 21"),
    ({"roles_editor": "0"}, "roles.editor is a level from 1 to 20, not 0"),
    ({"version": '""'}, "version is a text of 1 to 64 printable characters"),
    ({"version": "3"}, "version is a text"),
]


@pytest.mark.parametrize(("changed", "says"), CHANGED, ids=[says[:40] for _, says in CHANGED])
def test_what_does_not_hold_together_is_named_with_its_key(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    """Shares that do not sum, amounts that are none, levels that fall or lead in a ring: file and key are named."""
    with pytest.raises(TariffWrong) as wrong:
        loaded(tmp_path, rewritten(changed))
    assert says in str(wrong.value)
    assert str(wrong.value).startswith(str(tmp_path / "tariff.toml"))


LINES = [
    ("author = 3               # the author of a post gets for a plus", "", "plus.author is missing"),
    ("9 = 180\n", "", "levels.9 is missing"),
    ("[minus]\nvoter = 2 ", "[plus2]\nvoter = 2 ", "minus is missing"),
    ('flag = "rate"', 'flag = "rate"\nfly = 3', "rights.fly is unknown"),
    ("[like]", "[like", "the tariff is no TOML"),
    ("[caps] ", "[caps2]\n[[caps]] ", "caps is a table, [caps]"),
]


@pytest.mark.parametrize(("words", "instead", "says"), LINES, ids=[says for *_, says in LINES])
def test_a_hole_or_an_unknown_key_is_named(tmp_path: Path, words: str, instead: str, says: str) -> None:
    """Keys that are missing or unknown, and files that are no TOML."""
    text = TARIFF.read_text(encoding="utf-8")
    assert words in text
    with pytest.raises(TariffWrong) as wrong:
        loaded(tmp_path, text.replace(words, instead, 1).replace("[caps2]", "[caps3]"))
    assert says in str(wrong.value) or "caps3 is unknown" in str(wrong.value)


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    """The message names the file and what the system says of it."""
    with pytest.raises(TariffWrong, match="cannot be read: No such file"):
        load(tmp_path / "none.toml")


def test_the_setting_names_another_tariff() -> None:
    """What TARIFF names is in force, and its version is told."""
    with priced(version='"mine"', plus_author="7"):
        assert community.current_tariff().version == "mine"
        assert community.current_tariff().plus.author == 7
    assert community.current_tariff().plus.author == 3


def test_a_site_with_a_wrong_tariff_does_not_start(store: Store, tmp_path: Path) -> None:
    """The command ends with status 2 and the plain message before anything is done."""
    file = tmp_path / "mine.toml"
    file.write_text(rewritten({"like_minted": "5"}), encoding="utf-8")
    env = os.environ | {"DATABASE_URL": store.url, "TARIFF": str(file)}
    command = [sys.executable, "-m", "onrecord.cli", "ledger", "verify"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "like.minted is 5, and its three shares sum to 4" in done.stderr.replace("\n", " ")
