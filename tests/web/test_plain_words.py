"""Comments as HTML: text stays text, whatever is in it, and links lead only to where they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html  # type: ignore[import-untyped]

from onrecord.limits.web import COMMENT_LINKS
from onrecord.web.community.avatar import avatar
from onrecord.web.community.plain_words import as_html
from tests.web.hostile import PAYLOADS
from tests.web.stories import parsed

PIECES = (
    *PAYLOADS,
    "https://a.example/x",
    "http://b.example:8080/?q=1&r=2#s",
    "(https://c.example/d_(e))",
    "https://f.example.",
    "\n",
    "\n\n",
    " & ",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=8).map("".join))
@example('https://x.example/"onmouseover=alert(1)')
@example("<a href='javascript:alert(1)'>https://y.example</a>")
def test_nothing_but_paragraphs_breaks_and_links_comes_of_any_text(text: str) -> None:
    """Whatever is typed, the HTML has no other element, no other attribute, and no other kind of address."""
    held = text.replace("\x00", "").replace("\r", "\n")
    root = lxml_html.fragment_fromstring(as_html(held), create_parent="div")
    for node in root.iterdescendants():
        assert node.tag in ("p", "br", "a")
        allowed = {"p": {"dir"}, "br": set(), "a": {"href", "rel"}}[node.tag]
        assert set(node.keys()) == allowed
        if node.tag == "a":
            assert re.match(r"https?://[a-z0-9.-]+(:[0-9]+)?([/?#]|$)", node.get("href"))
            assert node.get("rel") == "nofollow ugc noopener"
            assert node.text == node.get("href")


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://a.example/b.", "https://a.example/b"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("https://a.example/b_(c), and", "https://a.example/b_(c)"),
        ("HTTPS://A.example/B?c=d&e", "https://a.example/B?c=d&e"),
        ("http://a.example:8080/", "http://a.example:8080/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://аpple.example/", "https://xn--pple-43d.example/"),  # its first letter is Cyrillic
    ],
)
def test_an_address_is_a_link_to_where_it_says(text: str, href: str) -> None:
    """Stops of the sentence stay outside, and a host of other letters is shown as machines read it."""
    (link,) = lxml_html.fromstring(as_html(text)).iter("a")
    assert (link.get("href"), link.text) == (href, href)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://bank.example@evil.example/",
        "https://localhost/",
        "https://",
        "https://a.example:port/",
        "https://exam\u200bple.example/",
        "https://a.example/\u202egnp.exe",
        "https://a..example/",
        f"https://{'a' * 70}.example/",
        "ftp://a.example/",
        "https://a.example/" + "x" * 2_000,
    ],
)
def test_what_is_not_plain_to_where_it_leads_is_no_link(text: str) -> None:
    """Other schemes, a name before the host, hosts that are none, and characters that do not show."""
    assert "<a " not in as_html(text)


def test_a_list_of_advertisements_has_few_links() -> None:
    """Of two hundred addresses the first are links, the others words."""
    html = as_html("\n\n".join(f"https://a{n}.example/" for n in range(200)))
    assert html.count("<a ") == COMMENT_LINKS
    assert html.count("<p ") == 200


@given(st.text(max_size=90))
def test_an_avatar_is_well_formed_and_holds_nothing_of_the_name(name: str) -> None:
    """The picture of any name is SVG without text; the same name has the same picture."""
    assert avatar(name) == avatar(name)
    root = parsed(str(avatar(name)))
    assert [each.tag for each in root] == ["rect", "path", "circle"]
    assert not "".join(root.itertext())
