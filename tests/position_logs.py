"""Position logs on the street, as receivers write them."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import xor

from tests.street import START, at


def rmc(metres: float, after_s: int) -> str:
    """Write a sentence: so far along the street, so long after the start."""
    lon, moment = at(metres).lon, START + timedelta(seconds=after_s)
    degrees, minutes = int(lon), (lon - int(lon)) * 60
    body = (
        f"GNRMC,{moment:%H%M%S},A,0000.0000,N,{degrees:03d}{minutes:09.6f},E,0,0,"
        f"{moment:%d%m%y},,,A"
    )
    return f"${body}*{reduce(xor, body.encode(), 0):02X}\r\n"


def trackpoint(metres: float, after_s: int) -> str:
    """Write a point of GPX."""
    moment = (START + timedelta(seconds=after_s)).isoformat()
    return f'<trkpt lat="0" lon="{at(metres).lon}"><time>{moment}</time></trkpt>\n'


def gpx(*points: str, end: str = "</trkseg></trk></gpx>") -> str:
    """Write a log of one track without a name."""
    return f"<gpx><trk><trkseg>{''.join(points)}{end}"
