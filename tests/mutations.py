"""Files spoiled by chance: the same seed and number give the same bytes again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

HOSTILE = (
    *("", " ", "\0", "\x1b[2J", "\ufeff", "\u202e", "\u200f", "\U0010ffff", "\r"),
    *("<script>alert(1)</script>", "=1+1", "@SUM(A1)", "-1", "+1", '"', "'", '"""'),
    *("nan", "inf", "-inf", "1e999", "-0", "0.5", "9" * 30, "-" + "9" * 30, "1" * 5000),
    *("181", "-91", "0", "1"),
    *("true", "null", "[]", "{}", "[[", "]]", "}", "a.b.c", "#", ",", ";", "\t", "\n"),
    *(
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-03-21",
        "46102.7",
    ),
    *("24:00", "3/21/2026 17:00", "2026-02-30T00:00:00Z", "1970-01-01T00:00:00+23:59"),
    *("丽景小区", "x" * 3000, "\\ud800", "\\u0000", "%s", "../../etc/passwd", "&lol;"),
)
_BYTES = (b"\xff", b"\x80", b"\xed\xa0\x80", b"\xc3", b"\xfe\xff", b"\xff\xfe", b"\0")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_VALUE = re.compile(rb'(?<=")[^"\n]*(?=")|(?<=,)[^,\n]*(?=,)')

Change = Callable[[random.Random, bytes], bytes]


def mutated(seeds: Sequence[bytes], number: int) -> bytes:
    """Return one of the seeds, changed in one to four ways."""
    # The generator draws, and keeps no secret.
    chance = random.Random(number)  # noqa: S311 - see above
    content = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(_CHANGES)(chance, content)
    return content


def _span(chance: random.Random, content: bytes, most: int = 200) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.randint(0, most))


def _flip(chance: random.Random, content: bytes) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 8)) if spoiled else ():
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _drop(chance: random.Random, content: bytes) -> bytes:
    start, end = _span(chance, content)
    return content[:start] + content[end:]


def _double(chance: random.Random, content: bytes) -> bytes:
    start, end = _span(chance, content)
    return content[:end] + content[start:end] * chance.randint(1, 5) + content[end:]


def _insert(chance: random.Random, content: bytes) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + _hostile(chance) + content[at:]


def _hostile(chance: random.Random) -> bytes:
    return chance.choice([*_BYTES, *(text.encode() for text in HOSTILE)])


def _other_number(chance: random.Random, content: bytes) -> bytes:
    return _replaced(chance, content, _NUMBER)


def _other_value(chance: random.Random, content: bytes) -> bytes:
    return _replaced(chance, content, _VALUE)


def _replaced(chance: random.Random, content: bytes, what: re.Pattern[bytes]) -> bytes:
    found = list(what.finditer(content))
    if not found:
        return content
    start, end = chance.choice(found).span()
    return content[:start] + _hostile(chance) + content[end:]


def _swap_lines(chance: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


_CHANGES: Sequence[Change] = (
    *(_flip, _cut, _drop, _double, _insert, _swap_lines),
    # Those that leave a file readable get further in.
    *(_other_number, _other_number, _other_value, _other_value),
)
