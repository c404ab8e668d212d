"""A person as the record shows it: offices with their days, names with the reasons why they are one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.core import anchor
from onrecord.errors import UsageError
from onrecord.publishing import export, show
from onrecord.record import EntityJoin, EntityRole
from tests.publishing.house import PELICAN, House, at, strait

WHY = "the family name of Ilse Brandt, whom alone it fits in the story"


@pytest.fixture
def house() -> House:
    """A record in which a second report gives the minister the same office, and her family name alone."""
    made, *_ = strait()
    pelican = next(each for each in made.held.values() if each.text == PELICAN)
    bearer = made.bearers["ent-brandt"]
    words = anchor(pelican.id, PELICAN, at(PELICAN, "Brandt"))
    role = EntityRole("Harbour Minister", None, words, date(2031, 5, 4))
    join = EntityJoin("ent-bare", "Brandt", "ent-brandt", "Ilse Brandt", WHY, pelican.id)
    made.bearers["ent-brandt"] = replace(bearer, roles=(*bearer.roles, role), joins=(join,))
    return made


def test_an_office_stands_once_with_all_its_days(house: House, tmp_path: Path) -> None:
    """The export gives an office in the same words once, with the days of the reports and the words of each."""
    export(house, tmp_path)
    (row,) = map(json.loads, (tmp_path / "entities.jsonl").read_text(encoding="utf-8").splitlines())
    (office,) = row["roles"]
    assert (office["role"], office["on"]) == ("harbour minister", "2031-05-03")
    assert office["days"] == ["2031-05-03", "2031-05-04"]
    assert len(office["evidence"]) == 2
    (join,) = row["joins"]
    assert (join["entity"], join["of"], join["why"]) == ("ent-bare", "ent-brandt", WHY)


def test_a_person_is_shown_with_names_offices_reports_and_reasons(house: House) -> None:
    """The terminal shows what a bearer is called, offices with their days, why names are one, and each report."""
    (article, _), *_ = house.bearers["ent-brandt"].mentions
    told = show(house, "ent-brandt")
    assert isinstance(told.view, str)
    for line in (
        "# Ilse Brandt",
        "- harbour minister · 3 May 2031 to 4 May 2031",
        f"- Brandt (`ent-bare`) is Ilse Brandt (`ent-brandt`): {WHY}",
        f"· once · `{article}`",
    ):
        assert line in told.view
    assert told.data["joins"]


def test_nobody_is_shown_under_an_unknown_id(house: House) -> None:
    """An id that no entity has is refused in words."""
    with pytest.raises(UsageError, match="no entity"):
        show(house, "ent-nobody")
