"""Moderators' pages: what is flagged, blocked and banned there, and the log that everybody reads."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from onrecord import community
from onrecord.community import Caller
from tests.web.posting import key, text_of

SignedIn = Callable[[str], Client]


def test_a_flagged_comment_is_hidden_and_shown_again(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """From the comment's own page a moderator hides it and shows it again, and comes back to it each time."""
    editor, number = signed_in("editor"), posted.comments[0]
    for what, says in (("hide", "Hidden by a moderator"), ("restore", "I was on the quay")):
        sent = {"key": what, "what": what, "comment": number, "back": number, "reason": "Looked at"}
        answer = editor.post("/moderation/", sent, follow=True)
        assert answer.redirect_chain[0][0] == f"/comments/{number}/#comment-{number}"
        assert says in text_of(Client(HTTP_HOST="localhost").get(f"/comments/{number}/"))
    log = text_of(Client(HTTP_HOST="localhost").get("/moderation/log/"))
    assert "Ada Editor showed a comment again: Looked at" in log


def test_a_flag_is_let_stand(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """The comment leaves the queue and stays as it is; who flagged is named to moderators alone."""
    editor, number = signed_in("editor"), posted.comments[0]
    queue = text_of(editor.get("/moderation/"))
    assert "Ada Reader" in queue
    editor.post("/moderation/", {"key": "a", "what": "dismiss", "comment": number, "reason": "It stands"})
    assert f'id="flag-{number}"' not in editor.get("/moderation/").content.decode()
    log = text_of(Client(HTTP_HOST="localhost").get("/moderation/log/"))
    assert "Ada Editor let a flagged comment stand: It stands" in log
    assert "Ada Reader" not in log


def test_a_deed_without_a_reason_is_refused_and_nothing_is_done(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """The page says what is missing; the log has no line more."""
    editor, before = signed_in("editor"), len(community.moderation_log())
    for path, sent in (
        ("/moderation/", {"what": "hide", "comment": posted.comments[0], "reason": " "}),
        ("/moderation/words/", {"what": "block", "word": "coins", "reason": ""}),
        ("/moderation/words/", {"what": "block", "word": " ", "reason": "Empty"}),
        ("/moderation/bans/", {"what": "ban", "member": posted.neighbours[0], "days": "7", "reason": ""}),
        ("/moderation/", {"what": "praise", "comment": posted.comments[0], "reason": "x"}),
    ):
        answer = editor.post(path, {"key": "a", **sent})
        assert answer.status_code in (400, 422), (path, sent)
    assert len(community.moderation_log()) == before


def test_a_word_is_blocked_and_taken_off_the_list(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """A comment that holds it is refused from then on, and taken again afterwards."""
    editor, reader = signed_in("editor"), signed_in("reader")
    editor.post("/moderation/words/", {"key": "a", "what": "block", "word": "lottery", "reason": "Advertisement"})
    assert "lottery" in text_of(editor.get("/moderation/words/"))
    path = f"/posts/{posted.post}/comment"
    assert reader.post(path, {"key": "a", "text": "Win the lottery!"}).status_code == 422
    editor.post("/moderation/words/", {"key": "b", "what": "unblock", "word": "lottery", "reason": "No longer"})
    assert reader.post(path, {"key": "a", "text": "Win the lottery!"}).status_code == 302
    log = text_of(Client(HTTP_HOST="localhost").get("/moderation/log/"))
    assert "Ada Editor blocked a word: Advertisement" in log


def test_a_member_is_banned_and_let_in_again(
    signed_in: SignedIn, posted: SimpleNamespace, people: SimpleNamespace
) -> None:
    """The ban's page names the member; banned, every act is refused plainly; lifted, all is open but the votes gone."""
    editor, reader, member = signed_in("editor"), signed_in("reader"), people.reader.pk
    community.vote(Caller(member, key()), posted.post, "for")
    assert "Ban Ada Reader" in text_of(editor.get(f"/moderation/bans/?member={member}"))
    sent = {"key": "a", "what": "ban", "member": member, "days": "7", "reason": "Sold votes"}
    editor.post("/moderation/bans/", sent)
    assert "Ada Reader banned" in text_of(editor.get("/moderation/bans/"))
    tried = reader.post(f"/posts/{posted.post}/vote", {"key": "a", "opinion": "for"})
    assert (tried.status_code, "banned" in text_of(tried)) == (403, True)
    assert community.post_tally(posted.post, member).own == "none"
    editor.post("/moderation/bans/", {"key": "b", "what": "unban", "member": member, "reason": "Served"})
    assert reader.post(f"/posts/{posted.post}/vote", {"key": "b", "opinion": "for"}).status_code == 302
    log = text_of(Client(HTTP_HOST="localhost").get("/moderation/log/"))
    assert "Ada Editor lifted the ban of Ada Reader: Served" in log


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/bans/"])
def test_hostile_places_in_the_lists_are_plain(signed_in: SignedIn, posted: SimpleNamespace, path: str) -> None:  # noqa: ARG001
    """What is no number, or a number beyond all rows, gives a page."""
    for said in ("x", "-1", "9" * 30, "9" * 18, "%00"):
        answer = signed_in("editor").get(f"{path}?after={said}&before={said}&member={said}")
        assert answer.status_code in (200, 400), said
