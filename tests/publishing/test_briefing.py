"""The briefing: what it says, on what ground, and what it refuses to say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from onrecord.articles import Credit
from onrecord.core import Evidence, Interval, Span, sentences
from onrecord.errors import UsageError
from onrecord.linking import ReuseLink
from onrecord.publishing import FORMS, Briefing, Options, brief, render, stories_on
from onrecord.publishing.central import candidates
from onrecord.publishing.citing import sentences_of
from onrecord.publishing.values import Piece, Sentence
from onrecord.reading import Attribution, Reading
from onrecord.record import Statement, Wording
from tests.publishing.house import HERALD, NOW, article, at, said, strait

QUOTED = re.compile("“([^”]*)”")


@pytest.fixture
def told() -> Briefing:
    """The briefing of the invented story and its follow-up."""
    house, first, second = strait()
    return brief(house, [second, first])


def texts(briefing: Briefing) -> str:
    """Return every stored word that may stand in quotation marks."""
    return "\n".join(f"{each.text}\n{each.title}" for each in briefing.articles)


def test_stories_stand_in_order_of_their_days(told: Briefing) -> None:
    """Stories come earliest first, however they were asked for, and a story asked for twice comes once."""
    assert [section.story for section in told.sections] == ["story-a", "story-b"]
    house, first, _ = strait()
    assert len(brief(house, [first, first]).sections) == 1


def test_rewrites_of_one_absent_wire_count_as_one_report(told: Briefing) -> None:
    """Two rewrites of a wire that is not held are one independent report, and the first-hand one another."""
    first = told.sections[0]
    assert (first.report_count, first.independent_count) == (3, 2)
    assert (told.report_count, told.independent_count) == (4, 3)


def test_a_revision_is_not_another_report() -> None:
    """A version that was replaced is shown in the table and not counted."""
    house, first, _ = strait()
    herald = next(iter(house.articles()))
    later = article(HERALD + " The talks go on.", "Tessary Herald", herald.title, day=4)
    house.add(later)
    house.revisions[later.id] = herald.id
    story = house.told[first]
    house.told[first] = replace(story, articles=(*story.articles, later.id))
    section = brief(house, [first]).sections[0]
    assert (section.report_count, section.independent_count) == (3, 2)
    assert (section.reports[0].revised_by, section.reports[3].revises) == (4, 1)
    assert "revision of 1" in render(brief(house, [first]), "markdown")


def test_who_reports_a_statement_is_counted_by_independent_reports() -> None:
    """Beside the reports that carry an answer stands how many are independent: the copies of one wire are one."""
    house, first, _ = strait()
    told = brief(house, [first]).sections[0].takeaways[0]
    assert "(3 reports, 2 independent, wordings differ)" in told.text
    house.shared = {}
    told = brief(house, [first]).sections[0].takeaways[0]
    assert "(3 reports, 3 independent, wordings differ)" in told.text


def test_speakers_come_by_independent_reports() -> None:
    """Whom two newsrooms quote comes before whom three copies of one text quote."""
    house, first, _ = strait()
    _, pelican, gazette, *_ = house.articles()
    copied = replace(house.said[first][0], speaker=None, speaker_name="Ada Copied")
    wordings = house.said[first][0].wordings
    heard = replace(copied, id="stm-9", speaker_name="Zoe Heard", wordings=wordings[:2])
    house.said[first] = (copied, heard)
    house.shared = {gazette.id: (ReuseLink(gazette.id, pelican.id, None, "copy", 1.0, ()),)}
    names = [voice.name for voice in brief(house, [first]).sections[0].voices]
    assert names == ["Ada Copied", "Zoe Heard"]
    house.said[first] = (replace(copied, wordings=wordings[1:]), heard)
    names = [voice.name for voice in brief(house, [first]).sections[0].voices]
    assert names == ["Zoe Heard", "Ada Copied"]


def test_whose_text_a_report_is_names_the_origin_and_not_another_copy() -> None:
    """Where a report is a copy of two, the row names the one that has its text from nobody."""
    house, first, _ = strait()
    herald, pelican, gazette, *_ = house.articles()
    house.shared = {
        pelican.id: (ReuseLink(pelican.id, herald.id, None, "rewrite", 0.8, ()),),
        gazette.id: (
            ReuseLink(gazette.id, pelican.id, None, "copy", 1.0, ()),
            ReuseLink(gazette.id, herald.id, None, "rewrite", 0.8, ()),
        ),
    }
    section = brief(house, [first]).sections[0]
    assert [report.of for report in section.reports] == [None, 1, 1]
    assert section.independent_count == 1


def test_shared_text_is_told_as_far_as_it_is_known() -> None:
    """A rewrite of a rewrite leads back to the first report; a share that cannot be measured is not called 0 %."""
    house, first, _ = strait()
    herald, pelican, gazette, _ = house.articles()
    house.shared = {
        pelican.id: (ReuseLink(pelican.id, herald.id, None, "rewrite", 0.8, ()),),
        gazette.id: (ReuseLink(gazette.id, pelican.id, None, "copy", 1.0, ()),),
    }
    told = brief(house, [first])
    assert told.independent_count == 1
    page = render(told, "html")
    assert "2 and 3 go back to 1." in page
    assert ">copy 100 % of 2</text>" in page
    house.shared = {gazette.id: (ReuseLink(gazette.id, None, "Ostrel", "excerpt", 0.0, ()),)}
    told = brief(house, [first])
    assert told.independent_count == 3
    assert "| draws on a report by Ostrel that is not held |" in render(told, "markdown")
    assert " 0 %" not in render(told, "html")


def test_the_picture_parts_what_is_whole_from_what_is_an_excerpt() -> None:
    """A report with an excerpt does not go back to another, and its box and line differ in shape, not in colour."""
    house, first, _ = strait()
    herald, pelican, gazette, _ = house.articles()
    house.shared = {
        pelican.id: (ReuseLink(pelican.id, herald.id, None, "rewrite", 0.8, ()),),
        gazette.id: (ReuseLink(gazette.id, pelican.id, None, "excerpt", 0.2, ()),),
    }
    page = render(brief(house, [first]), "html")
    assert "2 goes back to 1; 3 holds an excerpt of 2." in page
    assert ">excerpt 20 % of 2</text>" in page
    assert len(re.findall(r'<path class="part"', page)) == len(re.findall(r'<path class="taken"', page)) == 1


def test_reports_with_one_text_that_credit_one_wire_go_back_to_it() -> None:
    """The wire's report is the origin of both, though only one of them is linked to the other."""
    house, first, _ = strait()
    _, pelican, gazette, _ = house.articles()
    for each in (pelican, gazette):
        house.held[each.id] = replace(each, credits=(Credit("Ostrel", None),))
    house.shared = {
        pelican.id: (ReuseLink(pelican.id, None, "Ostrel", "excerpt", 0.0, ()),),
        gazette.id: (ReuseLink(gazette.id, pelican.id, None, "rewrite", 0.8, ()),),
    }
    page = render(brief(house, [first]), "html")
    assert "3 goes back to Ostrel, whose report is not held; 2 draws on it" in page


