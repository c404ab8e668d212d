"""Where resources are entered under their addresses: one place, so that the methods of one address stand together."""

from __future__ import annotations

from ninja import Router

from onrecord.web.api.keys import OptionalKey

__all__ = ["router"]

router = Router(auth=OptionalKey("read"))
