"""Report instances."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from lxml import etree  # type: ignore[import-untyped]

from onrecord import community
from onrecord.errors import ActRefused
from tests.community.conftest import Town
from tests.community.test_any_order import check_books


def test_a_report_is_a_frozen_copy_in_which_its_own_purchase_stands(town: Town) -> None:
    """Numbered and dated, in four forms that say the same, with a digest; what happens later changes none of it."""
    post = town.publish()
    community.vote(town.caller("ann"), post, "for")
    done = community.buy_report(town.caller("ed"), post)
    assert (done.number, done.paid) == (1, 1)
    told = community.report(post, 1)
    community.vote(town.caller("ben"), post, "for")
    assert community.report(post, 1) == told
    data = json.loads(told.json)
    assert (data["report"], data["at"], data["title"]) == (1, told.at.isoformat(), "The bridge is to be closed")
    assert data["profit"]["earned for pluses"] == data["profit"]["subtotal"] == 3
    assert data["loss"]["PnL reports"] == 1
    assert data["loss"]["subtotal"] == 6
    rows = list(csv.reader(io.StringIO(told.csv.decode())))
    assert ["loss", "PnL reports", "1"] in rows
    assert ["profit", "subtotal", "3"] in rows
    chart = etree.fromstring(told.svg)
    assert "earned for pluses: 3" in str(chart.findtext("{*}desc"))
    assert len(chart.findall("{*}rect")) == 12
    page = etree.HTML(told.html.decode())
    assert [cell.text for cell in page.iterfind(".//th")].count("subtotal") == 2
    assert told.digest == hashlib.sha256(b"\x00".join((told.csv, told.html, told.json, told.svg))).hexdigest()
    assert community.buy_report(town.caller("ann"), post).number == 2
    assert [number for number, _ in community.reports(post)] == [1, 2]
    check_books(town, [post])


def test_hostile_titles_are_words_in_a_report(town: Town) -> None:
    """Markup in a title is escaped in the page and is text in the data."""
    title = '<script>alert("1")</script>'
    post = community.publish(town.caller("ed"), "story-1", title, 900).post
    assert post is not None
    community.buy_report(town.caller("ed"), post)
    told = community.report(post, 1)
    assert b"<script" not in told.html
    assert json.loads(told.json)["title"] == title


def test_reports_are_for_the_author_and_those_of_the_level(town: Town) -> None:
    """A reader below it is told which level it takes and pays nothing; who has no coin is told the price."""
    from onrecord import ledger
    from onrecord.community.models import Member

    post = town.publish()
    Member.objects.filter(pk=town.people["ann"]).update(level=3)
    with pytest.raises(ActRefused, match="takes level 13"):
        community.buy_report(town.caller("ann"), post)
    ledger.post(town.gift("ben", -50))
    with pytest.raises(ActRefused, match="costs 1 Twei, and you have 0"):
        community.buy_report(town.caller("ben"), post)
    with pytest.raises(ActRefused, match="no report 1"):
        community.report(post, 1)
    check_books(town, [post])


@pytest.mark.parametrize("sql", ["UPDATE community_report SET number = 7", "DELETE FROM community_report"])
def test_a_report_cannot_be_changed_in_the_database(town: Town, sql: str) -> None:
    """SQL sent past our own code is refused."""
    post = town.publish()
    community.buy_report(town.caller("ed"), post)
    told = community.report(post, 1)
    with pytest.raises(IntegrityError, match="told once"), connection.cursor() as cursor:
        cursor.execute(sql)
    assert community.report(post, 1) == told


def test_a_purchase_asked_for_twice_is_one(town: Town) -> None:
    """The same key again is answered with the same number, and paid once."""
    post = town.publish()
    caller = town.caller("ann", "buy")
    assert community.buy_report(caller, post).number == community.buy_report(caller, post).number == 1
    assert community.purse(town.people["ann"]) == 49
    town.at += timedelta(days=1)
    assert len(community.reports(post)) == 1
