"""What stands under a published story, and the pages of readers and authors, asked without a script."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import community
from onrecord.community import LINES, Caller
from onrecord.limits.web import COMMENTS_SHOWN
from onrecord.web.models import StorySheet
from tests.web.posting import comment, key, neighbours, settled, text_of
from tests.web.stories import many_worded, river

SignedIn = Callable[[str], Client]


def story_of(posted: SimpleNamespace) -> str:
    """Return the address of the story's page."""
    return f"/stories/{posted.story}/"


def asked_of(client: Client, path: str) -> int:
    """Return how many questions a page asks the database."""
    client.get(path)
    with CaptureQueriesContext(connection) as questions:
        assert client.get(path).status_code == 200
    return len(questions)


# --- the page of a story ------------------------------------------------------------------------------------


def test_who_is_not_signed_in_gets_a_page_that_is_kept(client: Client, posted: SimpleNamespace) -> None:
    """The page with its votes and comments sets no cookie, holds no token, and is made once while nothing changes."""
    answer = client.get(story_of(posted))
    assert not answer.cookies
    assert b"csrfmiddlewaretoken" not in answer.content
    with CaptureQueriesContext(connection) as questions:
        assert client.get(story_of(posted)).content == answer.content
    assert [each for each in questions.captured_queries if "pg_current_snapshot" not in each["sql"]] == []
    community.vote(Caller(posted.neighbours[0], key()), posted.post, "none")
    assert "1 plus" in text_of(client.get(story_of(posted)))
    assert "2 plus" in re.sub(r"<[^>]+>", "", answer.content.decode())


def test_a_story_that_is_no_post_says_nothing_of_one(client: Client, signed_in: SignedIn) -> None:
    """Readers see no part of a post; an analyst sees what publishing costs."""
    path = f"/stories/{river()}/"
    assert b'id="post"' not in client.get(path).content
    assert b'id="post"' not in signed_in("reader").get(path).content
    assert "Publishing takes a tribute of" in text_of(signed_in("analyst").get(path))


def test_a_post_is_published_and_withdrawn(signed_in: SignedIn, people: SimpleNamespace) -> None:
    """An analyst publishes and pays; sent twice by a double click it is one post; withdrawn, its comments are gone."""
    client, story = signed_in("analyst"), river()
    sent = {"key": "one form"}
    first = client.post(f"/stories/{story}/publish", sent, follow=True)
    assert "It is published" in text_of(first)
    again = client.post(f"/stories/{story}/publish", sent, follow=True)
    assert "nothing was done twice" in text_of(again)
    other = signed_in("editor").post(f"/stories/{story}/publish", {"key": "another"})
    assert (other.status_code, "published already" in text_of(other)) == (400, True)
    found = community.post_of(story)
    assert found is not None
    assert found.author == people.analyst.pk
    assert found.words > 100
    settled(people.reader.pk)
    comment(people.reader.pk, found.id, "I was there.")
    gone = client.post(f"/posts/{found.id}/withdraw", {"key": "off"}, follow=True)
    assert "It is withdrawn" in text_of(gone)
    assert community.post_of(story) is None
    assert client.get(f"/posts/{found.id}/comments/").status_code == 404
    assert "was withdrawn" in text_of(client.post(f"/posts/{found.id}/vote", {"opinion": "for"}))


