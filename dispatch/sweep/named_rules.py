"""Rules by name: those of the program, and a user's own as `module:callable`."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from dispatch.simulation.rules.by_name import RULES, rule_of
from dispatch.simulation.rules.rule import Rule
from dispatch.sweep.fingerprint import fingerprint
from maps.errors import FieldError
from scenarios.nearest_word import hint

_FIELD = "rule"


def named_rule(name: str, seed: int = 0) -> Rule:
    """Return a rule of the program, or what a user's module has under a name.

    A function is the rule itself; a class is made anew for each shift, without
    arguments, so that a rule may remember what it did.

    Raises
    ------
    FieldError : no such rule, module or name; a module that cannot be imported; a
        thing that cannot be called.
    """
    if ":" not in name:
        return rule_of(name, seed)
    found = _found(name)
    if not inspect.isclass(found):
        return _callable(found, name)
    try:
        return _callable(found(), name)
    except Exception as error:
        problem = f"{name!r} cannot be made without arguments: {_said(error)}"
        raise FieldError(problem, field=_FIELD) from error


def check_rule(name: str) -> None:
    """Refuse a rule that there is not, before any shift is begun.

    Raises
    ------
    FieldError : as `named_rule`.
    """
    if ":" in name:
        named_rule(name)
    elif name not in RULES:
        problem = f"no rule is called {name!r}"
        mend = hint(name, RULES) or "or write module:function"
        raise FieldError(problem, field=_FIELD, mend=mend)


def rule_fingerprint(name: str) -> str:
    """Hash a rule's name, and the source of the module that a user's own stands in.

    What that module imports is not looked at.
    """
    file = rule_file(name)
    return fingerprint(name, None if file is None else file.read_bytes())


def rule_file(name: str) -> Path | None:
    """Return the source file of a user's rule; None of the program's rules."""
    module, colon, _ = name.partition(":")
    if not colon:
        return None
    file = _module(module, name).__file__
    return None if file is None else Path(file)


def _found(name: str) -> object:
    module, _, path = name.partition(":")
    found: object = _module(module, name)
    for part in path.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            problem = f"module {module!r} has no {path!r}"
            raise FieldError(
                problem, field=_FIELD, mend=hint(path, dir(found))
            ) from None
    return found


def _module(name: str, asked: str) -> ModuleType:
    """Import a user's module; it may stand in the folder where the command runs."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)
    try:
        known = bool(name) and find_spec(name) is not None
    except (ImportError, ValueError):
        known = False
    if not known:
        problem = f"{asked!r}: there is no module {name!r}"
        mend = "run the command in the folder where it stands, or install it"
        raise FieldError(problem, field=_FIELD, mend=mend)
    try:
        return import_module(name)
    except Exception as error:
        problem = f"module {name!r} cannot be imported: {_said(error)}"
        raise FieldError(problem, field=_FIELD) from error


def _callable(found: object, name: str) -> Rule:
    if not callable(found):
        problem = f"{name!r} is a {type(found).__name__}, and cannot be called"
        mend = "name a function from a Moment to orders"
        raise FieldError(problem, field=_FIELD, mend=mend)
    return found


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
