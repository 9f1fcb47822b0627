"""The policies that ship, by name: `dispatch/policies/*.toml`."""

from __future__ import annotations

from importlib.resources import files

_SUFFIX = ".toml"


def policy_names() -> tuple[str, ...]:
    """Name the policies that ship, sorted."""
    names = (entry.name for entry in (files("dispatch") / "policies").iterdir())
    return tuple(sorted(n.removesuffix(_SUFFIX) for n in names if n.endswith(_SUFFIX)))


def policy_text(name: str) -> str:
    """Return the TOML text of a policy that ships."""
    folder = files("dispatch") / "policies"
    return (folder / f"{name}{_SUFFIX}").read_text(encoding="utf-8")
