"""`TileServer`: where a user's own map tiles are, checked before a page has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maps.coordinates import Frame, frame_name, known_frame
from maps.errors import FieldError

_EXAMPLE = "write it like http://tiles.local/{z}/{x}/{y}.png"
_LONGEST = 2000  # assumed; what servers commonly read of an address
_HIGHEST_PORT = 65535
_PLACES = ("{z}", "{x}", "{y}")

_SCHEME = re.compile(r"(https?)://")
# A name or four numbers, as a Content-Security-Policy can say them; no password, which
# everybody could read in the page.
_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?(?=/)")
_REST = re.compile(r"[A-Za-z0-9._~/?&=%+,:;@!*-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TileServer:
    """Tiles of web maps, 256 by 256 dots, from one server.

    Parameters
    ----------
    url : http or https, with {z}, {x} and {y} in its path or query, {y} counted
        from the north.
    frame : wgs84 or gcj02, of what the tiles show.

    Raises
    ------
    FieldError : an address that is none of these, or tiles in BD-09.
    """

    url: str
    frame: Frame = "wgs84"

    def __post_init__(self) -> None:
        """Check both fields."""
        self._check_frame()
        self._check_places(self.url[len(self.origin) :])

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a Content-Security-Policy names them."""
        scheme = _SCHEME.match(self.url)
        if scheme is None or len(self.url) > _LONGEST:
            raise self._fault("no http or https address of tiles")
        host = _HOST.match(self.url, scheme.end())
        if host is None or int(host[3] or 0) > _HIGHEST_PORT:
            raise self._fault(
                "no address of a host by its plain name, without password"
            )
        return self.url[: host.end()]

    @property
    def attribution(self) -> str:
        """Whose tiles they are, and in which frame; plain letters only."""
        host = self.origin.partition("://")[2]
        return f"Tiles: {host}, {frame_name(self.frame)}"

    def _check_frame(self) -> None:
        if known_frame(self.frame, "--tiles-frame") == "bd09":
            raise FieldError(
                "Baidu's tiles lie on a grid of their own, counted from 0° E, 0° N on "
                "another Mercator map, which {z}/{x}/{y} do not mean",
                field="--tiles-frame",
                mend="give tiles in wgs84 or gcj02",
            )

    def _check_places(self, rest: str) -> None:
        missing = [place for place in _PLACES if place not in rest]
        if missing:
            raise self._fault(f"an address without {', '.join(missing)}")
        for place in _PLACES:
            rest = rest.replace(place, "")
        if not _REST.fullmatch(rest):
            found = _REST.sub("", rest)[0]
            raise self._fault(f"an address with {found!r} in it")

    def _fault(self, what: str) -> FieldError:
        return FieldError(f"{self.url!r:.60} is {what}", field="--tiles", mend=_EXAMPLE)
