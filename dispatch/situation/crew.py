"""Officers and skills of units and alerts as numbers and bits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dispatch.assignment.problem import Crew, Longs
from maps.errors import FieldError
from scenarios.alert import Alert
from scenarios.attended import officers_lacking, skills_lacking, units_there
from scenarios.unit import Unit

MOST_SKILLS = 62  # as many as a whole number of 64 bits has, one and the sign apart


def crew_of(units: Sequence[Unit], alerts: Sequence[Alert]) -> Crew:
    """Put officers and skills into arrays; a bit for each skill that is wanted.

    Units on scene at an alert bring theirs already: it asks for what is lacking.

    Raises
    ------
    FieldError : more different skills are wanted than there are bits.
    """
    there = units_there(units)
    wanted = [skills_lacking(alert, there) for alert in alerts]
    words = sorted({skill for skills in wanted for skill in skills})
    if len(words) > MOST_SKILLS:
        problem = f"{len(words)} different skills are wanted, {MOST_SKILLS} at most"
        raise FieldError(problem, field="skills", mend="use fewer words for the same")
    bits = {word: 1 << number for number, word in enumerate(words)}
    return Crew(
        officers=np.array([unit.officers for unit in units], np.int64),
        needed=np.array(
            [max(1, officers_lacking(alert, there)) for alert in alerts], np.int64
        ),
        skills=_sums(bits, (unit.skills for unit in units)),
        wanted=_sums(bits, wanted),
        of_one=np.array([alert.skills_by == "unit" for alert in alerts], np.bool_),
    )


def _sums(bits: Mapping[str, int], skills: Iterable[tuple[str, ...]]) -> Longs:
    sums = [sum(bits.get(word, 0) for word in set(words)) for words in skills]
    return np.array(sums, np.int64)
