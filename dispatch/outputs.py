"""A plan as files: plan.html, plan.json, plan.gpkg, all three or none."""

from __future__ import annotations

from pathlib import Path

from dispatch import output_folder
from dispatch.layers import plan_layers, write_geopackage
from dispatch.output_folder import all_or_none, write_text
from dispatch.page.look import Look
from dispatch.page.plan.plan_page import plan_page
from dispatch.plan import Plan
from dispatch.plan_file import plan_text

FILES = ("plan.html", "plan.json", "plan.gpkg")
_DEFAULT = Look()


def save_plan(
    plan: Plan,
    folder: str | Path,
    *,
    with_names: bool = False,
    look: Look = _DEFAULT,
) -> tuple[Path, ...]:
    """Write a plan's three files and return their paths.

    They are made in a folder nearby and moved when all are whole; readable by
    their owner alone (mode 0600).

    with_names : of victims, in plan.json. look : of the page to begin with.

    Raises
    ------
    FileError : the folder cannot be made or written to.
    """
    target = Path(folder)
    check_folder(target)
    with all_or_none(target) as made:
        write_text(made / "plan.json", plan_text(plan, with_names=with_names))
        write_text(made / "plan.html", plan_page(plan, look))
        write_geopackage(plan_layers(plan), made / "plan.gpkg")
    return tuple(target / file for file in FILES)


def check_folder(folder: Path) -> None:
    """Refuse a folder that a plan cannot be written to.

    Raises
    ------
    FileError : as of any folder of outputs.
    """
    output_folder.check_folder(folder, FILES)
