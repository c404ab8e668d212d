"""The program as a person runs it: another process, a folder, an exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.outlets.outlet import answer
from tests.outlets.outlet import running as serving

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def onrecord(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program in `folder` on a record of its own there."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"COLUMNS": "120", "NO_COLOR": "1"}
    env |= variables
    return subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def examples_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the program has put the examples on record."""
    folder = tmp_path_factory.mktemp("examples")
    done = onrecord(folder, "add")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(examples_read: Path, tmp_path: Path) -> Path:
    """A folder of this test's own with a record of the examples."""
    shutil.copytree(examples_read, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_brief_without_a_path_writes_up_the_examples(tmp_path: Path) -> None:
    """The main job: the briefing in the terminal, a line that says where its HTML lies, exit status 0."""
    done = onrecord(tmp_path, "brief")
    assert done.returncode == 0, done.stderr
    assert "Who said what" in done.stdout
    assert str(tmp_path / "briefing.html") in done.stderr
    assert "</html>" in (tmp_path / "briefing.html").read_text(encoding="utf-8")


def test_a_second_run_says_that_nothing_is_new(folder: Path) -> None:
    """Run twice, the second run adds nothing."""
    done = onrecord(folder, "add", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["added"] == 0


def test_every_file_of_the_export_is_written(folder: Path) -> None:
    """The export holds every file of the contract, each line a JSON object with an id."""
    done = onrecord(folder, "export", "out", "--json")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    for name in (
        "articles attributions times entities stories reuse statements positions conflicts commitments bodies "
        "timeline faults"
    ).split():
        lines = (folder / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == counts[name if name in counts else f"{name}.jsonl"]
        assert all(json.loads(line)["id"] for line in lines)


def test_show_leads_from_stories_to_statements_to_articles(folder: Path) -> None:
    """Ids that one view names can be shown in turn."""
    story = json.loads(onrecord(folder, "show", "--json").stdout)["stories"][0]["id"]
    told = json.loads(onrecord(folder, "show", story, "--json").stdout)
    statement = json.loads(onrecord(folder, "show", told["statements"][0]["id"], "--json").stdout)
    wording = statement["wordings"][0]
    for entry, words in ((story, "Who said what"), (statement["id"], "variant 1, the fullest")):
        seen = onrecord(folder, "show", entry, COLUMNS="80")
        assert words in seen.stdout
        assert max(map(len, seen.stdout.splitlines())) <= 80
        assert onrecord(folder, "show", entry, "--out", f"{entry}.html").stdout == ""
        assert "The reports in full" in (folder / f"{entry}.html").read_text(encoding="utf-8")
        assert onrecord(folder, "show", entry, PYTHONIOENCODING="ascii").stdout.isascii()
        assert onrecord(folder, "show", entry, "--min-confidence", "0.5").returncode == 2
    article = onrecord(folder, "show", wording["article"])
    assert article.returncode == 0
    assert all(sign in article.stdout for sign in ("⟨1:", "⌊1:", "⟦1:"))
    passage = json.loads(onrecord(folder, "show", wording["attribution"], "--json").stdout)
    asked = [said for said in passage["attributions"] if said["number"] == passage["focus"]]
    assert [said["id"] for said in asked] == [wording["attribution"]]
    page = onrecord(folder, "show", wording["article"], "--out", "page/article.html")
    assert page.returncode == 0
    assert page.stdout == ""
    assert str(folder / "page" / "article.html") in page.stderr
    assert '<mark class="content' in (folder / "page" / "article.html").read_text(encoding="utf-8")


RAIN = "It rained in {place} on Tuesday, harbour master Ila Moor said.\n\n“Nobody was on the quay,” Moor said."


def test_a_file_is_looked_at_without_the_record(tmp_path: Path) -> None:
    """A file's articles are each shown as the reader reads them, in text, JSON and HTML, and no record is made."""
    lines = [
        json.dumps({"title": f"Rain in {place}", "text": RAIN.format(place=place)}) for place in ("Varnel", "Tarn")
    ]
    (tmp_path / "rain.jsonl").write_text("\n".join(lines))
    told = onrecord(tmp_path, "show", "rain.jsonl")
    assert told.returncode == 0, told.stderr
    assert "Rain in Varnel" in told.stdout
    assert "Rain in Tarn" in told.stdout
    assert "⟦2:Nobody was on the quay,⟧" in told.stdout
    data = [json.loads(line) for line in onrecord(tmp_path, "show", "rain.jsonl", "--json").stdout.splitlines()]
    assert [row["title"] for row in data] == ["Rain in Varnel", "Rain in Tarn"]
    assert all(row["attributions"] for row in data)
    assert onrecord(tmp_path, "show", "rain.jsonl", "--out", "rain.html").returncode == 0
    assert "2 articles" in (tmp_path / "rain.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if "sqlite" in path.name] == []


def test_attributions_of_little_confidence_are_hidden(tmp_path: Path) -> None:
    """With `--min-confidence 1` nothing is marked, and the count is said."""
    (tmp_path / "rain.txt").write_text("Rain in Varnel\n\n" + RAIN.format(place="Varnel"))
    told = onrecord(tmp_path, "show", "rain.txt", "--min-confidence", "1").stdout
    assert "⟦" not in told
    assert re.search(r"\d more below confidence 1\.00 are not shown", told)


def test_a_terminal_without_unicode_is_given_plain_signs(tmp_path: Path) -> None:
    """Where standard output is not UTF-8 the marks are ASCII, and quotation marks and dashes a typewriter's."""
    (tmp_path / "rain.txt").write_text("Rain in Varnel\n\n" + RAIN.format(place="Varnel"), encoding="utf-8")
    told = onrecord(tmp_path, "show", "rain.txt", PYTHONIOENCODING="ascii")
    assert told.returncode == 0, told.stderr
    assert '"[[2:Nobody was on the quay,]]"' in told.stdout


def test_a_file_with_faults_is_shown_with_exit_status_1(tmp_path: Path) -> None:
    """A broken line among good ones is named on standard error; the good ones are shown."""
    line = json.dumps({"title": "Rain", "text": RAIN.format(place="Varnel")})
    (tmp_path / "rain.jsonl").write_text(line + "\n{broken [red]\n")
    told = onrecord(tmp_path, "show", "rain.jsonl")
    assert told.returncode == 1
    assert "rain.jsonl:2" in told.stderr
    assert "Nobody was on the quay" in told.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "missing.html"), "missing.html"),
        (("show", "empty.txt"), "no article to show in empty.txt"),
        (("show", "noise.bin"), "no article to show in noise.bin"),
        (("show", "loop"), "no article to show in loop"),
        (("show", "att-" + "0" * 30), "no attribution att-"),
        (("show", "art-" + "0" * 30), "no article art-"),
        (("show", "--out", "page.html"), "--out"),
        (("show", "good.txt", "--out", "."), "is a folder"),
        (("show", "good.txt", "--as-of", "2026-01-01"), "--as-of"),
        (("show", "good.txt", "--min-confidence", "2"), "--min-confidence"),
        (("show", "good.txt", "--min-confidence", "nan"), "confidence"),
    ],
)
def test_what_cannot_be_shown_is_said_with_exit_status_2(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    """A missing, empty or unreadable file, an unknown id and an option that cannot be met end in a plain sentence."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "good.txt").write_text("Rain in Varnel\n\n" + RAIN.format(place="Varnel"), encoding="utf-8")
    done = onrecord(tmp_path, *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_verify_holds_after_add(folder: Path) -> None:
    """A record that nobody tampered with verifies."""
    done = onrecord(folder, "verify")
    assert done.returncode == 0
    assert "holds" in done.stderr


def test_faults_are_said_and_give_exit_status_1(tmp_path: Path) -> None:
    """An empty file among good ones is named in a plain sentence; the others are read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "good.txt").write_text("Rain in Varnel\n\nIt rained, the weather office said on Tuesday.\n")
    done = onrecord(tmp_path, "add", "in")
    assert done.returncode == 1
    assert re.search(r"in/empty\.txt: .*empty", done.stderr)
    assert "1 articles read" in done.stderr or "1 article read" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("brief", "nowhere"), "nowhere"),
        (("show", "art-unknown"), "art-unknown"),
        (("show", "nonsense"), "nonsense"),
        (("brief", "--day", "1999-01-01"), "1999-01-01"),
        (("--database", "mongodb://u:secret@h/db", "add"), "DATABASE_URL"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_status_2(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    """A request that cannot be met ends in one plain sentence, no traceback and no password."""
    done = onrecord(tmp_path, *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_a_corrupt_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    """A file that is no database is named and not touched."""
    path = tmp_path / "onrecord.sqlite3"
    path.write_bytes(b"not a database at all" * 500)
    done = onrecord(tmp_path, "add")
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert path.read_bytes() == b"not a database at all" * 500


def test_a_titled_attack_stays_text_in_the_terminal(tmp_path: Path) -> None:
    """Markup and control sequences of a hostile title neither style nor move the terminal."""
    title = "\x1b[31m[bold]Rain[/bold] <script>alert(1)</script>"
    line = {"title": title, "published": "2026-03-03", "text": 'A "wet" day, the weather office said on Tuesday.'}
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\n{broken [red]\n")
    done = onrecord(tmp_path, "brief", "in.jsonl")
    assert done.returncode == 1, done.stderr
    assert "\x1b[31m" not in done.stdout + done.stderr
    assert "[bold]Rain[/bold]" in done.stdout
    assert "<script>" not in (tmp_path / "briefing.html").read_text(encoding="utf-8")


def test_the_record_is_where_the_caller_says(tmp_path: Path) -> None:
    """`--database` names the record; nothing is written elsewhere."""
    done = onrecord(tmp_path, "--database", f"sqlite:///{tmp_path}/desk.sqlite3", "add", str(EXAMPLES))
    assert done.returncode == 0
    assert not (tmp_path / "onrecord.sqlite3").exists()
    with sqlite3.connect(tmp_path / "desk.sqlite3") as store:
        assert store.execute("SELECT count(*) FROM record_articleentry").fetchone()[0] >= 13


def test_an_address_is_read_once_and_then_asked_whether_it_changed(tmp_path: Path) -> None:
    """A page from an address comes on record; the next run asks "changed since?" and adds nothing.

    An address of this machine is refused without leave, and a new record in the same place asks anew.
    """
    html = (EXAMPLES / "06-web-page-aldersund-observer.html").read_bytes()
    with serving() as outlet:

        def page(request: BaseHTTPRequestHandler) -> None:
            known = request.headers.get("If-None-Match") == '"v1"'
            answer(
                request, 304 if known else 200, b"" if known else html, {"Content-Type": "text/html", "ETag": '"v1"'}
            )

        outlet.answers["/a.html"] = page
        url = outlet.address + "/a.html"
        home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        refused = onrecord(tmp_path, "add", url, **home)
        assert refused.returncode == 1
        assert url in refused.stderr
        assert not outlet.asked
        added = [
            json.loads(onrecord(tmp_path, "add", url, "--allow-private", "--json", **home).stdout)["added"]
            for _ in range(3)
        ]
        assert added[0] > 0
        assert added[1:] == [0, 0]
        asked = [headers.get("If-None-Match") for path, headers in outlet.asked if path == "/a.html"]
        assert asked == [None, None, '"v1"']
        (tmp_path / "onrecord.sqlite3").unlink()
        again = json.loads(onrecord(tmp_path, "add", url, "--allow-private", "--json", **home).stdout)
        assert again["added"] == added[0]


@pytest.mark.parametrize(
    "words", [("show", "story-[/nope]"), ("add", "/nonexistent/[/nope]"), ("brief", "--out", "out[/b].html")]
)
def test_what_looks_like_markup_is_only_text(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Brackets in an id, a path or a file's name are printed as they are."""
    done = onrecord(tmp_path, *words)
    assert "Traceback" not in done.stderr
    assert words[-1] in done.stderr


def test_out_never_replaces_what_is_no_file(tmp_path: Path) -> None:
    """A device or folder in the way of the HTML is refused; a link is followed, not replaced."""
    assert onrecord(tmp_path, "brief", "--out", "/dev/null").returncode == 2
    assert Path("/dev/null").is_char_device()
    assert onrecord(tmp_path, "brief", "--out", str(tmp_path)).returncode == 2
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    assert onrecord(tmp_path, "brief", "--form", "none", "--out", "link.html").returncode == 0
    assert (tmp_path / "link.html").is_symlink()
    assert "</html>" in (tmp_path / "real.html").read_text(encoding="utf-8")


def test_version_and_wrong_words_have_their_exit_status(tmp_path: Path) -> None:
    """`--version` succeeds; a misspelt command, and a day together with a story, do not."""
    assert onrecord(tmp_path, "--version").stdout.startswith("onrecord ")
    assert onrecord(tmp_path, "brf").returncode == 2
    assert onrecord(tmp_path, "brief", "--day", "2026-03-03", "--story", "story-1").returncode == 2


def test_an_interrupt_leaves_a_whole_record(tmp_path: Path) -> None:
    """Ctrl-C ends `add` with one sentence and exit status 2; the rerun finishes what is left."""
    lines = [
        json.dumps({"id": str(n), "text": f"Ship {n} left Varnel on Tuesday, harbour master Ila Moor{n} said."})
        for n in range(3000)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    # What a shell starts in the background ignores the interrupt, and so would its children.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    running = subprocess.Popen(
        [sys.executable, "-m", "onrecord.cli", "add", "in.jsonl"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding,
    )
    while not (tmp_path / "onrecord.sqlite3-wal").exists():
        time.sleep(0.05)
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 2
    assert "next run goes on from there" in said
    assert "Traceback" not in said
    assert onrecord(tmp_path, "verify").returncode == 0


def test_a_person_merges_two_stories_and_takes_it_back(folder: Path) -> None:
    """A decision is listed with who made it and why, changes what is shown, and can be retracted."""
    shown = json.loads(onrecord(folder, "show", "--json").stdout)
    kept, gone, *_ = (story["id"] for story in shown["stories"])
    signed = ("--by", "Ana", "--reason", "one event")
    done = onrecord(folder, "judge", "merge", kept, gone, *signed, "--json")
    assert done.returncode == 0, done.stderr
    (judgement,) = json.loads(done.stdout)
    merged = json.loads(onrecord(folder, "show", "--json").stdout)
    assert gone not in {story["id"] for story in merged["stories"]}
    listed = onrecord(folder, "judge").stdout
    assert judgement["id"] in listed
    assert "Ana: one event" in listed
    onrecord(folder, "judge", "retract", judgement["id"], *signed)
    assert json.loads(onrecord(folder, "show", "--json").stdout) == shown
    assert "retracted" in onrecord(folder, "judge").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("banish", "story-1"), "there is no judgement 'banish'"),
        (("merge", "story-1", "story-2"), "who makes it, and a reason"),
        (("merge", "story-1", "story-2", "--by", "Ana", "--reason", "one"), "that are on record"),
        (("retract", "--by", "Ana", "--reason", "one"), "one judgement"),
    ],
)
def test_a_judgement_that_cannot_be_made_is_refused_in_words(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    """An unknown kind, a missing signature, unknown ids: a sentence, exit status 2, nothing on record."""
    done = onrecord(tmp_path, "judge", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "nobody has judged" in onrecord(tmp_path, "judge").stderr


def test_what_is_due_is_listed_and_written_as_a_calendar(folder: Path) -> None:
    """The tracker lists the promises of the examples on a given day, as a table, as JSON and as an iCalendar file."""
    done = onrecord(folder, "track", "--day", "2026-03-10", "--since", "2026-03-01", "--out", "due.ics")
    assert done.returncode == 0, done.stderr
    assert "changed since 2026-03-01" in done.stdout
    told = json.loads(onrecord(folder, "track", "--day", "2026-03-10", "--json").stdout)
    dated = [each for each in told if each["due"]]
    assert dated
    assert (folder / "due.ics").read_bytes().count(b"BEGIN:VEVENT") == len(dated)
    assert onrecord(folder, "track", "--out", ".").returncode == 2
