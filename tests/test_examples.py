"""The example corpus holds what `docs/examples.md` says, and our own rooms read it as a person would."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from onrecord.articles import Article, extract
from onrecord.errors import Fault
from onrecord.outlets import collect

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE = Path(__file__).parent.parent / "docs" / "examples.md"
JSONL = "04-saved-by-the-desk.jsonl"
WIRE = "01-wire-ostrel.txt"
LEDGER = "02-rewrite-harbour-ledger.txt"
PELICAN = "03-rewrite-pelican-daily.txt"
FIRST_HAND = f"{JSONL}:1"
REVISION = f"{JSONL}:2"
COPY = f"{JSONL}:3"
MINISTER = f"{JSONL}:4"
SCOOP = f"{JSONL}:5"
ABROAD = f"{JSONL}:6"
REWARDS = "05-reward-site-tidewatch.txt"
WEB_PAGE = "06-web-page-aldersund-observer.html"
ZIPPED = "07-web-page-hennet-courant.html.gz"
FOLLOW_UP = "08-follow-up-lisk-courier.txt"
WIRE_FOLLOW_UP = "09-follow-up-wire-ostrel.txt"

BRIEFING_DAY, NEXT_DAY, FOLLOW_UP_DAY = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)


@dataclass(frozen=True)
class Expected:
    """What a reader sees of one article at a glance; the reward site is named in its promotion only."""

    outlet: str | None
    title: str
    on: date


EXPECTED: Mapping[str, Expected] = {
    WIRE: Expected(
        "Ostrel", "Dravany not weighing port closure as lever in river talks: security adviser", BRIEFING_DAY
    ),
    LEDGER: Expected(
        "Harbour Ledger", "Is Dravany Preparing to Shut Hennet Port to Win Water From Velmora?", BRIEFING_DAY
    ),
    PELICAN: Expected(
        "Pelican Daily", "Dravany rules out Hennet closure for now in river row with Velmora: official", BRIEFING_DAY
    ),
    FIRST_HAND: Expected(
        "The Lisk Courier",
        "Three task forces to put river understanding into effect as Lisk sets port aside",
        BRIEFING_DAY,
    ),
    REVISION: Expected(
        "The Lisk Courier",
        "Three task forces to put river understanding into effect as Lisk sets port aside",
        BRIEFING_DAY,
    ),
    COPY: Expected("Ferry Post", "Dravany not weighing port closure as lever in river talks", BRIEFING_DAY),
    MINISTER: Expected("Orrin Gazette", "River minister contradicts adviser: port must stay on the table", NEXT_DAY),
    SCOOP: Expected("The Morning Beacon", "Velmora asked minister for written guarantee on Hennet port", NEXT_DAY),
    ABROAD: Expected(
        "Kingsmere Register", "Sarrow offers instruments but no verdict in dispute over the Teviel", NEXT_DAY
    ),
    REWARDS: Expected(None, "Dravany Leaves Hennet Port Open as River Task Forces Get to Work", BRIEFING_DAY),
    WEB_PAGE: Expected("The Aldersund Observer", "Velmora takes note as Dravany spares Hennet port", BRIEFING_DAY),
    ZIPPED: Expected("Hennet Courant", "Relief on the quays of Hennet, and a question", NEXT_DAY),
    FOLLOW_UP: Expected(
        "The Lisk Courier", "Lisk plays down talk of a standing river commission with Velmora", FOLLOW_UP_DAY
    ),
    WIRE_FOLLOW_UP: Expected("Ostrel", "Dravany, Velmora in talks on regular river meetings: ministry", FOLLOW_UP_DAY),
}

SURROUNDINGS = (
    # 02: the outlet's own summary
    "Key Takeaways",
    "Barge owners are still waiting to hear",
    # 03: promotion
    "Keep up with every headline",
    "video channel",
    # 05: reward tables, counters, comments, sharing
    "Read-to-Earn",
    "You earned",
    "Author's Profit",
    "Author's Loss",
    "Dislikes",
    "in Coins",
    "▲",
    "Comment-to-Earn",
    "Avatar of",
    "sandbank and all he gets is a form",
    "not one farmer on them",
    "Available from LVL",
    "Copy link",
    "Follow Tidewatch",
    # 06: a page's furniture
    "212 partners",
    "Log in",
    "Photograph:",
    "has been in service since 1988",
    "in nine questions",
    "Measure twice, release once",
    "weekly letter on rivers",
    "Sign up",
    "Read more",
    "my boots were dry",
    "when the dam is a museum",
    "Ice Cup",
    "All rights reserved",
    # 07
    "Advertisement",
    "Ice holds two coasters",
    "Photo:",
    "Support local reporting",
    "Chandlers' Row",
)

KEYS_ANSWER: Mapping[str, str] = {
    WIRE: "But at present we are not considering using that key,",
    LEDGER: "However, for now, we are not looking at making use of that key,",
    PELICAN: "But at the moment we are not contemplating the use of that tool,",
    FIRST_HAND: "“But we are not, this winter, thinking of turning that key.",
    REVISION: "“But we are not, at this moment, thinking of turning that key.",
    REWARDS: "We are not thinking of using it at this time.'",
    WEB_PAGE: "but today we do not think of using it,”",
}
"""The end of the adviser's answer, as each outlet puts it inside quotation marks."""

