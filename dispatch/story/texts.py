"""What a story is told in, by language: `languages/*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from maps.errors import FieldError
from scenarios.nearest_word import hint

_LANGUAGES = Path(__file__).with_name("languages")

Texts = dict[str, dict[str, str]]


def languages() -> tuple[str, ...]:
    """Name the languages that there are."""
    return tuple(sorted(file.stem for file in _LANGUAGES.glob("*.toml")))


def story_texts(language: str = "en") -> Texts:
    """Return the phrases of a language, grouped as in its file.

    Raises
    ------
    FieldError : there are none in that language.
    """
    if language not in languages():
        mend = hint(language, languages())
        raise FieldError(f"{language!r:.40} is not known", field="--lang", mend=mend)
    file = _LANGUAGES / f"{language}.toml"
    texts: Texts = tomllib.loads(file.read_text("utf-8"))
    return texts
