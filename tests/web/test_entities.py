"""People and bodies: the index, their pages, and the rows that the shelf keeps of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from onrecord import record
from onrecord.web.shelf import follow, name_key, touch, work_off
from onrecord.web.shelf.people import stories_to_rejoin
from tests.conftest import Store
from tests.web.shelves import many_people, many_statements, many_stories


def who(name: str) -> str:
    """Return the id of the person with this name."""
    from onrecord.web.models import EntitySheet

    return EntitySheet.objects.get(name=name).entity


def sheets() -> list[dict[str, Any]]:
    """Return all rows of the index."""
    from onrecord.web.models import EntitySheet

    return [dict(row) for row in EntitySheet.objects.order_by("entity").values()]


def test_the_index_counts_what_the_record_holds(site: Store) -> None:  # noqa: ARG001
    """Each bearer that a report names has one row: its articles, its statements, its last day."""
    from onrecord.web.models import EntitySheet

    snapshot = record.as_of()
    said: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    for story in snapshot.stories():
        for statement in snapshot.statements(story.id):
            said[statement.speaker or ""] += 1
        replaced = {snapshot.revision_of(article) for article in story.articles}
        for report in snapshot.reports(story.id):
            if report.article.id not in replaced:
                for entity in {*report.bearers.values(), *report.speakers.values()}:
                    articles.setdefault(entity, set()).add(report.article.id)
    held = {sheet.entity: sheet for sheet in EntitySheet.objects.all()}
    assert set(articles) == {entity for entity, sheet in held.items() if sheet.article_count}
    for entity, sheet in held.items():
        assert sheet.article_count == len(articles.get(entity, ()))
        assert sheet.statement_count <= said[entity]  # a wording that cannot be shown makes no statement of the page
    assert sum(sheet.statement_count for sheet in held.values()) > 80


def test_shelving_again_changes_nothing(site: Store) -> None:  # noqa: ARG001
    """A story that is made anew adds the difference, which is none when nothing changed."""
    from onrecord.web.models import StorySheet

    before = sheets()
    touch(StorySheet.objects.values_list("story", flat=True))
    work_off()
    assert sheets() == before


def test_a_story_that_goes_takes_its_people_with_it(site: Store) -> None:  # noqa: ARG001
    """When stories are merged, what both told is counted once; when it is taken back, as before."""
    from onrecord.web.models import EntityStory, StorySheet

    before = sheets()
    kept, gone = StorySheet.objects.order_by("story").values_list("story", flat=True)[:2]
    made = record.judge("merge", [kept, gone], "Ana", "one event")
    while follow():
        pass
    follow()
    work_off()
    assert not EntityStory.objects.filter(story=gone).exists()
    assert [row["article_count"] for row in sheets()] == [row["article_count"] for row in before]
    record.retract(made.id, "Ana", "two events after all")
    follow()
    work_off()
    touch([gone])
    work_off()
    assert sheets() == before


def test_an_id_that_was_joined_leads_to_the_one_that_remains(client: Client) -> None:
    """After a merge of two people the old address leads to the kept one, whose page counts both."""
    kept, gone = who("Oru Ken-tal"), who("Pell Sa-dor")
    counted = sum(row["statement_count"] for row in sheets() if row["entity"] in (kept, gone))
    record.judge("merge", [kept, gone], "Ana", "one person")
    follow()
    work_off()
    answer = client.get(f"/entities/{gone}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/entities/{kept}/")
    page = client.get(f"/entities/{kept}/")
    assert page.context["sheet"].statement_count == counted
    assert "Pell Sa-dor" in page.content.decode()
    assert client.get(f"/entities/{gone}/statements.json").json()["title"] == "Statements by Oru Ken-tal"


def test_names_joined_later_are_noted(site: Store) -> None:  # noqa: ARG001
    """Stories that are shelved under a name which is another's by now are made anew, whichever of them is named."""
    from onrecord.web.models import EntityStory

    kept, gone = who("Oru Ken-tal"), who("Pell Sa-dor")
    assert stories_to_rejoin([kept]) == []
    told = set(EntityStory.objects.filter(entity=gone).values_list("story", flat=True))
    record.judge("merge", [kept, gone], "Ana", "one person")
    assert set(stories_to_rejoin([kept])) == set(stories_to_rejoin([gone])) == told
    touch(told)
    work_off()
    assert stories_to_rejoin([kept, gone]) == []


def _all_ids() -> list[str]:
    return [entity for each in record.arrivals(count=100) for entity in each.entities]


def test_bearers_are_known_with_all_their_names(site: Store) -> None:  # noqa: ARG001
    """The record tells who ids stand for, without what articles say; what it does not know is left out."""
    found = {each.id: each for each in record.bearers(_all_ids())}
    snapshot = record.as_of()
    for held in snapshot.entities(list(found)):
        bearer = found[held.id]
        assert (bearer.name, bearer.kind) == (held.name, held.kind)
        assert set(bearer.aliases) == {held.name, *held.aliases}
    assert record.bearers(["ent-unknown"]) == ()
    assert record.bearers([]) == ()


