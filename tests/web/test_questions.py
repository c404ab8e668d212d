"""How many questions a page asks the database: few, and no more for a large record than for a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.web_pages import KINDS, Kind, addresses


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_asks_few_questions(client: Client, kind: Kind) -> None:
    """No page of a kind asks more than the kind is allowed, however much it shows."""
    found = addresses(kind, 12)
    if not found:
        pytest.skip("the site has no such page")
    asked = {}
    for address in found:
        client.get(address)  # the first who asks may have the page made
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code in {200, 302}
        own = [each["sql"] for each in questions.captured_queries if "pg_current_snapshot" not in each["sql"]]
        asked[address] = own
    worst = max(asked, key=lambda address: len(asked[address]))
    assert len(asked[worst]) <= kind.queries, "\n".join(asked[worst])
