"""What our pages say."""

import re
from pathlib import Path

import pytest

from dispatch.layers import Timeliness
from dispatch.page.texts import LANGUAGES, page_texts, said
from dispatch.plan_rows import Reason

PAGES = Path("dispatch/page")
FOLDERS = sorted(file.parent.parent for file in PAGES.glob("*/languages/en.toml"))
KEYS = re.compile(r'"([a-z_]+\.[a-z_]+)"')
COMMENTS = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
BRACES = re.compile(r"\{\w+\}")


def texts_of(folder: Path) -> dict[str, dict[str, str]]:
    """Return the texts of a folder by language and key, shared ones among them."""
    return {
        language: {
            f"{group}.{name}": text
            for group, names in texts.items()
            for name, text in names.items()
        }
        for language, texts in page_texts(folder).items()
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_language_says_the_same_things(folder: Path) -> None:
    english, chinese = (texts_of(folder)[language] for language in LANGUAGES)
    assert list(english) == list(chinese)
    for key, text in english.items():
        assert text.strip(), key
        assert sorted(BRACES.findall(text)) == sorted(BRACES.findall(chinese[key])), key


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_chinese_is_chinese(folder: Path) -> None:
    for key, text in texts_of(folder)["zh"].items():
        words = re.findall(r"[A-Za-z]{3,}", BRACES.sub("", text))
        assert words == [], key


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_text_that_is_asked_for_is_there(folder: Path) -> None:
    files = [
        file
        for place in {folder, PAGES / "shared"}
        for pattern in ("scripts/*.js", "*.jinja")
        for file in place.glob(pattern)
    ]
    keys = {
        key
        for file in files
        for key in KEYS.findall(COMMENTS.sub("", file.read_text("utf-8")))
    }
    assert keys
    # What the frame asks each page for.
    own = {"page.name"} if folder == PAGES / "shared" else set()
    assert keys - own <= set(texts_of(folder)["en"])


def test_every_reason_and_timeliness_has_words() -> None:
    texts = page_texts(PAGES / "plan")["en"]
    assert set(texts["reason"]) == {reason.value for reason in Reason}
    assert {kind.value for kind in Timeliness} <= set(texts["legend"])


def test_a_text_in_each_language() -> None:
    assert said(page_texts(PAGES / "plan"), "level.high") == {"en": "high", "zh": "高"}
