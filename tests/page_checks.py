"""What must hold on every page of ours, as functions that list its faults.

`page_faults` runs them all, in both themes and in every language: a page is sound when
the list is empty. Each function is seen to find something on a page that was broken on
purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect

from tests.browser import OpenPage

LANGUAGES = ("en", "zh", "both")
THEMES = ("dark", "light")

# What has to be seen whole and can be pressed, where a page has it. A list may scroll:
# what is out of its sight is left out.
SEEN = (
    ".title, .kpi, .tools button, .tools select, .panel > h2, .panel button, "
    ".legend > *, .leaflet-control, .strip button, #player-clock, #search, .tabs > *"
)
PRESSED = (
    ".kpi, button, input, select, .leaflet-control a, .leaflet-control label, "
    ".alert-row, .unit-chip, .legend > *, .badge, [role=tab]"
)
LABELS = (
    "button, .kpi b, .kpi > span, .kpi > span span, .alert-row .time, "
    ".alert-row .spare, .alert-row .tag, .legend dd, .badge > *, .panel > h2, "
    "#player-clock, [role=tab]"
)


def page_faults(opened: OpenPage) -> list[str]:
    """List every fault of a page; it is left as it was found."""
    found = []
    for look in every_look(opened):
        faults = [*hidden(opened), *covered(opened), *cut_short(opened)]
        found += [f"{look}: {fault}" for fault in faults]
        if look.endswith(" en"):  # colours and roles are the same in all languages
            faults = [*barriers(opened), *faint(opened)]
            found += [f"{look}: {fault}" for fault in faults]
    return [*found, *paper_faults(opened), *noises(opened)]


def every_look(opened: OpenPage) -> Iterator[str]:
    """Show the page in each theme and language in turn, and as it was at the end."""
    before = (theme_of(opened), language_of(opened))
    for theme in THEMES:
        for language in LANGUAGES:
            show_as(opened, theme, language)
            yield f"{theme} {language}"
    show_as(opened, *before)


def show_as(opened: OpenPage, theme: str, language: str) -> None:
    """Press the page's own buttons until it shows so."""
    for button, wanted, now in (
        ("#theme", theme, theme_of),
        ("#language", language, language_of),
    ):
        for _ in range(3):
            if now(opened) == wanted:
                break
            opened.page.locator(button).click()
        assert now(opened) == wanted, f"{button} does not lead to {wanted}"
    opened.page.wait_for_timeout(60)


def theme_of(opened: OpenPage) -> str | None:
    """Return the theme that the page shows."""
    return opened.page.locator("html").get_attribute("data-theme")


def language_of(opened: OpenPage) -> str | None:
    """Return the language that the page shows."""
    return opened.page.locator("html").get_attribute("data-language")


def noises(opened: OpenPage) -> list[str]:
    """List requests, messages of the console, and errors, since the page was opened."""
    return [
        *(f"asked for {request}" for request in opened.requests),
        *(f"said {message}" for message in opened.messages),
        *(f"threw {error}" for error in opened.errors),
    ]


# An element's box as far as the lists and frames around it let it be seen.
_IN_SIGHT = """
const name = (element) => {
  const text = (element.getAttribute("aria-label") || element.innerText || "").trim();
  return `<${element.tagName.toLowerCase()} ${element.id || element.className}> `
    + text.replace(/\\s+/g, " ").slice(0, 60);
};
const inSight = (element) => {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (style.visibility === "hidden") return null;
  for (let frame = element.parentElement; frame; frame = frame.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(frame);
    const box = frame.getBoundingClientRect();
    if (frame === document.body || overflowX + overflowY === "visiblevisible") continue;
    [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
    [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
  }
  return right - left < 3 || bottom - top < 3 ? null : { left, top, right, bottom };
};
"""

_HIDDEN = f"""(selector) => {{{_IN_SIGHT}
  const [wide, high] = [window.innerWidth + 1, window.innerHeight + 1];
  return Array.from(document.querySelectorAll(selector)).filter((element) => {{
    const box = element.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return false;
    return box.left < -1 || box.top < -1 || box.right > wide || box.bottom > high;
  }}).map((element) => "out of the window: " + name(element));
}}"""

_COVERED = f"""(selector) => {{{_IN_SIGHT}
  const mute = document.head.appendChild(document.createElement("style"));
  mute.textContent = "*, *::before, *::after {{ pointer-events: auto !important; }}";
  const faults = [];
  document.querySelectorAll(selector).forEach((element) => {{
    const box = inSight(element);
    if (!box) return;
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const top = document.elementFromPoint(...middle);
    if (top && element.contains(top)) return;
    if (top && top.closest(".leaflet-marker-icon, .badge")) return;
    faults.push("covered: " + name(element) + " by " + (top ? name(top) : "nothing"));
  }});
  mute.remove();
  return faults;
}}"""

_CUT_SHORT = f"""(selector) => {{{_IN_SIGHT}
  return Array.from(document.querySelectorAll(selector)).filter((element) => {{
    const style = getComputedStyle(element);
    if (!inSight(element) || style.display === "inline") return false;
    const clips = style.overflowX !== "visible" || element.matches("button");
    const wide = element.scrollWidth > element.clientWidth + 1;
    const high = element.scrollHeight > element.clientHeight + 2;
    return wide || (clips && high);
  }}).map((element) => "cut short: " + name(element));
}}"""


