"""The nearest known word to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LIKENESS = 0.5
_FEW = 12
_LONG = 100  # letters; *assumed*: no known word is half as long
_MANY = 1000  # *assumed*: to compare with more takes longer than it helps


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one whatever its case, or None.

    None too for a word of over 100 letters, and where over 1000 are known.
    """
    known = tuple(known)
    if len(word) > _LONG or len(known) > _MANY:
        return None
    spelled = {candidate.casefold(): candidate for candidate in known}
    near = get_close_matches(word.casefold(), spelled, n=1, cutoff=_LIKENESS)
    return spelled[near[0]] if near else None


def hint(word: str, known: Iterable[str]) -> str | None:
    """Say what may be meant by an unknown word, as a clause; None if no idea.

    Names the nearest known word, else all of them where they are few.
    """
    words = sorted(known)
    near = nearest_word(word, words)
    if near is not None:
        return f"did you mean '{near}'?"
    if 0 < len(words) <= _FEW:
        return f"known: {', '.join(words)}"
    return None
