"""Whatever an article holds and a reader finds, a briefing comes out whose quotation marks hold stored words."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from onrecord.core import Interval, Span
from onrecord.publishing import FORMS, View, brief, page_of, render, show, terminal
from onrecord.reading import Anonymous, Attribution
from onrecord.record import Statement, Story, Wording
from tests.publishing.house import House, article

TEXT = st.text(alphabet=" aAbc.,\n“”\"„«»<&*_[]()|~`'😀\u202e\x07", min_size=1, max_size=120)
NAME = st.one_of(st.none(), st.text(alphabet=' aB“"<*.', max_size=12))


@st.composite
def attributions(draw: st.DrawFn, id_: str, length: int) -> Attribution:
    """An attribution with spans anywhere in a text of this length."""

    def span() -> Span:
        start = draw(st.integers(0, length - 1))
        return Span(start, draw(st.integers(start + 1, length)))

    return Attribution(
        article=id_,
        kind=draw(st.sampled_from(("direct", "indirect", "mixed"))),
        source=tuple(span() for _ in range(draw(st.integers(0, 1)))),
        cue=tuple(span() for _ in range(draw(st.integers(0, 1)))),
        content=tuple(sorted({span() for _ in range(draw(st.integers(1, 3)))})),
        speaker_name=draw(NAME),
        anonymous=draw(st.one_of(st.none(), st.builds(Anonymous, st.text(' a“"', max_size=5), NAME))),
        role=draw(NAME),
        venue=draw(NAME),
        addressee=None,
        said_on=None,
        via=draw(NAME),
        nested_in=None,
        confidence=0.5,
    )


@st.composite
def houses(draw: st.DrawFn) -> House:
    """A record of one story with up to three reports, whose statements mix wordings of all of them."""
    house = House()
    wordings = []
    for number in range(draw(st.integers(1, 3))):
        held = article(
            draw(TEXT), draw(NAME), draw(NAME), url=draw(st.one_of(st.none(), st.just(f"http://x.example/{number}")))
        )
        found = [draw(attributions(held.id, len(held.text))) for _ in range(draw(st.integers(0, 3)))]
        house.add(held, found)
        wordings += [Wording(each, held.id) for each in {each.id: each for each in found}.values()]
    house.told["s"] = Story("s", draw(st.text(' a“"<', max_size=9)), tuple(house.held), draw(st.just(None)), ())
    cut = draw(st.integers(0, len(wordings)))
    parts = [part for part in (wordings[:cut], wordings[cut:]) if part]
    day = Interval.on(date(2031, 5, 3))
    house.said["s"] = tuple(
        Statement(f"stm-{n}", "s", None, draw(NAME), day, None, tuple(part)) for n, part in enumerate(parts)
    )
    return house


@settings(max_examples=150, deadline=None)
@given(houses())
def test_any_record_gives_a_briefing(house: House) -> None:
    """Every form is written, and each passage in curly marks on the page stands in an article or its headline."""
    told = brief(house, ["s"])
    published = {form: render(told, form) for form in FORMS}
    assert told.withheld_count == 0
    stored = " ".join("\n".join(f"{each.text}\n{each.title}" for each in house.held.values()).split())
    body = published["html"].split("<body>")[1].split("<aside")[0]
    for quoted in re.findall(r'<span class="q">“<bdi>(.*?)</bdi>”</span>', body, re.DOTALL):
        assert " ".join(unescape(quoted).replace("�", "\x07").split()) in stored
    assert "\x07" not in "".join(published.values()).replace("\\u0007", "")


@settings(max_examples=60, deadline=None)
@given(houses(), st.sampled_from([20, 70, 120]))
def test_any_record_is_shown(house: House, width: int) -> None:
    """A story and each of its statements are laid out for a terminal and as a page, without a control character."""
    story = brief(house, ["s"])
    told = [utterance.statement for voice in story.sections[0].voices for utterance in voice.utterances]
    views: list[View] = [story, *(show(house, each).view for each in told)]
    for view in views:
        out = io.StringIO()
        Console(file=out, width=width, no_color=True).print(terminal(view, width))
        assert not re.search("[\x00-\x09\x0b-\x1f]", out.getvalue())
        assert "\x07" not in page_of(view)
