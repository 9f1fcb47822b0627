"""Chinese addresses: where in the country, which street or compound, which door.

    浙江省杭州市萧山区北干街道 | 金城路 | 358号 | 丽景小区 | 3幢 | 2单元 | 1201室
    regions                    street   number  compound   building unit  room

Building, unit, floor and room say nothing of the kerb; they are kept as hints for
the officers' way from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_CJK = "一-鿿"
_NUMERALS = "一二三四五六七八九十"
_COUNT = f"[0-9a-z]+|[甲乙丙丁东西南北]|[{_NUMERALS}]+"
_NAME = f"(?:(?![省市区县])[{_CJK}])"  # a region's, which holds no other region
_REGION = re.compile(
    rf"^(?:{_NAME}{{2,7}}?(?:特别行政区|自治区|自治州|自治县|省(?!府))"
    rf"|{_NAME}{{2,5}}?市(?![场民政心北南东西府])"
    rf"|[{_CJK}]{{1,5}}?(?:新区|(?<![{_NUMERALS}小])区|县|镇|乡)(?=[{_CJK}]{{2}})"
    rf"|[{_CJK}]{{2,6}}?街道)"
)
_STREET_END = "路|街|大道|道|巷|弄|胡同|公路|高架"
_STREET = re.compile(
    rf"^(?P<street>[0-9a-z]*[{_CJK}]+(?:{_STREET_END}))"
    r"(?P<number>(?:[0-9]+(?:支弄|弄))*(?:[0-9]+(?:-[0-9]+)?[a-z]?(?:号(?!楼)|$|(?=-)))?)"
)
_NUMBER = re.compile(
    r"^(?:[0-9]+(?:支弄|弄))*(?:[0-9]+(?:-[0-9]+)?[a-z]?(?:号(?!楼)|$))?"
)
_COMPOUND = re.compile(
    rf"^[0-9a-z{_CJK}]{{1,12}}?(?:小区|花园|家园|花苑|公寓|新村|新苑|名苑|雅苑|山庄|公馆"
    rf"|广场|大厦|中心|社区|苑|园|府|庭|邸|城|湾|里|村|坊|居|寓)"
    rf"(?=$|[0-9a-z]|[东西南北]区|[{_NUMERALS}]+(?:期|区|幢|栋|座))"
)
_HINTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "phase": re.compile(rf"({_COUNT})(?:期|区)"),
        "building": re.compile(rf"({_COUNT})(?:号楼|幢|栋|座)"),
        "unit": re.compile(rf"({_COUNT})单元"),
        "floor": re.compile(rf"({_COUNT})(?:层|楼)"),
        "room": re.compile(rf"({_COUNT})(?:室|房)"),
    }
)
IsStreet = Callable[[str], bool]
_LONGEST_NAME = 16  # characters
_SHORTEST_BEFORE, _LONGEST_BEFORE = 2, 10
_BARE_ROOM = re.compile(r"^-?([0-9]{3,4})$")
_DIGITS = {digit: value for value, digit in enumerate(_NUMERALS[:-1], start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseAddress:
    """Parts of an address; "" where one is not said.

    regions : province, city, district and so on, largest first. before : words that
    are no region by their form and stand before a known street ("杭州"). hints :
    building, unit, floor, room, by those names.
    """

    regions: tuple[str, ...] = ()
    before: str = ""
    street: str = ""
    number: str = ""
    compound: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)


def parse_chinese(text: str, is_street: IsStreet = lambda _: False) -> ChineseAddress:
    """Take a folded address apart.

    is_street : whether a street has exactly that name; where one is known, it is
    taken before any rule of how streets are called.

    >>> found = parse_chinese("杭州市金城路358号丽景小区3幢2单元1201室")
    >>> found.street, found.number, found.compound, found.hints["unit"]
    ('金城路', '358', '丽景小区', '2')
    """
    regions, rest = _regions(re.sub(r"[\s,;。.()#]+", "", text), is_street)
    before = _before_known(rest, is_street)
    street, number, rest = _street(rest[len(before) :], is_street)
    compound, rest = _compound(rest)
    if not street and not compound:
        compound, rest = _before_hints(rest)
    return ChineseAddress(
        regions=regions,
        before=before,
        street=street,
        number=number,
        compound=compound,
        hints=_hints(rest),
    )


def _regions(text: str, is_street: IsStreet) -> tuple[tuple[str, ...], str]:
    found = []
    while not _known_street(text, is_street):
        match = _REGION.match(text)
        if match is None or match.end() == len(text):
            break
        found.append(match[0])
        text = text[match.end() :]
    return tuple(found), text


def _before_known(text: str, is_street: IsStreet) -> str:
    """Words before the first known street, "" where it is first or there is none.

    One character alone may be a part of the name, and is no such word.
    """
    if _known_street(text, is_street):
        return ""
    starts = range(_SHORTEST_BEFORE, min(len(text), _LONGEST_BEFORE) + 1)
    return next((text[:at] for at in starts if _known_street(text[at:], is_street)), "")


def _known_street(text: str, is_street: IsStreet) -> str:
    """Longest beginning of a text that is a street's name, "" where none is."""
    ends = range(min(len(text), _LONGEST_NAME), 1, -1)
    return next((text[:end] for end in ends if is_street(text[:end])), "")


def _street(text: str, is_street: IsStreet) -> tuple[str, str, str]:
    """Street, number and rest; a lane without a name is part of the number."""
    known = _known_street(text, is_street)
    if known:
        number = _NUMBER.match(text[len(known) :])
        said = number[0] if number else ""
        return known, said.rstrip("号"), text[len(known) + len(said) :]
    match = _STREET.match(text)
    if match is None:
        return "", "", text
    return match["street"], match["number"].rstrip("号"), text[match.end() :]


def _compound(text: str) -> tuple[str, str]:
    match = _COMPOUND.match(text)
    return ("", text) if match is None else (match[0], text[match.end() :])


def _before_hints(text: str) -> tuple[str, str]:
    """Whatever stands before the first hint is a name of some kind."""
    starts = [
        match.start() for each in _HINTS.values() for match in each.finditer(text)
    ]
    first = min(starts, default=len(text))
    return text[:first], text[first:]


def _hints(text: str) -> dict[str, str]:
    found = {}
    for name, pattern in _HINTS.items():
        match = pattern.search(text)
        if match:
            found[name] = digits(match[1])
            text = text[: match.start()] + "|" + text[match.end() :]
    bare = _BARE_ROOM.match(text.strip("|"))
    if bare and "room" not in found:
        found["room"] = bare[1]
    return found


def digits(text: str) -> str:
    """Write a small Chinese number in digits, and leave anything else.

    >>> digits("三"), digits("十二"), digits("二十"), digits("12a")
    ('3', '12', '20', '12a')
    """
    tens, ten, ones = text.rpartition("十")
    known = all(each in _DIGITS for each in tens + ones)
    if not known or len(tens) > 1 or len(ones) > 1:
        return text
    return str((_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0))
