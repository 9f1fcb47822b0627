"""`RuleError`: a rule that raised, or gave orders that cannot be carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.errors import InputError

if TYPE_CHECKING:
    from dispatch.simulation.simulate import SimulatedShift


class RuleError(InputError):
    """A rule at fault.

    so_far : the shift up to then, its log and its events.
    """

    so_far: SimulatedShift | None = None
