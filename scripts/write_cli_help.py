"""Write docs/cli.md from the program's own `--help`; a test holds the two equal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMANDS = ("", "brief", "add", "show", "export", "verify", "batch", "load", "serve", "watch", "account add", "eval")
TARGET = Path(__file__).resolve().parents[1] / "docs" / "cli.md"


def page() -> str:
    """Return the page: every command's help, as a terminal of 100 columns without colour shows it."""
    parts = [
        "# The command line",
        "",
        "This page is written by `make docs` from the program's own help.",
        "The exit status is 0 when all went well, 1 when it was done with faults in the input, 2 when it was not done.",
        "",
    ]
    env = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "FORCE_COLOR", "GITHUB_ACTIONS")}
    env |= {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    for command in COMMANDS:
        words = [sys.executable, "-m", "onrecord.cli", *command.split(), "--help"]
        shown = subprocess.run(words, env=env, check=True, capture_output=True, text=True).stdout
        text = "\n".join(line.rstrip() for line in shown.strip("\n").splitlines())
        parts += [f"## onrecord {command}".rstrip(), "", "```text", text, "```", ""]
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
