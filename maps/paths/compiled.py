"""Loops for numba: compiled on their first call, then kept between runs.

Numba keeps them beside the module or, where that folder is read-only, in the user's
cache folder (`NUMBA_CACHE_DIR` names another). Several processes may do so at once.
What is kept holds what a loop calls in other modules too, and is made anew only when
its own module changes: whoever changes a loop that others call runs `make clean`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile a function of arrays; while it runs, other threads run too."""
    options: Any = {"boundscheck": False, "error_model": "numpy", "nogil": True}
    try:
        loop: _Function = njit(cache=True, **options)(function)
    except RuntimeError:  # no folder can be written: compiled anew in each run
        loop = njit(**options)(function)
    return loop