def test_reports_in_a_ring_go_back_to_the_first_of_them() -> None:
    """Links that wrong clocks have closed to a ring still give a picture with one origin."""
    house, first, _ = strait()
    herald, pelican, gazette, _ = house.articles()
    ring = ((herald, pelican), (pelican, gazette), (gazette, herald))
    house.shared = {each.id: (ReuseLink(each.id, other.id, None, "copy", 1.0, ()),) for each, other in ring}
    told = brief(house, [first])
    assert told.independent_count == 1
    assert "1, 2 and 3 go back to 1." in render(told, "html")


def test_the_picture_has_a_name_and_a_text_beside_it() -> None:
    """Who does not see the picture hears its name and the sentence under it, which says the same."""
    house, first, _ = strait()
    page = render(brief(house, [first]), "html")
    named = re.search(r'<svg viewBox[^>]* role="img" aria-labelledby="(.*?)" aria-describedby="(.*?)">', page)
    assert named is not None
    assert f'<title id="{named[1]}">Who has whose text</title>' in page
    assert re.search(rf'<figcaption id="{named[2]}">2 and 3 go back to Ostrel', page)


def test_every_sentence_ends_in_citations(told: Briefing) -> None:
    """No sentence is without evidence, and each piece of it is the words at its place in a stored article."""
    stored = {each.id: each.text for each in told.articles}
    every = [sentence for section in told.sections for sentence in sentences_of(section)]
    assert len(every) > 10
    for sentence in every:
        assert sentence.citations
        for evidence in sentence.citations:
            assert stored[evidence.article][evidence.start : evidence.end] == evidence.exact


