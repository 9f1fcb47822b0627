"""What our pages say, by language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path

from dispatch.language_files import Texts, texts_in

LANGUAGES = ("en", "zh")

_SHARED = Path(__file__).with_name("shared")


def page_texts(*folders: Path) -> dict[str, Texts]:
    """Return the texts of a page by language, those that all pages share among them.

    folders : of the page, and before it of those whose texts it takes; of each they
    are languages/en.toml and zh.toml.
    """
    return {
        language: reduce(_joined, (_in(each, language) for each in (_SHARED, *folders)))
        for language in LANGUAGES
    }


def said(texts: Mapping[str, Texts], key: str) -> dict[str, str]:
    """Return one text, "group.name", in each language."""
    group, name = key.split(".")
    return {language: texts[language][group][name] for language in texts}


def _in(folder: Path, language: str) -> Texts:
    return texts_in(folder / "languages", language)


def _joined(taken: Texts, own: Texts) -> Texts:
    """Put a page's own texts beside those it takes; a group may have both."""
    groups = [*taken, *(group for group in own if group not in taken)]
    return {group: taken.get(group, {}) | own.get(group, {}) for group in groups}
