"""A real browser without any network, for tests of pages."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


_COUNT_PIXELS = """async ([picture, colour, within]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const dots = context.getImageData(0, 0, image.width, image.height).data;
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  let found = 0;
  for (let i = 0; i < dots.length; i += 4) {
    if (wanted.every((value, part) => Math.abs(dots[i + part] - value) <= within)) {
      found += 1;
    }
  }
  return found;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """A page in the browser, and what happened since it was opened.

    requests : addresses asked for, the page's own file apart. messages : of the
    console. errors : thrown by scripts.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Whether nothing was asked for, said or thrown."""
        return not (self.requests or self.messages or self.errors)

    def pixels_near(self, colour: str, selector: str = "body", within: int = 12) -> int:
        """Count pixels of an element's picture that have about a colour."""
        picture = self.page.locator(selector).first.screenshot()
        blank = self.page.context.new_page()
        counted: int = blank.evaluate(
            _COUNT_PIXELS, [base64.b64encode(picture).decode("ascii"), colour, within]
        )
        blank.close()
        return counted

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements that match."""
        return self.page.locator(selector).all_inner_texts()


def open_page(  # noqa: PLR0913  # each has a plain default
    browser: Browser,
    file: Path,
    *,
    width: int = 1366,
    height: int = 768,
    offline: bool = True,
    first: str = "",
) -> OpenPage:
    """Open a file, with the network off unless told otherwise.

    first : a script that runs before those of the page.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        offline=offline,
        reduced_motion="reduce",
    )
    opened = OpenPage(page=context.new_page())
    if first:
        opened.page.add_init_script(first)
    own = file.resolve().as_uri()
    opened.page.on(
        "request",
        lambda request: (
            None if request.url == own else opened.requests.append(request.url)
        ),
    )
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.goto(own)
    return opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, from CHROMIUM or the search path; required where CI is set."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        reason = "no chromium: install one or set CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        yield chromium
        chromium.close()