def test_a_sentence_without_evidence_cannot_be_made() -> None:
    """A sentence without evidence, quotation marks of our own and words other than the evidence's are refused."""
    with pytest.raises(ValueError, match="evidence"):
        Sentence((Piece("words", "It rained."),), ())
    with pytest.raises(ValueError, match="quotation marks"):
        Piece("words", "He called it “rain”.")
    with pytest.raises(ValueError, match="evidence"):
        Piece("quoted", "rain", Evidence("art-x", 0, 4, "snow", "", ""))


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_quotation_marks_hold_only_stored_words(told: Briefing, form: str) -> None:
    """What stands in quotation marks in the published text is a passage of a stored article."""
    published = render(told, "html" if form == "html" else "markdown")
    body = published.split("<body>")[-1].split("<aside")[0]
    plain = unescape(re.sub(r"<[^>]+>", "", body)) if form == "html" else published
    found = QUOTED.findall(plain)
    assert len(found) >= 6
    assert all(words in texts(told) for words in found)
    assert '"' not in plain


def test_json_says_the_same(told: Briefing) -> None:
    """The JSON form holds the sentences with their citations, and its quotation marks too hold stored words."""
    body = json.loads(render(told, "json"))
    assert body["report_count"] == 4
    assert body["sections"][0]["interval"] == ["2031-05-03", "2031-05-03"]
    for text in _texts(body["sections"]):
        assert all(words in texts(told) for words in QUOTED.findall(text))
    assert body["sections"][0]["synopsis"][0]["citations"][0]["exact"] in HERALD


def _texts(value: object) -> Iterator[str]:
    """Yield the text of every sentence and piece."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def test_wordings_stand_side_by_side(told: Briefing) -> None:
    """The fullest wording comes first, the others carry marks where their words differ, and a warning says so."""
    brandt = told.sections[0].voices[0]
    assert (brandt.name, brandt.role) == ("Ilse Brandt", "harbour minister")
    said_once = brandt.utterances[0]
    assert said_once.altered
    assert [version.manner for version in said_once.versions] == ["fullest", "differs", "differs"]
    second = said_once.versions[1].sentence
    marked = [(m.kind, p.text[m.start : m.end]) for p in second.pieces for m in p.marks]
    assert ("changed", "specifically considering using") in marked
    assert ("changed", "leverage") in marked
    markdown = render(told, "markdown")
    assert "We are not **specifically considering using** the strait as **leverage**" in markdown
    assert "If the speaker used another language, these may be translations." in markdown
    assert "through Ostrel in 2 and 3, no agency named in 1" in markdown


def test_who_reported_it_goes_by_its_name() -> None:
    """However a report words it, an agency through which it knows something is called by the name it credits."""
    house, first, _ = strait()
    statement = house.said[first][0]
    phrases = {
        "Ostrel": ("according to the Ostrel agency", "Ostrel reported"),
        "Coast Radio": ("Coast Radio reported", ""),
    }
    for name, (second, third) in phrases.items():
        wordings = [
            replace(wording, attribution=replace(wording.attribution, via=via or None))
            for wording, via in zip(statement.wordings, ("", second, third), strict=True)
        ]
        house.said[first] = (replace(statement, wordings=tuple(wordings)),)
        sources = [s for v in brief(house, [first]).sections[0].voices[0].utterances[0].versions for s in v.sources]
        assert {source.via for source in sources} == {None, name}


def test_what_another_line_shows_is_not_told_again() -> None:
    """A clause told by itself goes when the same speaker's line holds it, and each line is told once."""
    house, first, _ = strait()
    herald = next(iter(house.articles()))
    clauses = ("The government of Tessary will not reopen the Orm Strait", HERALD.split(", harbour")[0])
    made = [said(herald, clause, kind="indirect", cue="", speaker="Ilse Brandt") for clause in (*clauses, clauses[0])]
    house.said[first] = tuple(
        Statement(f"stm-{n}", first, "ent-brandt", "Ilse Brandt", None, None, (Wording(each, herald.id),))
        for n, each in enumerate(made)
    )
    (brandt,) = brief(house, [first]).sections[0].voices
    assert [u.versions[0].sentence.text for u in brandt.utterances] == [clauses[1]]


