"""Spoiled policies, profiles and plans: each is read or refused with an input error."""

from __future__ import annotations

from pathlib import Path

import pytest

import dispatch
from dispatch.plan_file import plan_text
from dispatch.plan_reader import read_plan
from dispatch.policy import Policy
from dispatch.policy_file import read_policy
from dispatch.profile_file import profile_text, read_profile
from dispatch.shipped_policies import policy_names, policy_text
from tests.spoiled import Reader, read_seeds, read_spoiled
from tests.street import alert, pairs, policy, scene, street, unit, zone

PROFILE = profile_text(Policy().speeds, heading=("x",), notes={})
KINDS = ("policy", "profile", "plan")


def _plan() -> bytes:
    scenario = scene(
        unit("P1", 0, position_s=50.0),
        unit("P2", 9000, officers=1, skills=("chinese",)),
        alert("A", 1000),
        alert("B", 8000, received_s=20.0),
        zone("Z", 3000, weight=3),
        locks=pairs("P1=A"),
        now_s=100.0,
    )
    return plan_text(dispatch.plan(scenario, street(), policy())).encode()


def reader_of(kind: str) -> Reader:
    if kind == "plan":
        return Reader(name="plan.json", seeds=(_plan(),), read=read_plan)
    if kind == "profile":
        return Reader(name="p.toml", seeds=(PROFILE.encode(),), read=read_profile)
    seeds = tuple(policy_text(name).encode() for name in policy_names())
    return Reader(name="policy.toml", seeds=seeds, read=read_policy)


@pytest.mark.parametrize("kind", KINDS)
def test_spoiled_files(kind: str, tmp_path: Path) -> None:
    reader = reader_of(kind)
    read_seeds(reader, tmp_path)
    assert 0 < read_spoiled(reader, range(100), tmp_path) < 100


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_spoiled_files(kind: str, tmp_path: Path) -> None:
    assert read_spoiled(reader_of(kind), range(1700), tmp_path)
