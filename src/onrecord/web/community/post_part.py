"""What stands under a published story: reading and its reward, votes, comments, and its author's profit and loss.

Who is not signed in gets what the database, the address and the day say, and no token, so that the page can be kept.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags

from onrecord import community
from onrecord.community import PostView, Standing
from onrecord.community.models import Account, Role
from onrecord.limits.web import COMMENTS_SHOWN
from onrecord.web.community.asking import new_key, reader_of
from onrecord.web.community.gates import gates_of
from onrecord.web.community.thread import thread_of
from onrecord.web.models import StorySheet
from onrecord.web.shelf import led_to

__all__ = [
    "address_of",
    "may_see_table",
    "minutes",
    "of_thread",
    "of_votes",
    "post_part",
    "posts_under",
    "words_of",
]

Context = dict[str, object]
READ = ("synopsis", "takeaways", "said", "conflicts", "commitments", "timeline")
"""The parts of a story that are read from beginning to end; its list of reports is looked up."""


def post_part(request: HttpRequest, sheet: StorySheet) -> Context:
    """Return what the page of a story shows of its post; nothing when it is none, but for who may publish it."""
    reader = reader_of(request)
    posts = posts_under(sheet.story)
    if not posts:
        may = reader is not None and reader.may(Role.ANALYST)
        return {"publishing": _publishing(sheet)} if may else {}
    post = next((each for each in posts if str(each.id) == request.GET.get("post")), posts[0])
    standing = community.standing(reader.pk) if reader else None
    account = reader.pk if reader else None
    offer = community.reading_offer(post.id, account)
    shown: Context = {
        "post": post,
        "other_posts": [each for each in posts if each is not post],
        "offer": offer,
        "minutes": minutes(offer.seconds),
        "may_withdraw": reader is not None and (reader.pk == post.author or reader.may(Role.EDITOR)),
        **of_votes(post, reader, standing),
        **of_thread(post, reader, standing),
    }
    if reader is not None and may_see_table(post, reader):
        shown |= {"table": community.post_table(post.id), "reports": community.reports(post.id)[-6:]}
    return shown


def posts_under(story: str) -> tuple[PostView, ...]:
    """Return the posts of a story, the one that its page shows first; the others came by stories that lead to it."""
    return community.posts_of(story, led_to(story))


def address_of(sheet: StorySheet, led_from: str) -> str:
    """Return where a story stands now to whom the id `led_from` led there: with the post that this one has or had."""
    address, posts = reverse("story", args=[sheet.story]), posts_under(sheet.story)
    post = next((each for each in posts if each.story == led_from), None)
    return address if post is None or post is posts[0] else f"{address}?post={post.id}"


def _publishing(sheet: StorySheet) -> Context:
    tariff = community.current_tariff()
    return {
        "key": new_key(),
        "tribute": tariff.publish.tribute,
        "advance": tariff.publish.advance,
        "words": words_of(sheet),
    }


def of_votes(post: PostView, reader: Account | None, standing: Standing | None) -> Context:
    """Return what the votes on a post are shown by, and what stands beside them."""
    tariff = community.current_tariff()
    return {
        "post": post,
        "key": new_key() if reader else "",
        "own": reader is not None and reader.pk == post.author,
        "tally": community.post_tally(post.id, reader.pk if reader else None),
        "tariff": tariff,
        "gates": gates_of(standing, tariff),
        "purse": community.purse(reader.pk) if reader else None,
    }


def of_thread(post: PostView, reader: Account | None, standing: Standing | None) -> Context:
    """Return what the comments under a story are shown by."""
    tariff = community.current_tariff()
    thread = thread_of(post.id, reader, COMMENTS_SHOWN)
    return {
        "post": post,
        "thread": thread,
        "comment_count": f"more than {len(thread.rows)}" if thread.after else len(thread.rows),
        "tariff": tariff,
        "gates": gates_of(standing, tariff),
        "comment_key": new_key() if reader else "",
        "tribute": community.comment_tribute(reader.pk) if reader else None,
    }


def may_see_table(post: PostView, reader: Account) -> bool:
    """Return whether a post's profit and loss is open to an account: its author's, and editors'."""
    return reader.pk == post.author or reader.may(Role.EDITOR)


def minutes(seconds: int) -> str:
    """Return a time to read as it is told, in minutes from one on."""
    return f"{seconds} s" if seconds < 60 else f"{-(-seconds // 60)} min"


def words_of(sheet: StorySheet) -> int:
    """Return how many words a story's page gives to read, at least one; later pages of its parts do not count."""
    parts = (part["html"] for part in sheet.parts["shown"] if part["name"] in READ)
    return max(1, sum(len(strip_tags(html.replace("<", " <")).split()) for html in parts))
