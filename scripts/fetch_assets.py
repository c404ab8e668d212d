"""Copy the fonts that npm fetched to where the site serves them: `python scripts/fetch_assets.py`."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "src" / "onrecord" / "web" / "static" / "fonts"
WANTED = {
    "source-serif-4": ("source-serif-4-latin-wght-normal.woff2", "source-serif-4-latin-wght-italic.woff2"),
    "inter": ("inter-latin-wght-normal.woff2",),
}


def main() -> None:
    """Copy each font with its licence."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for family, files in WANTED.items():
        package = ROOT / "node_modules" / "@fontsource-variable" / family
        for file in files:
            shutil.copyfile(package / "files" / file, FONTS / file)
        shutil.copyfile(package / "LICENSE", FONTS / f"{family}-LICENSE.txt")
    print(f"fonts: {', '.join(sorted(file.name for file in FONTS.glob('*.woff2')))}")


if __name__ == "__main__":
    main()
