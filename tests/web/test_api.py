"""The JSON API gives the rows of the export, in parts that miss nothing, and refuses bad questions in one form."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onrecord import flow, publishing, record
from onrecord.community.models import Account, Role
from onrecord.limits.api import API_BODY_BYTES
from onrecord.outlets import ITEM, Page
from onrecord.web import shelf
from onrecord.web.api import keys, rates
from onrecord.web.api.answers import instant
from onrecord.web.api.models import ChangeMark, ExportRow
from onrecord.web.api.resources import KINDS
from tests.conftest import Store, point_django_at

WHOLE = (*KINDS, "entities", "faults")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVER = "2000-01-01T00:00:00Z"
MICROSECOND = timedelta(microseconds=1)
TEXT = "The harbour council will meet on Monday, its chair Ana Ruiz said. “We will not close the quay,” Ruiz said."


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rates are tested with the keys; here nobody waits for the next minute."""
    rates._held.clear()
    for name in ("API_ANONYMOUS_RATE", "API_KEY_RATE"):
        monkeypatch.setattr(keys, name, 10**9)


@pytest.fixture
def as_analyst(site: Store) -> dict[str, str]:  # noqa: ARG001
    """The header of an analyst's key to everything."""
    analyst = Account.objects.create_user("analyst@example.org", name="Ada Analyst", role=Role.ANALYST)
    return {"Authorization": f"Bearer {keys.make_key(analyst, 'desk', ['read', 'judge', 'add'], 1)[1]}"}


def pages(client: Client, kind: str, /, **asked: Any) -> Iterator[dict[str, Any]]:
    """Yield the parts of a list until its end."""
    cursor: dict[str, str] = {}
    while True:
        answer = client.get(f"/api/{kind}", asked | cursor)
        assert answer.status_code == 200, answer.content
        yield answer.json()
        if answer.json()["next"] is None:
            return
        cursor = {"cursor": answer.json()["next"]}


def rows(client: Client, kind: str, /, **asked: Any) -> list[dict[str, Any]]:
    """Return all rows of a list."""
    return [row for page in pages(client, kind, **asked) for row in page["items"]]


def article(number: int, **more: str) -> dict[str, str]:
    """Return an article as a client sends it."""
    return {
        "title": f"Harbour council, part {number}",
        "text": f"{TEXT} Part {number}.",
        "published": "2026-03-09",
    } | more


def arrive(number: int) -> str:
    """Let an article come onto the record by another way, and the shelf follow; return its id."""
    body = json.dumps(article(number)).encode()
    step = flow.add_page(Page(f"news.jsonl:{number}", None, None, ITEM, "utf-8", body, (), NOW))
    shelf.catch_up()
    assert step.receipt
    return step.receipt.article


def post(client: Client, path: str, told: object, headers: dict[str, str]) -> Any:
    """Send JSON."""
    return client.post(f"/api/{path}", json.dumps(told), content_type="application/json", headers=headers)


