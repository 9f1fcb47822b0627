"""Checking a row of a file, and saying what is wrong with it in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from maps.errors import FieldError, InputError
from scenarios.nearest_word import hint

Model = TypeVar("Model", bound=BaseModel)
_Hint = Any  # a field's annotation

_SHOWN_LETTERS = 40
_SHOWN_BITS = 64
_MOST_FAULTS = 50  # *assumed*: nobody mends more from one line

_PROBLEMS: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "whole": ("{value} is not a whole number", None),
        "number": ("{value} is not a number", None),
        "finite_number": ("{value} is not a finite number", "leave out the unknown"),
        "bool": ("{value} is neither true nor false", "write true or false"),
        "string_type": ("{value} is not a text", "write it in quotes"),
        "string_too_short": ("the text is empty", None),
        "string_too_long": ("the text is over {max_length} letters long", None),
        "too_long": ("more than {max_length} values", None),
        "table": ("{value} is not a table of fields", None),
        "list": ("{value} is not a list", None),
        "greater_than": ("{value} is not above {gt}", None),
        "greater_than_equal": ("{value} is below {ge}", None),
        "less_than_equal": ("{value} is above {le}, the most there is", None),
        "missing": ("not given", "write it"),
    }
)
_SAME_PROBLEM: Mapping[str, str] = MappingProxyType(
    {
        "int_type": "whole",
        "int_parsing": "whole",
        "int_parsing_size": "whole",
        "int_from_float": "whole",
        "float_type": "number",
        "float_parsing": "number",
        "bool_type": "bool",
        "bool_parsing": "bool",
        "model_type": "table",
        "model_attributes_type": "table",
        "dict_type": "table",
        "list_type": "list",
        "tuple_type": "list",
    }
)
_UNKNOWN_FIELD = ("extra_forbidden", "string_unicode", "invalid_key")

# Fields about a person: what stands in them is not repeated on a screen.
_PERSONAL = ("victim",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in a file something stands; file None is data without a file."""

    file: str | None = None
    row: str | None = None

    def fault(
        self, problem: str, *, field: str | None = None, mend: str | None = None
    ) -> FieldError:
        """Say what is wrong here."""
        named = field and _readable(field)
        return FieldError(problem, file=self.file, row=self.row, field=named, mend=mend)


def checked(
    model: type[Model],
    raw: object,
    spot: Spot,
    faults: list[InputError],
    *,
    strict: bool,
) -> Model | None:
    """Check one row; what is wrong goes to `faults`, and then None is returned.

    strict : take values as they are typed; else also read them from text.
    """
    try:
        return model.model_validate(raw, strict=strict)
    except ValidationError as error:
        details = error.errors(include_url=False)
        add_faults(faults, (_fault(model, detail, spot) for detail in details))
        return None


def mendable(problem: str, mend: str | None = None) -> PydanticCustomError:
    """Make a fault with its mend, to be raised by a model's validator."""
    # The texts go in as values, for braces in a template would be filled.
    values = {"problem": problem, "mend": mend or ""}
    return PydanticCustomError("mendable", "{problem}", values)


def add_faults(faults: list[InputError], found: Iterable[InputError]) -> None:
    """Add what is found; a file with very many faults is read no further.

    Raises
    ------
    InputError : the first fault, where there are too many to count them all.
    """
    faults.extend(islice(found, _MOST_FAULTS))
    if len(faults) >= _MOST_FAULTS:
        raise_first(faults)


def raise_first(faults: Sequence[InputError]) -> None:
    """Raise the first fault, and say how many more there are.

    Raises
    ------
    InputError : there is at least one.
    """
    if not faults:
        return
    first, more = faults[0], len(faults) - 1
    if not more:
        raise first
    least = "at least " if len(faults) >= _MOST_FAULTS else ""
    tail = f" (and {least}{more} more fault{'s' if more > 1 else ''})"
    problem = first.problem if first.mend else first.problem + tail
    mend = first.mend + tail if first.mend else None
    place = {"file": first.file, "row": first.row, "field": first.field}
    raise type(first)(problem, mend=mend, **place)


def shown(value: object) -> str:
    """Show a value from a file within a sentence, shortened."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return "a huge number"
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return _readable(repr(value))


def _readable(text: str) -> str:
    """Shorten a text, and write out what a screen cannot show."""
    start = text[: _SHOWN_LETTERS + 1]
    plain = "".join(c if c.isprintable() else repr(c)[1:-1] for c in start)
    short = len(plain) <= _SHOWN_LETTERS
    return plain if short else f"{plain[:_SHOWN_LETTERS]}…"


def known_fields(model: type[BaseModel]) -> Iterator[str]:
    """Name a row's fields; those of a table within it as "table.field".

    Rows within a row are left out: no cell can hold them.
    """
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if inner is None:
            yield name
        elif get_origin(field.annotation) is not list:
            yield from (f"{name}.{below}" for below in known_fields(inner))


def _fault(model: type[BaseModel], detail: ErrorDetails, spot: Spot) -> FieldError:
    """Turn one of pydantic's findings into ours."""
    field = ".".join(str(part) for part in detail["loc"]) or None
    problem, mend = _problem_and_mend(model, detail)
    return spot.fault(problem, field=field, mend=mend)


def _problem_and_mend(
    model: type[BaseModel], detail: ErrorDetails
) -> tuple[str, str | None]:
    """Put one of pydantic's findings into words."""
    kind, context = detail["type"], detail.get("ctx", {})
    value = _value(detail)
    if kind == "mendable":
        return context["problem"], context["mend"] or None
    if kind in _UNKNOWN_FIELD:
        return "unknown field", _hint_at_field(model, detail["loc"])
    if kind == "literal_error":
        words = get_args(_field_type(model, detail["loc"]))
        return f"{value} is not known here", hint(str(detail["input"]), words)
    kind = _SAME_PROBLEM.get(kind, kind)
    if kind not in _PROBLEMS:
        return detail["msg"], None
    problem, mend = _PROBLEMS[kind]
    return problem.format(value=value, **context), mend


def _value(detail: ErrorDetails) -> str:
    """Show the value at fault, unless it is about a person."""
    if detail["loc"] and detail["loc"][0] in _PERSONAL:
        return "the value"
    return shown(detail["input"])


def _hint_at_field(model: type[BaseModel], loc: tuple[int | str, ...]) -> str | None:
    """Name the known field nearest to an unknown one."""
    inner = _field_type(model, loc[:-1]) if loc[:-1] else model
    found = _model_in(inner)
    if found is None or not loc:
        return None
    return hint(str(loc[-1]), found.model_fields)


def _field_type(model: type[BaseModel], loc: tuple[int | str, ...]) -> _Hint:
    """Find the type of a field, without the None that it may also be."""
    annotation: Any = model
    for part in loc:
        annotation = _part_type(annotation, part)
    choices = [kind for kind in get_args(annotation) if kind is not type(None)]
    has_none = type(None) in get_args(annotation)
    return choices[0] if has_none and len(choices) == 1 else annotation


def _part_type(annotation: _Hint, part: int | str) -> _Hint:
    """Find the type of a table's field or of a list's item; None without one."""
    inner = _model_in(annotation)
    if inner is not None and str(part) in inner.model_fields:
        return inner.model_fields[str(part)].annotation
    if not isinstance(part, int) or not get_args(annotation):
        return None
    item = get_args(annotation)[0]
    return get_args(item)[0] if get_origin(item) is Annotated else item


def _model_in(annotation: _Hint) -> type[BaseModel] | None:
    """Find the model in a field's type, None included or not."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None