_QUOTED = re.compile(r"[\"“]\s?([^\"“”]+)[\"”]")


@pytest.fixture(scope="module")
def corpus() -> Mapping[str, Article]:
    """Every article of the corpus by its place below `examples/`, in the order of the files."""
    found: dict[str, Article] = {}
    for page in collect([str(EXAMPLES)]):
        assert not isinstance(page, Fault), str(page)
        extraction = extract(page)
        assert extraction.faults == ()
        assert extraction.article is not None
        found[Path(page.where).name] = extraction.article
    return found


def quoted(text: str) -> list[str]:
    """Return what stands inside double quotation marks, in order."""
    return [words.strip() for words in _QUOTED.findall(text)]


def test_folder_holds_the_fourteen_articles_and_nothing_else(corpus: Mapping[str, Article]) -> None:
    """Collecting the folder gives its thirteen reports and one revision, without a fault."""
    assert list(corpus) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_article_is_read_with_its_outlet_headline_and_day(corpus: Mapping[str, Article], name: str) -> None:
    """Each article's outlet, headline and day of publication are those that a reader sees."""
    article, expected = corpus[name], EXPECTED[name]
    assert (article.title, article.published_on, article.language) == (expected.title, expected.on, "en")
    assert article.outlet == expected.outlet or (name == REWARDS and article.outlet == "Tidewatch")


@pytest.mark.parametrize("name", EXPECTED)
def test_body_is_a_report_of_newswire_length(corpus: Mapping[str, Article], name: str) -> None:
    """No body is lost or swollen: each has between 250 and 600 words."""
    assert 250 <= len(corpus[name].text.split()) <= 600


@pytest.mark.parametrize("name", EXPECTED)
def test_no_surroundings_stand_in_a_body(corpus: Mapping[str, Article], name: str) -> None:
    """No promotion, reward table, counter, comment, caption, summary or navigation is left in a body."""
    assert [words for words in SURROUNDINGS if words in corpus[name].text] == []


def test_what_was_cut_is_kept_with_its_kind(corpus: Mapping[str, Article]) -> None:
    """The reward site's widgets and comments and the web page's captions are kept under `removed`."""
    kinds = {name: {removed.kind for removed in article.removed} for name, article in corpus.items()}
    assert {"widget", "comment"} <= kinds[REWARDS]
    assert "promotion" in kinds[PELICAN]
    assert "metadata" in kinds[LEDGER]
    assert "caption" in kinds[WEB_PAGE]


def test_comments_of_readers_are_kept_as_comments(corpus: Mapping[str, Article]) -> None:
    """All four comments of the reward site can be found again among what was cut, under their kind."""
    comments = " ".join(removed.text for removed in corpus[REWARDS].removed if removed.kind == "comment")
    for words in ("My uncle has one of those barges", "Closing the port", "not one farmer", "Good summary"):
        assert words in comments


