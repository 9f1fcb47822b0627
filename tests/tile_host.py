"""A server of map tiles on this machine, for tests of pages that ask one."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Page

_DOTS = 256
Answer = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileHost:
    """Where it is, and the paths asked of it so far."""

    address: str
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its tiles, as `--tiles` takes them."""
        return self.address + "/{z}/{x}/{y}.png"


class _Server(ThreadingHTTPServer):
    request_queue_size = 64


@contextmanager
def tile_host(answer: Answer) -> Iterator[TileHost]:
    """Run a server; `answer` gives a path's picture, None where there is none."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            picture = answer(self.path)
            if picture is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(picture)))
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, *_: object) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as listening:
        thread = Thread(target=listening.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{listening.server_port}"
        try:
            yield TileHost(address=address, asked=asked)
        finally:
            listening.shutdown()
            thread.join()


_TILES = """() => Array.from(
  document.querySelectorAll("img.leaflet-tile"),
  (tile) => [tile.src, tile.getBoundingClientRect().toJSON()],
)"""


def shown_at(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a page's tiles show a place of their own frame, dots from the corner.

    By each tile's number and by where its picture is, not by the map's reckoning.
    """
    sine = math.sin(math.radians(lat))
    east = (lon + 180) / 360
    south = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    for source, box in page.evaluate(_TILES):
        zoom, column, row = map(int, source.removesuffix(".png").split("/")[-3:])
        right, down = east * 2**zoom - column, south * 2**zoom - row
        if 0 <= right < 1 and 0 <= down < 1:
            x = float(box["left"] + right * box["width"])
            return x, float(box["top"] + down * box["height"])
    raise LookupError


def plain_tile(colour: str) -> bytes:
    """Return a tile of one colour, as PNG."""
    dot = bytes(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    rows = (b"\0" + dot * _DOTS) * _DOTS
    head = struct.pack(">IIBBBBB", _DOTS, _DOTS, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", head),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    ends = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + ends
