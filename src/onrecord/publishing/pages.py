"""What every page shares: templates, pieces of style sheet, and the policy that allows nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import mark_safe

__all__ = ["page"]

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = Path(__file__).parent / "styles"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def page(template: str, sheets: Sequence[str], context: Mapping[str, object], rules: str = "") -> str:
    """Return a self-contained page: `template` filled, with the style sheets and further `rules` inside it.

    What the context holds is escaped unless it was marked safe. The Content-Security-Policy allows the one style
    element by its hash and nothing else.
    """
    style = "".join((_STYLES / sheet).read_text(encoding="utf-8") for sheet in sheets) + rules
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    shown = {**context, "policy": policy, "style": mark_safe(style)}  # noqa: S308 - our own files and rules
    filled = _engine().get_template(template).render(Context(shown, use_l10n=False, use_tz=False))
    return _UNPRINTABLE.sub("�", filled)


@cache
def _engine() -> Engine:
    """Return Django's template engine by itself, without settings."""
    return Engine(dirs=[str(_TEMPLATES)], autoescape=True)
