"""Which addresses may be asked, and connecting to nothing but an address that was checked.

A name is resolved by us, every address it has is checked, and the connection is made to one of the very
addresses that were checked. Nothing resolves the name a second time, so a name server that answers differently
the next moment (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from onrecord.limits.outlets import CONNECT_ADDRESSES_COUNT

__all__ = ["AddressRefused", "CheckedBackend", "Refuse", "Resolve", "refusal", "resolve"]

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to its addresses as text; raises `OSError` when there are none."""

Refuse = Callable[[str], str | None]
"""From an address to why it may not be asked, as a plain sentence, or None."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address, reached through a translator."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""RFC 5214: these as the upper half of the interface id say that the lower half is an IPv4 address."""


class AddressRefused(Exception):
    """A host leads to an address that is not on the public internet. `reason` is a plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host in the system's order, each once. Raises `OSError` when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label longer than 63 characters fails in the idna codec
        raise OSError(f"not a host name: {host[:80]}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def refusal(address: str) -> str | None:
    """Return why an IP address may not be asked, as a plain sentence, or None when it is public.

    Addresses that carry another one inside (mapped, 6to4, Teredo, NAT64, ISATAP) are judged by it too.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address[:80]!r} is not an internet address"
    for inner in _embedded(ip):
        if (reason := refusal(str(inner))) is not None:
            return f"{reason} (inside {ip})"
    if isinstance(ip, IPv6Address) and (ip in _NAT64 or ip.ipv4_mapped or ip.sixtofour):
        return None  # Python's own answer for these changed between patch releases
    if ip.is_loopback:
        return f"{ip} is this machine itself"
    if ip.is_unspecified or ip.is_multicast or ip.is_reserved:
        return f"{ip} is no single machine on the internet"
    if ip.is_link_local:
        return f"{ip} is only valid on the local network"
    if ip.is_private or not ip.is_global or (isinstance(ip, IPv6Address) and ip.is_site_local):
        return f"{ip} belongs to a private network"
    return None


def _embedded(ip: IPv4Address | IPv6Address) -> Iterable[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address carries inside."""
    if isinstance(ip, IPv4Address):
        return
    if ip.ipv4_mapped:
        yield ip.ipv4_mapped
    if ip.sixtofour:
        yield ip.sixtofour
    if ip.teredo:
        yield from ip.teredo
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(int(ip) & 0xFFFFFFFF)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to hosts only after every one of their addresses has been checked.

    `refuse` returns why an address may not be asked, or None. `remaining` returns the seconds left for the request
    in hand; no single wait is longer.
    """

    def __init__(self, resolve: Resolve, refuse: Refuse, remaining: Callable[[], float]) -> None:
        self._resolve = resolve
        self._remaining = remaining
        self._refuse = refuse
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers. Raises `AddressRefused` if any is not public."""
        try:
            addresses = self._resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError("the name of the host is not known") from error
        for address in addresses:
            if (reason := self._refuse(address)) is not None:
                raise AddressRefused(reason)
        failure: Exception = httpcore.ConnectError("the name of the host is not known")
        for address in addresses[:CONNECT_ADDRESSES_COUNT]:
            wait = min(timeout or self._remaining(), self._remaining())
            if wait <= 0:
                raise httpcore.ConnectTimeout("no time is left")
            try:
                stream = self._plain.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._remaining)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no wait is longer than the time left, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, remaining: Callable[[], float]) -> None:
        self._stream = stream
        self._remaining = remaining

    def _wait(self, timeout: float | None) -> float:
        left = self._remaining()
        if left <= 0:
            raise httpcore.ReadTimeout("no time is left")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._wait(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._wait(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._wait(timeout))
        return _TimedStream(secure, self._remaining)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
