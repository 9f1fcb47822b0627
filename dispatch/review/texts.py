"""What a review is told in, by language: `languages/*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LANGUAGES = Path(__file__).with_name("languages")

Texts = dict[str, dict[str, str]]


def languages() -> tuple[str, ...]:
    """Name the languages that there are."""
    return tuple(sorted(file.stem for file in _LANGUAGES.glob("*.toml")))


def review_texts(language: str) -> Texts:
    """Return the phrases of a language, grouped as in its file."""
    texts: Texts = tomllib.loads((_LANGUAGES / f"{language}.toml").read_text("utf-8"))
    return texts
