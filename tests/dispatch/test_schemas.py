"""Schemas of files: what fits them, and what does not."""

from __future__ import annotations

import jsonschema
import pytest

from dispatch.schemas import load_schema

SHIFT = {"id": "early", "start": "07:00", "end": "15:00", "units": 2}


@pytest.mark.parametrize(
    ("spec", "fits"),
    [
        ({}, True),
        ({"rates": {"per_hour": 2.0}, "shifts": [SHIFT]}, True),
        ({"shifts": [{**SHIFT, "start": 7}]}, False),
        ({"shifts": [{**SHIFT, "start": "seven"}]}, False),
        ({"shifts": [{**SHIFT, "units": 0}]}, False),
        ({"alerts": {"cards_mean": 0.5}}, False),
        ({"rate": 2.0}, False),
    ],
)
def test_a_load_s_spec(spec: dict[str, object], *, fits: bool):
    is_right = jsonschema.Draft202012Validator(load_schema()).is_valid(spec)
    assert is_right is fits
