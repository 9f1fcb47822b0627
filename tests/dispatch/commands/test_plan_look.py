"""`dispatch plan`: how its page begins."""

from pathlib import Path

import pytest

from dispatch.cli import main


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_language_and_theme_are_the_pages(tmp_path: Path) -> None:
    look = ("--language", "zh", "--theme", "light")
    assert run("plan", "one_step_away", *look, "-o", tmp_path) == 0
    page = (tmp_path / "plan.html").read_text("utf-8")
    assert '<html lang="zh" data-language="zh" data-theme="light">' in page


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--language", "cn"), "error: --language: 'cn' is not known"),
        (("--theme", "drak"), "error: --theme: 'drak' is not known; did you mean"),
    ],
)
def test_others_are_refused_in_one_line(
    words: tuple[str, str],
    fault: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("plan", *words, "-o", tmp_path / "out") == 2
    assert capsys.readouterr().err.startswith(fault)
    assert not (tmp_path / "out").exists()
