"""A plan as files: plan.html, plan.json, plan.gpkg, all three or none."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dispatch.layers import plan_layers, write_geopackage
from dispatch.page.plan_page import plan_page
from dispatch.plan import Plan
from dispatch.plan_file import plan_text
from maps.errors import FileError
from maps.page.tile_server import TileServer

FILES = ("plan.html", "plan.json", "plan.gpkg")


def save_plan(
    plan: Plan,
    folder: str | Path,
    *,
    with_names: bool = False,
    tiles: TileServer | None = None,
) -> tuple[Path, ...]:
    """Write a plan's three files and return their paths.

    They are made in a folder nearby and moved when all are whole; readable by
    their owner alone (mode 0600).

    with_names : of victims, in plan.json. tiles : the one server that the page may
    ask.

    Raises
    ------
    FileError : the folder cannot be made or written to.
    """
    target = Path(folder)
    check_folder(target)
    try:
        nearby = _nearest(target)
        with tempfile.TemporaryDirectory(dir=nearby, prefix=".plan-") as name:
            made = Path(name)
            _write(plan, made, with_names=with_names, tiles=tiles)
            for file in FILES:
                (made / file).chmod(0o600)
            target.mkdir(parents=True, exist_ok=True)
            for file in FILES:
                (made / file).replace(target / file)
    except OSError as fault:
        raise _not_writable(target, fault.strerror or "no reason given") from fault
    return tuple(target / file for file in FILES)


def check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written to, before anything is worked out.

    Raises
    ------
    FileError : it is a file, or its owner does not let us write, or a folder
        stands where a file is to go.
    """
    nearest = _nearest(folder)
    if not nearest.is_dir():
        raise _not_writable(folder, f"{nearest} is a file")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _not_writable(folder, "permission denied")
    for file in FILES:
        if (folder / file).is_dir():
            raise _not_writable(folder, f"{file} in it is a folder")


def _nearest(folder: Path) -> Path:
    """Return the folder, else the nearest above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _not_writable(folder: Path, why: str) -> FileError:
    return FileError(
        f"the folder cannot be written to ({why})",
        file=folder,
        mend="name another one with -o DIR",
    )


def _write(
    plan: Plan, folder: Path, *, with_names: bool, tiles: TileServer | None
) -> None:
    text = plan_text(plan, with_names=with_names)
    (folder / "plan.json").write_text(text, encoding="utf-8", newline="\n")
    page = plan_page(plan, tiles=tiles)
    (folder / "plan.html").write_text(page, encoding="utf-8", newline="\n")
    write_geopackage(plan_layers(plan), folder / "plan.gpkg")
