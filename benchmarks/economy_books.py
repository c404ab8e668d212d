"""The books of a simulated community: what its acts move, by the rules that the real acts ask, without a database.

The rules are `onrecord.community.earning`, `levels` and `reading_times`; the sequence of an act is that of the real
one. `tests/benchmarks/test_economy.py` lets the same people act here and through the real doors, and compares.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from onrecord.community.earning import (
    author_share,
    due_until,
    is_free,
    is_rewarded,
    pair_since,
    tribute_for,
    votes_count,
    vouched_sum,
)
from onrecord.community.levels import after_reading, after_vouching, is_vouched, level_at, levels_lost
from onrecord.community.tariff import Tariff
from onrecord.community.values import Opinion, Reason

__all__ = ["Account", "Books", "Comment", "Post"]

Role = Literal["reader", "analyst", "editor"]
AUTHOR_LINES = (Reason.PLUS, Reason.LIKE_AUTHOR, Reason.DISLIKE_AUTHOR)


@dataclass(eq=False)
class Account:
    """A member: where it stands, and what it has in its wallet and as an author."""

    id: int
    role: Role
    joined_on: date
    experience: int = 0
    active_on: date | None = None
    standing: bool = False
    banned: bool = False
    purse: dict[str, int] = field(default_factory=lambda: {"wallet": 0, "author": 0})
    published: bool = False
    read: set[int] = field(default_factory=set)
    total: int = 0
    written: int = 0
    approved: int = 0
    earned: dict[tuple[Reason, date], int] = field(default_factory=lambda: defaultdict(int))
    waiting: list[Movement] = field(default_factory=list)
    vouchers: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def holds(self) -> int:
        """What it can spend, in Twei."""
        return sum(self.purse.values())

    @property
    def stands(self) -> bool:
        """Whether others vouched for it, or its role did."""
        return self.standing or self.role != "reader"


@dataclass(eq=False)
class Post:
    """A post, and the comments on it."""

    id: int
    author: Account
    words: int
    comments: list[Comment] = field(default_factory=list)


@dataclass(eq=False)
class Comment:
    """A comment; `quality` is the chance that somebody honest who reads it likes it."""

    id: int
    post: Post
    writer: Account
    quality: float
    likes: int = 0
    reward: Movement | None = None


@dataclass(eq=False)
class Movement:
    """What one act let one member earn, or made it pay, for a vote on a place."""

    member: Account
    reason: Reason
    amount: int
    at: datetime
    place: tuple[int, int]
    state: str
    taken: tuple[int, int] = (0, 0)


@dataclass(eq=False)
class Vote:
    """A vote that stands, and what it moved."""

    value: Opinion
    counts: bool
    moved: list[Movement]


class Books:
    """All accounts and what moves between them; each act returns whether it was taken."""

    def __init__(self, tariff: Tariff) -> None:
        self.tariff = tariff
        self.accounts: list[Account] = []
        self.posts: list[Post] = []
        self.comments: list[Comment] = []
        self.votes: dict[int, dict[tuple[int, int], Vote]] = defaultdict(dict)
        self.pairs: dict[tuple[int, int, Reason], list[Movement]] = defaultdict(list)
        self.due: list[Movement] = []
        self.freed: list[Account] = []
        self.issued: dict[date, int] = defaultdict(int)
        self.taken = 0

    def join(self, role: Role, on: date) -> Account:
        """Open an account."""
        self.accounts.append(Account(len(self.accounts) + 1, role, on))
        return self.accounts[-1]

    def level(self, account: Account, at: datetime) -> int:
        """Return a member's level, less what absence took."""
        lost = levels_lost(self._absent(account, at), self.tariff)
        return max(level_at(account.experience, self.tariff) - lost, self.tariff.roles.get(account.role, 1), 1)

    def _absent(self, account: Account, at: datetime) -> int:
        return max(0, (at.date() - (account.active_on or account.joined_on)).days)

    def _may(self, account: Account, right: str, at: datetime) -> bool:
        return not account.banned and self.level(account, at) >= self.tariff.rights[right]

    def publish(self, author: Account, words: int, at: datetime) -> Post | None:
        """Publish a post for the tribute; the first brings the advance."""
        if author.role == "reader" or author.banned:
            return None
        advance = 0 if author.published else self.tariff.publish.advance
        if author.holds + advance < self.tariff.publish.tribute:
            return None
        author.purse["wallet"] += advance
        self.issued[at.date()] += advance
        author.published = True
        post = Post(len(self.posts) + 1, author, words)
        self.posts.append(post)
        self._pay(Reason.PUBLISH, author, self.tariff.publish.tribute, at, (post.id, 0))
        return post

    def read_to_end(self, reader: Account, post: Post, at: datetime) -> bool:
        """Let a reading session that took its time end at `at`."""
        if reader.banned or post.id in reader.read or post.author is reader:
            return False
        reader.read.add(post.id)
        self._earn(reader, Reason.READING, reader, self.tariff.reading.reward, at, (post.id, 0))
        new_day = reader.active_on is None or reader.active_on < at.date()
        reader.experience = after_reading(reader.experience, self._absent(reader, at), self.tariff, new_day=new_day)
        reader.active_on = at.date()
        return True

    def comment(self, writer: Account, post: Post, quality: float, at: datetime) -> Comment | None:
        """Comment for the tribute."""
        tribute = tribute_for(writer.written, self.tariff)
        if not self._may(writer, "comment", at) or writer.holds < tribute:
            return None
        writer.written += 1
        made = Comment(len(self.comments) + 1, post, writer, quality)
        self.comments.append(made)
        post.comments.append(made)
        self._pay(Reason.COMMENT_TRIBUTE, writer, tribute, at, (post.id, made.id))
        return made

    def vote(self, voter: Account, post: Post, opinion: Opinion, at: datetime) -> bool:
        """Vote on a post."""
        if not self._may(voter, "vote", at) or voter is post.author:
            return False
        place = (post.id, 0)
        if not self._payable(voter, place, opinion, self.tariff.minus.voter):
            return False
        if not self._changed(voter, place, opinion, None):
            self._let_waiting_in()
            return True
        plus = opinion == "for" and self._counting(voter, at)
        counts = plus and self._fresh(voter, Reason.PLUS, post.author, place, at)
        moved = []
        if counts:
            moved += self._earn(voter, Reason.PLUS, post.author, self.tariff.plus.author, at, place)
        elif opinion == "against":
            moved += self._pay(Reason.MINUS, voter, self.tariff.minus.voter, at, place)
        self.votes[voter.id][place] = Vote(opinion, counts, moved)
        self._let_waiting_in()
        return True

    def rate(self, voter: Account, comment: Comment, opinion: Opinion, at: datetime) -> bool:
        """Like or dislike a comment."""
        writer, post, tariff = comment.writer, comment.post, self.tariff
        if not self._may(voter, "rate", at) or voter is writer:
            return False
        place = (post.id, comment.id)
        if not self._payable(voter, place, opinion, tariff.dislike.own):
            return False
        if self._changed(voter, place, opinion, comment):
            before = len(writer.vouchers)
            reason = Reason.LIKE_COMMENTER if opinion == "for" else Reason.DISLIKE_COMMENTER
            counts = self._counting(voter, at) and self._fresh(voter, reason, writer, place, at)
            moved: list[Movement] = []
            writer.approved += opinion == "for" and voter.role != "reader"
            if opinion == "for" and counts:
                moved += self._liked(voter, comment, at)
            elif opinion == "against":
                moved += self._disliked(voter, comment, at, counts=counts)
            self.votes[voter.id][place] = Vote(opinion, counts, moved)
            self._recount_vouchers(writer, before)
        self._recount(comment, voter, at)
        self._let_waiting_in()
        return True

    def _liked(self, voter: Account, comment: Comment, at: datetime) -> list[Movement]:
        like, place, author = self.tariff.like, (comment.post.id, comment.id), comment.post.author
        comment.likes += 1
        if voter.role != "reader":
            comment.writer.vouchers[voter.id] += 1
        moved = self._earn(voter, Reason.LIKE_OWN, voter, like.liker, at, place)
        moved += self._earn(voter, Reason.LIKE_COMMENTER, comment.writer, like.commenter, at, place)
        if self._fresh(voter, Reason.LIKE_AUTHOR, author, place, at):
            moved += self._earn(voter, Reason.LIKE_AUTHOR, author, like.author, at, place)
        return moved

    def _disliked(self, voter: Account, comment: Comment, at: datetime, *, counts: bool) -> list[Movement]:
        dislike, place, author = self.tariff.dislike, (comment.post.id, comment.id), comment.post.author
        moved = self._pay(Reason.DISLIKE_OWN, voter, dislike.own, at, place)
        if not counts:
            return moved
        far = min(comment.writer.purse["wallet"], dislike.commenter)
        moved += self._pay(Reason.DISLIKE_COMMENTER, comment.writer, far, at, place)
        self.pairs[voter.id, comment.writer.id, Reason.DISLIKE_COMMENTER] += moved[1:]
        if author is not comment.writer and self._fresh(voter, Reason.DISLIKE_AUTHOR, author, place, at):
            share = author_share(dislike.own + far, self.tariff)
            moved += self._earn(voter, Reason.DISLIKE_AUTHOR, author, share, at, place)
        return moved

    def ban(self, account: Account, at: datetime) -> None:
        """Ban an account, and annul its votes with all that they moved, as far as who earned it still has it."""
        account.banned = True
        for place in list(self.votes[account.id]):
            comment = self.comments[place[1] - 1] if place[1] else None
            self._take_back(account, place, comment, settled=True)
            if comment:
                self._recount(comment, account, at, settled=True)
            self._let_waiting_in()

    def mature(self, now: datetime) -> None:
        """Pay out what is due, up to the budget of the day."""
        until, left = due_until(now, self.tariff), self.tariff.treasury.day - self.issued[now.date()]
        kept = []
        for row in self.due:
            if row.at > until:
                kept.append(row)
            elif row.state == "pending" and row.amount < 0:
                row.state = "settled"
            elif row.state == "waiting" and not self._open(row):
                row.state = "lapsed"
            elif row.state in ("pending", "waiting"):
                if row.amount > left:
                    kept.append(row)
                    continue
                if row.state == "waiting":
                    self._count(row, row.amount)
                left -= row.amount
                self.issued[now.date()] += row.amount
                row.state = "settled"
                row.member.purse["author" if row.reason in AUTHOR_LINES else "wallet"] += row.amount
        self.due = kept

    def _counting(self, voter: Account, at: datetime) -> bool:
        return votes_count(self.level(voter, at), self.tariff, standing=voter.stands)

    def _fresh(self, voter: Account, reason: Reason, member: Account, place: tuple[int, int], at: datetime) -> bool:
        if member is voter or member.banned:
            return False
        since = pair_since(at, self.tariff)
        return not any(
            row.state in ("pending", "waiting", "settled") and (row.at > since or row.place == place)
            for row in self.pairs[voter.id, member.id, reason]
        )

    def _earn(
        self, voter: Account, reason: Reason, member: Account, amount: int, at: datetime, place: tuple[int, int]
    ) -> list[Movement]:
        if amount == 0 or member.banned:
            return []
        row = Movement(member, reason, amount, at, place, "waiting")
        if self._open(row):
            row.state = "pending"
            self._count(row, amount)
        else:
            member.waiting.append(row)
        self.pairs[voter.id, member.id, reason].append(row)
        self.due.append(row)
        return [row]

    def _open(self, row: Movement) -> bool:
        member, tariff = row.member, self.tariff
        likes = member.approved if member.role == "reader" else None
        bound = vouched_sum(tariff, standing=member.stands, likes=likes)
        vouched = bound is None or member.total + row.amount <= bound
        return vouched and is_free(row.reason, row.amount, member.earned[row.reason, row.at.date()], tariff)

    def _count(self, row: Movement, amount: int) -> None:
        row.member.total += amount
        row.member.earned[row.reason, row.at.date()] += amount

    def _payable(self, voter: Account, place: tuple[int, int], opinion: Opinion, price: int) -> bool:
        """Return whether the voter has the price of an opinion against, counting what a change would give back."""
        vote = self.votes[voter.id].get(place)
        if opinion != "against" or (vote is not None and vote.value == "against"):
            return True
        return voter.holds >= price

    def _pay(
        self, reason: Reason, member: Account, amount: int, at: datetime, place: tuple[int, int]
    ) -> list[Movement]:
        if amount == 0:
            return []
        wallet = min(member.purse["wallet"], amount)
        member.purse["wallet"] -= wallet
        member.purse["author"] -= amount - wallet
        row = Movement(member, reason, -amount, at, place, "pending", (wallet, amount - wallet))
        self.taken += amount
        self.due.append(row)
        return [row]

    def _changed(self, voter: Account, place: tuple[int, int], opinion: Opinion, comment: Comment | None) -> bool:
        """Take an earlier vote of another opinion back, and return whether there is a new one to put down."""
        vote = self.votes[voter.id].get(place)
        if vote is not None and vote.value == opinion:
            return False
        if vote is not None:
            self._take_back(voter, place, comment)
        return opinion != "none"

    def _take_back(
        self, voter: Account, place: tuple[int, int], comment: Comment | None, *, settled: bool = False
    ) -> None:
        vote = self.votes[voter.id].pop(place)
        if comment is not None and vote.value == "for":
            writer = comment.writer
            writer.approved -= voter.role != "reader"
            comment.likes -= vote.counts
            before = len(writer.vouchers)
            if vote.counts and voter.id in writer.vouchers:
                writer.vouchers[voter.id] -= 1
                if writer.vouchers[voter.id] == 0:
                    del writer.vouchers[voter.id]
            self._recount_vouchers(writer, before)
        for row in vote.moved:
            self._undo(row, settled=settled)

    def _undo(self, row: Movement, *, settled: bool = False) -> None:
        purse = row.member.purse
        pocket = "author" if row.reason in AUTHOR_LINES else "wallet"
        if row.state == "waiting":
            row.state = "lapsed"
        elif row.amount < 0 and (row.state == "pending" or (row.state == "settled" and settled)):
            purse["wallet"] += row.taken[0]
            purse["author"] += row.taken[1]
            self.taken += row.amount
            row.state = "reversed"
            return
        elif row.state == "pending":
            row.state = "reversed"
        elif row.state == "settled" and settled and purse[pocket] >= row.amount:
            purse[pocket] -= row.amount
            self.taken += row.amount
            row.state = "reversed"
        else:
            return
        if row.state == "reversed":
            self._count(row, -row.amount)
            self.freed.append(row.member)

    def _let_waiting_in(self) -> None:
        """Give what the undone earnings of an act used to what waits."""
        for member in sorted(set(self.freed), key=lambda member: member.id):
            member.waiting = [other for other in member.waiting if other.state == "waiting"]
            for other in member.waiting:
                if self._open(other):
                    other.state = "pending"
                    self._count(other, other.amount)
        self.freed.clear()

    def _recount_vouchers(self, writer: Account, before: int) -> None:
        now = len(writer.vouchers)
        if now != before:
            writer.standing = is_vouched(before, now, self.tariff, vouched=writer.standing)
            writer.experience = after_vouching(writer.experience, before, now, self.tariff)

    def _recount(self, comment: Comment, voter: Account, at: datetime, *, settled: bool = False) -> None:
        enough = is_rewarded(comment.likes, self.tariff, shown=True)
        reward = comment.reward
        live = reward is not None and reward.state in ("pending", "waiting", "settled")
        if enough and not live:
            place = (comment.post.id, comment.id)
            made = self._earn(voter, Reason.COMMENT_REWARD, comment.writer, self.tariff.comment.reward, at, place)
            comment.reward = made[0] if made else None
        elif reward is not None and live and not enough:
            self._undo(reward, settled=settled)
