"""`Sheet`: rows of one kind as they stand in a file, not yet checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maps.coordinates import Frame
from maps.errors import InputError
from scenarios.row_faults import Model, Spot, checked, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows of one kind and where each of them stands.

    frame : of the points that name none. strict : values are typed already, else
    they are read from text.
    """

    spot: Spot
    rows: tuple[tuple[Spot, object], ...]
    frame: Frame | None = None
    strict: bool = True

    def check(
        self, model: type[Model], faults: list[InputError]
    ) -> list[tuple[Spot, Model]]:
        """Return the rows that are right; what is wrong goes to `faults`."""
        rows = (
            (spot, checked(model, raw, spot, faults, strict=self.strict))
            for spot, raw in self.rows
        )
        return [(spot, row) for spot, row in rows if row is not None]


NO_ROWS = Sheet(spot=Spot(), rows=())


def sheet_of(
    table: Mapping[str, object],
    kind: str,
    spot: Spot,
    faults: list[InputError],
    frame: Frame | None = None,
) -> Sheet:
    """Take one list of rows out of a file's table; row 3 of units is "units 3"."""
    rows = table.get(kind, ())
    if not isinstance(rows, list | tuple):
        mend = f"write [[{kind}]] above each row"
        problem = f"{shown(rows)} is not a list of rows"
        faults.append(spot.fault(problem, field=kind, mend=mend))
        rows = ()
    spots = (Spot(file=spot.file, row=f"{kind} {n}") for n in range(1, len(rows) + 1))
    return Sheet(
        spot=Spot(file=spot.file, row=kind),
        rows=tuple(zip(spots, rows, strict=True)),
        frame=frame,
    )