def test_headings_name_articles_without_their_text(site: Store) -> None:  # noqa: ARG001
    """Outlet, title, day and arrival of articles come by one question; unknown ids are left out."""
    ids = [each.article for each in record.arrivals(count=100)]
    record.headings(ids)
    with CaptureQueriesContext(connection) as asked:
        found = record.headings([*ids, "art-unknown"])
    assert len(asked) == 1
    assert set(found) == set(ids)
    for article in record.as_of().articles(ids):
        held = found[article.id]
        assert (held.outlet, held.title, held.on) == (article.outlet, article.title, article.published_on)


def test_the_index_is_asked_by_kind_letter_and_name(client: Client) -> None:
    """People and organizations stand apart; a letter and a part of a name narrow the list; accents do not matter."""
    from onrecord.web.models import EntitySheet

    EntitySheet.objects.create(
        entity="ent-x",
        name="Élodie Ångström",
        name_key=name_key("Élodie Ångström"),
        kind="person",
        article_count=1,
        statement_count=0,
    )

    def names(question: str) -> list[str]:
        return [row["name"] for row in client.get(f"/entities.json?{question}").json()["rows"]]

    assert "Oru Ken-tal" in names("kind=person")
    assert "Oru Ken-tal" not in names("kind=organization")
    assert names("letter=e") == ["Élodie Ångström"]
    assert names("q=angstr") == ["Élodie Ångström"]
    assert names("q=ÅNGSTR") == ["Élodie Ångström"]
    assert all(name[0] in "Oo" for name in names("letter=o"))
    by_speech = client.get("/entities.json").json()["rows"]
    assert [row["statements"] for row in by_speech] == sorted((row["statements"] for row in by_speech), reverse=True)
    assert "No name on record" in client.get("/entities/?q=%25zz").content.decode()
    assert client.get("/entities/?letter=ä").status_code == 400


def test_a_person_has_offices_positions_and_words(client: Client) -> None:
    """A page tells offices with their evidence, what was said by and about them, positions, promises and stories."""
    page = client.get(f"/entities/{who('Oru Ken-tal')}/")
    told = page.context
    assert "National Security Adviser" in {each.office.role for each in told["offices"]}
    text = page.content.decode()
    for office in told["offices"]:
        assert office.address.replace("&", "&amp;") in text
    assert told["said"]
    assert told["about"]
    assert all(each.sheet.speaker != who("Oru Ken-tal") for each in told["about"])
    assert {each.sheet.story for each in told["stories"]}
    assert told["issues"].issues
    assert text.count('role="img"') == len(told["issues"].issues)
    assert all(issue.summary in text or "&" in issue.summary for issue in told["issues"].issues)
    assert client.get("/entities/ent-unknown/").status_code == 404
    assert client.get("/entities/%00/").status_code == 400


def test_conflicts_name_who_is_in_them(client: Client) -> None:
    """Who stands on one side of a conflict finds it on the page."""
    from onrecord.web.models import Appearance

    row = Appearance.objects.filter(kind="conflict")[0]
    page = client.get(f"/entities/{row.entity}/")
    assert row.entry in {each.id for each in page.context["conflicts"]}
    assert "Where accounts differ" in page.content.decode()


def test_who_speaks_and_who_is_spoken_of_are_told_apart(client: Client) -> None:
    """The lists by and about somebody hold what their names say, and every row of them once."""
    oru = who("Oru Ken-tal")
    by = client.get(f"/entities/{oru}/statements.json").json()["rows"]
    about = client.get(f"/entities/{oru}/about.json").json()["rows"]
    assert {row["speaker"] for row in by} == {oru}
    assert oru not in {row["speaker"] for row in about}
    assert len({row["id"] for row in by}) == len(by) == client.get(f"/entities/{oru}/").context["sheet"].statement_count
    article = record.as_of().article(about[0]["article"])
    assert article.text[about[0]["start"] : about[0]["end"]]


def test_thousands_take_few_queries(client: Client) -> None:
    """Index, page and lists ask the same few questions whatever somebody said."""
    many_people(3_000)
    many_stories(1)
    many_statements("ent-many02999", 3_000)
    for address, most in (
        ("/entities/", 1),
        ("/entities/?letter=d", 1),
        ("/entities/?q=person+29", 1),
        ("/entities/ent-many02999/", 12),
        ("/entities/ent-many02999/statements/", 3),
        ("/entities/ent-many02999/about/", 4),
        ("/entities/ent-many02999/stories/", 4),
        ("/entities/ent-many02999/positions/", 3),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        own = [each for each in asked.captured_queries if "pg_current_snapshot" not in each["sql"]]
        assert len(own) <= most, (address, len(own))


def test_a_name_is_found_while_it_is_typed(served: str, browser: Browser) -> None:
    """With scripts the list narrows while a name is typed, and the address follows; without, the button does it."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{served}/entities/")
    page.get_by_label("Name", exact=True).press_sequentially("tolvan")
    page.wait_for_url("**q=tolvan**")
    page.wait_for_function("document.querySelectorAll('#names .names li').length == 1")
    page.locator("#names a").first.click()
    page.wait_for_url("**/entities/ent-**")
    assert page.locator("h1").inner_text() == "Tolvan Ash-ke"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served}/entities/")
    plain.get_by_label("Name", exact=True).fill("tolvan")
    plain.get_by_label("Name", exact=True).press("Enter")
    plain.wait_for_url("**q=tolvan**")
    assert plain.locator("#names .names li").count() == 1
    plain.context.close()
