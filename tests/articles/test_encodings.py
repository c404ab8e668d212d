"""Text whose encoding is not declared, wrong or mixed. The texts tell of invented places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.decoding import decode

SPANISH = (
    "El alcalde José Núñez anunció ayer que el muelle de Eidvik seguirá abierto también en otoño.\n"
    "La señora Begoña Ibáñez preguntó qué pasaría después, y según él nadie lo sabía aún.\n"
    "Mañana habrá más información, añadió la portavoz de la región, y los niños irán al colegio.\n"
)
FRENCH = "Le maire d'Eidvik a annoncé hier que le quai resterait ouvert l'été prochain, où la fête aura lieu.\n"
GERMAN = "Der Bürgermeister erklärte gestern, dass der Kai für die Fähre geöffnet bleibe, hieß es überall schön.\n"
POLISH = "Burmistrz ogłosił wczoraj, że nabrzeże pozostanie otwarte także jesienią. Część łodzi odpłynie później.\n"
CZECH = "Starosta včera oznámil, že přístaviště zůstane otevřené také na podzim. Obyvatelé si stěžují na hluk.\n"
TURKISH = "Belediye başkanı iskelenin sonbaharda da açık kalacağını söyledi. Şehir halkı gürültüden şikâyet ediyor.\n"
RUSSIAN = "Мэр города вчера объявил, что причал останется открытым и осенью. Решение пока не принято.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "cp1252"),
        (SPANISH, "mac-roman"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (GERMAN, "cp850"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN * 3, "koi8-r"),
    ],
)
def test_undeclared_encoding_is_told_by_the_language(text: str, encoding: str) -> None:
    """Text in an old encoding that it does not declare is read in it, with a fault that says so."""
    read, faults = decode(text.encode(encoding), None, "saved/a")
    assert read == text
    assert [fault.what for fault in faults] == ["the encoding is not declared"]


@pytest.mark.parametrize("short", ["José Núñez", "Élise Ångström", "“Größe”"])
def test_few_accents_are_windows_1252(short: str) -> None:
    """Where there is nothing to tell the language by, windows-1252 is taken."""
    assert decode(short.encode("cp1252"), None, "saved/a")[0] == short


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("first", ["utf-8", "cp1252"])
def test_mixed_encodings_are_read_piece_by_piece(first: str, declared: str | None) -> None:
    """A file half in UTF-8 and half in windows-1252 is right in both halves, and its fault says that they are mixed."""
    second = "cp1252" if first == "utf-8" else "utf-8"
    read, faults = decode(SPANISH.encode(first) + FRENCH.encode(second), declared, "saved/a")
    assert read == SPANISH + FRENCH
    assert len(faults) == 1
    assert "its encodings are mixed" in faults[0].what
    assert ("line 4" if first == "utf-8" else "line 1") in faults[0].what
    assert faults[0].done == "read them as windows-1252"


def test_mixed_encodings_between_the_elements_of_one_line() -> None:
    """A page written in one line is parted at its elements."""
    raw = b"<p>" + "Señor Núñez".encode() + b"</p><p>" + "Señora Ibáñez".encode("cp1252") + b"</p>"
    assert decode(raw, None, "saved/a")[0] == "<p>Señor Núñez</p><p>Señora Ibáñez</p>"


def test_mixed_encodings_behind_a_mark() -> None:
    """A byte order mark does not cost the half that is not UTF-8."""
    read, faults = decode(SPANISH.encode("utf-8-sig") + FRENCH.encode("cp1252"), None, "saved/a")
    assert read == SPANISH + FRENCH
    assert "its encodings are mixed" in faults[0].what


def test_another_script_beside_utf8() -> None:
    """Lines in another script's encoding are read in it beside lines in UTF-8."""
    assert decode((RUSSIAN * 2).encode() + RUSSIAN.encode("cp1251"), None, "saved/a")[0] == RUSSIAN * 3


def test_what_is_utf8_by_chance_makes_no_mixture() -> None:
    """A capital before a closing mark looks like UTF-8, and does not make windows-1252 a mixture."""
    text = FRENCH * 3 + "« OUVERT L'ÉTÉ»\n"
    read, faults = decode(text.encode("cp1252"), None, "saved/a")
    assert read == text
    assert [fault.what for fault in faults] == ["the encoding is not declared"]


@given(st.lists(st.sampled_from([SPANISH, FRENCH, GERMAN, "ASCII only\n", "<p>é</p>"]), max_size=6), st.binary())
def test_what_is_utf8_stays(texts: list[str], tail: bytes) -> None:
    """UTF-8 is read silently, and no bytes whatever make the reading raise."""
    text = "".join(texts)
    assert decode(text.encode(), None, "saved/a") == (text, ())
    decode(text.encode() + tail, None, "saved/a")


@pytest.mark.parametrize("unit", [b"<\xe9", b"\xe9", b"<", b"a", b"caf\xe9\n", b"\xc3\xa9<\xe9<"])
def test_a_million_bytes_are_read(unit: bytes) -> None:
    """Pieces without end or without number are read in time that grows with their length."""
    raw = unit * (1_000_000 // len(unit)) + b"\xe9"
    text, faults = decode(raw, None, "saved/a")
    assert text is not None
    assert text[-1] != "\ufffd"
    assert len(faults) == 1
