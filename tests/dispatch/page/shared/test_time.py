"""Ways, courses and the gantt: what a page that plays is made of."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dispatch.page.shared.files import BASE_SCRIPTS, ROW_SCRIPTS, TIME_SCRIPTS

NAMES = (
    "placeOnWay, restOfWay, lastNotAfter, stepOfCourse, CourseMarkers, "
    "Gantt, Words, clock, percent, grouped"
)


@pytest.fixture(scope="module")
def bench(browser: Browser) -> Page:
    """Open an empty page that has the shared scripts' functions at hand."""
    page = browser.new_page()
    files = (*BASE_SCRIPTS, *ROW_SCRIPTS, *TIME_SCRIPTS)
    code = "\n".join(file.read_text("utf-8") for file in files)
    page.set_content('<html lang="en"><body><div id="gantt"></div></body></html>')
    page.evaluate(f"() => {{ {code}\n window.shared = {{ {NAMES} }}; }}")
    return page


def run(bench: Page, code: str, given: object = None) -> Any:
    """Run an expression of `shared` and `given`."""
    return bench.evaluate(
        f"(given) => {{ const {{ {NAMES} }} = window.shared; return {code}; }}", given
    )


# 0 s at the start, 10 s a degree east, then 40 s a degree north.
WAY = {"points": [[0, 0], [0, 1], [1, 1]], "at_s": [0, 10, 50]}


@pytest.mark.parametrize(
    ("t", "point", "rest"),
    [
        (-5, [0, 0], [[0, 0], [0, 1], [1, 1]]),
        (0, [0, 0], [[0, 0], [0, 1], [1, 1]]),
        (5, [0, 0.5], [[0, 0.5], [0, 1], [1, 1]]),
        (10, [0, 1], [[0, 1], [1, 1]]),
        (30, [0.5, 1], [[0.5, 1], [1, 1]]),
        (50, [1, 1], [[1, 1]]),
        (99, [1, 1], [[1, 1]]),
    ],
)
def test_where_on_a_way(
    bench: Page, t: float, point: list[float], rest: list[list[float]]
) -> None:
    given = {"way": WAY, "t": t}
    assert run(bench, "placeOnWay(given.way, given.t).point", given) == point
    assert run(bench, "restOfWay(given.way, given.t)", given) == rest


def test_waiting_on_the_way(bench: Page) -> None:
    # Two moments at one point: it stands there between them; never a division by 0.
    way = {"points": [[0, 0], [0, 1], [0, 1], [0, 2]], "at_s": [0, 10, 30, 30]}
    places = run(bench, "[20, 30].map((t) => placeOnWay(given, t).point)", way)
    assert places == [[0, 1], [0, 2]]


def test_a_course_is_drawn_anew_only_where_a_step_begins(bench: Page) -> None:
    drawn = run(
        bench,
        """(() => {
          const drawn = [];
          const moved = [];
          const marker = { setLatLng: (point) => moved.push(point) };
          const steps = [
            { at_s: 10, state: "free", point: [0, 0] },
            { at_s: 20, state: "sent", way: given },
            { at_s: 70, state: "on_scene", point: [9, 9] },
          ];
          const course = { id: "P1", steps };
          const courses = new CourseMarkers([course], new Map([["P1", marker]]),
            (id, step) => drawn.push(id + " " + step.state));
          [0, 15, 25, 30, 80, 90].forEach((t) => courses.show(t));
          return [drawn, moved];
        })()""",
        {"points": WAY["points"], "at_s": [20, 30, 70]},
    )
    assert drawn == [
        ["P1 free", "P1 sent", "P1 on_scene"],
        [[0, 0], [0, 0.5], [0, 1], [9, 9]],
    ]


def test_gantt_of_a_day(bench: Page) -> None:
    told = run(
        bench,
        """(() => {
          const rows = given;
          const words = new Words({ en: { a: { b: "Time" } }, zh: { a: { b: "时" } } });
          const chosen = [];
          const gantt = new Gantt(document.getElementById("gantt"), {
            from_s: 0, to_s: 86400, rows, said: words.say("a.b"),
            tickText: (t) => t / 3600 + " h", choose: (id) => chosen.push(id),
          });
          const all = (found) => Array.from(document.querySelectorAll(found));
          all(".gantt-row")[1].dispatchEvent(new MouseEvent("click"));
          gantt.showMoment(21600);
          gantt.mark("B");
          return {
            ticks: all(".gantt-axis text").map((text) => text.textContent),
            bars: all(".gantt-bar").map((bar) =>
              ["class", "x", "width"].map((name) => bar.getAttribute(name))),
            targets: all(".gantt-tick").length,
            cursor: document.querySelector(".gantt-cursor").style.left,
            marked: all(".gantt-row.chosen").map((row) => row.dataset.row),
            now: document.getElementById("gantt").getAttribute("aria-valuenow"),
            chosen,
          };
        })()""",
        [
            {
                "id": "A",
                "name": "<i>A",
                "kind": "late",
                "bars": [
                    {"track": "door", "part": "travel", "from_s": 0, "to_s": 21600},
                    {"track": "phone", "part": "call", "from_s": 43200, "to_s": 99999},
                ],
                "target": {"from_s": 0, "at_s": 480},
                "end": "P1",
            },
            {"id": "B", "name": "B", "kind": "in_time", "bars": [], "end": ""},
        ],
    )
    # A day has twelve ticks, two hours apart.
    assert told["ticks"] == [f"{hours} h" for hours in range(0, 25, 2)]
    # Six hours are a quarter of it; what goes on beyond it ends with it.
    assert told["bars"] == [
        ["gantt-bar travel", "0%", "25%"],
        ["gantt-bar call", "50%", "50%"],
    ]
    assert (told["targets"], told["cursor"]) == (1, "25%")
    assert (told["marked"], told["now"], told["chosen"]) == (["B"], "21600", ["B"])


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("clock(0)", "00:00"),
        ("clock(523.4)", "08:43"),
        ("clock(-61)", "01:01"),
        ("clock(3723)", "1:02:03"),
        ("percent(0)", "0 %"),
        ("percent(0.004)", "< 1 %"),
        ("percent(0.996)", "> 99 %"),
        ("percent(1)", "100 %"),
        ("grouped(4899996.9)", "4,899,997"),
    ],
)
def test_figures_as_they_are_read(bench: Page, code: str, shown: str) -> None:
    assert run(bench, code) == shown