# WCAG 2.1, 1.4.3: 4.5 to 1, for large letters 3 to 1. axe-core leaves out what stands
# in fixed frames.
_FAINT = f"""() => {{{_IN_SIGHT}
  const colour = (text) => {{
    const [red, green, blue, alpha = 1] = text.match(/[\\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  }};
  const over = (top, under) =>
    [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3]));
  const ground = (element) => {{
    if (!element) return [255, 255, 255];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, ground(element.parentElement));
  }};
  const light = (parts) => parts.reduce((sum, part, at) => {{
    const share = part / 255;
    const linear = share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    return sum + [0.2126, 0.7152, 0.0722][at] * linear;
  }}, 0);
  const contrast = (one, other) => {{
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }};
  const faults = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {{
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.matches("script, style")) continue;
    if (!inSight(element) || element.closest(".leaflet-disabled")) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    const found = contrast(over(colour(ink), under), under);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (found < (large ? 3 : 4.5)) {{
      const holder = element.closest("[class]:not([class=''])");
      const kind = holder ? holder.getAttribute("class") : "";
      const told = `faint: ${{found.toFixed(1)}} to 1 in <${{kind}}>`;
      faults.set(told, `${{told}} ${{texts.currentNode.data.trim().slice(0, 40)}}`);
    }}
  }}
  return Array.from(faults.values());
}}"""


def faint(opened: OpenPage) -> list[str]:
    """List texts that hardly stand out from what is behind them."""
    found: list[str] = opened.page.evaluate(_FAINT)
    return found


def hidden(opened: OpenPage, selector: str = SEEN) -> list[str]:
    """List what stands out of the window, in part or as a whole."""
    found: list[str] = opened.page.evaluate(_HIDDEN, selector)
    return found


def covered(opened: OpenPage, selector: str = PRESSED) -> list[str]:
    """List what has something else over its middle, another marker apart."""
    found: list[str] = opened.page.evaluate(_COVERED, selector)
    return found


def cut_short(opened: OpenPage, selector: str = LABELS) -> list[str]:
    """List figures and labels that have less room than they need."""
    found: list[str] = opened.page.evaluate(_CUT_SHORT, selector)
    return found


def barriers(opened: OpenPage) -> list[str]:
    """List what axe-core calls serious or critical for people with disabilities."""
    results = Axe().run(opened.page).response["violations"]
    return [
        f"axe {row['id']}: {len(row['nodes'])} times, {row['nodes'][0]['target']} "
        f"{row['nodes'][0]['failureSummary']}"
        for row in results
        if row["impact"] in {"serious", "critical"}
    ]


# A4 in points.
A4 = {(842, 595), (595, 842)}


def paper_sizes(opened: OpenPage) -> list[tuple[int, int]]:
    """Print the page, and return each sheet's width and height in points."""
    paper = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    found = [(round(float(wide)), round(float(high))) for wide, high in sizes]
    return found * sheets if len(found) == 1 else found


def paper_faults(opened: OpenPage) -> list[str]:
    """List what is wrong with the printed page: it is one sheet of A4."""
    sizes = paper_sizes(opened)
    if len(sizes) == 1 and sizes[0] in A4:
        return []
    return [f"printed on {sizes}"]


def missing_colours(
    opened: OpenPage, colours: dict[str, str], selector: str, *, least: int = 300
) -> list[str]:
    """List the colours, by what they mean, of which hardly a dot is on a picture.

    Markers and controls, which have the same colours, are left out of it.
    """
    style = opened.page.add_style_tag(
        content=".leaflet-marker-pane, .leaflet-badges-pane, .leaflet-popup-pane, "
        ".leaflet-control-container { visibility: hidden; }"
    )
    found = [
        f"no {meaning} ({colour}) in {selector}"
        for meaning, colour in colours.items()
        if opened.pixels_near(colour, selector) < least
    ]
    style.evaluate("(style) => style.remove()")
    return found


def overlaps(boxes: list[FloatRect]) -> int:
    """Count pairs of boxes that lie over each other."""
    return sum(
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
        for number, one in enumerate(boxes)
        for other in boxes[:number]
    )


def unspoken(opened: OpenPage, texts: list[str]) -> list[str]:
    """List texts that are nowhere on the page as they are."""
    told = opened.page.locator("body").text_content() or ""
    return [f"not shown as it is: {text!r}" for text in texts if text not in told]


def foreign_markup(opened: OpenPage) -> list[str]:
    """List elements that only a text read as HTML can have made."""
    found: list[str] = opened.page.evaluate(
        """() => Array.from(document.querySelectorAll(
          "body img:not(.leaflet-marker-icon, .leaflet-tile), iframe, object, embed, "
          + "[onerror], [onload], a[href^='javascript:'], body style"
        )).map((element) => "made of a text: " + element.outerHTML.slice(0, 80))"""
    )
    return found
