"""schemathesis attacks the API by its own document: whatever it sends, the answer is one that the document tells."""

from __future__ import annotations

from collections import Counter

import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from onrecord.community.models import Account, Role
from onrecord.web.api import keys, rates
from tests.conftest import Store

CONFIG = """
seed = 20261126
[generation]
deterministic = true
max-examples = {examples}
no-shrink = true
[auth.openapi.key]
bearer = "{words}"
[phases.coverage]
unexpected-methods = ["put", "patch", "delete", "trace"]
[phases.stateful]
max-steps = 6
generation.max-examples = {scenarios}
"""
EXAMPLES, SCENARIOS = 5, 6


def test_no_request_gets_an_answer_that_the_document_does_not_tell(
    site: Store,  # noqa: ARG001 - the record that is asked
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every operation, by right and by wrong data, all checks: nothing fails, no status and no field is a surprise."""
    from onrecord.web.wsgi import application

    for name in ("API_ANONYMOUS_RATE", "API_KEY_RATE"):
        monkeypatch.setattr(keys, name, 10**9)
    rates._held.clear()
    analyst = Account.objects.create_user("analyst@example.org", name="Ada Analyst", role=Role.ANALYST)
    _, words = keys.make_key(analyst, "schemathesis", ["read", "judge", "add"], 1)
    config = schemathesis.Config.from_str(CONFIG.format(examples=EXAMPLES, scenarios=SCENARIOS, words=words))
    schema = schemathesis.openapi.from_wsgi(
        "/api/openapi.json", application, config=config, headers={"Host": "localhost"}
    )
    failures: dict[str, str] = {}
    cases: Counter[str] = Counter()
    operations = set()
    statuses: Counter[int] = Counter()
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
                        failure = check.failure_info.failure
                        failures.setdefault(
                            f"{node.value.operation.label}: {check.name}: {failure.title}",
                            f"{failure.message}\n{check.failure_info.code_sample}",
                        )
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            failures[f"error {event}"] = repr(getattr(event, "value", None) or getattr(event, "exception", None))
    print(f"schemathesis: {len(operations)} operations, {dict(cases)} cases, {dict(statuses)} answers")
    assert not failures, "\n\n".join(f"{name}\n{says}" for name, says in list(failures.items())[:40])
    assert operations == {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
    assert sum(cases.values()) > 1000
