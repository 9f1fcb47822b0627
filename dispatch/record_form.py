"""Frozen dataclasses in files: a model made of their fields, and back to plain tables.

The fields, their types and the keys of the tables are those of the dataclasses
themselves; what a number may be follows from the unit in its name. A table that is
empty by default takes keys of its own, which the dataclass checks when it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from maps.errors import FieldError, InputError
from scenarios.file_rows import Row
from scenarios.row_faults import Spot, checked

Kind = TypeVar("Kind")

FORM_OF_ITS_OWN: Mapping[str, object] = MappingProxyType({"form": "its own"})
"""Metadata of a field that is not read and written here."""

Limits = Mapping[str, float]
_Hint = Any  # what `get_type_hints` gives
_Default = Any  # of a field of any type

_WEEK_S = 7 * 24 * 3600

# By how the name of a field, or of the table it stands in, ends; first come.
_LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        "target_s": {"gt": 0, "le": _WEEK_S},
        "cut_off_s": {"gt": 0, "le": _WEEK_S},
        "time_step_s": {"gt": 0, "le": 3600},
        "loss_step": {"gt": 0, "le": 1_000_000_000},
        "zones_at_most": {"ge": 0, "le": 10_000},
        "callers": {"ge": 0, "le": 1000},
        "exposure_cap": {"gt": 0, "le": 1e15},
        "exposure_unknown": {"ge": 0, "le": 1e15},
        "budget_s": {"gt": 0, "le": 3600},
        "weights": {"gt": 0, "le": 1000},
        "sigma": {"gt": 0, "le": 5},
        "_s": {"ge": 0, "le": _WEEK_S},
        "_m": {"ge": 0, "le": 10_000},
        "_mps": {"gt": 0, "le": 10},
        "_kph": {"ge": 1, "le": 300},
        "_factor": {"gt": 0, "le": 10},
    }
)


def record_of(
    kind: type[Kind], data: object, spot: Spot, faults: list[InputError]
) -> Kind:
    """Make a dataclass of a file's table; what it leaves out keeps its default.

    What is wrong goes to `faults`, and then the defaults are returned.
    """
    row = checked(model_of(kind, kind()), data, spot, faults, strict=True)
    if row is None:
        return kind()
    try:
        return _from_row(kind, row)
    except FieldError as fault:
        faults.append(spot.fault(fault.problem, field=fault.field, mend=fault.mend))
        return kind()


def plain(value: object) -> Any:  # noqa: ANN401 - as JSON is
    """Turn tables and dataclasses into plain tables, tuples into lists."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if is_dataclass(value):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.metadata != FORM_OF_ITS_OWN
        }
    return list(value) if isinstance(value, tuple) else value


def model_of(kind: type, defaults: object) -> type[BaseModel]:
    """Make the model of a dataclass: its fields, and its tables' keys, no others."""
    hints = get_type_hints(kind)
    model_fields: dict[str, Any] = {
        field.name: _field(field.name, hints[field.name], getattr(defaults, field.name))
        for field in fields(kind)
        if field.metadata != FORM_OF_ITS_OWN
    }
    name, text = kind.__name__, kind.__doc__
    return create_model(name, __base__=Row, __doc__=text, **model_fields)


def _field(name: str, hint: _Hint, default: _Default) -> tuple[Any, Any]:
    """Give the type and the default of one field of a file."""
    if isinstance(hint, type) and is_dataclass(hint):
        model = model_of(hint, default)
        return model, model()
    origin: object = get_origin(hint)
    if origin is Mapping and default:
        value_hint = get_args(hint)[1]
        keys: dict[str, Any] = {
            key: _field(name, value_hint, value) for key, value in default.items()
        }
        model = create_model(name, __base__=Row, **keys)
        return model, model()
    return _file_type(name, hint), plain(default)


def _file_type(name: str, hint: _Hint) -> _Hint:
    """Give the type that a value has in a file."""
    origin: object = get_origin(hint)
    if origin is Mapping:
        return dict[str, _file_type(name, get_args(hint)[1])]  # type: ignore[misc] # made here
    if origin is tuple:
        return list[_file_type(name, get_args(hint)[0])]  # type: ignore[misc] # made here
    return Annotated[hint, Field(**_limits(name, hint))]


def _limits(name: str, hint: _Hint) -> dict[str, Any]:
    """Say what a number may be, by its name."""
    if not {int, float} & {hint, *get_args(hint)}:
        return {}
    endings = (ending for ending in _LIMITS if name.endswith(ending))
    return dict(_LIMITS.get(next(endings, ""), {}))


def _from_row(kind: type[Kind], row: BaseModel) -> Kind:
    """Make a dataclass of its checked row."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(name, hints[name], value) for name, value in row})


def _value(name: str, hint: _Hint, value: object) -> object:
    """Make a field's value of what was checked."""
    if not isinstance(value, BaseModel):
        return _frozen(value)
    if not (isinstance(hint, type) and is_dataclass(hint)):
        return _frozen(dict(value))
    try:
        return _from_row(hint, value)
    except FieldError as fault:
        fault.field = f"{name}.{fault.field}"
        raise


def _frozen(value: object) -> object:
    """Make tables and lists ones that cannot be changed."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    return tuple(value) if isinstance(value, list) else value
