"""Avatars: a picture for each name, made of the name alone, so that two answers of one person look alike."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from django.utils.html import format_html
from django.utils.safestring import SafeString

from onrecord.limits.web import AVATARS_KEPT

__all__ = ["avatar"]

TONES = 6
"""Tones of `.avatar` in community.css, which has a set for light and one for dark."""


@lru_cache(AVATARS_KEPT)
def avatar(name: str) -> SafeString:
    """Return an SVG for a name: a ground, a half disc and a small disc, their tones and places by the name's SHA-256.

    It holds none of the name's characters and says nothing to who hears a page: the name stands beside it.
    """
    draw = sha256(name.encode("utf-8", "replace")).digest()
    ground = draw[0] % TONES
    half, dot = (ground + 1 + draw[1] % (TONES - 1)) % TONES, (ground + 1 + draw[2] % (TONES - 1)) % TONES
    return format_html(
        '<svg class="avatar" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
        '<rect class="t{}" width="40" height="40"/>'
        '<path class="t{}" transform="rotate({} 20 20)" d="M{} 20a20 20 0 0 1 40 0z"/>'
        '<circle class="t{}" cx="{}" cy="{}" r="{}"/></svg>',
        ground,
        half,
        draw[3] % 8 * 45,
        draw[4] % 3 * 5 - 5,
        dot,
        12 + draw[5] % 17,
        12 + draw[6] % 17,
        5 + draw[7] % 5,
    )
