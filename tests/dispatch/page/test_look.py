"""How a page begins."""

import pytest

from dispatch.page.look import Look
from maps.errors import FieldError


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"language": "zn"}, "--language: 'zn' is not known; did you mean 'zh'"),
        ({"language": "ZH"}, "--language: 'ZH' is not known"),
        ({"theme": "drak"}, "--theme: 'drak' is not known; did you mean 'dark'"),
        ({"theme": ""}, "--theme: '' is not known"),
    ],
)
def test_unknown_words_are_refused(words: dict[str, str], fault: str) -> None:
    with pytest.raises(FieldError) as raised:
        Look(**words)  # type: ignore[arg-type]
    assert str(raised.value).startswith(fault)


def test_both_languages_are_read_as_english() -> None:
    readings = {each: Look(language=each).reading for each in ("en", "zh", "both")}
    assert readings == {"en": "en", "zh": "zh", "both": "en"}
