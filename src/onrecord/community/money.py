"""What moves for an act: payments at once, earnings pending, and the undoing of both.

All that moves on a post goes through its two accounts: payers pay into `loss:POST`, and who earns is paid out of
`profit:POST`, first into `held:POST`, and after the tariff's window into the wallet. A reward for reading comes from
the treasury. So the accounts of a post and of its members are all that an act touches.
"""

from __future__ import annotations

from django.db.models import Q, Sum

from onrecord import ledger
from onrecord.community.capping import is_open
from onrecord.community.earning import pair_since, votes_count
from onrecord.community.models import LIVE, Act, Comment, Member, Movement, Post
from onrecord.community.permitting import has_standing, is_banned, level_of
from onrecord.community.tariff import Tariff
from onrecord.community.values import Reason
from onrecord.errors import ActRefused
from onrecord.ledger import Hold, Leg, Order, Reverse, Step
from onrecord.record.store import trouble

__all__ = [
    "TREASURY",
    "Moving",
    "account_of",
    "hold",
    "open_accounts",
    "pending",
    "purse",
    "wallet",
]

TREASURY = "treasury"
AUTHOR_LINES = (Reason.PLUS, Reason.LIKE_AUTHOR, Reason.DISLIKE_AUTHOR)
"""What is earned as the author of a post, and goes to the author's account instead of the wallet."""


class Moving:
    """What moves for one act: gathered step by step, and asked of the ledger in one call at its end."""

    def __init__(self, act: Act, tariff: Tariff, members: dict[int, Member]) -> None:
        self.act = act
        self.tariff = tariff
        self.members = members
        self.steps: list[Step] = []
        self._purses: dict[int, list[int]] = {}
        self._paid: dict[int, int] = {}
        self._earned: dict[int, int] = {}
        self._freed: set[int] = set()

    @property
    def cause(self) -> str:
        """The act as the ledger names it."""
        return f"act:{self.act.pk}"

    def for_member(self, member: Member) -> tuple[int, int]:
        """Return what this member paid, less what it got back, and what it earned, in Twei."""
        return self._paid.get(member.pk, 0), self._earned.get(member.pk, 0)

    def carry_out(self) -> None:
        """Let in what waited for what was undone, and ask the ledger for all that was gathered."""
        for member in sorted(self._freed):
            self._let_waiting_in(member)
        self._freed.clear()
        if self.steps:
            ledger.carry_out(*self.steps)
            self.steps = []

    def counts(self, voter: Member) -> bool:
        """Return whether a member's votes may earn something for others: it has standing and the level for it."""
        level = level_of(voter, self.tariff, self.act.at)
        return votes_count(level, self.tariff, standing=has_standing(voter))

    def may_earn(self, member: Member) -> bool:
        """Return whether a member can earn anything now: who deleted the account or is banned cannot."""
        return member.account is not None and not is_banned(member, self.act.at)

    def pay(self, reason: Reason, post: Post, member: Member, amount: int, comment: Comment | None = None) -> None:
        """Take an amount from a member, wallet first and then what its posts earned; refused when that is less."""
        wallet, author = self._purse(member)
        if wallet + author < amount:
            raise ActRefused(f"this costs {amount} Twei, and you have {wallet + author}", code="funds")
        self._take(reason, post, member, (min(wallet, amount), amount - min(wallet, amount)), comment)

    def pay_as_far(self, reason: Reason, post: Post, member: Member, amount: int, comment: Comment) -> int:
        """Take from a member's wallet what it holds of an amount, and return how much that was."""
        taken = min(self._purse(member)[0], amount)
        self._take(reason, post, member, (taken, 0), comment)
        return taken

    def earn(
        self, reason: Reason, post: Post, member: Member, amount: int, comment: Comment | None = None
    ) -> Movement | None:
        """Let a member earn an amount by this act, pending; it waits while a cap is full or staff has to vouch first.

        Nobody earns who may not (see `may_earn`).
        """
        if amount == 0 or not self.may_earn(member):
            return None
        free = is_open(member, reason, amount, self.act.at.date(), self.tariff)
        row = self._row(reason, post, member, amount, comment, state="pending" if free else "waiting")
        if free:
            self._earned[member.pk] = self._earned.get(member.pk, 0) + amount
            self.steps.append(hold(row))
        return row

    def undo(self, row: Movement, *, settled: bool = False) -> None:
        """Take a movement back while it is pending; with `settled`, later too, as far as who earned it still has it."""
        account = account_of(row)
        if row.state == "waiting":
            self._change(row, "lapsed")
        elif row.state == "pending" or (row.state == "settled" and settled and row.amount < 0):
            moved = f"movement:{row.pk}"
            self.steps.append(Reverse(moved, f"{moved}:undone", row.reason, self.cause))
            self._change(row, "reversed")
        elif (
            row.state == "settled"
            and settled
            and self._purse(row.member)[account != wallet(row.member_id)] >= row.amount
        ):
            self._take_back(row)
            self._change(row, "reversed")
        else:
            return
        if row.state == "reversed":
            tally = self._paid if row.amount < 0 else self._earned
            tally[row.member_id] = tally.get(row.member_id, 0) - abs(row.amount)
            if row.amount > 0:
                self._freed.add(row.member_id)

    def grant(self, reason: Reason, member: Member, amount: int) -> None:
        """Give a member an amount from the treasury for good."""
        self._purse(member)[0] += amount
        self._post(f"{self.cause}:{reason}", reason, (Leg(TREASURY, -amount), Leg(wallet(member.pk), amount)))

    def _purse(self, member: Member) -> list[int]:
        if member.pk not in self._purses:
            self._purses[member.pk] = [ledger.balance(wallet(member.pk)), ledger.balance(f"author:{member.pk}")]
        return self._purses[member.pk]

    def _take(
        self, reason: Reason, post: Post, member: Member, taken: tuple[int, int], comment: Comment | None
    ) -> None:
        if (total := sum(taken)) == 0:
            return
        purse = self._purse(member)
        purse[0], purse[1] = purse[0] - taken[0], purse[1] - taken[1]
        row = self._row(reason, post, member, -total, comment, state="pending")
        accounts = zip((wallet(member.pk), f"author:{member.pk}"), taken, strict=True)
        legs = [Leg(account, -amount) for account, amount in accounts if amount]
        self._post(f"movement:{row.pk}", reason, (*legs, Leg(f"loss:{post.pk}", total)))
        self._paid[member.pk] = self._paid.get(member.pk, 0) + total

    def _row(
        self, reason: Reason, post: Post, member: Member, amount: int, comment: Comment | None, *, state: str
    ) -> Movement:
        at = self.act.at
        return Movement.objects.create(
            act=self.act,
            post=post,
            comment=comment,
            member=member,
            voter_id=self.act.member_id,
            reason=reason,
            amount=amount,
            state=state,
            on=at.date(),
            at=at,
            changed_at=at,
        )

    def _take_back(self, row: Movement) -> None:
        """Take an earning back that was paid out: into what is held, and from there to where it came from."""
        moved = f"movement:{row.pk}"
        self._purse(row.member)[account_of(row) != wallet(row.member_id)] -= row.amount
        self.steps.append(Reverse(f"{moved}:settled", f"{moved}:taken", row.reason, self.cause))
        legs = (Leg(f"held:{row.post_id}", -row.amount), Leg(_payer(row), row.amount))
        self.steps.append(Order(f"{moved}:undone", row.reason, self.cause, legs, row.act.tariff))

    def _post(self, id: str, reason: str, legs: tuple[Leg, ...]) -> None:
        self.steps.append(Order(id, reason, self.cause, legs, self.tariff.version))

    def _change(self, row: Movement, state: str) -> None:
        row.state, row.changed_at, row.undone_by = state, self.act.at, self.act
        row.save(update_fields=("state", "changed_at", "undone_by"))

    def _let_waiting_in(self, member: int) -> None:
        """Give what undone earnings of a member used to what waits, so that nothing is burned by a reversal."""
        waiting = Movement.objects.filter(member=member, state="waiting").select_related("act", "member__account")
        for row in waiting.order_by("id"):
            if is_open(row.member, Reason(row.reason), row.amount, row.on, self.tariff):
                row.state, row.changed_at = "pending", self.act.at
                row.save(update_fields=("state", "changed_at"))
                self.steps.append(hold(row))

    def fresh(self, reason: Reason, post: Post, member: Member, comment: Comment | None = None) -> bool:
        """Return whether the act's doer may earn something for `member` in this way now.

        A pair does so once within the tariff's days, and for one post or comment once for ever. By who cannot earn
        nobody else does.
        """
        if member.pk == self.act.member_id or not self.may_earn(member):
            return False
        rows = Movement.objects.filter(
            Q(at__gt=pair_since(self.act.at, self.tariff)) | Q(post=post, comment=comment),
            voter=self.act.member_id,
            member=member,
            reason=reason,
            state__in=LIVE,
        )
        return not rows.exists()


