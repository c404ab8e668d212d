"""The tokens of heartbeats: whoever repeats, splits, forges, keeps or mixes them up counts no more than time passed.

A heartbeat that does not finish its reading writes nothing, so what it counted is looked for in the answers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.signing import Signer, b64_encode

from onrecord import community
from onrecord.community import reading_sessions
from onrecord.community.locking import lock_members
from onrecord.community.models import Member
from onrecord.community.reading_sessions import EPOCH
from onrecord.errors import ActRefused
from onrecord.limits.community import TOKEN_CHARS
from tests.community.conftest import Town
from tests.community.timing import SECONDS, go_on, refused


def test_a_replayed_heartbeat_counts_no_more_than_the_first(town: Town) -> None:
    """A token that comes again tells the same seconds and the time since; when it is too old, nothing."""
    post, account = town.publish(), town.people["ann"]
    opened = community.begin_reading(account, post, town.at)
    first = go_on(town, "ann", opened)
    assert community.beat(account, opened.token, town.at) == first
    second = go_on(town, "ann", first)
    assert (community.beat(account, opened.token, town.at).counted, second.counted) == (10, 20)
    town.at += timedelta(seconds=11)
    refused("late", account, opened.token, town)


def test_a_reading_that_is_split_in_two_is_no_faster(town: Town) -> None:
    """Two chains of heartbeats from one token count the same time, and the reward comes after all of it, once."""
    post, account = town.publish(), town.people["ann"]
    start = town.at
    chains = [community.begin_reading(account, post, town.at)] * 2
    while all(each.token for each in chains):
        town.at += timedelta(seconds=5)
        which = int((town.at - start).total_seconds()) // 5 % 2
        if town.at - start > timedelta(seconds=5):
            chains[which] = community.beat(account, chains[which].token, town.at)
        assert all(each.counted <= (town.at - start).total_seconds() for each in chains)
    assert town.at - start >= timedelta(seconds=SECONDS)
    (other,) = (each for each in chains if each.token)
    town.at += timedelta(seconds=10)
    refused("again", account, other.token, town)
    assert community.pending(account) == 2


def test_a_forged_heartbeat_is_refused(town: Town) -> None:
    """A token that was changed, signed otherwise, or is another's counts for nobody; the server's own key would do."""
    from onrecord.community.models import ReadingSession

    post, account = town.publish(), town.people["ann"]
    opened = community.begin_reading(account, post, town.at)
    session, issued = ReadingSession.objects.get(), (town.at - EPOCH) // timedelta(microseconds=1)
    told = [session.pk, session.opened_count, SECONDS - 1, issued]
    town.at += timedelta(seconds=10)
    ours = Signer(salt="onrecord.community.beat").sign_object(told)
    content, signature = ours.split(":")
    forged: tuple[object, ...] = (
        f"{opened.token[:-1]}!",
        f"{content}:{opened.token.split(':')[1]}",
        f"{content}{'A' * 200}:{signature}",
        Signer(salt="onrecord.community.beat").sign(b64_encode(f"{' ' * TOKEN_CHARS}{told}".encode()).decode()),
        "x" * 1_000_000,
        "",
        "\ud800:\x00",
        Signer(key="guessed", salt="onrecord.community.beat").sign_object(told),
        Signer(salt="elsewhere").sign_object(told),
        *(None, 7, opened.token.encode(), [opened.token], {}),
    )
    for token in forged:
        refused("bad", account, token, town)
    refused("unknown", town.people["ben"], opened.token, town)
    assert community.beat(account, ours, town.at).done


@pytest.mark.parametrize("kept", ["", "x" * 1_000_000, "forged:token", "\ud800", None, 7, b"bytes", ["list"]])
def test_a_kept_token_that_is_forged_is_as_none(town: Town, kept: str) -> None:
    """The post is opened, and nothing counts yet."""
    assert community.begin_reading(town.people["ann"], town.publish(), town.at, kept).counted == 0


def test_a_heartbeat_from_the_future_is_refused(town: Town) -> None:
    """A token that was made after the server's present counts nothing."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at + timedelta(minutes=5))
    refused("early", town.people["ann"], opened.token, town)


def test_a_clock_that_is_set_back_adds_nothing(town: Town) -> None:
    """Until the time of the token has come again nothing counts, and then no more than the time that passed."""
    post, account = town.publish(), town.people["ann"]
    kept = go_on(town, "ann", community.begin_reading(account, post, town.at))
    town.at -= timedelta(minutes=1)
    refused("early", account, kept.token, town)
    town.at += timedelta(minutes=1)
    refused("early", account, kept.token, town)
    town.at += timedelta(seconds=10)
    assert community.beat(account, kept.token, town.at).counted == 20


