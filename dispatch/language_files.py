"""Texts by language: a folder of `en.toml`, `zh.toml`, … with the same keys."""

from __future__ import annotations

import tomllib
from pathlib import Path

from maps.errors import FieldError
from scenarios.nearest_word import hint

Texts = dict[str, dict[str, str]]


def languages_in(folder: Path) -> tuple[str, ...]:
    """Name the languages that there are."""
    return tuple(sorted(file.stem for file in folder.glob("*.toml")))


def texts_in(folder: Path, language: str) -> Texts:
    """Return the phrases of a language, grouped as in its file.

    Raises
    ------
    FieldError : there are none in that language.
    """
    if language not in languages_in(folder):
        mend = hint(language, languages_in(folder))
        raise FieldError(f"{language!r:.40} is not known", field="--lang", mend=mend)
    texts: Texts = tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))
    return texts
