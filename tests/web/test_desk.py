"""The desk: what waits for a person, what is handed in, feeds and faults."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onrecord import record
from onrecord.errors import Fault
from tests.conftest import Store

PAGES = ("", "judgements/", "stood/", "add/", "added/", "feeds/", "faults/", "split/", "judge/")
As = Callable[[str], Client]


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_is_for_analysts(page: str, client: Client, signed_in: As) -> None:
    """Who is not signed in is asked to be, a reader is refused, and an analyst may enter."""
    assert client.get(f"/desk/{page}").status_code == 302
    assert signed_in("reader").get(f"/desk/{page}").status_code == 403
    assert signed_in("analyst").get(f"/desk/{page}").status_code in (200, 404)


def test_the_queue_offers_the_least_certain_first_with_counts_by_kind(signed_in: As) -> None:
    """Every kind says how many wait, and the rows come in the order of their certainty."""
    from onrecord.web.desk.models import ReviewItem

    page = signed_in("analyst").get("/desk/")
    items = page.context["items"]
    assert [each.score for each in items] == sorted(each.score for each in items)
    counts = {each["kind"]: each["count"] for each in page.context["kinds"]}
    assert counts["attribution"] == ReviewItem.objects.filter(kind="attribution").count() > 0
    assert counts["altered"] > 0
    assert sum(counts.values()) == page.context["count"]


def test_the_queue_is_walked_by_cursor_without_a_gap_or_a_double(signed_in: As) -> None:
    """Following "next page" to the end shows everything that waits once, at a constant number of queries."""
    from onrecord.web.desk.models import ReviewItem

    pattern = ReviewItem.objects.first()
    assert pattern is not None
    for number in range(70):
        pattern.id, pattern.score = f"rev-{number:030x}", (number % 7) / 7
        pattern.save(force_insert=True)
    analyst, seen, query = signed_in("analyst"), [], ""
    while True:
        page = analyst.get(f"/desk/?{query}")
        seen += [each.id for each in page.context["items"]]
        query = page.context["next"]
        if not query:
            break
    assert len(seen) == len(set(seen)) == ReviewItem.objects.count()


def test_the_queue_costs_few_queries(signed_in: As, django_assert_max_num_queries: Callable[[int], object]) -> None:
    """A page of the queue asks for session, account, rows and counts, however many rows it shows."""
    analyst = signed_in("analyst")
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        analyst.get("/desk/")


@pytest.mark.parametrize("kind", ["attribution", "speaker", "altered", "place", "join", "follow"])
def test_an_item_shows_its_evidence_and_what_may_be_decided(kind: str, signed_in: As) -> None:
    """Each kind of item has a page with what the record says, and a way to let it stand."""
    from onrecord.web.desk.models import ReviewItem

    item = ReviewItem.objects.filter(kind=kind).first()
    if item is None:
        pytest.skip("the examples bring none of this kind")
    page = signed_in("analyst").get(f"/desk/review/{item.id}/?kind={kind}")
    assert page.status_code == 200
    words = page.content.decode()
    assert "Let it stand" in words
    if kind in ("attribution", "speaker", "altered"):
        assert '<mark class="content">' in words


def test_what_was_let_stand_is_not_offered_again(signed_in: As) -> None:
    """An item that somebody let stand leaves the queue for good, unless it is brought back."""
    from onrecord.web import shelf
    from onrecord.web.desk.models import Reviewed, ReviewItem

    analyst = signed_in("analyst")
    item = ReviewItem.objects.filter(kind="attribution").order_by("score", "id").first()
    assert item is not None
    page = analyst.get(f"/desk/review/{item.id}/?kind=attribution")
    answer = analyst.post(f"/desk/review/{item.id}/accept", {"seen": page.context["seen"], "kind": "attribution"})
    assert answer.status_code == 302
    following = ReviewItem.objects.filter(kind="attribution").order_by("score", "id").first()
    assert following is not None
    assert answer["Location"] == f"/desk/review/{following.id}/?kind=attribution"
    shelf.shelve(item.story)
    assert not ReviewItem.objects.filter(id=item.id).exists()
    row = Reviewed.objects.get(item=item.id)
    assert row.by == "Ada Analyst"
    assert record.judgements() == ()
    assert item.says in analyst.get("/desk/stood/").context["rows"][0].says
    assert analyst.post(f"/desk/stood/{item.id}/again").status_code == 302
    assert ReviewItem.objects.filter(id=item.id).exists()


def test_an_item_of_two_stories_is_there_once_and_an_old_one_goes(signed_in: As) -> None:  # noqa: ARG001
    """Stories that share an item take it over from each other; what a story no longer offers leaves the queue."""
    from onrecord.web.desk.models import ReviewItem
    from onrecord.web.desk.review import put_down

    def item(name: str, story: str) -> ReviewItem:
        return ReviewItem(id=name, kind="join", story=story, headline="h", targets=[], score=0.5, says=name)

    put_down(["story-a"], [item("rev-2", "story-a"), item("rev-1", "story-a")])
    put_down(["story-b"], [item("rev-2", "story-b")])
    put_down(["story-a"], [])
    assert dict(ReviewItem.objects.filter(id__startswith="rev-").values_list("id", "story")).get("rev-2") == "story-b"
    assert not ReviewItem.objects.filter(id="rev-1").exists()


def test_who_lets_stand_what_another_has_settled_is_told(signed_in: As) -> None:
    """The second of two who look at one item gets a page that says who was first."""
    from onrecord.web.desk.models import ReviewItem

    item = ReviewItem.objects.filter(kind="attribution").first()
    assert item is not None
    seen = signed_in("analyst").get(f"/desk/review/{item.id}/").context["seen"]
    assert signed_in("editor").post(f"/desk/review/{item.id}/accept", {"seen": seen}).status_code == 302
    answer = signed_in("analyst").post(f"/desk/review/{item.id}/accept", {"seen": seen})
    assert answer.status_code == 409
    assert "Ada Editor" in answer.content.decode()


def test_nonsense_is_answered_plainly(signed_in: As) -> None:
    """Broken cursors, unknown kinds and ids, control characters and long questions get 4xx and no failure."""
    analyst = signed_in("analyst")
    for path in (
        "/desk/?after=x", "/desk/?after=nan~rev-1", "/desk/?after=1e999~rev-1", "/desk/?kind=%00", "/desk/?kind=no",
        "/desk/review/rev-00/", "/desk/review/%00/", "/desk/judge/?kind=split&target=story-0",
        "/desk/judge/?kind=reject",
        "/desk/judge/?kind=correct&target=att-" + "0" * 30, "/desk/judge/?kind=merge&target=%00",
        "/desk/split/?of=stm-" + "0" * 30, "/desk/split/999999999999999999999/", "/desk/judgements/judge-1/",
        "/desk/added/?after=%F0", "/desk/added/99999999999999999999/", "/desk/faults/?after=2026-01-01",
        "/desk/faults/?format=exe", "/desk/judgements/judge-" + "0" * 30 + "/",
    ):  # fmt: skip
        assert 400 <= analyst.get(path).status_code < 500, path
    for path in ("/desk/faults/?q=%00" + "x" * 10_000, "/desk/stood/?after=%00", "/desk/judgements/?after=%00"):
        assert analyst.get(path).status_code == 400, path


# --- handing in -------------------------------------------------------------------------------------------------
def _hand_in(client: Client, **fields: object) -> object:
    return client.post("/desk/add/", {"whole": "yes", **fields})


def _work_off() -> None:
    """Plan and run what waits, as a worker does, without waiting."""
    from onrecord.web.desk.models import Delivery
    from onrecord.web.watch.plan import plan
    from onrecord.web.watch.tasks import add_delivery

    plan()
    for pk in Delivery.objects.filter(done_at=None).values_list("pk", flat=True):
        add_delivery.call(pk)


def test_a_pasted_text_comes_onto_the_record_as_it_was_pasted(signed_in: As) -> None:
    """A text with headline, outlet and day becomes an article with just these words."""
    from onrecord.web.desk.models import Delivery

    text = "The ferry sails on Monday, the harbour master Jo Lund said.\n\n“It will not wait,” Lund said."
    fields = {"title": "Ferry sails", "outlet": "Harbour Post", "published": "2026-03-02", "text": text}
    assert signed_in("analyst").post("/desk/add/", {"whole": "yes", **fields}).status_code == 302
    _work_off()
    row = Delivery.objects.get()
    assert (row.article_count, row.new_count, row.fault_count, row.body) == (1, 1, 0, None)
    article = record.as_of().article(row.articles[0])
    assert (article.text, article.title, article.outlet) == (text, "Ferry sails", "Harbour Post")
    assert "Ferry sails" in signed_in("analyst").get("/desk/added/").content.decode()


def test_a_file_is_named_as_its_giver_named_it(signed_in: As) -> None:
    """A file's place on record is its own name, not where it lay meanwhile; what cannot be read is a fault by it."""
    from onrecord.web.desk.models import Delivery

    page = b"<!doctype html><html><head><title>Ferry</title></head><body><article><p>" + b"The ferry sails. " * 60
    files = [
        SimpleUploadedFile("../../saved/ferry.html", page + b"</p></article></body></html>"),
        SimpleUploadedFile("broken.txt", b"%PDF-1.7 \x00\x01"),
    ]
    assert signed_in("analyst").post("/desk/add/", {"whole": "yes", "files": files}).status_code == 302
    _work_off()
    good, bad = Delivery.objects.order_by("pk")
    article = record.as_of().article(good.articles[0])
    assert (article.where, article.path) == ("ferry.html", "ferry.html")
    assert bad.faults[0]["where"] == "broken.txt"
    assert bad.fault_count == 1
    assert "broken.txt" in signed_in("analyst").get(f"/desk/added/{bad.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"addresses": "file:///etc/passwd"}, "only http and https"),
        ({"addresses": "ftp://example.org/a"}, "only http and https"),
        ({"addresses": "http://ana:secret@example.org/"}, "user name or a password"),
        ({"addresses": "https://example.org/" + "a" * 3000}, "characters"),
        ({"addresses": "\n".join(f"https://example.org/{n}" for n in range(51))}, "At most 50"),
        ({"files": [SimpleUploadedFile("evil.exe", b"MZ")]}, "files of the kinds"),
        ({"files": [SimpleUploadedFile("empty.txt", b"")]}, "empty"),
        ({"text": "  \x00 "}, "Give an address"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_typed_is_lost(
    fields: dict[str, object], says: str, signed_in: As
) -> None:
    """The form comes back with a reason and what was typed, and nothing is in the queue."""
    from onrecord.web.desk.models import Delivery

    answer = signed_in("analyst").post("/desk/add/", {"whole": "yes", "title": "My headline", **fields})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert 'value="My headline"' in answer.content.decode()
    assert not Delivery.objects.exists()


def test_an_interrupted_upload_leaves_nothing_behind(signed_in: As) -> None:
    """A form cut off in the middle of a file lacks its last field, and nothing of it is kept."""
    from onrecord.web.desk.models import Delivery

    body = (
        b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        b"The ferry sails on Monday, the harbour master said."
    )
    answer = signed_in("analyst").post("/desk/add/", body, content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 400
    assert not Delivery.objects.exists()


def test_a_form_that_is_too_large_is_refused_unread(signed_in: As) -> None:
    """A form that announces more bytes than the limit gets 413 before any of it is read."""
    analyst = signed_in("analyst")
    answer = analyst.generic("POST", "/desk/add/", b"", CONTENT_LENGTH="50000001")
    assert answer.status_code == 413
    assert analyst.generic("POST", "/desk/add/", b"", CONTENT_LENGTH="9" * 400).status_code == 413


def test_addresses_of_this_machine_are_not_fetched(signed_in: As, settings: SimpleNamespace) -> None:
    """An address on the loopback interface, or a redirect there, is a fault, whatever the feeds may do."""
    from onrecord.web.desk.models import Delivery
    from tests.outlets.outlet import running

    settings.FETCH_PRIVATE = True
    with running() as outlet:
        outlet.says("/page", b"<html><body><p>secret</p></body></html>")
        port = outlet.address.rsplit(":", 1)[1]
        places = [outlet.address + "/page", f"http://localhost:{port}/page", f"http://[::ffff:127.0.0.1]:{port}/page"]
        assert (
            signed_in("analyst").post("/desk/add/", {"whole": "yes", "addresses": "\n".join(places)}).status_code == 302
        )
        _work_off()
        assert outlet.asked == []
    assert {(row.article_count, row.fault_count) for row in Delivery.objects.all()} == {(0, 1)}
    assert all("this machine" in row.faults[0]["what"] for row in Delivery.objects.all())


def test_an_uploaded_feed_leads_nowhere_private(signed_in: As, settings: SimpleNamespace) -> None:
    """A feed handed in as a file is followed under the same guard: its links to this machine are faults."""
    from onrecord.web.desk.models import Delivery
    from tests.outlets.outlet import running

    settings.FETCH_PRIVATE = True
    with running() as outlet:
        link = outlet.says("/page", b"<html><body><p>secret</p></body></html>")
        feed = f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>".encode()
        file = SimpleUploadedFile("saved.html", feed)
        assert signed_in("analyst").post("/desk/add/", {"whole": "yes", "files": [file]}).status_code == 302
        _work_off()
        assert outlet.asked == []
    assert "this machine" in Delivery.objects.get().faults[0]["what"]


def test_a_full_disk_keeps_nothing_of_what_is_handed_in(site: Store, signed_in: As) -> None:
    """When the database cannot grow, who hands something in is told plainly, and no part of it is kept."""
    from django.db import connection

    from onrecord.web.desk.models import Delivery

    if site.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here")
    analyst = signed_in("analyst")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    answer = analyst.post("/desk/add/", {"whole": "yes", "text": "The ferry sails. " * 20_000})
    assert answer.status_code == 507
    assert "no room left" in answer.content.decode()
    assert not Delivery.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert analyst.post("/desk/add/", {"whole": "yes", "text": "The ferry sails."}).status_code == 302


def test_an_addition_that_workers_die_of_is_given_up(signed_in: As) -> None:
    """After ten workers ended in the middle of it, an addition is done, with a fault that says so."""
    from onrecord.web.desk.models import Delivery
    from onrecord.web.watch.tasks import add_delivery

    signed_in("analyst").post("/desk/add/", {"whole": "yes", "text": "The ferry sails."})
    Delivery.objects.update(tries=10)
    add_delivery.call(Delivery.objects.get().pk)
    row = Delivery.objects.get()
    assert row.done_at is not None
    assert row.fault_count == 1


# --- feeds and faults -----------------------------------------------------------------------------------------
def test_feeds_are_seen_by_analysts_and_changed_by_editors(signed_in: As) -> None:
    """An editor adds, pauses, resumes and removes a feed; an analyst sees its health and may do none of it."""
    from onrecord.web.desk.models import Feed

    analyst, editor = signed_in("analyst"), signed_in("editor")
    fields = {"address": "https://example.org/feed.xml", "minutes": "15"}
    assert analyst.post("/desk/feeds/", fields).status_code == 403
    assert editor.post("/desk/feeds/", fields).status_code == 302
    feed = Feed.objects.get()
    assert "example.org/feed.xml" in analyst.get("/desk/feeds/").content.decode()
    assert "Pause" not in analyst.get("/desk/feeds/").content.decode()
    assert analyst.post(f"/desk/feeds/{feed.pk}/", {"what": "pause"}).status_code == 403
    editor.post(f"/desk/feeds/{feed.pk}/", {"what": "pause"})
    assert Feed.objects.get().paused
    editor.post(f"/desk/feeds/{feed.pk}/", {"what": "resume"})
    assert not Feed.objects.get().paused
    editor.post(f"/desk/feeds/{feed.pk}/", {"what": "remove"})
    assert not Feed.objects.exists()
    for bad in (
        {"address": "file:///etc/passwd", "minutes": "15"},
        {**fields, "minutes": "1"},
        {**fields, "minutes": "x"},
    ):
        assert editor.post("/desk/feeds/", bad).status_code == 400


def test_faults_are_listed_found_and_exported(signed_in: As) -> None:
    """Faults come newest first by cursor, can be found by words, and are given as CSV and JSON."""
    for number in range(40):
        record.append_fault(Fault(f"page-{number}.html", "the file is empty", "it was passed over"))
    record.append_fault(Fault("=cmd()", "<script>alert(1)</script>", "it was passed over"))
    analyst = signed_in("analyst")
    page = analyst.get("/desk/faults/")
    assert "<script>alert" not in page.content.decode()
    assert page.context["rows"][0].fault.where == "=cmd()"
    places = {each.fault.where for each in page.context["rows"]}
    following = analyst.get(f"/desk/faults/?{page.context['next']}")
    assert not places & {each.fault.where for each in following.context["rows"]}
    found = analyst.get("/desk/faults/?q=PAGE-39").context["rows"]
    assert [each.fault.where for each in found] == ["page-39.html"]
    data = json.loads(analyst.get("/desk/faults/?format=json&q=page-").content)
    assert len(data["faults"]) == 40
    rows = list(csv.DictReader(io.StringIO(analyst.get("/desk/faults/?format=csv").content.decode(), newline="")))
    assert list(rows[0]) == ["at", "where", "what", "done"]
    assert rows[0]["where"] == "'=cmd()"
    assert len(rows) == 41