@pytest.mark.parametrize("kind", [*WHOLE, "attributions"])
def test_the_rows_are_those_of_the_export(client: Client, kind: str, tmp_path: Path) -> None:
    """Whatever the export writes of a resource, the API gives, field by field and no row more."""
    publishing.export(record.as_of(), tmp_path)
    lines = (tmp_path / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    exported = {row["id"]: row for row in map(json.loads, lines)}
    if kind == "attributions":
        articles = [row["id"] for row in rows(client, "articles", limit=100)]
        found = [row for each in articles for row in client.get(f"/api/articles/{each}/attributions").json()["items"]]
    else:
        found = rows(client, kind, limit=7)
    for row in found:
        row.pop("changed_at", None)
        if kind == "articles":
            row.pop("story")
    assert {row["id"]: row for row in found} == exported
    assert len(found) == len(exported)
    assert found or kind == "faults"
    for row in found[:5]:
        one = client.get(f"/api/{kind}/{row['id']}").json()
        assert {name: one[name] for name in row} == row


@pytest.mark.parametrize(("kind", "limit"), [("articles", 5), ("stories", 2), ("statements", 40), ("entities", 20)])
def test_a_list_misses_and_doubles_nothing_while_articles_arrive(client: Client, kind: str, limit: int) -> None:
    """What stood on record when a list was begun comes once, and what arrives meanwhile comes after it."""
    before = [row["id"] for row in rows(client, kind, limit=100)]
    found: list[str] = []
    for number, page in enumerate(pages(client, kind, limit=limit)):
        found += [row["id"] for row in page["items"]]
        if number < 2:
            arrive(number)
    assert [each for each in found if each in set(before)] == before
    assert len(found) == len(set(found))
    new = [each for each in found if each not in set(before)]
    assert new
    assert found[-len(new) :] == new


@pytest.mark.parametrize("limit", [1, 100])
def test_a_mirror_is_kept_by_what_changed_since(client: Client, limit: int) -> None:
    """Reading once and then only what changed gives what reading all anew gives: new, changed and gone rows."""
    held = {kind: {row["id"]: row for row in rows(client, kind, limit=100)} for kind in KINDS}
    seen = {kind: max((row["changed_at"] for row in held[kind].values()), default=EVER) for kind in KINDS}
    first, second = [row["id"] for row in rows(client, "stories")][:2]
    joined = record.judge("merge", [first, second], "Ada", "one event")
    arrive(1)
    for step in range(2):
        for kind in KINDS:
            for page in pages(client, kind, changed_since=seen[kind], limit=limit):
                for row in page["items"]:
                    held[kind][row["id"]] = row
                for row in page["gone"]:
                    held[kind].pop(row["id"], None)
                changed = [row["changed_at"] for row in (*page["items"], *page["gone"])]
                seen[kind] = max([seen[kind], *changed])
            assert held[kind] == {row["id"]: row for row in rows(client, kind, limit=100)}, kind
        if step == 0:
            assert second not in held["stories"]
            record.retract(joined.id, "Ada", "two events after all")
            while shelf.follow():
                pass
            shelf.follow()
            shelf.work_off()
    assert second in held["stories"]


def test_rows_of_one_instant_all_come_however_small_the_parts(client: Client) -> None:
    """Many rows change at one instant; asking from that instant on gives every one of them, once, at any size."""
    ChangeMark.objects.update(at=None)
    ExportRow.objects.filter(kind="statements").update(changed_at=NOW)
    expected = set(ExportRow.objects.filter(kind="statements").values_list("id", flat=True))
    for limit in (1, 2, 100):
        found = [row["id"] for row in rows(client, "statements", changed_since=instant(NOW), limit=limit)]
        assert len(found) == len(set(found))
        assert set(found) == expected
    later = instant(NOW + MICROSECOND)
    assert rows(client, "statements", changed_since=later) == []


def test_a_story_that_is_told_again_the_same_has_not_changed(client: Client) -> None:
    """Making a sheet anew, as each day does, changes no row when the record says the same."""
    before = client.get("/api/statements").content
    mark = ChangeMark.objects.get(id=1).number
    for story in rows(client, "stories"):
        shelf.shelve(story["id"])
    assert ChangeMark.objects.get(id=1).number == mark
    assert client.get("/api/statements").content == before


def test_filters_give_the_rows_that_they_name(client: Client) -> None:
    """A list narrowed by story, speaker, outlet, days, kind or name has those rows of the whole list and no others."""
    statements = rows(client, "statements", limit=100)
    speaker = next(row["speaker"] for row in statements if row["speaker"])
    assert rows(client, "statements", speaker=speaker) == [row for row in statements if row["speaker"] == speaker]
    assert rows(client, "statements", altered="true") == [row for row in statements if row["altered"]]
    articles = rows(client, "articles", limit=100)
    outlet = articles[0]["outlet"]
    assert rows(client, "articles", outlet=outlet, limit=1) == [row for row in articles if row["outlet"] == outlet]
    story = articles[0]["story"]
    assert [row["id"] for row in rows(client, "articles", story=story)] == [
        row["id"] for row in articles if row["story"] == story
    ]
    day = sorted(row["published"][:10] for row in articles)[3]
    assert {row["id"] for row in rows(client, "articles", since=day, until=day)} == {
        row["id"] for row in articles if row["published"][:10] == day
    }
    for kind, field in (("positions", "stance"), ("conflicts", "kind"), ("commitments", "status"), ("bodies", "kind")):
        all_rows = rows(client, kind, limit=100)
        for value in {row[field] for row in all_rows if row[field]}:
            assert rows(client, kind, **{field: value}) == [row for row in all_rows if row[field] == value]
    entities = rows(client, "entities", limit=100)
    named = next(row for row in entities if row["aliases"])
    for name in (named["name"].upper(), named["aliases"][0]):
        assert named["id"] in {row["id"] for row in rows(client, "entities", name=name)}
    assert rows(client, "entities", kind="place") == [row for row in entities if row["kind"] == "place"]


@pytest.mark.parametrize("kind", WHOLE)
def test_a_list_asks_as_few_questions_for_many_rows_as_for_one(client: Client, kind: str) -> None:
    """No list asks the database once for each row."""
    client.get(f"/api/{kind}?limit=100")  # what is kept in memory between requests is there
    counts = []
    for limit in (2, 100):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/api/{kind}?limit={limit}")
        counts.append(len(asked))
    assert counts[1] <= counts[0] + (2 if kind == "entities" else 0)  # joined names are followed, not each entity
    assert counts[1] <= (14 if kind == "entities" else 7)


@pytest.mark.parametrize("path", ["stories", "articles", "entities", "openapi.json", "one"])
def test_what_still_stands_is_not_sent_again(client: Client, path: str) -> None:
    """An answer has a strong tag of its bytes; with the tag, the same question is answered 304 until they change."""
    if path == "one":
        path = f"statements/{rows(client, 'statements')[0]['id']}"
    first = client.get(f"/api/{path}")
    tag = first["ETag"]
    assert not tag.startswith("W/")
    again = client.get(f"/api/{path}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert client.get(f"/api/{path}", headers={"If-None-Match": '"other"'}).content == first.content
    head = client.head(f"/api/{path}")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)
    assert int(head["Content-Length"]) == len(first.content)
    assert first["Cache-Control"] == "public, no-cache"


def test_an_instant_is_told_only_when_its_second_is_over(client: Client) -> None:
    """Two changes within a second are never taken for one by a client that asks by the instant."""
    at = NOW.replace(microsecond=400_000)
    ChangeMark.objects.update(at=at)
    told = client.get("/api/stories")["Last-Modified"]
    assert told == "Mon, 02 Mar 2026 12:00:01 GMT"
    assert client.get("/api/stories", headers={"If-Modified-Since": told}).status_code == 304
    ChangeMark.objects.update(at=at.replace(second=2))
    assert client.get("/api/stories", headers={"If-Modified-Since": told}).status_code == 200
    ChangeMark.objects.update(at=datetime.now(UTC))
    assert "Last-Modified" not in client.get("/api/stories")


def test_any_site_may_read_and_none_may_send_a_key(client: Client) -> None:
    """A browser lets any page read; it is not told that it may send a key, a cookie or a body."""
    asked = client.options("/api/stories", headers={"Origin": "https://example.org"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "authorization" not in asked["Access-Control-Allow-Headers"].lower()
    assert "POST" not in asked["Access-Control-Allow-Methods"]
    read = client.get("/api/stories")
    assert read["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in read
    assert "Cookie" not in read.get("Vary", "")
    assert not read.cookies


BAD = [
    ("get", "/api/nothing", 404),
    ("get", "/api/stories/story-0", 404),
    ("get", "/api/stories/%00", 404),
    ("get", "/api/entities/%00", 404),
    ("get", "/api/attributions/a%00b", 404),
    ("get", "/api/articles/%ED%A0%80/attributions", 404),
    ("get", f"/api/faults/{'x' * 10_000}", 404),
    ("get", "/api/stories?limit=0", 422),
    ("get", "/api/stories?limit=101", 422),
    ("get", f"/api/stories?limit={'9' * 5_000}", 422),
    ("get", "/api/stories?limit=ten", 422),
    ("get", "/api/stories?limit=1&limit=2", 422),
    ("get", "/api/stories?since=2026-13-01", 422),
    ("get", "/api/stories?since=20260101", 422),
    ("get", "/api/stories?changed_since=yesterday", 422),
    ("get", "/api/stories?changed_since=1700000000", 422),
    ("get", "/api/stories?change_since=2026-01-01T00:00:00Z", 422),
    ("get", "/api/stories?cursor=a-1", 400),
    ("get", "/api/stories?cursor=", 400),
    ("get", f"/api/stories?cursor={'a' * 10_000}", 400),
    ("get", "/api/stories?cursor=f0-0", 400),
    ("get", "/api/entities?cursor=a0", 400),
    ("get", "/api/faults?cursor=fffffffffffffff-x", 400),
    ("get", "/api/entities?name=%00", 422),
    ("get", "/api/entities?name=%ED%A0%80", 200),
    ("get", f"/api/entities?name={'n' * 10_000}", 422),
    ("get", "/api/articles?outlet=%00", 422),
    ("get", "/api/articles?outlet=a%0Ab", 422),
    ("get", "/api/bodies?kind=%00", 422),
    ("get", "/api/statements?speaker=%00", 422),
    ("get", "/api/statements?altered=maybe", 422),
    ("get", "/api/stories/story-0?limit=1", 422),
    ("delete", "/api/stories", 405),
    ("put", "/api/articles", 405),
    ("trace", "/api/judgements", 405),
    ("post", "/api/stories/story-0", 405),
    ("post", "/api/judgements", 401),
    ("post", "/api/articles", 401),
]


@pytest.mark.parametrize(("method", "address", "status"), BAD)
def test_a_bad_question_is_a_problem_in_json(client: Client, method: str, address: str, status: int) -> None:
    """Whatever cannot be answered is told in one form, with a sentence, and never as an error of ours."""
    answer = client.generic(method.upper(), address)
    assert answer.status_code == status, answer.content
    if status >= 400:
        told = answer.json()
        assert answer["Content-Type"] == "application/problem+json"
        assert (told["status"], told["type"]) == (status, "about:blank")
        assert told["detail"]
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert (answer.get("Allow") is not None) == (status == 405)
        assert (answer.get("WWW-Authenticate") is not None) == (status == 401)


BAD_BODIES = [
    (b"{", "application/json", 400),
    (b"", "application/json", 422),
    (b"\xff\xfe", "application/json", 400),
    (b'{"text": "a", "text": "b"}', "application/json", 400),
    (b'{"text": NaN}', "application/json", 400),
    (b'{"text": 1' + b"0" * 9_000 + b"}", "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b'{"text": "a"}', "text/plain", 415),
    (b"text=a", "application/x-www-form-urlencoded", 415),
    (b'{"text": "a"}', "multipart/form-data; boundary=x", 415),
    (b'{"text": "' + b"a" * 2_000_000 + b'"}', "application/json", 413),
    (b'{"text": "' + b"a" * (API_BODY_BYTES - 100) + b'"}', "application/json", 422),
    (b'{"text": 5}', "application/json", 422),
    (b'{"text": " \\n "}', "application/json", 422),
    (b'{"text": "a\\u0000b"}', "application/json", 422),
    (b'{"text": "\\ud800"}', "application/json", 422),
    (b'{"text": "a", "title": "\\ud800"}', "application/json", 422),
    (b'{"text": "a", "tilte": "b"}', "application/json", 422),
    (b'{"text": "a", "url": "javascript:alert(1)"}', "application/json", 422),
    (b'{"text": "a", "published": "yesterday"}', "application/json", 422),
    (b'["a"]', "application/json", 422),
    (b"null", "application/json", 422),
]


@pytest.mark.parametrize(("body", "kind", "status"), BAD_BODIES)
def test_a_bad_body_is_a_problem_and_changes_nothing(
    client: Client, as_analyst: dict[str, str], body: bytes, kind: str, status: int
) -> None:
    """A body that is broken, huge, of another type or of other fields is refused in words; nothing comes on record."""
    before = record.arrivals(count=1_000), list(record.as_of().faults())
    answer = client.post("/api/articles", body, content_type=kind, headers=as_analyst)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert (record.arrivals(count=1_000), list(record.as_of().faults())) == before


def test_an_article_is_added_once(client: Client, as_analyst: dict[str, str]) -> None:
    """An article that is sent is read, linked and listed at once; the same content again changes nothing."""
    told = article(1, outlet="Harbour Post", url="https://example.org/quay")
    first = post(client, "articles", told, as_analyst)
    assert first.status_code == 201, first.content
    made = first.json()
    assert made["added"] > 0
    again = post(client, "articles", dict(reversed(told.items())), as_analyst)
    assert (again.status_code, again.json()) == (200, made | {"added": 0})
    held = client.get(f"/api/articles/{made['article']}").json()
    assert {name: held[name] for name in told} == told
    assert held["story"] == made["story"]
    assert client.get(f"/api/stories/{made['story']}").status_code == 200
    said = client.get(f"/api/articles/{made['article']}/attributions").json()["items"]
    assert "We will not close the quay" in {each["content_text"].strip("“,”") for each in said}
    changed = post(client, "articles", told | {"text": f"{TEXT} Corrected."}, as_analyst).json()
    assert changed["revision_of"] == made["article"]


def test_a_judgement_is_signed_applied_and_taken_back(client: Client, as_analyst: dict[str, str]) -> None:
    """A correction over the API stands under the account's name, is read at once, and can be taken back."""
    statement = next(row for row in rows(client, "statements") if row["speaker_name"] and len(row["wordings"]) == 1)
    said = statement["wordings"][0]["within"]
    told = {"kind": "correct", "targets": [said], "value": "Somebody Else", "reason": "the caption says so"}
    tag = client.get(f"/api/attributions/{said}")["ETag"]
    answer = post(client, "judgements", told, as_analyst | {"If-Match": tag})
    assert answer.status_code == 201, answer.content
    judged = answer.json()
    assert (judged["by"], judged["reason"], judged["retracted_at"]) == ("Ada Analyst", told["reason"], None)
    assert client.get(f"/api/attributions/{said}").json()["speaker_name"] == "Somebody Else"
    assert client.get(f"/api/statements/{statement['id']}").json()["speaker_name"] == "Somebody Else"
    assert rows(client, "judgements") == [judged]
    assert client.get(f"/api/judgements/{judged['id']}").json() == judged
    taken = post(client, f"judgements/{judged['id']}/retraction", {"reason": "it does not"}, as_analyst)
    assert taken.status_code == 200
    assert taken.json()["retracted_at"]
    assert client.get(f"/api/statements/{statement['id']}").json()["speaker_name"] == statement["speaker_name"]


@pytest.mark.parametrize("kind", ["stories", "statements", "attributions", "entities"])
def test_who_judges_what_has_changed_since_is_told(client: Client, as_analyst: dict[str, str], kind: str) -> None:
    """With the tag of what was seen, a judgement over what changed meanwhile is refused (409), and nothing is done."""
    if kind == "attributions":
        statement = next(row for row in rows(client, "statements") if row["speaker_name"])
        targets = [statement["wordings"][0]["within"]]
        told: dict[str, object] = {"kind": "reject", "targets": targets, "reason": "no"}
        other: tuple[Any, ...] = ("correct", targets, "Ada", "yes", "Somebody")
    elif kind == "statements":
        statement = next(row for row in rows(client, "statements") if len(row["wordings"]) > 1)
        targets = [statement["id"], statement["wordings"][0]["within"]]
        told = {"kind": "reject", "targets": targets, "reason": "no"}
        other = ("reject", [statement["id"], statement["wordings"][1]["within"]], "Ada", "yes", None)
    else:
        targets = [row["id"] for row in rows(client, kind)][:2]
        told = {"kind": "merge", "targets": targets, "reason": "one"}
        other = ("merge", [targets[0], rows(client, kind)[2]["id"]], "Ada", "yes", None)
    tag = client.get(f"/api/{kind}/{targets[0]}")["ETag"]
    record.judge(*other)  # and the shelf has not followed yet
    before = record.judgements()
    answer = post(client, "judgements", told, as_analyst | {"If-Match": tag})
    assert answer.status_code == 409, answer.content
    assert record.judgements() == before
    shelf.catch_up()
    tag = client.get(f"/api/{kind}/{targets[0]}")["ETag"]
    assert post(client, "judgements", told, as_analyst | {"If-Match": tag}).status_code == 201
    assert post(client, "judgements", told, as_analyst).status_code == 409


BAD_JUDGEMENTS = [
    ({"kind": "merge", "targets": ["story-0"], "reason": "x"}, 422),
    ({"kind": "merge", "targets": ["story-0", "story-1"], "reason": "x"}, 404),
    ({"kind": "correct", "targets": ["att-0"], "reason": "x"}, 422),
    ({"kind": "correct", "targets": ["att-0"], "value": "A", "reason": "x"}, 404),
    ({"kind": "reject", "targets": ["att-0"], "value": "A", "reason": "x"}, 422),
    ({"kind": "reject", "targets": ["att-0"], "reason": " "}, 422),
    ({"kind": "reject", "targets": ["att-0"]}, 422),
    ({"kind": "reject", "targets": ["att-0"], "reason": "x", "by": "Somebody"}, 422),
    ({"kind": "reject", "targets": ["\x00"], "reason": "x"}, 422),
    ({"kind": "forget", "targets": ["att-0"], "reason": "x"}, 422),
    ({"kind": "split", "targets": ["story-0"] * 600, "reason": "x"}, 422),
]


@pytest.mark.parametrize(("told", "status"), BAD_JUDGEMENTS)
def test_a_judgement_without_ground_is_refused(
    client: Client, as_analyst: dict[str, str], told: dict[str, object], status: int
) -> None:
    """A judgement over nothing, without a reason, or in somebody else's name is not put on record."""
    answer = post(client, "judgements", told, as_analyst)
    assert answer.status_code == status, answer.content
    assert record.judgements() == ()


def test_of_two_who_judge_at_once_the_second_is_told(
    site: Store,  # noqa: ARG001
    as_analyst: dict[str, str],
    served: str,
) -> None:
    """Two clients send a judgement over the same statement in the same moment: one stands, the other hears 409."""
    told = httpx.get(f"{served}/api/statements", params={"limit": 100}).json()["items"]
    statement = next(row for row in told if len(row["wordings"]) > 1)
    tag = httpx.get(f"{served}/api/statements/{statement['id']}").headers["ETag"]
    heard: list[int] = []
    ready = threading.Barrier(2)

    def send(wording: int) -> None:
        target = statement["wordings"][wording]["within"]
        body = {"kind": "reject", "targets": [statement["id"], target], "reason": "not this"}
        ready.wait()
        answer = httpx.post(f"{served}/api/judgements", json=body, headers=as_analyst | {"If-Match": tag}, timeout=60)
        heard.append(answer.status_code)

    senders = [threading.Thread(target=send, args=(number,)) for number in (0, 1)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    assert sorted(heard) == [201, 409]
    assert len(record.judgements()) == 1


def test_the_page_shows_every_operation_of_the_document(client: Client) -> None:
    """The page of the API is made from the document: each address, each field, and links that lead to rows."""
    document = client.get("/api/openapi.json").json()
    page = client.get("/api/docs").content.decode()
    for path, methods in document["paths"].items():
        assert f"<code>{path}</code>" in page
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
            assert operation["description"]
            assert {"401", "429"} <= set(operation["responses"])
            for parameter in operation["parameters"]:
                assert parameter["description"], (path, parameter["name"])
    assert "<script" not in page.split("</head>")[1]
    assert "style=" not in page
    links = [part.split('"')[0] for part in page.split('href="/api/')[1:] if "Try it" in part.split("</a>")[0]]
    assert len(links) > 20
    for link in links:
        assert client.get(f"/api/{link}").status_code == 200, link


def test_a_store_that_fails_is_told_in_the_same_form(client: Client) -> None:
    """When the database is out of reach the answer is a problem of 503 that says when to ask again."""
    point_django_at("sqlite:////nowhere/at/all.sqlite3")
    answer = client.get("/api/stories")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == "30"
