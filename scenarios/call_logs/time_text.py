"""How the times of a column are written: found out from some of its texts.

A time is a date, a clock time or none, and an offset or none, in the letters of
strftime as polars reads them; or a number: seconds or milliseconds since 1970, or a
spreadsheet's days. Dates as 3/4/2017 may mean two days: the column's other dates say
which, else the reading under which its days lie closer together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

EPOCH_S, EPOCH_MS, EPOCH_US = "epoch s", "epoch ms", "epoch us"
SERIAL = "spreadsheet days"
NUMBERS = (EPOCH_S, EPOCH_MS, EPOCH_US, SERIAL)

# Years of the moments that a number may be; *assumed*: no export is older, and an id
# of as many digits is then seldom taken for a time. Seconds since 1970.
_EARLIEST_S, _LATEST_S = 631_152_000, 1_893_456_000  # 1990 and 2030
# Days since 30 December 1899 (Excel's 1900 system): 1954 to 2119, as elsewhere here.
_EARLIEST_DAY, _LATEST_DAY = 20_000, 80_000

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\d{4}-\d{1,2}-\d{1,2}", ("%Y-%m-%d",)),
    (r"\d{4}/\d{1,2}/\d{1,2}", ("%Y/%m/%d",)),
    (r"\d{4}\.\d{1,2}\.\d{1,2}", ("%Y.%m.%d",)),
    (r"\d{4}年\d{1,2}月\d{1,2}日", ("%Y年%m月%d日",)),
    (r"\d{1,2}/\d{1,2}/\d{4}", ("%m/%d/%Y", "%d/%m/%Y")),
    (r"\d{1,2}/\d{1,2}/\d{2}", ("%m/%d/%y", "%d/%m/%y")),
    (r"\d{1,2}-\d{1,2}-\d{4}", ("%m-%d-%Y", "%d-%m-%Y")),
    (r"\d{1,2}\.\d{1,2}\.\d{4}", ("%d.%m.%Y",)),
    (r"\d{1,2}\.\d{1,2}\.\d{2}", ("%d.%m.%y",)),
    (rf"\d{{1,2}} {_MONTH} \d{{4}}", ("%d %b %Y",)),
    (rf"\d{{1,2}}-{_MONTH}-\d{{4}}", ("%d-%b-%Y",)),
    (rf"\d{{1,2}}-{_MONTH}-\d{{2}}", ("%d-%b-%y",)),
    (rf"{_MONTH} \d{{1,2}} \d{{4}}", ("%b %d %Y",)),
    (rf"{_MONTH} \d{{1,2}}, \d{{4}}", ("%b %d, %Y",)),
    (rf"{_MONTH}[a-z]+ \d{{1,2}}, \d{{4}}", ("%B %d, %Y",)),
    (r"(?:19|20)\d{2}[01]\d[0-3]\d", ("%Y%m%d",)),
)
_CLOCKS: tuple[tuple[str, str], ...] = (
    (r"\d{1,2}:\d{2}:\d{2}\.\d+", "%H:%M:%S%.f"),
    (r"\d{1,2}:\d{2}:\d{2}", "%H:%M:%S"),
    (r"\d{1,2}:\d{2}", "%H:%M"),
    (r"\d{1,2}:\d{2}:\d{2}\.\d+ [ap]m", "%I:%M:%S%.f %p"),
    (r"\d{1,2}:\d{2}:\d{2} [ap]m", "%I:%M:%S %p"),
    (r"\d{1,2}:\d{2}:\d{2}[ap]m", "%I:%M:%S%p"),
    (r"\d{1,2}:\d{2} [ap]m", "%I:%M %p"),
    (r"\d{1,2}:\d{2}[ap]m", "%I:%M%p"),
    (r"\d{1,2}\.\d{2}\.\d{2}", "%H.%M.%S"),
    (r"\d{1,2}时\d{1,2}分\d{1,2}秒", "%H时%M分%S秒"),
    (r"\d{1,2}时\d{1,2}分", "%H时%M分"),
    (r"[0-2]\d[0-5]\d[0-5]\d", "%H%M%S"),
    (r"[0-2]\d[0-5]\d", "%H%M"),
    (r"", ""),
)
_BETWEEN = re.compile(r" at |, |[t ]|", re.IGNORECASE)
_ZONES: tuple[tuple[str, str], ...] = (
    (r"(?: ?z| ?[+-]\d{2}:?(?:\d{2})?)", "%#z"),
    (r" utc", " UTC"),
    (r" gmt", " GMT"),
    (r"", ""),
)
_DATE_FORMS = tuple((re.compile(p, re.IGNORECASE), f) for p, f in _DATES)
_TAIL_FORMS = tuple(
    (re.compile(clock + zone, re.IGNORECASE), form + mark)
    for clock, form in _CLOCKS
    for zone, mark in _ZONES
    if clock or not zone
)
_NUMBER = re.compile(r"-?\d{1,17}(?:\.\d*)?(?:e\+?\d+)?", re.IGNORECASE)
_DIGITS = str.maketrans("123456789", "0" * 9)
_SLASHED = re.compile(r"%[md][/-]%[md]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a column's times are written.

    forms : strftime's letters or of `NUMBERS`, the most frequent first. share : of the
    texts that they read.
    """

    forms: tuple[str, ...]
    share: float

    @property
    def zoned(self) -> tuple[bool, ...]:
        """Whether each form says its offset."""
        return tuple(is_zoned(form) for form in self.forms)

    @property
    def date_only(self) -> bool:
        """Whether no form has a clock time."""
        return all(
            form not in NUMBERS and not any(c in form for c in ("%H", "%I"))
            for form in self.forms
        )


