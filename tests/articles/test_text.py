"""Text that was saved or scraped with its surroundings."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.house import HTML, ITEM, TEXT, article_of, extraction_of

LEDE = "The government of Norrland will keep the harbour of Eidvik open to its neighbour this winter, its envoy said."
SECOND = (
    '"We have more than one key in our pocket, and we use none of them today," Envoy Mara Lindqvist told reporters.'
)
THIRD = (
    "The two states have argued over the harbour since the spring, when ice closed the northern route for six weeks."
)
REPORT = "\n\n".join((LEDE, SECOND, THIRD))


def test_headline_and_day_from_the_first_line() -> None:
    """A first line of day and headline gives both, and is no part of the body."""
    article = article_of(TEXT, f" date 2026-03-04 Norrland keeps Eidvik open\n\n\\{REPORT}")
    assert (article.title, article.published) == ("Norrland keeps Eidvik open", date(2026, 3, 4))
    assert article.text == REPORT


def test_dateline_gives_outlet_and_day() -> None:
    """A dateline without a year is completed by the weekday of the lede, and its bracket names the outlet."""
    body = "EIDVIK, March 3 (Fjordpress) - The envoy of Norrland said late on Tuesday the harbour stays open this year."
    article = article_of(TEXT, f"Harbour stays open: envoy\n\n{body}\n{SECOND}\n{THIRD}")
    assert article.dateline == "EIDVIK, March 3 (Fjordpress)"
    assert article.outlet == "Fjordpress"
    assert article.published == date(2026, 3, 3)
    assert article.text.startswith("EIDVIK, March 3 (Fjordpress) - The envoy")


def test_dateline_that_fits_no_recent_year_gives_no_day() -> None:
    """A weekday that contradicts the dateline in every recent year leaves the day open, not guessed."""
    body = "Eidvik, 29 February (Fjordpress) - The envoy of Norrland said late on Monday the harbour stays open."
    assert article_of(TEXT, f"Harbour stays open\n\n{body}\n{SECOND}\n{THIRD}").published is None


def test_day_from_what_was_said_on_it() -> None:
    """Without a dateline, "said on Tuesday, March 3, 2026" in the lede is the day of publication."""
    lede = "The harbour stays open, the envoy of Norrland announced on Tuesday, March 3, 2026, after a week of talks."
    assert article_of(TEXT, f"Harbour stays open\n\n{lede}\n\n{SECOND}\n\n{THIRD}").published == date(2026, 3, 3)


def test_day_of_a_coming_event_is_not_the_day_of_publication() -> None:
    """A full day in the lede on which something is only to happen is not taken for the day of publication."""
    lede = "The envoys of both states are to meet again in Eidvik on Tuesday, March 10, 2026, to go on with the talks."
    assert article_of(TEXT, f"Envoys to meet again\n\n{lede}\n\n{SECOND}\n\n{THIRD}").published is None


def test_agency_in_the_bracket_is_a_credit() -> None:
    """An agency in a dateline's bracket is a credit with its place in the body, and not the outlet."""
    body = "EIDVIK (Reuters) - The envoy of Norrland said the harbour stays open for all of this coming winter."
    article = article_of(TEXT, f"Harbour stays open\n\n{body}\n{SECOND}\n{THIRD}")
    assert article.outlet is None
    assert [credit.wire for credit in article.credits] == ["Reuters"]
    span = article.credits[0].span
    assert span is not None
    assert span.of(article.text) == "(Reuters) -"


def test_outlet_that_has_learned_what_it_reports() -> None:
    """An outlet that "has learned" something and was told it by its sources is the report's own."""
    own = (
        "The Eidvik Herald has learned that the pier is to be widened. An official told The Eidvik Herald so on Monday."
    )
    assert article_of(TEXT, f"Pier to be widened\n\n{LEDE}\n\n{own}\n\n{THIRD}").outlet == "The Eidvik Herald"
    other = "The envoy told The Eidvik Herald that the pier is to be widened."
    assert article_of(TEXT, f"Pier to be widened\n\n{LEDE}\n\n{other}\n\n{THIRD}").outlet is None


def test_summary_of_the_outlet_is_cut_with_its_bullets() -> None:
    """Synopsis and takeaways are kept beside the body as metadata, and bullets of the report stay in it."""
    saved = (
        "Harbour stays open\nSynopsis\nKey Takeaways\n- Norrland keeps the harbour open.\n- Talks go on.\n"
        f"{LEDE}\n{SECOND}\n• The pier will grow, officials said.\n• The ferry will run daily, they said.\n{THIRD}"
    )
    article = article_of(TEXT, saved)
    assert "Takeaways" not in article.text
    assert "Talks go on" not in article.text
    assert "• The ferry will run daily" in article.text
    reasons = {cut.reason for cut in article.removed if cut.kind == "metadata"}
    assert "the outlet's own summary" in reasons


def test_rewards_votes_and_comments_are_cut() -> None:
    """A reward table and the readers' comments behind a report leave no word in its body."""
    tail = (
        "Read-to-Earn opportunity\nTime to Read\nYou earned: None\nPost Profit\nLikes Author\n...\n"
        "Likes Commenter\n...\nProfit Subtotal, Twei ...\n\n2 Comments\n\nAvatar of Gull\n\nGull\n\n"
        "I have fished there for thirty years and nobody ever asked me what I think of any of it.\n\nAdd your comment"
    )
    article = article_of(TEXT, f"Harbour stays open\n\n{REPORT}\n\n{REPORT}\n\n{tail}")
    assert article.text == REPORT
    kinds = {cut.kind for cut in article.removed}
    assert {"widget", "comment", "duplicate"} <= kinds


