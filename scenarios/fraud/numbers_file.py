"""`FraudNumbers` from files: the shipped `fraud_script.toml`, or one like it.

A number is a table of its value and its source, and none may be left out::

    [phone]
    answer = { value = 0.5, source = "assumed" }
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from importlib.resources import files
from math import isfinite
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from maps.errors import FieldError, InputError
from maps.text_file import read_text
from scenarios.fraud.numbers import TRANSFERS, FraudNumbers, check_number
from scenarios.nearest_word import hint
from scenarios.row_faults import shown
from scenarios.text_file import parse_toml

_Kind = TypeVar("_Kind")
_Hint = Any  # what `get_type_hints` gives

_SHIPPED = "fraud_script.toml"
_NUMBER = ("value", "source")
_WRITE_NUMBER = "write { value = 1, source = 'assumed' }"


def shipped_numbers() -> FraudNumbers:
    """Read the numbers that ship."""
    text = (files("scenarios.fraud") / _SHIPPED).read_text(encoding="utf-8")
    return numbers_from_file_form(parse_toml(text, _SHIPPED), file=_SHIPPED)


def read_numbers(source: str | PathLike[str]) -> FraudNumbers:
    """Read numbers from a TOML file.

    Raises
    ------
    FileError : no such file, or one that cannot be read.
    FieldError : a number that is unknown, missing or wrong.
    """
    path = Path(source)
    return numbers_from_file_form(parse_toml(read_text(path), path), file=str(path))


def numbers_from_file_form(
    data: Mapping[str, Any], *, file: str | None = None
) -> FraudNumbers:
    """Make numbers of a file's table.

    file : what to call it where something is wrong.

    Raises
    ------
    FieldError : the first fault, with its dotted key.
    """
    try:
        return _numbers(data)
    except InputError as fault:
        raise FieldError(
            fault.problem, file=file, field=fault.field, mend=fault.mend
        ) from None


def numbers_to_file_form(numbers: FraudNumbers) -> dict[str, Any]:
    """Write numbers as a JSON-ready table, each with its source."""
    names = [each.name for each in fields(numbers) if each.name != "sources"]
    return {
        name: _written(getattr(numbers, name), name, numbers.sources) for name in names
    }


def _written(value: object, key: str, sources: Mapping[str, str]) -> Any:  # noqa: ANN401 - as JSON is
    """Write what stands at a key: a text, a number with its source, or a table."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return {"value": value, "source": sources.get(key, "not said")}
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    if not isinstance(value, Mapping):
        msg = f"{key} is a {type(value).__name__}"
        raise TypeError(msg)
    return {
        name: _written(each, _join(key, name), sources) for name, each in value.items()
    }


def _numbers(data: Mapping[str, Any]) -> FraudNumbers:
    reading = _Reading()
    hints = get_type_hints(FraudNumbers)
    names = [name for name in hints if name != "sources"]
    _check_keys(data, names, "")
    values = {name: reading.value(hints[name], data[name], name) for name in names}
    for key, script in values["scripts"].items():
        _check_stages(f"scripts.{key}.stages", script.stages)
    sources = MappingProxyType(reading.sources)
    return FraudNumbers(**values, sources=sources)


@dataclass(slots=True)
class _Reading:
    """Tables into dataclasses; sources by dotted key are set aside on the way."""

    sources: dict[str, str] = field(default_factory=dict)

    def value(self, kind: _Hint, data: object, key: str) -> Any:  # noqa: ANN401 - by its hint
        """Read what stands at a key, as its type says."""
        if kind is str:
            return _text(data, key)
        origin: object = get_origin(kind)
        if origin is Mapping:
            return self._mapping(kind, data, key)
        if is_dataclass(kind) and isinstance(kind, type):
            return self._record(kind, data, key)
        return self._number(kind, data, key)

    def _mapping(self, kind: _Hint, data: object, key: str) -> Mapping[str, Any]:
        name_kind, value_kind = get_args(kind)
        table = _table(data, key)
        if get_args(name_kind):
            _check_keys(table, get_args(name_kind), key)
        inner = {
            name: self.value(value_kind, each, _join(key, name))
            for name, each in table.items()
        }
        return MappingProxyType(inner)

    def _record(self, kind: type[_Kind], data: object, key: str) -> _Kind:
        table, hints = _table(data, key), get_type_hints(kind)
        names = [each.name for each in fields(kind)]  # type: ignore[arg-type] # asked above
        _check_keys(table, names, key)
        return kind(
            **{name: self.value(hints[name], table[name], _join(key, name))
               for name in names}
        )  # fmt: skip

    def _number(self, kind: _Hint, data: object, key: str) -> float:
        if not isinstance(data, Mapping):
            problem = f"{shown(data)} is not a number with its source"
            raise FieldError(problem, field=key, mend=_WRITE_NUMBER)
        _check_keys(data, _NUMBER, key)
        value = data["value"]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FieldError(f"{shown(value)} is not a number", field=key)
        if not isfinite(value):
            raise FieldError(f"{shown(value)} is not a finite number", field=key)
        check_number(key, value)
        self.sources[key] = _text(data["source"], _join(key, "source"))
        return int(value) if kind is int else float(value)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}"


def _table(data: object, key: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise FieldError(f"{shown(data)} is not a table", field=key)
    if not data:
        raise FieldError(
            "the table is empty", field=key, mend="write one entry at least"
        )
    return data


def _text(data: object, key: str) -> str:
    if not isinstance(data, str) or not data.strip():
        raise FieldError(f"{shown(data)} is not a text", field=key, mend="write one")
    return data


def _check_keys(table: Mapping[str, Any], known: Iterable[str], key: str) -> None:
    """Refuse what is unknown or missing."""
    known = tuple(known)
    for name in table:
        if name not in known:
            where = _join(key, name) if key else name
            raise FieldError("unknown entry", field=where, mend=hint(name, known))
    for name in known:
        if name not in table:
            where = _join(key, name) if key else name
            raise FieldError("not given", field=where, mend="write it")


def _check_stages(key: str, stages: Mapping[str, object]) -> None:
    """Refuse a stage by the name of what follows every script."""
    if TRANSFERS in stages:
        mend = "give it another id"
        problem = "this is what follows the last stage of every script"
        raise FieldError(problem, field=_join(key, TRANSFERS), mend=mend)
