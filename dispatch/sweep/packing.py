"""Cases as bytes for other processes; roads stand in them by their fingerprints."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from copyreg import dispatch_table
from types import MappingProxyType
from typing import Any

from dispatch.sweep.case import Case
from maps.road_network import RoadNetwork


def pack_cases(cases: Sequence[Case]) -> tuple[bytes, Mapping[str, RoadNetwork]]:
    """Write cases as bytes.

    Returns
    -------
    The bytes, and the roads that are left out of them, by fingerprint.
    """
    file = io.BytesIO()
    packer = _Packer(file)
    packer.dump(tuple(cases))
    return file.getvalue(), packer.roads


def unpack_cases(
    packed: bytes, roads: Callable[[str], RoadNetwork]
) -> tuple[Case, ...]:
    """Read cases that this program wrote.

    roads : gives those of a fingerprint.
    """
    cases: tuple[Case, ...] = _Unpacker(packed, roads).load()
    return cases


class _Packer(pickle.Pickler):
    """Leaves roads out, and takes read-only tables, which pickle does not know."""

    dispatch_table: Any = dispatch_table | {
        MappingProxyType: lambda table: (_read_only, (dict(table),))
    }

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.roads: dict[str, RoadNetwork] = {}

    def persistent_id(self, value: object) -> str | None:
        if not isinstance(value, RoadNetwork):
            return None
        self.roads[value.fingerprint] = value
        return value.fingerprint


class _Unpacker(pickle.Unpickler):
    def __init__(self, packed: bytes, roads: Callable[[str], RoadNetwork]) -> None:
        super().__init__(io.BytesIO(packed))
        self._roads = roads

    def persistent_load(self, fingerprint: str) -> RoadNetwork:
        return self._roads(fingerprint)


def _read_only(table: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(table)