def wallet(member: int) -> str:
    """Return the ledger's name of a member's wallet."""
    return f"wallet:{member}"


def account_of(row: Movement) -> str:
    """Return the ledger account into which an earning goes."""
    return f"author:{row.member_id}" if row.reason in AUTHOR_LINES else wallet(row.member_id)


def _payer(row: Movement) -> str:
    return TREASURY if row.reason == Reason.READING else f"profit:{row.post_id}"


def hold(row: Movement) -> Hold:
    """Return the step that takes an earning out of the post's profit, or out of the treasury, and holds it."""
    legs = (Leg(_payer(row), -row.amount), Leg(account_of(row), row.amount))
    order = Order(f"movement:{row.pk}", row.reason, f"act:{row.act_id}", legs, row.act.tariff)
    return Hold(order, f"held:{row.post_id}")


def open_accounts(post: Post) -> None:
    """Open the ledger accounts of a post."""
    ledger.open_account(TREASURY, "treasury")
    ledger.open_account(f"profit:{post.pk}", "profit")
    ledger.open_account(f"loss:{post.pk}", "loss")
    ledger.open_account(f"held:{post.pk}", "held")


def purse(account: int) -> int:
    """Return what an account can spend (see the room's door)."""
    with trouble():
        if not Member.objects.filter(pk=account).exists():
            return 0
    return ledger.balance(wallet(account)) + ledger.balance(f"author:{account}")


def pending(account: int) -> int:
    """Return what an account has pending (see the room's door)."""
    with trouble():
        rows = Movement.objects.filter(member=account, amount__gt=0, state="pending")
        return int(rows.aggregate(total=Sum("amount"))["total"] or 0)
