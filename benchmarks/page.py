"""How large the page of a plan is, how soon it is there, how smoothly it moves.

    python -m benchmarks.page [--runs 5] [--json]

The scenarios that ship, and 150 units with 40 alerts, on the embedded city. Each page
is built with its basemap kept; then headless Chromium (CHROMIUM, or `chromium` on the
search path), without network, opens it, drags its map with the mouse for two seconds,
and rolls the wheel for two, a notch every 0.4 s. *Ready* is when tiles and markers have
been painted. Medians; *worst* frames are the 95th percentile. *CPU* is what all of the
browser's processes worked, for a frame or until it was ready: on a busy machine frames
a second say how busy it was.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from math import sin
from pathlib import Path
from statistics import median

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

import dispatch
import maps
import scenarios
from benchmarks.machine import machine
from dispatch.page.plan.plan_page import plan_page
from maps.road_network import RoadNetwork
from scenarios.alert import Alert
from scenarios.place import Place
from scenarios.scenario import Scenario
from scenarios.unit import Unit

SHIPPED = ("evening", "surge")
UNITS, ALERTS = 150, 40
SEED = 1

_MOVED_S = 2.0
_MIDDLE = (800.0, 380.0)  # of the map, in pixels

_SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)

# Milliseconds from the start of loading until two frames after all tiles are there.
_READY = """() => new Promise((done) => {
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() =>
    done(performance.now())));
  if (document.readyState === "complete") painted();
  else window.addEventListener("load", painted);
})"""

# Milliseconds of each frame from now on, until they are asked for.
_WATCH_FRAMES = """() => {
  window.frames_ms = [];
  let before = performance.now();
  const frame = (now) => {
    if (!window.frames_ms) return;
    window.frames_ms.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
_FRAMES = """() => {
  const seen = window.frames_ms.slice(1);
  window.frames_ms = null;
  return seen;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One page: bytes, seconds, and frames a second with their worst milliseconds."""

    page: str
    units: int
    alerts: int
    size_kb: float
    build_s: float
    build_cpu_s: float
    ready_s: float
    ready_cpu_s: float
    pan_fps: float
    pan_worst_ms: float
    pan_cpu_ms: float
    zoom_fps: float
    zoom_worst_ms: float
    zoom_cpu_ms: float
    requests: int
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A map that was moved: milliseconds of each frame, and of work in all."""

    frames_ms: list[float]
    cpu_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One opening of a page: seconds, how it moved, what was heard."""

    ready_s: float
    ready_cpu_s: float
    pan: Moved
    zoom: Moved
    requests: int
    messages: int


def main() -> None:
    """Measure, and print a table or JSON."""
    arguments = _arguments()
    roads = maps.load("reykjavik")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=_SWITCHES
        )
        rows = [
            _row(scenario, roads, browser, Path(folder), arguments.runs)
            for scenario in _scenarios(roads)
        ]
        browser.close()
    if arguments.json:
        table = [asdict(row) for row in rows]
        print(json.dumps({"machine": machine(), "rows": table}, indent=1))
        return
    print(f"{machine()}, {len(roads.edges)} edges", end="\n\n")
    for line in _table(rows):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page")
    parser.add_argument("--runs", type=int, default=5, help="of each (5)")
    parser.add_argument("--json", action="store_true", help="in place of the table")
    return parser.parse_args()


def _chromium() -> str:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        sys.exit("no chromium: install one or set CHROMIUM")
    return path


def _scenarios(roads: RoadNetwork) -> Iterator[Scenario]:
    yield from (scenarios.read(name) for name in SHIPPED)
    yield crowd(roads)


def crowd(roads: RoadNetwork) -> Scenario:
    """Put 150 units and 40 alerts onto junctions of the city, by a seed."""
    draws = np.random.default_rng(SEED)
    nodes = draws.choice(len(roads.nodes), UNITS + ALERTS, replace=False)
    places = [
        Place(lon=float(roads.nodes.lon[node]), lat=float(roads.nodes.lat[node]))
        for node in nodes
    ]
    units = [
        Unit(id=f"P{number + 1:03d}", place=place)
        for number, place in enumerate(places[:UNITS])
    ]
    alerts = [
        Alert(
            id=f"A{number + 1:02d}",
            received_s=float(draws.uniform(0, 600)),
            place=place,
            title="Courier refund",
            exposure=100_000.0,
        )
        for number, place in enumerate(places[UNITS:])
    ]
    return Scenario(
        name=f"{UNITS} units, {ALERTS} alerts",
        start=datetime(2026, 3, 21, 9, 0, tzinfo=UTC),
        now_s=600.0,
        units=tuple(units),
        alerts=tuple(alerts),
    )


def _row(
    scenario: Scenario, roads: RoadNetwork, browser: Browser, folder: Path, runs: int
) -> Row:
    plan = dispatch.plan(scenario, roads)
    html = plan_page(plan)  # which keeps the basemap
    build_s, build_cpu_s = [], []
    for _ in range(runs):
        started, worked = time.perf_counter(), time.process_time()
        plan_page(plan)
        build_s.append(time.perf_counter() - started)
        build_cpu_s.append(time.process_time() - worked)
    file = folder / "plan.html"
    file.write_text(html, "utf-8")
    visits = [_visit(browser, file) for _ in range(runs)]
    pan, zoom = ([getattr(visit, way) for visit in visits] for way in ("pan", "zoom"))
    return Row(
        page=scenario.name,
        units=len(scenario.units),
        alerts=len(scenario.alerts),
        size_kb=round(file.stat().st_size / 1000),
        build_s=round(median(build_s), 2),
        build_cpu_s=round(median(build_cpu_s), 2),
        ready_s=round(median(visit.ready_s for visit in visits), 2),
        ready_cpu_s=round(median(visit.ready_cpu_s for visit in visits), 2),
        pan_fps=_fps(pan),
        pan_worst_ms=_worst_ms(pan),
        pan_cpu_ms=_cpu_ms(pan),
        zoom_fps=_fps(zoom),
        zoom_worst_ms=_worst_ms(zoom),
        zoom_cpu_ms=_cpu_ms(zoom),
        requests=max(visit.requests for visit in visits),
        messages=max(visit.messages for visit in visits),
    )


def _frames_ms(moved: Sequence[Moved]) -> list[float]:
    return [frame for each in moved for frame in each.frames_ms]


def _fps(moved: Sequence[Moved]) -> float:
    return round(1000 / float(np.mean(_frames_ms(moved))), 1)


def _worst_ms(moved: Sequence[Moved]) -> float:
    return round(float(np.percentile(_frames_ms(moved), 95)))


def _cpu_ms(moved: Sequence[Moved]) -> float:
    return round(sum(each.cpu_ms for each in moved) / len(_frames_ms(moved)), 1)


def _visit(browser: Browser, file: Path) -> Visit:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    requests, messages = _listen(page)
    work = browser.new_browser_cdp_session()
    before_s = _worked_s(work)
    page.goto(file.as_uri(), wait_until="commit")
    ready_ms: float = page.evaluate(_READY)
    ready_cpu_s = _worked_s(work) - before_s
    pan, zoom = (_moved(page, work, move) for move in (_drag, _roll))
    context.close()
    return Visit(
        ready_s=ready_ms / 1000,
        ready_cpu_s=ready_cpu_s,
        pan=pan,
        zoom=zoom,
        requests=len(requests) - 1,  # its own file
        messages=len(messages),
    )


def _worked_s(work: CDPSession) -> float:
    """Return the processor seconds of all processes of the browser so far."""
    processes = work.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(float(process["cpuTime"]) for process in processes)


def _moved(page: Page, work: CDPSession, move: Callable[[Page, int], None]) -> Moved:
    page.wait_for_timeout(400)  # what came before has settled
    before_s = _worked_s(work)
    page.evaluate(_WATCH_FRAMES)
    ends = time.perf_counter() + _MOVED_S
    step = 0
    while time.perf_counter() < ends:
        move(page, step)
        step += 1
    frames: list[float] = page.evaluate(_FRAMES)
    return Moved(frames_ms=frames, cpu_ms=1000 * (_worked_s(work) - before_s))


def _drag(page: Page, step: int) -> None:
    """Hold the map with the mouse, and swing it round."""
    angle = step / 15
    if step == 0:
        page.mouse.move(*_MIDDLE)
        page.mouse.down()
    x, y = _MIDDLE
    page.mouse.move(x + 150 * sin(angle), y + 90 * sin(2 * angle))


def _roll(page: Page, step: int) -> None:
    """Roll the wheel, in for a while and out again."""
    if step == 0:
        page.mouse.up()
    page.mouse.wheel(0, -120 if step % 4 < 2 else 120)  # noqa: PLR2004 - there and back
    page.wait_for_timeout(400)


def _listen(page: Page) -> tuple[list[str], list[str]]:
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return requests, messages


def _table(rows: Sequence[Row]) -> list[str]:
    heads = (
        *("page", "kB", "build s", "CPU", "ready s", "CPU", "pan fps", "worst ms"),
        *("CPU ms", "zoom fps", "worst ms", "CPU ms", "requests", "messages"),
    )
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for row in rows:
        cells = asdict(row)
        del cells["units"], cells["alerts"]
        lines.append(f"| {' | '.join(str(cell) for cell in cells.values())} |")
    return lines


if __name__ == "__main__":
    main()