def test_link_to_comments_under_the_headline_keeps_the_report() -> None:
    """A link such as "3 Comments" above the report is cut alone, since comments follow a report."""
    article = article_of(TEXT, f"Harbour stays open\n3 Comments\n{REPORT}")
    assert article.text == REPORT


def test_promotion_and_ways_to_other_pages_are_cut() -> None:
    """Lines that ask for followers or lead elsewhere are cut in several languages; quoted speech is not."""
    lines = (
        "Follow us on Facebook and subscribe to our newsletter.",
        "Also read: Ferry fares rise in Eidvik",
        "Lesen Sie auch: Fähre wird teurer",
        "À lire aussi : le port de Eidvik",
        "Share this article",
    )
    for line in lines:
        article = article_of(TEXT, f"Harbour stays open\n\n{LEDE}\n\n{line}\n\n{SECOND}\n\n{THIRD}")
        assert article.text == REPORT, line
    speech = '"Subscribe to our ideas or leave the table," the envoy told the minister over herring and coffee.'
    assert speech in article_of(TEXT, f"Harbour stays open\n\n{LEDE}\n\n{speech}\n\n{THIRD}").text


def test_wrapped_lines_become_paragraphs() -> None:
    """A text wrapped at a column by a mail program is read in the paragraphs that its blank lines divide."""
    wrapped = (
        "Harbour stays open\n\nThe government of Norrland will keep the harbour of Eidvik\nopen to its neighbour this "
        "winter, its envoy said on the\nquay, in the rain.\n\nThe two states have argued over the harbour since the\n"
        "spring, when ice closed the northern route for six\nweeks and the price of bread doubled.\n"
    )
    article = article_of(TEXT, wrapped)
    assert article.text.count("\n\n") == 1
    assert "harbour of Eidvik open to its neighbour" in article.text


def test_encodings() -> None:
    """Marks and UTF-16 are read silently; a wrong or mixed encoding is read as well as can be, with a fault."""
    text = f"Harbour stays open\n\n{LEDE} Café naïve."
    for raw in (text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("utf-16-le"), text.encode()):
        extraction = extraction_of(TEXT, raw)
        assert extraction.article is not None
        assert extraction.article.text.endswith("Café naïve.")
        assert not extraction.faults
    wrong = extraction_of(TEXT, text.encode("cp1252"))
    assert wrong.article is not None
    assert wrong.article.text.endswith("Café naïve.")
    assert "encoding" in wrong.faults[0].what
    mixed = extraction_of(TEXT, ("Élan é à ç. " * 3 + text).encode() + b" caf\xe9")
    assert mixed.article is not None
    assert mixed.article.text.endswith("café")
    assert "not UTF-8 like the rest" in mixed.faults[0].what


def test_nothing_and_binary_are_faults() -> None:
    """An empty page and a binary one give no article and one plain fault each."""
    for raw, what in ((b"", "is empty"), (b"\n \n", "is empty"), (bytes(range(256)) * 20, "is binary, not text")):
        extraction = extraction_of(TEXT, raw)
        assert extraction.article is None
        assert [fault.what for fault in extraction.faults] == [what]


@pytest.mark.parametrize(
    ("scrap", "what"),
    [
        ("hello there", "holds no article: it has 2 words and no headline"),
        ("Herring", "holds no article: it has 1 word and no headline"),
        ("One two three four five six", "holds no article: it has 6 words and no headline"),
        ("港は開く。", "holds no article: it has 4 words and no headline"),
    ],
)
def test_scrap_of_text_is_no_article(scrap: str, what: str) -> None:
    """A few words without a headline, a dateline or a day are no article, and the fault says so."""
    for raw in (scrap, f"<p>{scrap}</p>"):
        extraction = extraction_of(HTML if raw.startswith("<") else TEXT, raw)
        assert extraction.article is None
        assert [fault.what for fault in extraction.faults] == [what]


@pytest.mark.parametrize(
    "flash",
    [
        "The harbour of Eidvik opens again today.",
        "EIDVIK (Fjordpress) - Harbour opens.",
        "Harbour of Eidvik opens\n\nIt opened at noon on Tuesday.",
        "エイドビク港は火曜日に再び開く。",
    ],
)
def test_flash_is_an_article(flash: str) -> None:
    """A whole short sentence, or fewer words with a headline or a dateline, is an article."""
    assert extraction_of(TEXT, flash).article is not None


def test_clean_line_of_few_words_is_kept() -> None:
    """What a line of JSONL gives as its text is kept as given, however short."""
    assert article_of(ITEM, {"text": "hello there"}).text == "hello there"


LINES = st.sampled_from(
    [
        LEDE,
        SECOND,
        THIRD,
        "Follow us on Facebook",
        "5 Comments",
        "Key takeaways",
        "- One thing",
        "You earned: None",
        "Likes Author",
        "By Anna Moe",
        "Read more: ferries",
        "(dpa)",
        "March 3, 2026",
        "...",
        "EIDVIK (AP) — It rained.",
        "date 2026-01-02 Rain",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES | st.text(max_size=60), max_size=14))
def test_no_word_is_lost(lines: list[str]) -> None:
    """Every word of a saved text is in the body or among what was cut: nothing is silently lost."""
    saved = "\n".join(lines)
    article = extraction_of(TEXT, saved).article
    if article is None:
        return
    kept = Counter(re.findall(r"\w+", " ".join((article.text, *(cut.text for cut in article.removed)))))
    assert not Counter(re.findall(r"\w+", saved.replace("\x00", "�"))) - kept
