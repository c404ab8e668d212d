"""schemathesis attacks the API by its own document: whatever it sends, the answer is one that the document tells."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from onrecord.community.models import Account, Role
from onrecord.web.api import keys, rates
from tests.conftest import Store

CONFIG = """
seed = 20261126
request-timeout = 120
[cache]
enabled = false
[generation]
deterministic = true
max-examples = {examples}
no-shrink = true
[auth.openapi.key]
bearer = "{words}"
[phases.coverage]
unexpected-methods = ["put", "delete"]
[phases.stateful]
max-steps = 4
generation.max-examples = {scenarios}
"""
EXAMPLES, SCENARIOS = 5, 6


class Quiet(WSGIRequestHandler):
    """A server that does not tell of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def attacked(site: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:  # noqa: ARG001 - the record that is asked
    """The address of the site over HTTP in this process, where nobody has to wait for the next minute."""
    from onrecord.web.wsgi import application

    for name in ("API_ANONYMOUS_RATE", "API_KEY_RATE"):
        monkeypatch.setattr(keys, name, 10**9)
    rates._held.clear()
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()
    rates._held.clear()


def test_no_request_gets_an_answer_that_the_document_does_not_tell(attacked: str) -> None:
    """Every operation, by right and by wrong data, all checks: nothing fails, no status and no field is a surprise."""
    analyst = Account.objects.create_user("analyst@example.org", name="Ada Analyst", role=Role.ANALYST)
    _, words = keys.make_key(analyst, "schemathesis", ["read", "judge", "add"], 1)
    config = schemathesis.Config.from_str(CONFIG.format(examples=EXAMPLES, scenarios=SCENARIOS, words=words))
    schema = schemathesis.openapi.from_url(f"{attacked}/api/openapi.json", config=config, timeout=120)
    failures: dict[str, str] = {}
    cases: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    operations = set()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            cases[event.phase.value] += len(event.recorder.cases)
            for name, node in event.recorder.cases.items():
                operations.add(node.value.operation.label)
                interaction = event.recorder.interactions.get(name)
                if interaction and interaction.response:
                    statuses[interaction.response.status_code] += 1
                for check in event.recorder.checks.get(name, []):
                    if check.failure_info:
                        failed = check.failure_info.failure
                        title = f"{node.value.operation.label}: {check.name}: {failed.title}"
                        failures.setdefault(title, f"{failed.message}\n{check.failure_info.code_sample}")
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            failures[str(event)] = repr(getattr(event, "value", None) or getattr(event, "exception", None))
    print(f"schemathesis: {len(operations)} operations, {dict(cases)} cases, {dict(statuses)} answers")
    assert not failures, "\n\n".join(f"{name}\n{says}" for name, says in list(failures.items())[:40])
    assert len(operations) == 29
    assert sum(cases.values()) > 1_000
    assert statuses[200] > 200
    assert statuses[201] > 0
