"""The elimination tree of a graph, kept on disk: one versioned `.npz` file each.

It depends on the graph's arcs alone, not on weights. A file that is damaged or from
another version is made anew, and a line says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from maps import road_cache
from maps.road_network import Floats, Ints
from maps.safe_file import writing

if TYPE_CHECKING:  # compiled loops take half a second to load
    from maps.paths.elimination import Elimination

VERSION = 2
"""Of the tree's form, and of how its nodes are ordered: raise for either."""


class KeptTree:
    """The elimination tree of a graph's arcs, made or read when first asked for.

    tail, head : [arcs]. place : [nodes, 2] flat coordinates. keep : whether to read
    it from the cache folder and write it there. progress : told what goes wrong.
    """

    def __init__(
        self,
        tail: Ints,
        head: Ints,
        place: Floats,
        *,
        keep: bool,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._tail, self._head, self._place = tail, head, place
        self._keep = keep
        self._progress = progress

    @cached_property
    def elimination(self) -> Elimination:
        """The tree."""
        if not self._keep:
            return self._make()
        path = self._path(str(VERSION))
        tree = self._read(path)
        if tree is None:
            if path.exists():
                self._progress("the kept search tree is damaged: making it anew")
            elif list(path.parent.glob(self._path("*").name)):
                self._progress("the kept search tree is of another version: making one")
            tree = self._make()
            self._save(tree, path)
        return tree

    def _make(self) -> Elimination:
        from maps.paths.elimination import eliminate  # noqa: PLC0415 - see above
        from maps.paths.node_order import node_order  # noqa: PLC0415 - see above

        order = node_order(self._tail, self._head, self._place)
        return eliminate(self._tail, self._head, order)

    def _path(self, version: str) -> Path:
        """One file for one graph: the same arcs have the same tree."""
        digest = hashlib.sha256(self._tail.tobytes() + self._head.tobytes())
        name = f"tree-v{version}-{len(self._place)}-{digest.hexdigest()[:16]}.npz"
        return road_cache.cache_folder() / name

    def _read(self, path: Path) -> Elimination | None:
        """Read a tree, None where the file is missing, damaged or of another graph."""
        from maps.paths.elimination import Elimination  # noqa: PLC0415 - see above

        arrays = road_cache.read_arrays(path)
        try:
            tree = None if arrays is None else Elimination(**arrays)
        except TypeError:
            return None
        fits = tree is not None and tree.slot.shape == self._tail.shape
        return tree if fits else None

    def _save(self, tree: Elimination, path: Path) -> None:
        """Write to the cache where that can be done; no answer hangs on it."""
        arrays = {each.name: getattr(tree, each.name) for each in fields(tree)}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with writing(path, suffix=".npz") as temporary:
                np.savez(temporary, **arrays)
        except OSError as fault:
            reason = fault.strerror
            self._progress(f"the search tree cannot be kept for next time ({reason})")
