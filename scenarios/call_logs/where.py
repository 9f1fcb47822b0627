"""Which rows a user wants, by the log's own columns: a small language, not Python.

    priority = A and onview_flag = N
    "Call Type" in ("Alarms", 'Structure Fire') or not (units > 2 and zone != null)

Comparisons are =, !=, <, <=, >, >=, in; between them and, or, not and parentheses.
Names and values stand bare, or in quotes of either kind; null, unquoted, is an empty
cell. A value that is a number is compared as one where the cell is one too; other
values are compared as text. A name that is no column of the log may be a field of ours,
as priority, where the mapping gives its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from maps.errors import InputError
from scenarios.nearest_word import hint

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<quoted>"[^"]*"|'[^']*')
    | (?P<sign><=|>=|!=|<>|==|=|<|>|\(|\)|,)
    | (?P<bare>[^\s=<>!(),"']+)
    | (?P<odd>\S)
    )""",
    re.VERBOSE,
)
_SIGNS: Mapping[str, str] = {"==": "=", "<>": "!="}
_COMPARE = ("=", "!=", "<", "<=", ">", ">=", "in")
_EXAMPLE = 'write it as: priority = A and "Call Type" != Alarms'
_DEEPEST = 100  # parentheses; *assumed*: nobody means more

Column = Callable[[str], pl.Expr]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    text: str


@dataclass(slots=True)
class _Reader:
    """Goes along the words. column : the cells of a name, as text."""

    words: Sequence[_Token]
    column: Column
    at: int = 0
    depth: int = field(default=0)

    def peek(self, *texts: str) -> bool:
        """Tell whether one of these words or signs, unquoted, comes next."""
        if self.at >= len(self.words):
            return False
        word = self.words[self.at]
        return word.kind != "quoted" and word.text.lower() in texts

    def take(self, *texts: str) -> bool:
        """Pass one of these words, if it comes next."""
        found = self.peek(*texts)
        self.at += found
        return found

    def next(self, what: str) -> _Token:
        """Pass a name or a value."""
        word = self.words[self.at] if self.at < len(self.words) else None
        if word is None or word.kind == "sign":
            found = "its end" if word is None else f"{word.text!r}"
            raise fault(f"{what} is lacking before {found}")
        self.at += 1
        return word


def condition(
    text: str, columns: Mapping[str, pl.Expr], aliases: Mapping[str, pl.Expr]
) -> pl.Expr:
    """Turn a condition into an expression that is true, false or null of each row.

    columns : the log's own, as text, empty cells null. aliases : fields of ours.

    Raises
    ------
    InputError : not of this language, or a name that no column has.
    """
    words = _words(text)
    if not words:
        raise fault("it is empty")
    reader = _Reader(words, lambda name: _column(name, columns, aliases))
    made = _either(reader)
    if reader.at < len(words):
        raise fault(f"{words[reader.at].text!r:.60} is not expected")
    return made


def fault(problem: str, mend: str | None = _EXAMPLE) -> InputError:
    """Return what is wrong with a condition."""
    return InputError(problem, field="--where", mend=mend)


def _words(text: str) -> list[_Token]:
    words = []
    for found in _TOKEN.finditer(text.strip()):
        kind = str(found.lastgroup)
        word = found[kind]
        if kind == "odd":
            quote = word in "\"'"
            problem = "a quote has no end" if quote else f"{word!r} is not expected"
            raise fault(problem)
        word = word[1:-1] if kind == "quoted" else word
        words.append(_Token(kind=kind, text=_SIGNS.get(word, word)))
    return words


def _column(
    name: str, columns: Mapping[str, pl.Expr], aliases: Mapping[str, pl.Expr]
) -> pl.Expr:
    """Find a column: as it is written, else whatever its case, else a field of ours."""
    if name in columns:
        return columns[name]
    same = [each for each in columns if each.casefold() == name.casefold()]
    if len(same) == 1:
        return columns[same[0]]
    if name in aliases:
        return aliases[name]
    mend = hint(name, columns) or "names with spaces stand in quotes"
    raise fault(f"the log has no column {name!r:.60}", mend)


def _either(reader: _Reader) -> pl.Expr:
    made = _both(reader)
    while reader.take("or"):
        made |= _both(reader)
    return made


def _both(reader: _Reader) -> pl.Expr:
    made = _one(reader)
    while reader.take("and"):
        made &= _one(reader)
    return made


def _one(reader: _Reader) -> pl.Expr:
    if reader.depth > _DEEPEST:
        raise fault("too many parentheses")
    if reader.take("not"):
        reader.depth += 1
        made = ~_one(reader)
        reader.depth -= 1
        return made
    if not reader.take("("):
        return _comparison(reader)
    reader.depth += 1
    made = _either(reader)
    reader.depth -= 1
    if not reader.take(")"):
        raise fault("a parenthesis has no end")
    return made


def _comparison(reader: _Reader) -> pl.Expr:
    """Compare a column; an empty cell equals nothing but null."""
    name = reader.next("a column")
    column = reader.column(name.text)
    negated = reader.take("not")
    sign = next((sign for sign in _COMPARE if reader.take(sign)), None)
    if sign is None or (negated and sign != "in"):
        raise fault(f"{name.text!r:.60} is not compared with anything")
    if sign == "in":
        among = _among(reader, column)
        return ~among if negated else among
    return _compared(column, sign, reader.next("a value"))


def _among(reader: _Reader, column: pl.Expr) -> pl.Expr:
    if not reader.take("("):
        raise fault("the values after in stand in parentheses")
    made = _compared(column, "=", reader.next("a value"))
    while reader.take(","):
        made |= _compared(column, "=", reader.next("a value"))
    if not reader.take(")"):
        raise fault("a parenthesis has no end")
    return made


def _compared(column: pl.Expr, sign: str, value: _Token) -> pl.Expr:
    if value.kind == "bare" and value.text.lower() == "null":
        if sign not in {"=", "!="}:
            raise fault(f"null has no order, so no {sign}")
        return column.is_null() if sign == "=" else column.is_not_null()
    as_text = _by_sign(column, sign, pl.lit(value.text))
    number = _number(value.text)
    if number is None:
        return as_text.fill_null(value=False)
    cell = column.cast(pl.Float64, strict=False)
    as_number = _by_sign(cell, sign, pl.lit(number))
    return pl.coalesce(as_number, as_text).fill_null(value=False)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _by_sign(left: pl.Expr, sign: str, right: pl.Expr) -> pl.Expr:
    made: Mapping[str, Callable[[], pl.Expr]] = {
        "=": lambda: left == right,
        "!=": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }
    return made[sign]()
