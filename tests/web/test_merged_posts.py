"""Posts of stories that became one: by a merge that an editor judged, and by an article that was linked again."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import community, record
from onrecord.community import Caller
from onrecord.errors import ActRefused
from onrecord.record import Judgement
from onrecord.web import shelf
from onrecord.web.models import StorySheet
from tests.web.posting import comment, key, publish, settled, text_of
from tests.web.stories import many_worded

SignedIn = Callable[[str], Client]


def two_stories() -> tuple[str, str]:
    """Return the ids of the two stories with the most reports."""
    first, second, *_ = StorySheet.objects.order_by("-report_count", "story").values_list("story", flat=True)
    return first, second


def merge(kept: str, gone: str) -> Judgement:
    """Merge a story into another, and keep the shelf."""
    judged = record.judge("merge", [kept, gone], "Ada", "one event")
    shelf.catch_up()
    return judged


@pytest.fixture
def analyst(people: SimpleNamespace) -> int:
    """The number of an analyst who can pay."""
    return settled(people.analyst.pk)


def test_the_post_of_a_merged_story_stands_under_the_story_that_lives_on(
    client: Client, signed_in: SignedIn, analyst: int, people: SimpleNamespace
) -> None:
    """Its votes and comments are on that page, the old address leads there, and every act on it is taken."""
    kept, gone = two_stories()
    on = many_worded(gone)
    post = publish(analyst, gone, "The title of the merged one")
    comment(settled(people.reader.pk), post, "I was there before the merge.", statement=on)
    assert b'id="post"' not in client.get(f"/stories/{kept}/").content
    merge(kept, gone)
    assert client.get(f"/stories/{gone}/")["Location"] == f"/stories/{kept}/"
    text = text_of(client.get(f"/stories/{kept}/"))
    assert "I was there before the merge." in text
    assert "more than one post" not in text
    found = community.post_of(kept)
    assert found == community.post_of(gone)
    assert found is not None
    assert found.id == post
    reader = signed_in("reader")
    voted = reader.post(f"/posts/{post}/vote", {"key": "v", "opinion": "for"}, follow=True)
    assert [address for address, _ in voted.redirect_chain] == [f"/stories/{gone}/#post", f"/stories/{kept}/"]
    assert "Your vote is counted." in text_of(voted)
    reader.post(f"/posts/{post}/comment", {"key": "c", "text": "And after it.", "statement": on})
    assert "And after it." in text_of(client.get(f"/posts/{post}/comments/?statement={on}"))
    assert f'/posts/{post}/comments/?statement={on}"' in client.get(f"/statements/{on}/").content.decode()


def test_a_story_with_the_post_of_a_merged_one_is_published_already(
    signed_in: SignedIn, analyst: int, people: SimpleNamespace
) -> None:
    """Under neither id is there a second post, and nobody pays for the try; withdrawn, it can be published again."""
    kept, gone = two_stories()
    post = publish(analyst, gone)
    settled(people.editor.pk)
    merge(kept, gone)
    for each in (kept, gone):
        before = community.purse(people.editor.pk)
        with pytest.raises(ActRefused, match="published already"):
            community.publish(Caller(people.editor.pk, key()), each, "Again", 600)
        assert community.purse(people.editor.pk) == before
        answer = signed_in("editor").post(f"/stories/{each}/publish", {"key": key()})
        assert (answer.status_code, "published already" in text_of(answer)) == (400, True)
    assert "Publish this story" not in text_of(signed_in("editor").get(f"/stories/{kept}/"))
    community.withdraw(Caller(analyst, key()), post)
    assert "Publish this story" in text_of(signed_in("editor").get(f"/stories/{kept}/"))
    assert publish(people.editor.pk, kept) != post


def test_two_posts_that_meet_in_one_story_are_both_reached(client: Client, analyst: int) -> None:
    """The story's own stands under it and the other is linked; the other's old address leads to it, with its votes."""
    kept, gone = two_stories()
    other, own = publish(analyst, gone, "The other title"), publish(analyst, kept, "Its own title")
    comment(analyst, other, "Under the other."), comment(analyst, own, "Under its own.")
    merge(kept, gone)
    page = client.get(f"/stories/{kept}/")
    assert ("Under its own." in text_of(page), "Under the other." in text_of(page)) == (True, False)
    (led,) = re.findall(rf'href="(/stories/{kept}/\?post=\d+)#post"', page.content.decode())
    assert client.get(f"/stories/{gone}/")["Location"] == led == f"/stories/{kept}/?post={other}"
    page = client.get(led)
    assert ("Under its own." in text_of(page), "Under the other." in text_of(page)) == (False, True)
    assert f'href="/stories/{kept}/?post={own}#post"' in page.content.decode()
    assert "Its own title" in text_of(page)
    for said in ("0", "x", "9" * 50):
        assert "Under its own." in text_of(client.get(f"/stories/{kept}/?post={said}")), said


def test_a_merge_that_is_taken_back_parts_the_posts(client: Client, analyst: int) -> None:
    """Each story has its own post again, at its own address."""
    kept, gone = two_stories()
    post = publish(analyst, gone, "The other title")
    judged = merge(kept, gone)
    record.retract(judged.id, "Ada", "two events")
    shelf.catch_up()
    assert b'id="post"' not in client.get(f"/stories/{kept}/").content
    assert b'id="post"' in client.get(f"/stories/{gone}/").content
    assert community.post_of(kept) is None
    found = community.post_of(gone)
    assert found is not None
    assert found.id == post


def test_an_old_address_makes_no_sheet_anew(client: Client) -> None:
    """Where a merged story leads is kept, so that its address costs a look-up."""
    kept, gone = two_stories()
    merge(kept, gone)
    with CaptureQueriesContext(connection) as questions:
        assert client.get(f"/stories/{gone}/")["Location"] == f"/stories/{kept}/"
    assert len(questions) <= 6
    assert not any(each["sql"].startswith(("INSERT", "DELETE")) for each in questions)
