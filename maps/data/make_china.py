"""Makes `china.geojson`, the outline of mainland China, the same bytes each time.

    python -m maps.data.make_china countries-10m.json china.geojson

The source is Natural Earth 4.1.0 (public domain) as TopoJSON, from the npm package
`world-atlas` 2.0.2 (`npm pack world-atlas@2.0.2`); its sha256 is checked. Land
borders are Natural Earth's. The coast is not: islands, bridges and made land that
a map of the world leaves out lie in the water before it, so the outline takes in
the water that is nearer to the mainland than to anybody else, out to SEA_DEG.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from maps.errors import FileError
from maps.safe_file import writing

Geometry = Any  # what shapely gives has more than its Geometry class says

SOURCE_SHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
SEA_DEG = 0.35
"""About 35 km: Yangshan's port, 29 km off Natural Earth's coast, is within."""

TOLERANCE_DEG = 0.001
"""Of simplifying, 110 m: below the steps in which the source itself is rounded,
0.0036 by 0.0017 degrees; the river between Hong Kong and Shenzhen stays."""

# What a map of the world leaves out or has on the wrong side: a disc about the place,
# lon, lat and radius in degrees. Nangan, Beigan, Juguang, Dongyin, Wuqiu and Dadan of
# Taiwan, Tung Ping Chau of Hong Kong, Mong Cai of Vietnam; then Jiegao beyond the
# river at Ruili, and Guishan off Zhuhai. Measured by hand, to about a kilometre.
NOT_MAINLAND = (
    *((119.93, 26.155, 0.045), (119.99, 26.225, 0.045), (119.94, 25.965, 0.045)),
    *((120.49, 26.37, 0.045), (119.45, 24.99, 0.03), (118.16, 24.38, 0.02)),
    *((114.435, 22.545, 0.02), (107.966, 21.525, 0.01)),
)
MAINLAND = ((97.878, 23.988, 0.012), (113.83, 22.135, 0.03))

_DECIMALS = 4
_STEP_DEG = 0.01  # between the shore points that share the water out
_RING_POINTS = 4
_NAME = "China"


def make(source: Path, target: Path) -> None:
    """Read the countries and write the outline.

    Raises
    ------
    FileError : the source is not the file that this was made for.
    """
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise FileError(
            "not the expected countries", file=source, mend="see maps/data/README.md"
        )
    countries = _countries(json.loads(source.read_text(encoding="utf-8")))
    outline = _outline(countries)
    with writing(target, suffix=".geojson") as path:
        path.write_text(_text(outline), encoding="utf-8")


def _countries(topology: Mapping[str, Any]) -> dict[str, Geometry]:
    """Every country's land, by its English name."""
    scale, shift = (
        np.array(topology["transform"][key]) for key in ("scale", "translate")
    )
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    return {
        row["properties"]["name"]: _whole(_land(row, arcs))
        for row in topology["objects"]["countries"]["geometries"]
        if row["type"]
    }


def _land(row: Mapping[str, Any], arcs: Sequence[NDArray[np.float64]]) -> Geometry:
    polygons = row["arcs"] if row["type"] == "MultiPolygon" else [row["arcs"]]
    made = [_polygon([_ring(ring, arcs) for ring in rings]) for rings in polygons]
    return shapely.MultiPolygon([polygon for polygon in made if polygon is not None])


def _polygon(rings: Sequence[NDArray[np.float64]]) -> shapely.Polygon | None:
    """Outer ring and holes; what is smaller than the source's steps is a line there."""
    shell, *holes = rings
    if len(shell) < _RING_POINTS:
        return None
    return shapely.Polygon(shell, [hole for hole in holes if len(hole) >= _RING_POINTS])


def _whole(land: Geometry) -> Geometry:
    """Mend rings that touch themselves, and leave out what has no area."""
    return shapely.make_valid(land, method="structure", keep_collapsed=False)


def _ring(
    numbers: Iterable[int], arcs: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Join arcs end to end; a negative number is an arc run backwards."""
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def _outline(countries: Mapping[str, Geometry]) -> Geometry:
    wrong = _discs(NOT_MAINLAND)
    land = countries[_NAME].union(_discs(MAINLAND)).difference(wrong)
    around = land.buffer(2 * SEA_DEG)
    neighbours = [each for name, each in countries.items() if name != _NAME]
    others = shapely.union_all([*neighbours, wrong]).difference(_discs(MAINLAND))
    others = others.intersection(around)
    water = land.buffer(SEA_DEG, quad_segs=2).difference(others)
    grown = land.union(water.intersection(_nearest_to(land, others)))
    rounded = shapely.set_precision(grown.simplify(TOLERANCE_DEG), 10**-_DECIMALS)
    return shapely.normalize(_without_crumbs(rounded, others))


def _discs(rows: Iterable[tuple[float, float, float]]) -> Geometry:
    discs = [shapely.Point(lon, lat).buffer(radius) for lon, lat, radius in rows]
    return shapely.union_all(discs)


def _nearest_to(land: Geometry, others: Geometry) -> Geometry:
    """Where the nearest shore is the land's: Voronoi cells of points along both."""
    ours, theirs = (_shore(each) for each in (land, others))
    points = shapely.MultiPoint(np.unique(np.vstack((ours, theirs)), axis=0))
    cells = shapely.get_parts(shapely.voronoi_polygons(points))
    tree = shapely.STRtree(cells)
    _, mine = tree.query(shapely.points(ours), predicate="intersects")
    _, not_mine = tree.query(shapely.points(theirs), predicate="intersects")
    return shapely.coverage_union_all(cells[np.setdiff1d(mine, not_mine)])


def _shore(land: Geometry) -> NDArray[np.float64]:
    points = shapely.get_coordinates(shapely.segmentize(land.boundary, _STEP_DEG))
    return np.round(points, _DECIMALS)


def _without_crumbs(outline: Geometry, others: Geometry) -> Geometry:
    """Leave out lines, small pieces, and holes that are nobody's: they are open sea."""
    kept = []
    polygons = [p for p in shapely.get_parts(outline) if p.geom_type == "Polygon"]
    for part in polygons:
        holes = [
            hole
            for hole in part.interiors
            if shapely.intersects(shapely.Polygon(hole), others)
        ]
        if _is_large(part):
            kept.append(shapely.Polygon(part.exterior, holes))
    return shapely.MultiPolygon(kept)


def _is_large(polygon: Geometry) -> bool:
    return bool(polygon.area > _STEP_DEG**2)


def _text(outline: Geometry) -> str:
    geometry = json.loads(str(shapely.to_geojson(outline)))
    feature = {
        "type": "Feature",
        "properties": {
            "name": "mainland China and the water before it, WGS-84",
            "source": "Natural Earth 4.1.0, public domain, from world-atlas 2.0.2",
            "made_by": "maps/data/make_china.py",
        },
        "geometry": geometry,
    }
    return json.dumps(feature, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
