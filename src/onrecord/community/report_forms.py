"""The four forms of a report instance: a page, a table for spreadsheets, data, and a chart. All are UTF-8 bytes.

Page and chart are light or dark as their reader's system is, and hold all of that in themselves. Copies that were
bought before stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from onrecord.community.models import Post
from onrecord.community.values import ProfitAndLoss, TableLine

__all__ = ["as_csv", "as_html", "as_json", "as_svg"]

_ROW, _LEFT, _WIDTH, _BAR = 26, 150, 560, 320
"""Height of a row, where bars begin, width of the chart and of the longest bar, in pixels of SVG."""

_CHART_STYLE = (
    ".pnl{--ground:#fff;--ink:#1d1c1a;--profit:#1b6e53;--loss:#a33b2e}"
    "@media (prefers-color-scheme:dark){.pnl{--ground:#1f1d1a;--ink:#ece8df;--profit:#74c3a3;--loss:#f08c78}}"
    ".pnl{fill:var(--ink)}.pnl .ground{fill:var(--ground)}.pnl .profit{fill:var(--profit)}.pnl .loss{fill:var(--loss)}"
)
"""Colours of the chart, those of the site's sheets; what draws without styles has the light ones by attributes."""
_PAGE_STYLE = (
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1d1c1a;--line:#e2ded4}"
    "@media (prefers-color-scheme:dark){:root{--paper:#1f1d1a;--ink:#ece8df;--line:#3a362f}}"
    "body{background:var(--paper);color:var(--ink);font:1rem/1.5 sans-serif;max-width:42rem;margin:0 auto;padding:1rem;"
    "overflow-wrap:anywhere}"
    "table{border-collapse:collapse;width:100%;margin:0 0 1.5rem}caption{text-align:start;font-weight:bold}"
    "th,td{border-bottom:1px solid var(--line);padding:.25rem 0;font-weight:normal;text-align:start}"
    "td{text-align:end}tr:last-child>*{font-weight:bold}.chart{overflow-x:auto}"
)


def as_html(post: Post, number: int, at: datetime, table: ProfitAndLoss, chart: bytes) -> bytes:
    """Return a page that stands by itself: no script, no style from elsewhere."""
    page = format_html(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<title>Profit and loss, report {0}</title><style>{9}</style></head>\n"
        "<body><h1>Profit and loss of “{1}”</h1>\n<p>Report {0} on post {2}, {3}. All amounts are whole Twei.</p>\n"
        "{4}{5}\n<p>Earned by reading: {6}. Total Twei earned: {7}.</p>\n"
        '<div class="chart" tabindex="0" role="region" aria-label="Chart">{8}</div></body></html>\n',
        number,
        post.title,
        post.pk,
        _moment(at),
        _html_part("Profit", table.profit, table.profit_subtotal),
        _html_part("Loss", table.loss, table.loss_subtotal),
        table.reading,
        table.earned,
        mark_safe(chart.decode()),  # noqa: S308 - our own chart, of our words and whole numbers
        mark_safe(_PAGE_STYLE),  # noqa: S308 - our own
    )
    return page.encode()


def _html_part(name: str, lines: tuple[TableLine, ...], subtotal: int) -> SafeString:
    rows = format_html_join(
        "", '<tr><th scope="row">{}</th><td>{}</td></tr>\n', ((line.name, line.amount) for line in lines)
    )
    return format_html(
        '<table><caption>{0}</caption>\n{1}<tr><th scope="row">subtotal</th><td>{2}</td></tr>\n</table>\n',
        name,
        rows,
        subtotal,
    )


def as_csv(table: ProfitAndLoss) -> bytes:
    """Return the lines as CSV (RFC 4180). Its words are ours alone, so no cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(("part", "line", "twei"))
    for part, lines, subtotal in _parts(table):
        writer.writerows((part, line.name, line.amount) for line in lines)
        writer.writerow((part, "subtotal", subtotal))
    writer.writerows((("", "earned by reading", table.reading), ("", "Total Twei earned", table.earned)))
    return out.getvalue().encode()


def as_json(post: Post, number: int, at: datetime, table: ProfitAndLoss) -> bytes:
    """Return the lines as data, with what they are a copy of."""
    told = {
        "post": post.pk,
        "story": post.story,
        "title": post.title,
        "report": number,
        "at": at.isoformat(),
        **{
            part: {**{line.name: line.amount for line in lines}, "subtotal": subtotal}
            for part, lines, subtotal in _parts(table)
        },
        "reading": table.reading,
        "earned": table.earned,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def as_svg(table: ProfitAndLoss) -> bytes:
    """Return a chart of all lines as bars, with a description that says each amount in words."""
    lines = [(part, line) for part, lines, _ in _parts(table) for line in lines]
    largest = max((abs(line.amount) for _, line in lines), default=0) or 1
    told = "; ".join(f"{line.name}: {line.amount}" for _, line in lines)
    bars = []
    for row, (part, line) in enumerate(lines):
        y = row * _ROW + 8
        width = abs(line.amount) * _BAR // largest
        fill = "#1b6e53" if part == "profit" else "#a33b2e"
        bars.append(
            f'<text x="{_LEFT - 10}" y="{y + 14}" text-anchor="end">{escape(line.name)}</text>'
            f'<rect x="{_LEFT}" y="{y}" width="{width}" height="18" class="{part}" fill="{fill}"/>'
            f'<text x="{_LEFT + width + 6}" y="{y + 14}">{line.amount}</text>'
        )
    height = len(lines) * _ROW + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'class="pnl" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="13">'
        f'<title id="title">Profit and loss in Twei</title><desc id="desc">{escape(told)}</desc>'
        f'<style>{_CHART_STYLE}</style><path class="ground" fill="#fff" d="M0 0H{_WIDTH}V{height}H0z"/>'
        f"{''.join(bars)}</svg>\n"
    ).encode()


def _parts(table: ProfitAndLoss) -> tuple[tuple[str, tuple[TableLine, ...], int], ...]:
    return (("profit", table.profit, table.profit_subtotal), ("loss", table.loss, table.loss_subtotal))


def _moment(at: datetime) -> str:
    return f"{at:%d %B %Y, %H:%M} UTC".lstrip("0")