def test_the_author_and_editors_see_profit_and_loss(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """Under the story stand all lines by their names with the ledger's amounts; other readers see none of it."""
    told = community.post_table(posted.post)
    for role in ("analyst", "editor"):
        text = text_of(signed_in(role).get(story_of(posted)))
        for line in (*told.profit, *told.loss):
            assert f"{line.name} {line.amount}" in text
        assert f"profit subtotal {told.profit_subtotal}" in text
        assert f"loss subtotal {told.loss_subtotal}" in text
        assert f"Total Twei earned {told.earned}" in text
        assert "price for a report instance: 1 Twei" in text
    text = text_of(signed_in("reader").get(story_of(posted)))
    assert "Post profit" not in text
    assert "price for a report instance: 1 Twei" in text


@pytest.mark.parametrize("role", ["anonymous", "reader", "analyst", "editor"])
def test_a_page_asks_as_often_for_many_comments_as_for_few(
    signed_in: SignedIn, posted: SimpleNamespace, role: str
) -> None:
    """The number of questions to the database is bounded, and the same however many have commented."""
    client = Client(HTTP_HOST="localhost", headers={"cookie": "x=1"}) if role == "anonymous" else signed_in(role)
    few = asked_of(client, story_of(posted))
    for each in neighbours(f"Reader {number}" for number in range(COMMENTS_SHOWN)):
        comment(each, posted.post, "I have read it too.")
    assert asked_of(client, story_of(posted)) <= few
    assert few <= {"anonymous": 8, "reader": 25, "analyst": 31, "editor": 33}[role]


def test_a_thread_goes_on_on_pages_of_its_own(client: Client, posted: SimpleNamespace) -> None:
    """Under the story stand the first comments; all of them, each once, stand on the pages of the thread."""
    for each in neighbours(f"Reader {number}" for number in range(COMMENTS_SHOWN)):
        comment(each, posted.post, "I have read it too.")
    page = client.get(story_of(posted)).content.decode()
    shown = re.findall(r'id="comment-(\d+)"', page)
    assert len(shown) == COMMENTS_SHOWN
    more = re.search(r'href="(/posts/\d+/comments/\?after=\d+)">More', page)
    assert more
    shown += re.findall(r'id="comment-(\d+)"', client.get(more[1]).content.decode())
    assert shown == [str(each.id) for each in community.thread(posted.post)]


# --- acts ---------------------------------------------------------------------------------------------------


def test_a_vote_is_put_changed_and_taken_back(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """Each press leads back to the post, and says what it cost or gave back."""
    client, path = signed_in("reader"), f"/posts/{posted.post}/vote"
    minus = client.post(path, {"key": "a", "opinion": "against"}, follow=True)
    assert urlsplit(minus.redirect_chain[0][0]).fragment == "post"
    assert "Your vote is counted. It cost you 2 Twei." in text_of(minus)
    assert 'aria-pressed="true"' in minus.content.decode()
    back = client.post(path, {"key": "b", "opinion": "none"}, follow=True)
    assert "You have 2 Twei back." in text_of(back)


def test_a_double_click_acts_once(signed_in: SignedIn, posted: SimpleNamespace, people: SimpleNamespace) -> None:
    """The same form sent twice votes, comments and buys once; with other words it is another comment."""
    client, before = signed_in("reader"), community.purse(people.reader.pk)
    for _ in range(2):
        client.post(f"/posts/{posted.post}/vote", {"key": "v", "opinion": "against"})
        client.post(f"/posts/{posted.post}/comment", {"key": "c", "text": "Once."})
        client.post(f"/posts/{posted.post}/report", {"key": "r"})
    tariff = community.current_tariff()
    assert community.purse(people.reader.pk) == before - tariff.minus.voter - tariff.report.price
    client.post(f"/posts/{posted.post}/comment", {"key": "c", "text": "Once more."})
    assert [each.text for each in community.thread(posted.post)][-2:] == ["Once.", "Once more."]


def test_the_form_says_what_the_next_comment_costs(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """The tariff lets the first comments go free; after them the form and its button name the tribute."""
    client, tariff = signed_in("editor"), community.current_tariff()
    page = f"/posts/{posted.post}/comments/"
    assert tariff.comment.free > 0
    for number in range(tariff.comment.free):
        assert "It costs you nothing yet." in text_of(client.get(page)), number
        client.post(f"/posts/{posted.post}/comment", {"key": f"free {number}", "text": f"Word {number}."})
    assert f"It costs {tariff.comment.tribute} Twei." in text_of(client.get(page))
    assert f"Comment for {tariff.comment.tribute} Twei" in text_of(client.get(page))


def test_htmx_gets_the_part_alone_and_hears_what_came_of_it(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """In place of the page comes the renewed part; a refusal comes with a status that says so."""
    client = signed_in("reader")
    htmx = {"hx-request": "true"}
    done = client.post(f"/posts/{posted.post}/vote", {"key": "a", "opinion": "for"}, headers=htmx)
    assert done.status_code == 200
    assert b"<html" not in done.content
    assert b'id="votes"' in done.content
    assert b"innerHTML:#says" in done.content
    own = signed_in("analyst").post(f"/posts/{posted.post}/vote", {"key": "a", "opinion": "for"}, headers=htmx)
    assert own.status_code == 422
    assert "Nobody votes on a post of their own." in text_of(own)
    liked = client.post(f"/comments/{posted.comments[0]}/rate", {"key": "a", "opinion": "for"}, headers=htmx)
    assert b"Like <b>1</b>" in liked.content


def test_a_refusal_for_want_of_a_level_says_which_and_how_far(
    signed_in: SignedIn, posted: SimpleNamespace, people: SimpleNamespace
) -> None:
    """The page says it before anything is tried, and so does the answer to who tries it all the same."""
    settled(people.reader.pk, level=9, twei=0)
    client = signed_in("reader")
    far = "You are at level 9: 210 experience more, about 14 days with a post read."
    page = text_of(client.get(story_of(posted)))
    assert f"Adding a comment: available from level 13. {far}" in page
    assert f"A report instance: available from level 13. {far}" in page
    tried = client.post(f"/posts/{posted.post}/comment", {"key": "a", "text": "I was there, and saw it."})
    assert tried.status_code == 403
    assert far in text_of(tried)
    assert "I was there, and saw it." in text_of(tried), "what was typed is lost"
    bought = client.post(f"/posts/{posted.post}/report", {"key": "b"})
    assert (bought.status_code, f"This takes level 13. {far}" in text_of(bought)) == (403, True)


def test_a_refused_comment_is_given_back_to_its_writer(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """A text that is not taken comes back in its form with what is wrong with it; no comment was made."""
    client, before = signed_in("reader"), len(community.thread(posted.post))
    for text, says in (("free coins for all", "word"), ("\u0301\u0302", "shows none"), ("x" * 5_000, "at most 4000")):
        answer = client.post(f"/posts/{posted.post}/comment", {"key": "a", "text": text})
        assert answer.status_code == 422, says
        assert says in text_of(answer)
        assert text in answer.content.decode()
    assert client.post(f"/posts/{posted.post}/comment", {"key": "a", "text": "y" * 1_200_000}).status_code == 400
    assert len(community.thread(posted.post)) == before


def test_a_comment_is_answered_changed_and_deleted(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """Its pages take an answer, new words with the earlier ones kept, and the end of it; its place stays."""
    client = signed_in("reader")
    made = client.post(f"/posts/{posted.post}/comment", {"key": "a", "text": "First.", "parent": posted.comments[0]})
    number = int(made["Location"].rpartition("-")[2])
    assert "answers Ivo Marsh" in text_of(client.get(story_of(posted)))
    form = client.get(f"/comments/{number}/change/")
    assert "First." in text_of(form)
    client.post(f"/comments/{number}/change/", {"key": "b", "text": "Second."})
    history = text_of(client.get(f"/comments/{number}/history/"))
    assert "First." in history
    assert "Second." in history
    came = {"referer": f"http://localhost{story_of(posted)}?style=1"}
    gone = client.post(f"/comments/{number}/delete", {"key": "c"}, headers=came)
    assert gone["Location"] == f"{story_of(posted)}?style=1#comment-{number}"
    assert "Deleted by its writer." in text_of(client.get(f"/comments/{number}/"))
    assert "First." not in text_of(client.get(f"/comments/{number}/history/"))


def test_nobody_changes_or_deletes_the_comment_of_another(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """Whoever tries it finds nothing there."""
    for path in ("change/", "delete"):
        answer = signed_in("editor").post(f"/comments/{posted.comments[0]}/{path}", {"key": "a", "text": "Mine."})
        assert answer.status_code == 404
    assert community.comment_view(posted.comments[0])[1].text != "Mine."


def test_a_comment_is_on_a_statement_of_its_own_story(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """The statement's page leads to what was said of it; a statement of another story is not taken."""
    client, on = signed_in("reader"), many_worded(posted.story)
    page = client.get(f"/statements/{on}/").content.decode()
    assert f'/posts/{posted.post}/comments/?statement={on}"' in page
    client.post(f"/posts/{posted.post}/comment", {"key": "a", "text": "Of these words.", "statement": on})
    text = text_of(client.get(f"/posts/{posted.post}/comments/?statement={on}"))
    assert "Of these words." in text
    assert "I was on the quay" not in text
    for other in ("stm-of-nobody", "x" * 500):
        sent = {"key": "b", "text": "Elsewhere.", "statement": other}
        assert client.post(f"/posts/{posted.post}/comment", sent).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "999999999999999999", "12345678901234567890"])
def test_numbers_that_nobody_has_lead_nowhere(signed_in: SignedIn, posted: SimpleNamespace, number: str) -> None:  # noqa: ARG001
    """Posts, comments and reports that are not there are told plainly."""
    client = signed_in("editor")
    for path in (f"/posts/{number}/comments/", f"/comments/{number}/", f"/posts/1/reports/{number}/"):
        assert client.get(path).status_code == 404, path
    for path in (f"/posts/{number}/vote", f"/comments/{number}/rate", f"/posts/{number}/comment"):
        assert client.post(path, {"opinion": "for", "text": "x"}).status_code == 404, path


@pytest.mark.parametrize("came", ["https://evil.example/stories/x/", "http://localhost//evil.example/", "\\\\evil", ""])
def test_an_act_leads_back_to_pages_of_this_site_alone(signed_in: SignedIn, posted: SimpleNamespace, came: str) -> None:
    """Whoever came from elsewhere is led to the comment."""
    path = f"/comments/{posted.comments[0]}/"
    answer = signed_in("reader").post(f"{path}rate", {"key": "a", "opinion": "for"}, headers={"referer": came})
    assert answer["Location"] == f"{path}#comment-{posted.comments[0]}"


def test_a_form_needs_its_token(people: SimpleNamespace, posted: SimpleNamespace) -> None:
    """What another site lets a reader's browser send is refused, and nothing is done."""
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(people.reader, backend="django.contrib.auth.backends.ModelBackend")
    paths = ("vote", "comment", "report", "reading/begin", "reading/beat")
    assert [client.post(f"/posts/{posted.post}/{path}").status_code for path in paths] == [403] * 5


# --- reports and a reader's own pages -----------------------------------------------------------------------


def test_a_report_instance_stays_as_it_was(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """Its page and its four forms are the same after the post has changed; they are shown to nobody who has no part."""
    client, path = signed_in("reader"), f"/posts/{posted.post}/reports/{posted.report}"
    before = [client.get(f"{path}{end}").content for end in (".html", ".csv", ".json", ".svg")]
    text = text_of(client.get(f"{path}/"))
    community.vote(Caller(posted.neighbours[1], key()), posted.post, "against")
    assert [client.get(f"{path}{end}").content for end in (".html", ".csv", ".json", ".svg")] == before
    assert text_of(client.get(f"{path}/")) == text
    told = json.loads(before[2])
    for part in ("profit", "loss"):
        for name, amount in told[part].items():
            assert f"{name} {amount}" in text
    assert {*told["profit"], *told["loss"]} == {*LINES.values(), "subtotal"}
    assert signed_in("analyst").get(f"{path}/").status_code == 200
    assert signed_in("editor").get(f"{path}.csv").status_code == 200
    bought = signed_in("administrator").post(f"/posts/{posted.post}/report", {"key": "a"})
    assert bought["Location"] == f"/posts/{posted.post}/reports/2/"
    refused = client.get(bought["Location"])
    assert (refused.status_code, "price is 1 Twei" in text_of(refused)) == (403, True)


def test_a_statement_reads_like_a_bank_s(signed_in: SignedIn, posted: SimpleNamespace, people: SimpleNamespace) -> None:
    """Opening balance, entries with their causes in plain words, closing balance; the CSV has the same amounts."""
    client = signed_in("reader")
    text = text_of(client.get("/accounts/statement/"))
    assert "Opening balance 0" in text
    assert "For a report instance The night ferry is to sail again \N{MINUS SIGN}1" in text
    assert f"Closing balance {community.purse(people.reader.pk)}" in text
    rows = list(csv.reader(io.StringIO(client.get("/accounts/statement.csv").content.decode()), strict=True))
    assert rows[0] == ["at", "what", "post", "reason", "cause", "twei", "balance"]
    amounts = [int(row[5]) for row in rows[2:-1]]
    assert int(rows[1][6]) + sum(amounts) == int(rows[-1][6]) == community.purse(people.reader.pk)
    earlier = text_of(client.get("/accounts/statement/?from=2001-01-01&to=2001-12-31"))
    assert "Nothing came or went." in earlier
    assert posted.post
    signed = signed_in("analyst")
    community.mature()
    assert "Earned by your posts" in text_of(signed.get("/accounts/statement/?account=author"))


@pytest.mark.parametrize(
    "question",
    ["from=yesterday", "from=2026-13-01", "from=2026-03-02&to=2026-03-01", "account=treasury", "from=0001-01-01"],
)
def test_a_statement_of_no_days_is_refused_plainly(signed_in: SignedIn, question: str) -> None:
    """A day that is none, days in the wrong order, and accounts of others."""
    assert signed_in("reader").get(f"/accounts/statement/?{question}").status_code == 400


def test_the_level_page_says_how_far_the_next_level_is(signed_in: SignedIn, people: SimpleNamespace) -> None:
    """Level, experience, what the next takes and about how long; what each level opens."""
    settled(people.reader.pk, level=9, vouched=False)
    text = text_of(signed_in("reader").get("/accounts/level/"))
    assert "You are at level 9" in text
    assert "180 experience; level 10 takes 225" in text
    assert "45 experience more, about 3 days with a post read." in text
    assert "13 390 adding a comment; a report instance" in text
    assert "0 of 3 analysts and editors have liked what you wrote" in text
    assert "20 for each different analyst or editor who likes a comment of yours" in text
    assert "Each like that an analyst or editor gives to a comment of yours lets you earn 10 Twei, from then on" in text


def test_an_author_s_posts_stand_in_one_table(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """Votes, comments and amounts of each post agree with the post's own table, and cost few questions."""
    told = community.post_table(posted.post)
    text = text_of(signed_in("analyst").get("/accounts/posts/"))
    shown = sum(not each.hidden for each in community.thread(posted.post))
    tally = community.post_tally(posted.post)
    assert f"{tally.favour} {tally.against} {shown} {told.earned} {told.loss_subtotal}" in text
    assert asked_of(signed_in("analyst"), "/accounts/posts/") <= 10
    assert "you have the role reader" in text_of(signed_in("reader").get("/accounts/posts/"))


def test_pages_are_bounded_in_their_questions(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """No page of the community asks the database for each of its rows."""
    most = {
        ("reader", "/accounts/statement/"): 20,
        ("reader", "/accounts/level/"): 8,
        ("reader", f"/posts/{posted.post}/comments/"): 12,
        ("reader", f"/comments/{posted.comments[0]}/"): 14,
        ("reader", f"/posts/{posted.post}/reports/{posted.report}/"): 6,
        ("editor", "/moderation/"): 8,
        ("editor", "/moderation/words/"): 6,
        ("editor", "/moderation/bans/"): 6,
        ("editor", "/moderation/log/"): 5,
    }
    asked = {(role, path): asked_of(signed_in(role), path) for role, path in most}
    assert {each: count for each, count in asked.items() if count > most[each]} == {}


def test_the_sheet_of_a_story_is_left_as_it_is(signed_in: SignedIn, posted: SimpleNamespace) -> None:
    """What readers do changes nothing that is kept of the story, so comments are never read for statements."""
    before = StorySheet.objects.filter(story=posted.story).values().get()
    signed_in("reader").post(f"/posts/{posted.post}/comment", {"key": "a", "text": "“We lied,” Ilse Brandt said."})
    assert StorySheet.objects.filter(story=posted.story).values().get() == before


def test_a_ban_that_is_sent_twice_is_one(signed_in: SignedIn, people: SimpleNamespace) -> None:
    """A double click bans once, for a week that ends at midnight (UTC)."""
    form = {"key": "ban", "what": "ban", "member": people.reader.pk, "days": "7", "reason": "sells shoes"}
    for _ in range(2):
        assert signed_in("editor").post("/moderation/bans/", form).status_code == 302
    (ban,) = community.bans(people.editor.pk)
    assert ban.until is not None
    assert (ban.until.hour, ban.until.minute, ban.until.second) == (0, 0, 0)
