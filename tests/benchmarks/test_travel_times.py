"""The benchmark's own plumbing, on a graph that fits on a napkin."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import travel_times


@pytest.mark.slow
def test_every_engine_gives_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # A ring of eight nodes, both ways, one arc doubled: the cheaper one counts.
    here = np.arange(8)
    there = (here + 1) % 8
    np.savez(
        tmp_path / "ring.npz",
        lon=np.cos(here),
        lat=np.sin(here),
        src=np.concatenate((here, there, [0])),
        dst=np.concatenate((there, here, [1])),
        travel_time_s=np.concatenate((here + 1.0, here + 2.0, [0.25])),
    )
    words = ["travel_times", str(tmp_path / "ring.npz"), "--units", "4"]
    words += ["--alerts", "3", "--runs", "1", "--json", "--engines", "networkx"]
    monkeypatch.setattr(sys, "argv", words)
    travel_times.main()
    result = json.loads(capsys.readouterr().out)
    assert result["graph"] == {"nodes": 8, "edges": 16}
    assert set(result["engines"]) == {"tree_labels", "scipy", "networkx"}
    for figures in result["engines"].values():
        assert figures["max_error_ms"] == 0
        assert set(figures) >= {
            *("prepare_s", "memory_mb", "reweight_ms", "matrix_ms", "route_ms"),
            *("max_error_ms", "close_ms"),
        }
    assert "moved_ms" in result["engines"]["tree_labels"]
    assert result["ratio_to_ours"]["tree_labels"] == 1


def test_a_wrong_answer_is_seen() -> None:
    right = np.array([[5, 9]])
    assert travel_times._error(np.array([[5, 9]]), right, "ours") == 0
    assert travel_times._error(np.array([[5, 12]]), right, "ours") == 3
    far = np.array([[5, travel_times.UNREACHABLE_MS]])
    assert travel_times._error(np.array([[5, 9]]), far, "ours") == float("inf")
