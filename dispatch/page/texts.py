"""What our pages say, by language."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LANGUAGES = Path(__file__).with_name("languages")

Texts = dict[str, dict[str, str]]


def page_texts(language: str = "en") -> Texts:
    """Return the texts in a language, grouped as in its file."""
    texts: Texts = tomllib.loads((_LANGUAGES / f"{language}.toml").read_text("utf-8"))
    return texts