UNLISTED = pytest.mark.xfail(reason="an agency that is in no list and calls itself none is not yet credited")


@pytest.mark.parametrize("name", [LEDGER, pytest.param(PELICAN, marks=UNLISTED), pytest.param(ZIPPED, marks=UNLISTED)])
def test_agency_is_credited(corpus: Mapping[str, Article], name: str) -> None:
    """A report that says that Ostrel had the words first carries that credit, at its place in the text."""
    article = corpus[name]
    spans = [credit.span for credit in article.credits if "Ostrel" in credit.wire]
    assert any(span is not None and "Ostrel" in span.of(article.text) for span in spans)


@pytest.mark.parametrize("name", [LEDGER, PELICAN])
def test_rewrite_goes_sentence_by_sentence_and_rewords_quotations(corpus: Mapping[str, Article], name: str) -> None:
    """A rewrite keeps the wire's order paragraph by paragraph and none of its quotations word for word."""
    wire, rewrite = (re.split(r"\n+", corpus[each].text.strip()) for each in (WIRE, name))
    assert len(wire) == len(rewrite)
    for theirs, ours in zip(wire, rewrite, strict=True):
        assert [*map(bool, (quoted(theirs),))] == [*map(bool, (quoted(ours),))]
        assert set(quoted(theirs)).isdisjoint(quoted(ours))


def test_first_hand_report_has_quotations_nobody_else_has(corpus: Mapping[str, Article]) -> None:
    """At least eight quotations of the outlet that was in the room stand in no other outlet's report."""
    own = {words for words in quoted(corpus[REVISION].text) if len(words.split()) > 4}
    others = " ".join(article.text for article in corpus.values() if article.outlet != "The Lisk Courier")
    assert len([words for words in own if words not in others]) >= 8


@pytest.mark.parametrize("name", KEYS_ANSWER)
def test_keys_answer_stands_in_the_outlets_own_words(corpus: Mapping[str, Article], name: str) -> None:
    """Each outlet's wording of the answer stands in its report and in no other outlet's own wording."""
    assert KEYS_ANSWER[name] in corpus[name].text
    assert [other for other in KEYS_ANSWER if KEYS_ANSWER[name] in corpus[other].text] == [name]


def test_one_quotation_is_identical_one_trimmed_and_one_indirect(corpus: Mapping[str, Article]) -> None:
    """Two outlets repeat the wire's words, a third keeps only their end, a fourth reports without quotation marks."""
    full = (
        "In negotiations over water you have several keys in hand, and the port of Hennet is one of them. "
        "But at present we are not considering using that key,"
    )
    assert [name for name, article in corpus.items() if full in quoted(article.text)] == [WIRE, COPY, ZIPPED]
    assert "at present we are not considering using that key," in quoted(corpus[MINISTER].text)
    assert "his government had no thought of closing the port for the time being" in corpus[ABROAD].text


def test_copy_repeats_the_wire_word_for_word(corpus: Mapping[str, Article]) -> None:
    """Every paragraph of the copy but its first, which may carry the dateline, is a paragraph of the wire."""
    paragraphs = corpus[COPY].text.split("\n\n")[1:]
    assert len(paragraphs) >= 7
    assert all(paragraph in corpus[WIRE].text for paragraph in paragraphs)


def test_revision_shares_the_address_and_changes_the_quotation(corpus: Mapping[str, Article]) -> None:
    """The first-hand report and its correction have one address, different words and a note that says so."""
    first, second = corpus[FIRST_HAND], corpus[REVISION]
    assert first.address == second.address is not None
    assert first.id != second.id
    assert "Correction:" in second.text
    assert "Correction:" not in first.text
    addresses = [article.address for article in corpus.values() if article.address]
    assert len(addresses) - len(set(addresses)) == 1


