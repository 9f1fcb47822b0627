"""What goes wrong on the way to a database, each in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import asyncpg

from maps.errors import FileError, InputError
from scenarios.feeds.address import TableAddress

_MOST_LETTERS = 200
_USER = "give the user in the address, and the password in ~/.pgpass or PGPASSWORD"
# By SQLSTATE (PostgreSQL's manual, appendix A).
_PROBLEMS: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "28P01": ("the server does not let this user in: {said}", _USER),
        "28000": ("the server does not let this user in: {said}", _USER),
        "3D000": ("the server has no such base: {said}", None),
        "42501": ("this user may not read it: {said}", "have SELECT granted"),
        "55P03": ("another program keeps the table locked", "try again after it"),
        "57014": ("not read within {limit:g} s", "read a view of fewer rows"),
    }
)
_OTHER = ("the server says: {said}", None)


@contextmanager
def told(address: TableAddress, limit_s: float) -> Iterator[None]:
    """Turn all that goes wrong into one line without the password.

    limit_s : that the work within may take.

    Raises
    ------
    FileError : something went wrong.
    """
    try:
        yield
    except InputError:
        raise
    except asyncpg.PostgresError as error:
        problem, mend = _PROBLEMS.get(error.sqlstate, _OTHER)
        text = problem.format(said=_said(error), limit=limit_s)
        raise FileError(text, file=address.name, mend=mend) from None
    except TimeoutError:
        problem = f"the server does not answer within {limit_s:g} s"
        raise FileError(problem, file=address.name) from None
    except OSError as error:
        problem = f"the server cannot be reached: {error.strerror or error}"
        mend = "look whether it runs, and at its name and port"
        raise FileError(problem, file=address.name, mend=mend) from None
    except (asyncpg.ClientConfigurationError, UserWarning) as error:
        raise FileError(f"{error!s:.{_MOST_LETTERS}}", file=address.name) from None
    except Exception as error:  # noqa: BLE001 - asyncpg raises all sorts on odd addresses
        # Their texts repeat parts of the address.
        problem = f"cannot be read by this address ({type(error).__name__})"
        raise FileError(problem, file=address.name) from None


def _said(error: asyncpg.PostgresError) -> str:
    """Return the server's own words, shortened."""
    return f"{error.args[0] if error.args else error!s:.{_MOST_LETTERS}}"
