"""Collecting from folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.limits.outlets import FOLDER_DEPTH
from tests.outlets.outlet import PAGE, gathered


def test_folders_are_read_through_in_order(tmp_path: Path) -> None:
    """A folder is read with the folders in it, sorted by name, with paths begun as the user typed them."""
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/2.html", "b/1.txt", "a.md", "plain"):
        (tmp_path / name).write_bytes(b"<html>x" if name.endswith("html") else b"words")
    pages, faults = gathered(f"{tmp_path}/")
    assert not faults
    assert [p.path for p in pages] == [
        f"{tmp_path}/{name}" for name in ("a.md", "b/1.txt", "b/2.html", "c.txt", "plain")
    ]


def test_what_lies_beside_a_saved_page_is_passed_over(tmp_path: Path) -> None:
    """Pictures, scripts, hidden files and the folder that a browser saved beside a page are left without a word."""
    beside = tmp_path / "Ferry talks_files"
    beside.mkdir()
    (tmp_path / "Ferry talks.html").write_bytes(PAGE)
    for name in ("frame.html", "style.css", "script.js"):
        (beside / name).write_text("x")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".hidden.txt").write_text("x")
    pages, faults = gathered(tmp_path)
    assert not faults
    assert [Path(p.where).name for p in pages] == ["Ferry talks.html"]


def test_kinds_that_are_not_read_are_counted_once_a_folder(tmp_path: Path) -> None:
    """PDFs and office files, which an analyst may have meant to be read, are counted in one fault for the folder."""
    for name in ("a.pdf", "b.pdf", "c.docx", "d.txt"):
        (tmp_path / name).write_text("x")
    pages, faults = gathered(tmp_path)
    assert len(pages) == 1
    assert [f.where for f in faults] == [str(tmp_path)]
    assert "1 .docx, 2 .pdf" in faults[0].what


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    """A folder without a file to read is a fault, so that nobody takes silence for coverage."""
    assert "no file" in gathered(tmp_path)[1][0].what


def test_symlink_loops_are_seen_and_reported(tmp_path: Path) -> None:
    """A link back to a folder it lies in is a fault and is not followed; a link that leads nowhere is one too."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("words")
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    pages, faults = gathered(tmp_path)
    assert len(pages) == 1
    assert sorted(Path(f.where).name for f in faults) == ["back", "gone.txt", "self.txt"]


def test_a_link_within_the_folder_is_not_read_twice(tmp_path: Path) -> None:
    """A folder that links lead to as well is read at its own place; one outside is read once, however many links."""
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    for folder in (outside, root, root / "z"):
        folder.mkdir()
        (folder / "a.txt").write_text(folder.name)
    (root / "inner").symlink_to(root / "z")
    (root / "first").symlink_to(outside)
    (root / "second").symlink_to(outside)
    pages, faults = gathered(root)
    assert not faults
    assert [Path(p.where).parent.name for p in pages] == ["root", "first", "z"]


def test_a_bottomless_tree_is_cut(tmp_path: Path) -> None:
    """Folders deeper than the limit are a fault, and what lies above them is read."""
    deep = tmp_path
    for _ in range(FOLDER_DEPTH + 3):
        deep = deep / "d"
        deep.mkdir()
    (deep / "a.txt").write_text("too deep")
    (tmp_path / "e.txt").write_text("on top")
    pages, faults = gathered(tmp_path)
    assert [p.body for p in pages] == [b"on top"]
    assert "deep" in faults[0].what


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user to be refused")
def test_an_unreadable_folder_is_a_fault_for_a_plain_user(tmp_path: Path) -> None:
    """A folder and a file that may not be read are faults with their places, and the rest is read."""
    root = tmp_path / "root"
    for folder in (root, root / "locked"):
        folder.mkdir()
        (folder / "a.txt").write_text("words")
    (root / "secret.txt").write_text("words")
    (root / "secret.txt").chmod(0)
    (root / "locked").chmod(0)
    root.chmod(0o755)
    program = (
        "import os, sys\nfrom onrecord.outlets import collect\n"
        "os.chdir(sys.argv[1])\nos.setegid(65534)\nos.seteuid(65534)\n"
        "for found in collect(['.', 'locked']): print(type(found).__name__, found.where, getattr(found, 'what', ''))"
    )
    run = subprocess.run([sys.executable, "-c", program, str(root)], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "Page ./a.txt ",
        "Fault ./locked we have no permission to read it",
        "Fault ./secret.txt we have no permission to read it",
        "Fault locked we have no permission to read it",
    ]


def test_names_that_are_not_utf8_can_be_stored(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is read, and its path is written so that any file can hold it."""
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as out:  # noqa: PTH123 - the name is bytes
        out.write(b"words")
    pages, faults = gathered(tmp_path)
    assert not faults
    assert pages[0].where.endswith("caf\\xe9.txt")
