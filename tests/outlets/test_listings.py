"""Feeds and lists that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.outlets.feeds import UnreadableListing, read_feed, read_opml
from onrecord.outlets.markup import HostileMarkup, defused
from tests.outlets.outlet import gathered

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss><channel><title>&b;</title></channel></rss>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
MILLIONS = 4_900_000


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, OUTSIDE.lower(), "<!-- <rss> -->" + LAUGHS[21:]])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_entities_are_refused_in_every_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    """A feed with external entities or a billion laughs is refused before any parser sees it, however it is encoded."""
    with pytest.raises(HostileMarkup):
        defused(text.encode(encoding), None)
    (tmp_path / "a.xml").write_bytes(text.encode(encoding))
    pages, faults = gathered(tmp_path / "a.xml")
    assert not pages
    assert len(faults) == 1


@pytest.mark.parametrize("codec", ["utf-7", "cp037", "utf-16", "rot13", "base64", "no-such-codec"])
def test_an_encoding_that_hides_markup_is_not_used(codec: str) -> None:
    """An encoding that does not read ASCII as ASCII is not believed, whoever declares it."""
    assert defused(f'<?xml version="1.0" encoding="{codec}"?><rss>+ADw-</rss>'.encode(), codec) == b"<rss>+ADw-</rss>"


def test_declared_encodings_are_read() -> None:
    """A feed in a declared single-byte encoding comes out in UTF-8; the transport's word goes before the document's."""
    body = '<?xml version="1.0" encoding="iso-8859-5"?><rss>Порт</rss>'.encode("iso-8859-5")
    assert defused(body, None).decode() == "<rss>Порт</rss>"
    assert "Порт" not in defused(body, "iso-8859-1").decode()


def test_a_document_type_alone_is_let_through() -> None:
    """The document type that RSS 0.91 asks for is no reason to refuse it."""
    doctype = b'<!DOCTYPE rss PUBLIC "-//Herald//DTD RSS 0.91//EN" "http://herald.example/rss-0.91.dtd">'
    feed = read_feed(doctype + b"<rss><channel><item><link>http://a.example/</link></item></channel></rss>", None, None)
    assert [entry.url for entry in feed.entries] == ["http://a.example/"]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + b"<a>" * (MILLIONS // 3),
        b"<rss><channel><item>" + b"<category/>" * (MILLIONS // 12) + b"</item></channel></rss>",
        b"<rss>" + b"<" * MILLIONS,
        b"<rss><channel><title>" + b"&" * MILLIONS,
        b"<rss>" + b"<!--" * (MILLIONS // 4),
        b"<rss><channel><item><pubDate>" + b" 1" * (MILLIONS // 2) + b"</pubDate></item></channel></rss>",
        b"<rss><channel><item><author>" + b"a." * (MILLIONS // 2) + b"</author></item></channel></rss>",
        b"<rss " + b'a="b ' * (MILLIONS // 6),
        b"<!DOCTYPE " * (MILLIONS // 10) + b"<rss>",
        b"<rss><channel>" + b"<item/>" * (MILLIONS // 7) + b"</channel></rss>",
        b"a" * (MILLIONS * 2),
    ],
    ids=["deep", "wide", "open", "ampersands", "comments", "date", "author", "attributes", "doctypes", "items", "long"],
)
def test_megabytes_made_to_hurt_are_read_or_refused(body: bytes) -> None:
    """Five megabytes of markup made to exhaust a parser end as a feed or as a refusal; none takes more than seconds."""
    try:
        assert len(read_feed(body, None, None).entries) <= 1_000
    except UnreadableListing as error:
        assert str(error)  # noqa: PT017 - both ends are good


def test_a_deep_opml_is_refused() -> None:
    """An OPML list nested beyond the parser's bound is refused with a plain sentence."""
    with pytest.raises(UnreadableListing, match="well-formed"):
        read_opml(b"<opml>" + b"<outline>" * 5_000 + b"</outline>" * 5_000 + b"</opml>", None)


def test_xhtml_in_atom_is_kept_as_markup() -> None:
    """Content that stands in an Atom entry as elements comes out as the markup it is, media attachments left out."""
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"><entry>
      <author><name>Bo Li</name><email>bo@herald.example</email></author><updated>2031-03-04T08:00:00Z</updated>
      <content type="xhtml"><div>Talks <b>resumed</b>.</div></content><m:title>A photograph</m:title>
      <m:description>A long caption that says nothing of what is in the report itself.</m:description></entry></feed>"""
    entry = read_feed(atom, None, None).entries[0]
    assert (entry.author, entry.published, entry.title) == ("Bo Li", "2031-03-04T08:00:00+00:00", None)
    assert "<b>resumed</b>" in entry.html
