"""What must hold when members read, are flagged, hidden, banned and let in again between all other acts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import hypothesis.strategies as st
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from onrecord import community
from onrecord.community.levels import level_at
from onrecord.errors import ActRefused
from tests.community.conftest import priced
from tests.community.test_any_order import EXAMPLES, PEOPLE, STEPS, Community, Crash, CrashAt
from tests.conftest import Store, Templates, point_django_at

MODERATORS = ("ed", "eve", "ann")
"""Two editors, and somebody who is none."""
Moderating = Callable[[community.Caller, int, str], community.Done]


class Moderated(Community):
    """A town with readers and moderators, where three comments stand."""

    @initialize()
    def begin(self) -> None:
        """Begin as the town without moderators does, and with comments."""
        super().begin()
        self.comments = [self.town.comment(name, self.posts[0]) for name in ("new", "ann", "ben")]

    @rule(name=st.sampled_from(PEOPLE), which=st.integers(0, 3), every=st.sampled_from((10, 10, 12, 31)))
    def read_by_heartbeats(self, name: str, which: int, every: int) -> None:
        """Read a post to its end, or try to; the heartbeat's statements crash now and then."""
        account, post = self.town.people[name], self.posts[which % len(self.posts)]
        STEPS["steps"] += 1
        try:
            answer = community.begin_reading(account, post, self.town.at)
            before = self.town.balances()
            while answer.token:
                self.town.at += timedelta(seconds=every)
                try:
                    with connection.execute_wrapper(CrashAt(answer.counted)):
                        answer = community.beat(account, answer.token, self.town.at)
                except Crash:
                    STEPS["crashed"] += 1
                    assert self.town.balances() == before
                    answer = community.beat(account, answer.token, self.town.at)
        except ActRefused:
            STEPS["refused"] += 1

    @rule(name=st.sampled_from(PEOPLE), which=st.integers(0, 9), crash=st.integers(0, 20))
    def flag(self, name: str, which: int, crash: int) -> None:
        """Flag a comment."""
        if self.comments:
            comment = self.comments[which % len(self.comments)]
            self._do(name, lambda caller: community.flag(caller, comment, "Spam"), crash)

    @rule(
        name=st.sampled_from(MODERATORS),
        which=st.integers(0, 9),
        deed=st.sampled_from((community.hide, community.hide, community.restore, community.dismiss)),
        crash=st.integers(0, 40),
    )
    def moderate(self, name: str, which: int, deed: Moderating, crash: int) -> None:
        """Hide a comment, show it again, or dismiss its flags."""
        if self.comments:
            comment = self.comments[which % len(self.comments)]
            self._do(name, lambda caller: deed(caller, comment, "For a reason"), crash)

    @rule(by=st.sampled_from(MODERATORS), name=st.sampled_from(PEOPLE), crash=st.integers(0, 120))
    def ban(self, by: str, name: str, crash: int) -> None:
        """Ban somebody, perhaps with a crash between any two statements; asked for again it is done."""
        caller, member = self.town.caller(by), self.town.people[name]
        STEPS["steps"] += 1
        try:
            with suppress(Crash), connection.execute_wrapper(CrashAt(crash)):
                community.ban(caller, member, "For a reason")
            done = community.ban(caller, member, "For a reason")
        except ActRefused:
            STEPS["refused"] += 1
            return
        assert community.bans(self.town.people["ed"])[0].id == done.number

    @rule(by=st.sampled_from(MODERATORS), name=st.sampled_from(PEOPLE), crash=st.integers(0, 20))
    def unban(self, by: str, name: str, crash: int) -> None:
        """Lift somebody's ban."""
        member = self.town.people[name]
        self._do(by, lambda caller: community.unban(caller, member, "For a reason"), crash)

    @invariant()
    def everybody_stands_where_votes_and_reading_put_them(self) -> None:
        """Bans leave no vote, levels are those of experience, and what is hidden has no reward that is pending."""
        from onrecord.community.models import Ban, LogEntry, Member, Movement, ReadingSession, Vote

        if not hasattr(self, "town"):
            return
        for ban in Ban.objects.exclude(annulled_at=None):
            assert not Vote.objects.filter(member=ban.member_id, at__lte=ban.at).exists()
        for member in Member.objects.select_related("account"):
            told = community.standing(member.pk, self.town.at)
            assert member.experience >= 0
            assert member.account is not None
            if member.account.role == "reader":
                assert member.level == level_at(member.experience, community.current_tariff())
                assert told.vouched or told.vouchers < told.needed
        hidden = Movement.objects.exclude(comment__hidden_at=None).filter(reason="comment-reward", state="pending")
        assert not hidden.exists()
        paid = ReadingSession.objects.exclude(act=None)
        assert all(each.seconds >= 20 and each.ended_at is not None for each in paid)
        assert LogEntry.objects.filter(deed="ban").count() == Ban.objects.count()


def test_books_and_standings_hold_when_members_are_moderated(template: Templates, store: Store) -> None:
    """Reading, flags, hiding, bans and annulments between all other acts leave books that hold."""
    before, towns = STEPS["steps"], max(1, EXAMPLES // 2)
    machine = type("OneTown", (Moderated,), {"make": staticmethod(template)})
    steps = settings(max_examples=towns, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        with priced(caps_plus="6", caps_reading="4", reading_words_a_minute="600"):
            for _ in range(5):  # hypothesis may draw short lives
                run_state_machine_as_test(machine, settings=steps)
                if STEPS["steps"] - before > 10 * towns:
                    break
    finally:
        point_django_at(store.url)
        print(f"tried: {STEPS}")
    assert STEPS["steps"] - before > 10 * towns
