"""Policies in files: TOML or JSON with the fields of `Policy`, and back.

A policy file in TOML; what it leaves out keeps its default::

    target_s = 480
    cut_off_s = 1800
    emergency = true

    [weights]
    high = 5

    [access_s]
    tower = 150

    [speeds]
    emergency_factor = 0.9

    [speeds.class_kph]
    residential = 20

The fields, their types and the keys of the tables are those of the dataclasses
themselves; what a number may be follows from the unit in its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from dispatch.policy import Policy
from maps.errors import InputError
from scenarios.file_rows import Row
from scenarios.row_faults import Spot, checked, raise_first
from scenarios.text_file import parse_json, parse_toml, read_text

Kind = TypeVar("Kind")
Limits = Mapping[str, float]
_Hint = Any  # what `get_type_hints` gives
_Default = Any  # of a field of any type

_WEEK_S = 7 * 24 * 3600

# By how the name of a field, or of the table it stands in, ends; first come.
_LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        "target_s": {"gt": 0, "le": _WEEK_S},
        "cut_off_s": {"gt": 0, "le": _WEEK_S},
        "weights": {"gt": 0, "le": 1000},
        "sigma": {"gt": 0, "le": 5},
        "_s": {"ge": 0, "le": _WEEK_S},
        "_kph": {"ge": 1, "le": 300},
        "_factor": {"gt": 0, "le": 10},
    }
)


def read_policy(source: str | PathLike[str]) -> Policy:
    """Read a policy from a TOML file, or a JSON file (.json).

    Raises
    ------
    FileError : a file that cannot be read.
    FieldError : a field that is unknown or wrong.
    """
    path = Path(source)
    parse = parse_json if path.suffix.lower() == ".json" else parse_toml
    return policy_from_file_form(parse(read_text(path), path), file=str(path))


def policy_from_file_form(data: object, *, file: str | None = None) -> Policy:
    """Make a policy of a file's table.

    file : what to call it where something is wrong.

    Raises
    ------
    FieldError : the first fault, with its field and the number of the others.
    """
    faults: list[InputError] = []
    spot = Spot(file=file)
    row = checked(_model_of(Policy, Policy()), data, spot, faults, strict=True)
    policy = Policy() if row is None else _from_row(Policy, row)
    if policy.cut_off_s < policy.target_s:
        problem = f"{policy.cut_off_s} is below target_s, {policy.target_s}"
        mend = f"write at least {policy.target_s}"
        faults.append(spot.fault(problem, field="cut_off_s", mend=mend))
    raise_first(faults)
    return policy


def policy_to_file_form(policy: Policy) -> dict[str, Any]:
    """Write a policy, with all its defaults, as a JSON-ready table."""
    return {field.name: _plain(getattr(policy, field.name)) for field in fields(policy)}


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy file."""
    return _model_of(Policy, Policy()).model_json_schema()


def _model_of(kind: type, defaults: object) -> type[BaseModel]:
    """Make the model of a dataclass: its fields, and its tables' keys, no others."""
    hints = get_type_hints(kind)
    model_fields: dict[str, Any] = {
        field.name: _field(field.name, hints[field.name], getattr(defaults, field.name))
        for field in fields(kind)
    }
    name, text = kind.__name__, kind.__doc__
    return create_model(name, __base__=Row, __doc__=text, **model_fields)


def _field(name: str, hint: _Hint, default: _Default) -> tuple[Any, Any]:
    """Give the type and the default of one field of a file."""
    if isinstance(hint, type) and is_dataclass(hint):
        model = _model_of(hint, default)
        return model, model()
    origin: object = get_origin(hint)
    if origin is Mapping:
        value_hint = get_args(hint)[1]
        keys: dict[str, Any] = {
            key: _field(name, value_hint, value) for key, value in default.items()
        }
        model = create_model(name, __base__=Row, **keys)
        return model, model()
    return Annotated[hint, Field(**_limits(name, hint))], default


def _limits(name: str, hint: _Hint) -> dict[str, Any]:
    """Say what a number may be, by its name."""
    if not {int, float} & {hint, *get_args(hint)}:
        return {}
    endings = (ending for ending in _LIMITS if name.endswith(ending))
    return dict(_LIMITS.get(next(endings, ""), {}))


def _from_row(kind: type[Kind], row: BaseModel) -> Kind:
    """Make a dataclass of its checked row."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in row})


def _value(hint: _Hint, value: object) -> object:
    """Make a field's value of what was checked."""
    if not isinstance(value, BaseModel):
        return value
    if isinstance(hint, type) and is_dataclass(hint):
        return _from_row(hint, value)
    return MappingProxyType(dict(value))


def _plain(value: object) -> object:
    """Turn tables and dataclasses into plain tables."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name)) for field in fields(value)
        }
    return value
