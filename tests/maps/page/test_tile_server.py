"""A user's tile server: what is taken, and what is refused before a page has it."""

from __future__ import annotations

import pytest

from maps.errors import FieldError
from maps.page.tile_server import TileServer

GOOD = [
    ("http://tiles.local/{z}/{x}/{y}.png", "http://tiles.local"),
    ("https://10.0.0.7:8443/t/{z}/{y}/{x}", "https://10.0.0.7:8443"),
    ("http://gis/wmts?layer=a;b&z={z}&x={x}&y={y}&q=%22", "http://gis"),
]


@pytest.mark.parametrize(("url", "origin"), GOOD)
def test_addresses_that_are_taken(url: str, origin: str) -> None:
    server = TileServer(url=url, frame="gcj02")
    assert server.origin == origin
    assert server.attribution == f"Tiles: {origin.split('//')[1]}, GCJ-02"


BAD = [
    ("", "no http or https address"),
    ("tiles.local/{z}/{x}/{y}.png", "no http or https address"),
    ("ftp://tiles.local/{z}/{x}/{y}.png", "no http or https address"),
    ("file:///tiles/{z}/{x}/{y}.png", "no http or https address"),
    ("javascript:alert(1)//{z}/{x}/{y}", "no http or https address"),
    ("data:image/png;base64,{z}{x}{y}", "no http or https address"),
    (" http://tiles.local/{z}/{x}/{y}.png", "no http or https address"),
    ("http://tiles.local/{z}/{x}/{y}" + "a" * 2000, "no http or https address"),
    ("http:///{z}/{x}/{y}.png", "no address of a host"),
    ("http://tiles.local", "no address of a host"),
    ("http://tiles.local?{z}{x}{y}", "no address of a host"),
    ("http://tiles.local;script-src *;/{z}/{x}/{y}", "no address of a host"),
    ("http://a b/{z}/{x}/{y}", "no address of a host"),
    ("http://*/{z}/{x}/{y}", "no address of a host"),
    ("http://{s}.tiles.local/{z}/{x}/{y}.png", "no address of a host"),
    ("http://user:secret@tiles.local/{z}/{x}/{y}", "without password"),
    ("http://[::1]/{z}/{x}/{y}", "no address of a host"),
    ("http://瓦片.local/{z}/{x}/{y}", "no address of a host"),
    ("http://tiles.local:66000/{z}/{x}/{y}", "no address of a host"),
    ("http://tiles.local/{z}/{x}.png", "without {y}"),
    ("http://tiles.local/tile.png", "without {z}, {x}, {y}"),
    ("http://tiles.local/{z}/{x}/{y}{r}.png", "with '{'"),
    ("http://tiles.local/${z}/{x}/{y}", "with '$'"),
    ('http://tiles.local/{z}/{x}/{y}"onerror="alert(1)', "with '\"'"),
    ("http://tiles.local/{z}/{x}/{y}'", 'with "\'"'),
    ("http://tiles.local/{z}/{x}/{y}</script><script>", "with '<'"),
    ("http://tiles.local/{z}/{x}/{y}#a", "with '#'"),
    ("http://tiles.local/{z}/{x}/{y}\n", r"with '\n'"),
    ("http://tiles.local/{z}/{x}/{y}\\", r"with '\\'"),
]


@pytest.mark.parametrize(("url", "says"), BAD)
def test_addresses_that_are_refused(url: str, says: str) -> None:
    with pytest.raises(FieldError) as caught:
        TileServer(url=url)
    line = str(caught.value)
    assert line.startswith("--tiles: ")
    assert says in line
    assert line.endswith("write it like http://tiles.local/{z}/{x}/{y}.png")
    assert len(line) < 250


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        ("bd09", "--tiles-frame: Baidu's tiles lie on a grid of their own"),
        ("utm", "--tiles-frame: 'utm' is not a known frame"),
    ],
)
def test_frames_that_are_refused(frame: str, says: str) -> None:
    with pytest.raises(FieldError, match=says):
        TileServer(url=GOOD[0][0], frame=frame)  # type: ignore[arg-type] # on purpose