def test_an_anonymous_source_keeps_its_reason(told: Briefing) -> None:
    """An anonymous source is named by its description, and the reason it gave is told."""
    hidden = next(voice for voice in told.sections[0].voices if voice.anonymous)
    assert (hidden.name, hidden.reason) == ("A harbour ministry official", "the talks are private")
    assert "Not named by the report; stated reason: the talks are private." in render(told, "markdown")


def test_what_is_not_known_is_said_to_be_not_known(told: Briefing) -> None:
    """A day or an outlet that the record lacks is named as not known, in place of a guess."""
    markdown = render(told, "markdown")
    assert "day not known" in markdown
    assert "outlet not known" in markdown


def test_an_article_with_other_words_is_not_cited() -> None:
    """When the store gives other words under an article's id, nothing rests on it and the reader is told."""
    house, first, _ = strait()
    herald = next(iter(house.held.values()))
    house.held[herald.id] = replace(herald, text=herald.text.replace("not looking", "now looking"))
    told = brief(house, [first])
    assert told.withheld_count == 1
    published = render(told, "markdown")
    assert "now looking" not in published
    assert "1 passage withheld: the words no longer stand in the stored article." in published


def test_words_that_no_longer_stand_are_not_published(told: Briefing) -> None:
    """A briefing whose article was tampered with after it was written loses every sentence that rests on it."""
    forged = replace(told.articles[1], text=told.articles[1].text.replace("leverage", "a lever"))
    tampered = replace(told, articles=(told.articles[0], forged, *told.articles[2:]))
    published = render(tampered, "markdown")
    assert "specifically considering" not in published
    assert "withheld" in published


def test_a_changed_sentence_is_not_published(told: Briefing) -> None:
    """A synopsis sentence whose evidence was moved by one character is left out and counted."""
    sentence = told.sections[0].synopsis[0]
    evidence = sentence.citations[0]
    moved = Sentence(sentence.pieces, (replace(evidence, start=evidence.start + 1, end=evidence.end + 1),))
    section = replace(told.sections[0], synopsis=(moved, *told.sections[0].synopsis[1:]))
    published = render(replace(told, sections=(section, told.sections[1])), "markdown")
    assert f"{sentence.text} —" not in published.partition("Key takeaways")[0]
    assert "1 passage withheld" in published


def test_the_synopsis_is_short_and_says_nothing_twice(told: Briefing) -> None:
    """The synopsis has at most as many sentences as asked for, and rewrites of one sentence give it once."""
    house, first, _ = strait()
    synopsis = told.sections[0].synopsis
    assert 2 <= len(synopsis) <= 4
    assert sum("Orm Strait" in sentence.text for sentence in synopsis) == 1
    assert len(brief(house, [first], Options(synopsis_sentences=1)).sections[0].synopsis) == 1


def test_a_scrap_of_a_quotation_is_no_takeaway() -> None:
    """Three quoted words stand among what their speaker said, and not by themselves among the key takeaways."""
    house, first, _ = strait()
    said = house.said[first][0]
    herald = next(iter(house.articles()))
    scrap = tuple(replace(w, spans=(at(HERALD, "a bargaining chip"),)) for w in said.wordings if w.article == herald.id)
    house.said[first] = (replace(said, wordings=scrap),)
    section = brief(house, [first]).sections[0]
    assert "“a bargaining chip”" in [each.versions[0].sentence.text for each in section.voices[0].utterances]
    assert not any(sentence.text.startswith("Ilse Brandt: ") for sentence in section.takeaways)


@pytest.mark.parametrize(
    ("opening", "stands"),
    [
        ("Brandt was asked whether Tessary would reopen the strait to foreign trawlers", False),
        ("Brandt was asked at a press briefing whether Tessary would reopen the strait", False),
        ("Brandt was asked to reopen the strait if the foreign trawlers of Norvale stayed away", True),
        ("The remarks came at a press briefing in Tessary City, where Brandt spoke of the strait", False),
        ("Asked about the strait, Brandt spoke of the trawlers of Norvale and their crews", False),
    ],
)
def test_a_question_or_an_occasion_is_no_summary(opening: str, stands: bool) -> None:  # noqa: FBT001 - parametrized
    """What somebody was asked, or where they spoke, does not stand in a summary; what was asked of them does."""
    held = article(f"{opening}.", "Tessary Herald", None)
    found = candidates(held, Reading(held.id, "hand", sentences(held.text), (), (), (), ()))
    assert bool(found) is stands


