"""The docs are held true."""

from __future__ import annotations

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.write_cli_help import page

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("outlets", "articles", "reading", "linking", "record", "publishing", "ledger", "community", "batch")


def read(path: str) -> str:
    """Return a file of the checkout."""
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_command_line_page_is_the_program_s_own_help() -> None:
    """docs/cli.md equals what `--help` prints; `make docs` writes it anew."""
    assert read("docs/cli.md") == page()


@pytest.mark.parametrize("room", ROOMS)
def test_every_exported_name_is_documented(room: str) -> None:
    """A room's page names everything that its door exports."""
    text = read(f"docs/{room}.md")
    door = importlib.import_module(f"onrecord.{room}")
    missing = [name for name in door.__all__ if not re.search(rf"\b{re.escape(name)}\b", text)]
    assert missing == []


def test_every_setting_is_documented() -> None:
    """docs/settings.md names every environment variable that the program reads."""
    names = set()
    for path in (ROOT / "src").rglob("*.py"):
        names |= set(re.findall(r"os\.environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", path.read_text(encoding="utf-8")))
    assert names
    text = read("docs/settings.md")
    assert [name for name in sorted(names) if name not in text] == []


def test_every_local_link_in_the_docs_leads_somewhere() -> None:
    """A link from one page to another names a file that exists."""
    lost = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert lost == []


def test_make_help_prints_every_target_with_a_sentence() -> None:
    """`make help` names each target that a person may call."""
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for target in ("brief", "test", "setup", "bench", "docs", "lock"):
        assert re.search(rf"make {target}\s+\S.*\.", shown)


def test_the_readme_s_commands_run(tmp_path: Path) -> None:
    """Every `onrecord` line in the README's code blocks works on a folder of saved pages."""
    (tmp_path / "saved-pages").mkdir()
    for path in sorted((ROOT / "examples").glob("*.txt")):
        (tmp_path / "saved-pages" / path.name).write_bytes(path.read_bytes())
    ran = 0
    for block in re.findall(r"```sh\n(.*?)```", read("README.md"), re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words and words[0].endswith("onrecord"):
                done = subprocess.run(
                    [sys.executable, "-m", "onrecord.cli", *words[1:]], cwd=tmp_path, capture_output=True, text=True
                )
                assert done.returncode == 0, done.stderr
                ran += 1
            else:
                assert words[0] == "make"
    assert ran


def test_every_test_that_the_docs_name_is_there() -> None:
    """A threat's row names the tests that show its defence, and each of them is in tests/."""
    tests = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests").rglob("test_*.py")))
    named = {name for page in (ROOT / "docs").glob("*.md") for name in re.findall(r"`(test_\w+)`", page.read_text())}
    assert named
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []
