"""What the page says."""

import re
from pathlib import Path

from dispatch.layers import Timeliness
from dispatch.page.texts import page_texts
from dispatch.plan_rows import Reason

SCRIPTS = Path("dispatch/page/scripts")


def test_every_reason_has_words() -> None:
    assert set(page_texts()["reason"]) == {reason.value for reason in Reason}


def test_every_timeliness_is_in_the_legend() -> None:
    assert {kind.value for kind in Timeliness} <= set(page_texts()["legend"])


def test_every_text_that_scripts_ask_for_is_there() -> None:
    texts = page_texts()
    keys = {
        key
        for script in SCRIPTS.glob("*.js")
        for key in re.findall(r'"([a-z_]+\.[a-z_]+)"', script.read_text("utf-8"))
    }
    assert keys
    for key in keys:
        group, name = key.split(".")
        assert name in texts[group], key