def test_the_time_of_one_post_is_not_counted_for_another(town: Town) -> None:
    """While another post is open nothing counts, also for a token of before when the first post is opened again."""
    first, second = town.publish(), town.publish(story="story-2")
    account = town.people["ann"]
    opened = community.begin_reading(account, first, town.at)
    other = go_on(town, "ann", community.begin_reading(account, second, town.at))
    again = community.begin_reading(account, first, town.at)
    refused("again", account, opened.token, town)
    assert community.begin_reading(account, second, town.at, again.token).counted == 0
    assert community.begin_reading(account, second, town.at, other.token).counted == 0, "it was opened since"


def test_a_reading_goes_on_from_what_the_page_kept(town: Town) -> None:
    """However often it is broken off, what counts is what the last token told; without one, what the last opening did.

    So an answer that was lost on its way costs nothing.
    """
    post, account, counted = town.publish(), town.people["ann"], []
    answer = community.begin_reading(account, post, town.at)
    for _ in range(3):
        kept = go_on(town, "ann", answer, times=2)
        town.at += timedelta(hours=1)
        answer = community.begin_reading(account, post, town.at, kept.token)
        counted.append(answer.counted)
    assert counted == [20, 40, 60]
    assert community.begin_reading(account, post, town.at).counted == 60
    assert community.begin_reading(account, post, town.at, kept.token).counted == 60


def test_a_kept_token_counts_once_however_often_it_is_brought(town: Town) -> None:
    """Openings one after the other with one token go on from the same seconds; only the last of them counts on."""
    post, account = town.publish(), town.people["ann"]
    kept = go_on(town, "ann", community.begin_reading(account, post, town.at), times=6)
    begun = [community.begin_reading(account, post, town.at, kept.token) for _ in range(3)]
    assert [each.counted for each in begun] == [60, 60, 60]
    town.at += timedelta(seconds=10)
    for each in (kept, *begun[:2]):
        refused("again", account, each.token, town)
    going_on = community.beat(account, begun[2].token, town.at)
    assert going_on.counted == 70
    assert community.begin_reading(account, post, town.at, begun[0].token).counted == 60, "an earlier opening's"


@pytest.mark.parametrize("whose", ["another member's", "another post's", "of the future"])
def test_a_kept_token_is_as_none_where_it_is_not_this_reading_s(town: Town, whose: str) -> None:
    """What was counted for somebody else, of another post or after the server's present is not gone on from.

    This post was opened as often before as the other.
    """
    post, other, account = town.publish(), town.publish(story="story-2"), town.people["ann"]
    reader = "ben" if whose == "another member's" else "ann"
    where = other if whose == "another post's" else post
    if whose != "of the future":
        community.begin_reading(account, post, town.at)
    kept = go_on(town, reader, community.begin_reading(town.people[reader], where, town.at), times=3)
    back = timedelta(minutes=whose == "of the future")
    assert community.begin_reading(account, post, town.at - back, kept.token).counted == 0


def test_a_token_of_before_a_ban_counts_nothing_while_it_lasts(town: Town) -> None:
    """It neither goes on nor opens the post again; once the ban is lifted, what was counted before is there."""
    post, account = town.publish(), town.people["ann"]
    kept = go_on(town, "ann", community.begin_reading(account, post, town.at))
    community.ban(town.caller("eve"), account, "Runs four accounts")
    town.at += timedelta(seconds=10)
    refused("banned", account, kept.token, town)
    with pytest.raises(ActRefused) as told:
        community.begin_reading(account, post, town.at, kept.token)
    assert told.value.code == "banned"
    community.unban(town.caller("eve"), account, "It was a mistake")
    refused("again", account, kept.token, town)
    assert community.begin_reading(account, post, town.at, kept.token).counted == 10


@pytest.mark.parametrize("meanwhile", ["opened again", "withdrawn", "banned"])
def test_the_last_heartbeat_looks_again_once_it_is_alone(
    town: Town, meanwhile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What happens between the look of the last heartbeat and its turn to write still keeps the reward back."""
    post, other = town.publish(), town.publish(story="story-2")
    last = go_on(town, "ann", community.begin_reading(town.people["ann"], post, town.at), times=22)
    happens: dict[str, Callable[[], object]] = {
        "opened again": lambda: community.begin_reading(town.people["ann"], other, town.at),
        "withdrawn": lambda: community.withdraw(town.caller("ed"), post),
        "banned": lambda: community.ban(town.caller("eve"), town.people["ann"], "Runs four accounts"),
    }

    def waited(members: tuple[int, ...]) -> dict[int, Member]:
        monkeypatch.setattr(reading_sessions, "lock_members", lock_members)
        happens[meanwhile]()
        return lock_members(members)

    monkeypatch.setattr(reading_sessions, "lock_members", waited)
    with pytest.raises(ActRefused) as told:
        go_on(town, "ann", last)
    assert told.value.code == {"opened again": "again"}.get(meanwhile, meanwhile)
    assert community.pending(town.people["ann"]) == 0
