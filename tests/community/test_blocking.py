"""Words that no new comment may hold."""

from __future__ import annotations

import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from onrecord import community
from onrecord.community.blocking import blocked_pattern, folded
from onrecord.community.look_alikes import readings
from onrecord.errors import ActRefused
from tests.community.conftest import Town
from tests.community.test_moderating import refused


@pytest.mark.parametrize(
    "text",
    [
        "You scoundrel!",
        "SCOUNDREL",
        "Scóundrël, all of them",
        "s\u200bcoun\u00addrel",
        "\uff53\uff43\uff4f\uff55\uff4e\uff44\uff52\uff45\uff4c",
        "\U0001d42c\U0001d41c\U0001d428\U0001d42e\U0001d427\U0001d41d\U0001d42b\U0001d41e\U0001d425",
        "a bad\n  apple",
        "这是坏词吗",
        "so straße it is",
        "so STRASSE it is",
        "you \u0455coundrel",  # with a Cyrillic Dze
        "you SC\u041eUNDREL",  # a Cyrillic O
        "you sc\u03bf\u200bundrel",  # a Greek omicron, and a sign that shows nothing
        "a b\u0430d \u0430ppl\u0435!",  # a and e in both words
        "a \u0412ad apple",  # Ve, a B as a capital
        "a \u0432ad apple",
    ],
)
def test_a_comment_with_a_blocked_word_is_refused(town: Town, text: str) -> None:
    """Capitals, accents, signs that show nothing, forms of letters and look-alikes do not hide a word, or breaks."""
    for word in ("scoundrel", "Bad Apple", "坏词", "Straße"):
        community.block_word(town.caller("ed"), word, "We do not call names")
    post = town.publish()
    balances = town.balances()
    assert "not taken here" in refused("words", lambda: community.comment(town.caller("ann"), post, text))
    assert (community.thread(post), town.balances()) == ((), balances)


@pytest.mark.parametrize(
    "text",
    [
        "Scoundrels of old",
        "bad apples",
        "An apple gone bad",
        "\u0441\u043e\u0440 \u0438\u0437 \u0438\u0437\u0431\u044b",  # Russian, and looks like "cop" at its beginning
        "\u0441\u043e\u0440",
        "SMS\u043a\u0430, \u03bcm, \u65e5\u672c\u8a9eabc",
        "s\u0446oundrel",  # Tse is like no Latin letter
    ],
)
def test_other_words_are_taken(town: Town, text: str) -> None:
    """A word within another, and a word within one script that looks like one of another, are other words."""
    for word in ("scoundrel", "Bad Apple", "cop"):
        community.block_word(town.caller("ed"), word, "We do not call names")
    assert town.comment("ann", town.publish(), text)


@pytest.mark.parametrize("word", ["cop", "\u0441\u043e\u0440"])
@pytest.mark.parametrize("text", ["c\u043ep", "COP \u0421OP", "\u0441\u03bf\u0440"])
def test_a_word_of_several_scripts_is_read_in_each(town: Town, word: str, text: str) -> None:
    """Latin, Cyrillic and Greek letters together are found by a word of any script whose letters they look like."""
    community.block_word(town.caller("ed"), word, "We do not call names")
    post = town.publish()
    assert "not taken here" in refused("words", lambda: town.comment("ann", post, text))


@given(st.text(alphabet=st.sampled_from("abc\u0430\u0431\u0441\u03b1\u03bf\u0301\u200b _1\u6f22")))
def test_a_reading_changes_words_of_several_scripts_alone(text: str) -> None:
    """Each reading has the same words in the same order; those within one script stand as they stood."""
    for read in readings(text, ("CYRILLIC", "GREEK", "LATIN")):
        before, after = folded(text).split(), folded(read).split()
        assert len(before) == len(after)
        for old, new in zip(before, after, strict=True):
            assert old == new or len({unicodedata.name(sign).split()[0] for sign in old if sign.isalpha()}) > 1


def test_an_edit_does_not_bring_a_blocked_word_in(town: Town) -> None:
    """A text is looked at again when it is changed; what was there before the word was blocked stays."""
    post = town.publish()
    comment = town.comment("ann", post, "You scoundrel")
    community.block_word(town.caller("ed"), "scoundrel", "We do not call names")
    refused("words", lambda: community.edit_comment(town.caller("ann"), comment, "You great scoundrel"))
    assert community.thread(post)[0].text == "You scoundrel"


def test_the_list_is_kept_by_editors(town: Town) -> None:
    """A word is on it once, in whatever form, and off it again; the log says who and why, and not which word."""
    done = community.block_word(town.caller("ed"), "  Bad   Apple ", "A name for somebody")
    assert done.number is not None
    assert community.blocked_words(town.people["eve"]) == ("Bad Apple",)
    refused("again", lambda: community.block_word(town.caller("eve"), "BÁD apple", "Again"))
    refused("role", lambda: community.block_word(town.caller("ann"), "editor", "No editors"))
    refused("role", lambda: community.unblock_word(town.caller("ann"), "Bad Apple", "I like it"))
    refused("role", lambda: community.blocked_words(town.people["ann"]))
    refused("unknown", lambda: community.unblock_word(town.caller("ed"), "pear", "Gone"))
    refused("words", lambda: community.block_word(town.caller("ed"), "x" * 101, "Long"))
    refused("words", lambda: community.block_word(town.caller("ed"), "\u200b", "Nothing"))
    community.unblock_word(town.caller("eve"), "bad apple", "It is a fruit")
    assert community.blocked_words(town.people["ed"]) == ()
    community.block_word(town.caller("ed"), "Bad Apple", "It is not")
    assert [(line.moderator, line.deed, line.reason) for line in community.moderation_log()] == [
        ("Ed", "block", "It is not"),
        ("Eve", "unblock", "It is a fruit"),
        ("Ed", "block", "A name for somebody"),
    ]


@given(st.text())
@example("Straße")
@example("İstanbul")
@example("각하")
@example("a\u0345b")
def test_folding_is_stable(text: str) -> None:
    """A folded text folds to itself, so that a list and a text are compared alike."""
    assert folded(folded(text)) == folded(text)


@given(st.text(min_size=1, max_size=8).filter(folded), st.sampled_from(("", "a b ", "x, ")), st.sampled_from(("", "!")))
def test_a_listed_word_is_found_where_it_stands_by_itself(word: str, before: str, after: str) -> None:
    """Whatever signs a word is made of, it is found at the ends of a text, and beside spaces and punctuation."""
    assert blocked_pattern((word,)).search(folded(f"{before}{word}{after}"))


def test_a_full_list_takes_no_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is bounded, and says so."""
    monkeypatch.setattr("onrecord.community.blocking.BLOCKED_WORDS", 1)
    community.block_word(town.caller("ed"), "one", "First")
    with pytest.raises(ActRefused, match="holds 1 words"):
        community.block_word(town.caller("ed"), "two", "Second")
