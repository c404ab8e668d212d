"""What the audit of the locks says of PyPI's answers."""

from __future__ import annotations

from scripts.audit import told

SOUND = {"name": "argon2-cffi", "version": "25.1.0", "vulns": []}
FAULTY = {"name": "django", "version": "5.2.1", "vulns": [{"id": "PYSEC-2025-1", "fix_versions": ["5.2.2"]}]}
UNTOLD = {"name": "lxml", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_a_known_fault_fails() -> None:
    """A package with an advisory fails the audit, and the version that mends it is named."""
    status, words = told("requirements.lock", {"dependencies": [SOUND, FAULTY, UNTOLD]})
    assert status == 1
    assert "django 5.2.1: PYSEC-2025-1, mended in 5.2.2" in words


def test_nothing_known_passes() -> None:
    """Packages without an advisory pass, and what could not be asked is said."""
    status, words = told("requirements.lock", {"dependencies": [SOUND, UNTOLD]})
    assert status == 0
    assert words == "requirements.lock: no known fault in 1 packages; NOT TESTED: 1 of which PyPI tells nothing"


def test_no_advisories_is_said_to_be_not_tested() -> None:
    """Where nothing could be asked, the audit does not pass for one."""
    assert told("requirements.lock", {"dependencies": [UNTOLD]})[1].startswith("NOT TESTED")
