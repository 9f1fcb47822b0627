"""What a story is told in, by language: `languages/*.toml`."""

from __future__ import annotations

from pathlib import Path

from dispatch.language_files import Texts, languages_in, texts_in

__all__ = ["Texts", "languages", "story_texts"]

_LANGUAGES = Path(__file__).with_name("languages")


def languages() -> tuple[str, ...]:
    """Name the languages that there are."""
    return languages_in(_LANGUAGES)


def story_texts(language: str = "en") -> Texts:
    """Return the phrases of a language, grouped as in its file.

    Raises
    ------
    FieldError : there are none in that language.
    """
    return texts_in(_LANGUAGES, language)
