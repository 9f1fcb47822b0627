"""`Place`: where something is, as it was given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point, an address, or both; at least one of the two.

    lon, lat : WGS-84 degrees, both or neither. address : its text. Where both
    are given the point decides and the address is what is shown.
    """

    lon: float | None = None
    lat: float | None = None
    address: str | None = None

    @property
    def has_point(self) -> bool:
        """Whether the place is known by coordinates."""
        return self.lon is not None and self.lat is not None
