"""What can be wrong with what we are given.

    InputError              one clear line, exit code 2
    ├── FileError           missing, empty, cut short, unreadable, not writable
    ├── FieldError          a field of a row: unknown, missing, out of range
    ├── PlaceError          a point away from every road, an unknown address
    └── OfflineError        needs the network, and there is none

All four packages' rooms raise these; anything else that escapes is a fault of
ours.
"""

from __future__ import annotations


class InputError(ValueError):
    """Something in the user's input is wrong, and the user can mend it.

    Parameters
    ----------
    problem : what is wrong, as a clause ("longitude 641.9 is not on Earth").
    file, row, field : where it stands; a row counts from 1, headings apart.
    mend : what to do about it, as a clause ("write degrees, lon before lat").
    """

    def __init__(
        self,
        problem: str,
        *,
        file: object = None,
        row: object = None,
        field: str | None = None,
        mend: str | None = None,
    ) -> None:
        self.problem = problem
        self.file = None if file is None else str(file)
        self.row = None if row is None else str(row)
        self.field = field
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        """One line: "file, row, field: problem; mend"."""
        where = ", ".join(part for part in (self.file, self.row, self.field) if part)
        line = f"{where}: {self.problem}" if where else self.problem
        line = f"{line}; {self.mend}" if self.mend else line
        return " ".join(line.split())


class FileError(InputError):
    """A file or folder that cannot be read or written as a whole."""


class FieldError(InputError):
    """A field of a row that does not hold what it should."""


class PlaceError(InputError):
    """A point or an address that the roads do not know."""


class OfflineError(InputError):
    """The network is needed and cannot be reached."""
