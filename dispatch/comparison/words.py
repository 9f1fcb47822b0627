"""A comparison in the words of a language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dispatch.comparison.causes import Cause
from dispatch.comparison.comparison import PlanComparison
from dispatch.comparison.input_changes import InputChange
from dispatch.comparison.near_reasons import NearReason
from dispatch.language_files import Texts, texts_in
from dispatch.terminal_words import in_a_cell, shown

_LANGUAGES = Path(__file__).with_name("languages")


def comparison_texts(language: str = "en") -> Texts:
    """Return the phrases of a language.

    Raises
    ------
    FieldError : there are none in that language.
    """
    return texts_in(_LANGUAGES, language)


def input_words(change: InputChange, texts: Texts) -> str:
    """Say of one value or row what is another about it."""
    say, sheet = texts["input"], texts["sheet"][change.sheet]
    one_sided = {change.before is None: "new", change.after is None: "gone"}
    if not change.field and True in one_sided:
        return shown(say[one_sided[True]].format(sheet=sheet, row=change.row))
    words = say["field"].format(
        sheet=sheet,
        row=change.row,
        field=change.field,
        before=_value(change.before, texts),
        after=_value(change.after, texts),
    )
    return _tidy(shown(words))


def near_words(reason: NearReason, texts: Texts) -> str:
    """Say what is another about an alert or a unit of its visit."""
    said = texts["why"][reason.why]
    return shown(said.format(unit=reason.unit_id, other=reason.other))


def cause_words(found: PlanComparison, texts: Texts) -> Iterator[str]:
    """Say what each part of the second plan's inputs does alone, a line each."""
    say = texts["cause"]
    for cause in found.causes:
        part = texts["part"][cause.part]
        alerts = say["joined"].join(cause.alert_ids)
        yield shown(say[_verdict(cause)].format(part=part, alerts=alerts))
    if not all(cause.tried for cause in found.causes):
        return
    alone = {alert_id for cause in found.causes for alert_id in cause.alert_ids}
    left = [c.alert_id for c in found.difference.changes if c.alert_id not in alone]
    if left and found.causes:
        yield shown(say["together"].format(alerts=say["joined"].join(left)))


def _verdict(cause: Cause) -> str:
    if not cause.tried:
        return "not_tried"
    return "alone" if cause.alert_ids else "not_alone"


def _value(value: object, texts: Texts) -> str:
    """Write a value as a file would have it, in short."""
    if value is None:
        return texts["input"]["nothing"]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return in_a_cell(text)


def _tidy(words: str) -> str:
    """Close the gaps that an empty name leaves."""
    return re.sub(r" +(?=[ :\uff1a])", "", words)
