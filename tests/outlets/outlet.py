"""A real outlet on the loopback interface, and other things that the tests of this room need."""

from __future__ import annotations

import gzip
import io
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.errors import Fault
from onrecord.outlets import Collecting, Page, collect

LOCAL = Collecting(allow_private=True, pace_seconds=0.0, connect_seconds=5.0, read_seconds=5.0, total_seconds=10.0)
"""How the tests collect: from this machine and without pauses."""
PAGE = b"<!doctype html><html><head><title>Ferry talks resume</title></head><body><p>Talks resumed.</p></body></html>"

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Outlet:
    """A running server: its address, its answers by path, and the requests that came, path and headers."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, body: bytes, media_type: str = "text/html", status: int = 200, **headers: str) -> str:
        """Let the outlet answer `path` so, and return the whole address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda request: answer(request, status, body, {"Content-Type": media_type, **named})
        return self.address + path

    def paths(self) -> list[str]:
        """Return the paths asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def answer(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a whole answer."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def running(certificate: tuple[str, str] | None = None) -> Iterator[Outlet]:
    """Run an outlet for the length of a `with` statement, over TLS if it is given a certificate and its key.

    What it was not told to say is not found.
    """
    outlet = Outlet("")

    class Desk(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            outlet.asked.append((self.path, dict(self.headers.items())))
            try:
                given = outlet.answers.get(self.path)
                if given:
                    given(self)
                else:
                    answer(self, 404, b"", {})
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    class House(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that hangs up in the middle is what many tests are about

    server = House(("127.0.0.1", 0), Desk)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    outlet.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield outlet
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def gathered(*where: object, options: Collecting = LOCAL) -> tuple[list[Page], list[Fault]]:
    """Collect everything and part it into pages and faults."""
    found = list(collect([str(place) for place in where], options))
    return [x for x in found if isinstance(x, Page)], [x for x in found if isinstance(x, Fault)]


def archive(*records: tuple[str, str, bytes], packed: bool = False, status: str = "200 OK") -> bytes:
    """Return a WARC file (ISO 28500) of response records, each an address, a content type and a body."""
    out = b""
    for url, content_type, body in records:
        answered = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nSet-Cookie: seen=1\r\n\r\n".encode()
        out += record("response", url, "application/http; msgtype=response", answered + body, packed=packed)
    return out


def record(kind: str, url: str, content_type: str, block: bytes, *, packed: bool = False) -> bytes:
    """Return one record of a WARC file, packed as a gzip member of its own if asked."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:6a9f2b1e-0c7d-4e58-9a43-5d1b7c2e8f90>",
        "WARC-Target-URI": url,
        "WARC-Date": "2031-03-04T05:06:07Z",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def bomb(size: int) -> bytes:
    """Return `size` bytes of letters packed by gzip, a thousandth of that."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as packer:
        for _ in range(size // 1_000_000):
            packer.write(b"a" * 1_000_000)
    return out.getvalue()