def is_zoned(form: str) -> bool:
    """Tell whether times so written are moments wherever one is."""
    return form in {EPOCH_S, EPOCH_MS, EPOCH_US} or form.endswith(
        ("%#z", " UTC", " GMT", "%z")
    )


def forms_of(text: str) -> tuple[str, ...]:
    """Return the forms that a text may be written in; none for what is no time.

    >>> forms_of("2017-01-05 08:04"), forms_of("3/14/2017")
    (('%Y-%m-%d %H:%M',), ('%m/%d/%Y',))
    """
    if _NUMBER.fullmatch(text):
        return _number_forms(text)
    for date, forms in _DATE_FORMS:
        found = date.match(text)
        if found is None:
            continue
        tail = _tail(text[found.end() :])
        if tail is not None:
            possible = tuple(form for form in forms if _may_be(text, form))
            return tuple(form + tail for form in possible)
    return ()


def _number_forms(text: str) -> tuple[str, ...]:
    """Read digits: a date and a clock time, a moment, or a spreadsheet's days."""
    if text.isdigit() and text[:2] in {"19", "20"}:
        run = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M", 8: "%Y%m%d"}.get(len(text))
        if run and _reads(text, run):
            return (run,)
    value = float(text)
    for unit, form in ((1.0, EPOCH_S), (1e3, EPOCH_MS), (1e6, EPOCH_US)):
        if _EARLIEST_S * unit <= value < _LATEST_S * unit:
            return (form,)
    return (SERIAL,) if _EARLIEST_DAY <= value < _LATEST_DAY else ()


def _tail(rest: str) -> str | None:
    """Return the form of what follows a date, None where it is none."""
    between = _BETWEEN.match(rest)
    gap = between.group() if between else ""
    after = rest[len(gap) :]
    if gap and not after:
        return None
    for pattern, form in _TAIL_FORMS:
        if pattern.fullmatch(after) and (form or not after):
            return gap + form
    return None


def _may_be(text: str, form: str) -> bool:
    """Tell whether day and month are possible, of forms where either comes first."""
    if not _SLASHED.match(form):
        return True
    first, second = (int(part) for part in re.findall(r"\d+", text)[:2])
    month, day = (first, second) if form.startswith("%m") else (second, first)
    return 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004 - a calendar's


def _reads(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - asked only whether it is one
    except ValueError:
        return False
    return True


def written(texts: Sequence[str]) -> Written:
    """Find out how times are written.

    texts : some of a column's, without empty ones.
    """
    read = [*_read(texts)]
    sure = Counter(forms[0] for _, forms in read if len(forms) == 1)
    unsure = [(text, forms) for text, forms in read if len(forms) > 1]
    for pair in dict.fromkeys(forms for _, forms in unsure):
        these = [text for text, forms in unsure if forms == pair]
        sure[_meant(pair, these, sure)] += len(these)
    n = len(texts)
    return Written(
        forms=tuple(form for form, _ in sure.most_common()),
        share=sure.total() / n if n else 0.0,
    )


def _read(texts: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give texts with their forms; of one shape, digits apart, all have the same.

    But for bare numbers, and where day and month are told apart by their size.
    """
    known: dict[str, tuple[str, ...]] = {}
    for text in texts:
        shape = text.translate(_DIGITS)
        forms = known.get(shape)
        if forms is None:
            forms = forms_of(text)
            if forms and not _NUMBER.fullmatch(text) and not _SLASHED.match(forms[0]):
                known[shape] = forms
        yield text, forms


def _meant(pair: tuple[str, ...], texts: Iterable[str], sure: Counter[str]) -> str:
    """Choose between day and month first."""
    first = pair[0][:2]
    said = Counter(dict.fromkeys(("%m", "%d"), 0))
    for form, n in sure.items():
        if _SLASHED.match(form):
            said[form[:2]] += n
    if said["%m"] != said["%d"]:
        order = said.most_common(1)[0][0]
        return pair[0] if first == order else pair[1]
    dates = [[int(part) for part in re.findall(r"\d+", text)[:3]] for text in texts]
    spans = [_span(dates, form) for form in pair]
    return pair[spans.index(min(spans))]


def _span(dates: Sequence[Sequence[int]], form: str) -> int:
    """Return about how many days lie between the first and the last."""
    at, of = (0, 1) if form.startswith("%m") else (1, 0)
    days = [date[2] * 372 + date[at] * 31 + date[of] for date in dates]
    return max(days) - min(days)
