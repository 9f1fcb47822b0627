"""A place name → its raw OpenStreetMap data, downloaded once.

OSMnx finds the place's outline (Nominatim); the Overpass service that OSMnx is set
to gives the data within it, as the same XML that a `.osm` file holds, so that
restrictions, addresses and access reach the loader too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import shapely

from maps import road_cache
from maps.errors import FileError, OfflineError, PlaceError
from maps.safe_file import writing

_TIMEOUT_S = 180
_HEAD = 2000  # bytes of an answer in which its root stands
_QUERY = """[out:xml][timeout:{timeout}];
(
  way["highway"](poly:"{outline}");
  nwr["addr:housenumber"](poly:"{outline}");
  nwr["name"]["amenity"](poly:"{outline}");
  nwr["name"]["place"](poly:"{outline}");
  way["natural"~"^(water|wood|coastline)$"](poly:"{outline}");
  way["leisure"="park"](poly:"{outline}");
  rel["type"="restriction"](poly:"{outline}");
  rel["type"="associatedStreet"](poly:"{outline}");
);
(._;>;);
out body;
"""


def download(place: str, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Return the file with the place's data, downloading it where it is not kept.

    Raises
    ------
    OfflineError : no network, or half an answer. PlaceError : no such place, or it
        has no outline. FileError : the answer cannot be kept.
    """
    name = hashlib.sha256(place.encode()).hexdigest()[:16]
    path = road_cache.cache_folder() / f"place-{name}.osm"
    if not path.exists():
        progress(f"asking OpenStreetMap for {place}")
        _keep(_whole(_fetch(place), place), path)
    return path


def _keep(answer: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with writing(path) as temporary:
            temporary.write_bytes(answer)
    except OSError as fault:
        raise FileError(
            f"cannot be written ({fault.strerror})",
            file=path,
            mend="give a road file with --roads FILE",
        ) from fault


def _whole(answer: bytes, place: str) -> bytes:
    """Refuse an answer that the server broke off: it says so in a remark."""
    if b"<osm" not in answer[:_HEAD] or b"<remark>" in answer:
        raise OfflineError(
            f"OpenStreetMap's server did not give all of {place!r}",
            mend="ask again later, or give a road file with --roads FILE",
        )
    return answer


def _fetch(place: str) -> bytes:
    # OSMnx takes a second to import, and only this needs it.
    import osmnx  # noqa: PLC0415
    import requests  # noqa: PLC0415

    faults = (requests.RequestException, osmnx._errors.ResponseStatusCodeError)  # noqa: SLF001 - OSMnx has no public name for it
    try:
        query = _QUERY.format(timeout=_TIMEOUT_S, outline=_outline(place))
        answer = requests.post(
            f"{osmnx.settings.overpass_url.rstrip('/')}/interpreter",
            data={"data": query},
            headers={"User-Agent": osmnx.settings.http_user_agent},
            timeout=_TIMEOUT_S,
        )
        answer.raise_for_status()
    except faults as fault:
        raise OfflineError(
            f"{place!r} is neither a file nor a shipped city, and as a place name it "
            "needs the network, which does not answer",
            mend="give a road file with --roads FILE",
        ) from fault
    return answer.content


def _outline(place: str) -> str:
    """Outline of a place as Overpass writes it: "lat lon lat lon …"."""
    import osmnx  # noqa: PLC0415 - as above

    try:
        with _keeping_nothing():
            shape = osmnx.geocoder.geocode_to_gdf(place).geometry.iloc[0]
    except (osmnx._errors.InsufficientResponseError, TypeError) as fault:  # noqa: SLF001 - OSMnx has no public name for it
        raise PlaceError(
            f"no place with an outline is called {place!r}",
            mend="write it as on openstreetmap.org, or give a road file",
        ) from fault
    hull = shapely.get_coordinates(shape.convex_hull.simplify(0.001))
    return " ".join(f"{lat:.6f} {lon:.6f}" for lon, lat in hull)


@contextmanager
def _keeping_nothing() -> Iterator[None]:
    """Let OSMnx put no folder of its own where the user happens to stand."""
    import osmnx  # noqa: PLC0415 - as above

    before = osmnx.settings.use_cache
    osmnx.settings.use_cache = False
    try:
        yield
    finally:
        osmnx.settings.use_cache = before
