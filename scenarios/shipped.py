"""The scenarios that ship, by name: `scenarios/library/*.toml`."""

from __future__ import annotations

from importlib.resources import files

_SUFFIX = ".toml"


def shipped_names() -> tuple[str, ...]:
    """Name the scenarios that ship, sorted."""
    folder = files("scenarios") / "library"
    if not folder.is_dir():
        return ()
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


def shipped_text(name: str) -> str:
    """Return the TOML text of a scenario that ships."""
    folder = files("scenarios") / "library"
    return (folder / f"{name}{_SUFFIX}").read_text(encoding="utf-8")