def test_the_same_record_gives_the_same_briefing() -> None:
    """Two runs over the same record publish the same bytes, in every form."""
    house, first, second = strait()
    again, _, _ = strait()
    for form in FORMS:
        assert render(brief(house, [first, second]), form) == render(brief(again, [first, second]), form)


def test_unknown_stories_and_forms_are_usage_errors(told: Briefing) -> None:
    """An unknown story or form is a fault of the call, named as such."""
    house, _, _ = strait()
    with pytest.raises(UsageError):
        brief(house, ["story-x"])
    with pytest.raises(UsageError, match="pdf"):
        render(told, "pdf")  # type: ignore[arg-type]


def test_an_empty_briefing_says_so() -> None:
    """No story at all gives a page that says that nothing is on record."""
    house, _, _ = strait()
    empty = brief(house, [])
    assert "Nothing on record" in render(empty, "markdown")
    assert "Nothing on record" in render(empty, "html")


def test_stories_of_a_day() -> None:
    """A day names the stories whose reports appeared on it or around it."""
    house, first, second = strait()
    assert stories_on(house, date(2031, 5, 3)) == (first,)
    assert stories_on(house, date(2031, 5, 5)) == (second,)
    assert stories_on(house, date(2031, 5, 9)) == ()


def test_hostile_words_stay_words() -> None:
    """Markup, links and control characters in an article are shown as text in every form."""
    text = (
        "The minister <img src=x onerror=alert(1)> said on Friday that [this](javascript:alert(1)) & that "
        "*will* \x1b[31mnot\u202e be `done` by the council of the coast.\n\n"
        "“<b>No</b> | never [1a]: http://evil.example,” Ora Lind said."
    )
    house, first, _ = strait()
    bad = article(text, "A | B", "# T <i>x</i>", url='http://evil.example/<x>" onclick=1')
    words = said(bad, "<b>No</b> | never [1a]: http://evil.example,", source="Ora Lind", speaker="Ora “X” Lind")
    house.add(bad, [words])
    story = house.told[first]
    house.told[first] = replace(story, articles=(bad.id,), title="<script>alert(2)</script>")
    statement = house.said[first][0]
    wording = replace(statement.wordings[0], attribution=words, article=bad.id)
    house.said[first] = (replace(statement, speaker=None, speaker_name="Ora “X” Lind", wordings=(wording,)),)
    told = brief(house, [first])
    page, plain = render(told, "html"), render(told, "markdown")
    assert "<img" not in page
    assert "<script" not in page
    assert 'onclick=1"' not in page
    assert "javascript:alert" not in re.sub(r">[^<]*<", "><", page)
    assert "\x1b" not in page + plain
    assert "\u202e" not in plain
    assert "<img" not in plain.replace("\\<img", "")
    assert "](javascript" not in plain.replace("\\](", "")
    assert "Ora X Lind" in plain


def test_the_moment_of_the_record_is_kept() -> None:
    """A briefing of the record as of a moment knows that moment."""
    house, first, _ = strait()
    house.moment = NOW
    told = brief(house, [first])
    assert told.moment == NOW
    assert told.interval == Interval.on(date(2031, 5, 3))


@pytest.mark.parametrize("unit", ["word ", "“a ", '*_`~|<&"'])
def test_a_million_hostile_characters_are_published(unit: str) -> None:
    """A text without a stop, or of nothing but marks, said to be one quotation, still gives a briefing."""
    text = unit * (1_000_000 // len(unit))
    house, first, _ = strait()
    huge = article(text, "Huge", text[:1000])
    parts = (None, None, None, None, None, None, None)
    words = Attribution(huge.id, "direct", (), (), (Span(0, len(text)),), "Ora Lind", *parts, confidence=1.0)
    house.add(huge, [words])
    house.told[first] = replace(house.told[first], articles=(huge.id,))
    wording = replace(house.said[first][0].wordings[0], attribution=words, article=huge.id)
    house.said[first] = (replace(house.said[first][0], speaker=None, wordings=(wording,)),)
    told = brief(house, [first])
    assert len(render(told, "markdown")) < 200_000
    assert told.withheld_count == 0
