"""Write scripts of pages, joined into the scope they share, for their names' sake.

python .ci/joined_scripts.py PAGES ALL

PAGES gets a file for each page, with all that pages share: no name may be undeclared
there. ALL gets one file of all pages: no name may be unused there.
"""

# ruff: noqa: INP001 - run by its path

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dispatch.page.frame import PageParts

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "dispatch" / "page"


def main() -> None:
    """Write both."""
    one_each, all_in_one = (Path(folder) for folder in sys.argv[1:])
    shared = sorted((PAGES / "shared" / "scripts").glob("*.js"))
    basemap = sorted((ROOT / "maps" / "page").glob("*.js"))
    own_scopes = []
    for name, scripts in _pages():
        own = [script for script in scripts if script not in shared]
        _write(one_each / f"{name}.js", _joined([*shared, *own]))
        folder = PAGES / name.partition("-")[0] / "scripts"
        own_scopes.append(
            _scope(_joined(each for each in own if each.parent == folder))
        )
    _write(one_each / "basemap.js", _joined(basemap))
    _write(all_in_one / "all.js", "\n".join([_joined(shared), *own_scopes]))


def _pages() -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Give each page's folder, a number behind it, and its scripts."""
    for file in sorted(PAGES.glob("*/*_page.py")):
        name = file.parent.name
        module = importlib.import_module(f"dispatch.page.{name}.{file.stem}")
        found = [part for part in vars(module).values() if isinstance(part, PageParts)]
        for number, part in enumerate(found):
            yield f"{name}-{number}", part.scripts


def _joined(scripts: Iterable[Path]) -> str:
    return "\n".join(script.read_text("utf-8") for script in scripts)


def _scope(code: str) -> str:
    return f"(() => {{\n{code}\n}})();"


def _write(file: Path, code: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{_scope(code)}\n", "utf-8")


if __name__ == "__main__":
    main()
