"""Policies in files: TOML or JSON with the fields of `Policy`, and back.

A policy file in TOML; what it leaves out keeps its default, and
`dispatch/policies/default.toml` has and explains all of it::

    goals = ["served", "time", "changes"]
    target_s = 480
    cut_off_s = 1800
    emergency = true

    [weights]
    high = 5

    [access_s]
    tower = 150

    [speeds]
    emergency_factor = 0.9

    [speeds.class_kph]
    residential = 20

In the place of the table, `speeds = "profile.toml"` names a file of a speed profile
that stands beside it, as `dispatch calibrate` writes one. `fraud = "numbers.toml"`
names the numbers of the model of the fraud likewise.
"""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from dispatch.policy import Policy
from dispatch.profile_file import profile_to_file_form, read_profile
from dispatch.record_form import model_of, plain, record_of
from dispatch.shipped_policies import policy_names, policy_text
from maps.errors import FieldError, FileError, InputError
from maps.text_file import is_there, read_text
from scenarios.fraud.numbers import FraudNumbers
from scenarios.fraud.numbers_file import (
    numbers_from_file_form,
    numbers_to_file_form,
    read_numbers,
)
from scenarios.nearest_word import hint
from scenarios.row_faults import Spot, raise_first
from scenarios.text_file import parse_json, parse_toml

_FRAUD = "fraud"


def read_policy(source: str | PathLike[str]) -> Policy:
    """Read a policy from a TOML or JSON (.json) file, else the shipped one so named.

    Raises
    ------
    FileError : no such file or name, or a file that cannot be read.
    FieldError : a field that is unknown or wrong.
    """
    path, name = Path(source), str(source)
    if not is_there(path) and name in policy_names():
        return policy_from_file_form(parse_toml(policy_text(name), name), file=name)
    if not is_there(path) and not path.suffix:
        problem = "there is no such file, and no policy of that name ships"
        raise FileError(problem, file=name, mend=hint(name, policy_names()))
    parse = parse_json if path.suffix.lower() == ".json" else parse_toml
    data = parse(read_text(path), path)
    return policy_from_file_form(_with_files(data, path.parent), file=str(path))


def policy_from_file_form(data: object, *, file: str | None = None) -> Policy:
    """Make a policy of a file's table.

    file : what to call it where something is wrong.

    Raises
    ------
    FieldError : the first fault, with its field and the number of the others.
    """
    faults: list[InputError] = []
    spot = Spot(file=file)
    data, fraud = _apart(data, file)
    policy = replace(record_of(Policy, data, spot, faults), fraud=fraud)
    if policy.cut_off_s < policy.target_s:
        problem = f"{policy.cut_off_s} is below target_s, {policy.target_s}"
        mend = f"write at least {policy.target_s}"
        faults.append(spot.fault(problem, field="cut_off_s", mend=mend))
    raise_first(faults)
    return policy


def policy_to_file_form(policy: Policy) -> dict[str, Any]:
    """Write a policy, with all its defaults, as a JSON-ready table."""
    form: dict[str, Any] = plain(policy)
    if policy.fraud is not None:
        form[_FRAUD] = numbers_to_file_form(policy.fraud)
    return form


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy file."""
    schema = model_of(Policy, Policy()).model_json_schema()
    table = schema["properties"]["speeds"]
    file = {"type": "string", "description": "A speed profile, beside this file."}
    schema["properties"]["speeds"] = {"anyOf": [table, file]}
    about = "Numbers of the model of the fraud, or a file of them beside this one."
    schema["properties"][_FRAUD] = {"type": ["object", "string"], "description": about}
    return schema


def _with_files(data: object, folder: Path) -> object:
    """Put the files that a policy names in the place of their names."""
    if not isinstance(data, dict):
        return data
    read = dict(data)
    if isinstance(read.get("speeds"), str):
        read["speeds"] = profile_to_file_form(read_profile(folder / read["speeds"]))
    if isinstance(read.get(_FRAUD), str):
        read[_FRAUD] = numbers_to_file_form(read_numbers(folder / read[_FRAUD]))
    return read


def _apart(data: object, file: str | None) -> tuple[object, FraudNumbers | None]:
    """Take the numbers of the fraud out of a policy: they have a form of their own."""
    if not isinstance(data, dict) or data.get(_FRAUD) is None:
        return data, None
    rest = {key: value for key, value in data.items() if key != _FRAUD}
    if not isinstance(data[_FRAUD], dict):
        problem = "is not a table, and not the name of a file"
        raise FieldError(problem, file=file, field=_FRAUD)
    try:
        return rest, numbers_from_file_form(data[_FRAUD], file=file)
    except FieldError as fault:
        fault.field = f"{_FRAUD}.{fault.field}"
        raise