def test_minister_contradicts_the_adviser(corpus: Mapping[str, Article]) -> None:
    """The minister disagrees with the adviser by name, and the agency's follow-up sets the two side by side."""
    assert "openly contradicting" in corpus[MINISTER].text
    assert "“I have great respect for Mr. Oru,”" in corpus[MINISTER].text
    assert "Tolvan" in corpus[WIRE_FOLLOW_UP].text
    assert "Oru" in corpus[WIRE_FOLLOW_UP].text


def test_denial_names_the_report_that_it_denies(corpus: Mapping[str, Article]) -> None:
    """The scoop stands in the corpus, and both follow-ups carry the ministry's denial of it by name."""
    assert "guarantee in writing" in corpus[SCOOP].text
    assert "dismissed the report as inaccurate" in corpus[FOLLOW_UP].text
    assert "The report in The Morning Beacon is inaccurate." in corpus[WIRE_FOLLOW_UP].text


def test_two_officials_of_one_ministry_stay_two(corpus: Mapping[str, Article]) -> None:
    """The follow-up quotes two different unnamed officials of one ministry, each with a stated reason."""
    text = corpus[FOLLOW_UP].text
    assert "a Foreign Ministry official told The Lisk Courier on condition of anonymity" in text
    assert "Another Foreign Ministry official, who also spoke on condition of anonymity," in text


@pytest.mark.parametrize("name", [FIRST_HAND, REVISION, REWARDS])
def test_three_task_forces_have_mandates_and_a_deadline(corpus: Mapping[str, Article], name: str) -> None:
    """Three task forces are told apart by their mandates and bound to consultations and a half-year."""
    text = re.sub(r"\s+", " ", corpus[name].text)
    places = [text.find(opening) for opening in ("The first task force", "The second", "The third")]
    assert -1 not in places
    assert places == sorted(places)
    assert "this month" in text
    assert "in the first half of next year" in text


def test_plan_for_meetings_leaves_format_frequency_and_members_open(corpus: Mapping[str, Article]) -> None:
    """The plan for regular meetings is under discussion in each of its three details."""
    text = corpus[FOLLOW_UP].text
    assert "the format of the meetings, how often they would take place and who would sit at the table" in text
    assert "are still under discussion" in text


def test_every_weekday_beside_a_day_is_right(corpus: Mapping[str, Article]) -> None:
    """Wherever a text or the corpus's page gives a weekday with a day of March 2026, the calendar agrees."""
    raw = "\n".join(article.text for article in corpus.values()) + PAGE.read_text(encoding="utf-8")
    pairs = re.findall(r"(\w+day),? (?:March (\d+)|(\d+) March)", raw)
    assert len(pairs) >= 4
    for weekday, american, british in pairs:
        assert date(2026, 3, int(american or british)).strftime("%A") == weekday


def test_weekdays_of_the_reports_are_those_of_their_days(corpus: Mapping[str, Article]) -> None:
    """A report that says when its news was made names the weekday on which it appeared."""
    for name in (
        WIRE,
        LEDGER,
        PELICAN,
        FIRST_HAND,
        COPY,
        REWARDS,
        WEB_PAGE,
        MINISTER,
        ABROAD,
        FOLLOW_UP,
        WIRE_FOLLOW_UP,
    ):
        on = corpus[name].published_on
        assert on is not None
        assert on.strftime("%A") in corpus[name].text


def test_every_address_is_nobodys() -> None:
    """Every web address in the corpus lies under `.example`, apart from the vocabulary of JSON-LD."""
    raw = "\n".join(path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir() if path.suffix != ".gz")
    hosts = set(re.findall(r"https?://([^/\s\"]+)", raw)) - {"schema.org"}
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_page_in_the_docs_tells_of_every_file() -> None:
    """Each file has its row in the corpus's page, and each line of the JSONL too."""
    page = PAGE.read_text(encoding="utf-8")
    for path in EXAMPLES.iterdir():
        assert f"`{path.name}`" in page
    lines = (EXAMPLES / JSONL).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        assert f"line {number} |" in page
        assert json.loads(line)["outlet"] in page
