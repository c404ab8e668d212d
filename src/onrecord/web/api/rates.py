"""How often each key and each address may ask in a minute, counted for all processes together.

A process takes a part of a rate from the common count at once, in one statement, and hands it out by itself; so
nobody gets more than the rate in a minute of the clock, whatever the number of processes, and most requests write
nothing. What a process has taken and not handed out is lost to the others until the minute is over, so somebody whom
several processes serve may be refused early, by one part for each of them.
"""

from __future__ import annotations

import ipaddress
import logging
import threading
import time
from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.db.utils import Error, IntegrityError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from onrecord.limits.api import API_LEASE_SHARE
from onrecord.web.accounts.limiting import client_address
from onrecord.web.api.models import Spending
from onrecord.web.api.problems import Problem

__all__ = ["address_of", "spend"]

log = logging.getLogger("onrecord.web")
clock: Callable[[], float] = time.time
KEPT_MINUTES = 60
HELD_MOST = 50_000
"""Buckets of which a process remembers what it may hand out; when there are more, all are taken anew."""

_lock = threading.Lock()
_held: dict[str, tuple[int, int]] = {}
"""For each bucket the minute, and how many requests this process may still hand out in it."""


def address_of(request: HttpRequest) -> str:
    """Return the network address that asks: of IPv6 the network of 64 bits, which is one household's or one host's.

    Behind proxies of ours it is the one that they wrote down; else nobody's word for it is taken.
    """
    try:
        address = ipaddress.ip_address(client_address(request) or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def spend(bucket: str, rate: int) -> None:
    """Count one request of a minute. Raises `Problem` (429) when the rate is used up; a store in trouble lets pass."""
    # An address is a person's: only its hash is kept, and for an hour.
    name = salted_hmac("onrecord.api.rate", bucket, algorithm="sha256").hexdigest()
    now = clock()
    minute = int(now // 60)
    with _lock:
        held, left = _held.get(name, (0, 0))
        if held == minute and left:
            _held[name] = (minute, left - 1)
            return
    part = max(1, rate // API_LEASE_SHARE)
    try:
        taken = _take(name, minute, part, rate)
    except Error as error:
        log.warning("the API's requests are not counted: %s", error)
        return
    if not taken:
        wait = str(60 - int(now % 60))
        raise Problem(
            429, f"that was asked more than {rate} times in this minute; wait {wait} s", headers={"Retry-After": wait}
        )
    with _lock:
        if len(_held) >= HELD_MOST:
            _held.clear()
        _held[name] = (minute, taken - 1)


def _take(name: str, minute: int, part: int, rate: int) -> int:
    """Take up to `part` requests of a minute from the common count; return how many there were."""
    for wanted in (part, 1) if part > 1 else (1,):
        row = Spending.objects.filter(bucket=name)
        if row.filter(minute=minute, taken__lte=rate - wanted).update(taken=F("taken") + wanted):
            return wanted
        if row.filter(minute__lt=minute).update(minute=minute, taken=wanted):
            return wanted
        if not row.exists():
            try:
                with transaction.atomic():
                    Spending.objects.create(bucket=name, minute=minute, taken=wanted)
            except IntegrityError:
                return _take(name, minute, part, rate)  # another process was first
            Spending.objects.filter(minute__lt=minute - KEPT_MINUTES).delete()
            return wanted
    return 0
