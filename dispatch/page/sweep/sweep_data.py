"""What the page of a sweep is given."""

from __future__ import annotations

from typing import Any

from dispatch.sweep.report import SweepReport, report_form

_MOST_NAMED = 3


def sweep_data(report: SweepReport) -> dict[str, Any]:
    """Write a report as JSON values: its form, and what the page is called."""
    form = report_form(report)
    names = [case.title or case.name for case in report.cases]
    named = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return {
        "title": f"{named}, +{more}" if more > 0 else named,
        "seed": form["seed"],
        "replications": form["replications"],
        "policy": form["policy"],
        "figures": [
            {"name": name, "unit": figure["unit"], "better": figure["better"]}
            for name, figure in form["figures"].items()
        ],
        "scenarios": form["scenarios"],
    }
