"""Policies from files, and back."""

import json
import tomllib
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.policy import Policy
from dispatch.policy_file import (
    policy_from_file_form,
    policy_schema,
    policy_to_file_form,
    read_policy,
)
from dispatch.shipped_policies import policy_names, policy_text
from maps.errors import FieldError, FileError, InputError
from maps.speeds import SpeedProfile

seconds = st.integers(0, 3600)
kph = st.floats(1, 300)
LEVELS = ("high", "medium", "low")


def lists_of(words):
    return st.lists(st.sampled_from(words), unique=True).map(tuple)


@st.composite
def orders(draw):
    """Orders of goals by which somebody is sent."""
    first = draw(lists_of(["on_time"]))
    third = draw(st.sampled_from(["loss", "time"]))
    rest = draw(lists_of([third, "worst", "preparedness", "changes"]))
    return (*first, "served", *rest)


@st.composite
def policies(draw):
    target_s = draw(st.integers(1, 3600))
    weights = {level: draw(st.integers(1, 1000)) for level in Policy().weights}
    access_s = {kind: draw(seconds) for kind in Policy().access_s}
    redirect = {level: draw(lists_of(LEVELS)) for level in LEVELS}
    class_kph = {name: draw(kph) for name in SpeedProfile().class_kph}
    return Policy(
        target_s=target_s,
        cut_off_s=draw(st.integers(target_s, 7200)),
        weights=MappingProxyType(weights),
        goals=draw(orders()),
        late_penalty_s=draw(seconds),
        time_step_s=draw(st.integers(1, 60)),
        loss_step=draw(st.integers(1, 1000)),
        slack_s=draw(seconds),
        keep_notified_s=draw(seconds),
        keep_rolling_s=draw(seconds),
        lock_before_arrival_s=draw(seconds),
        redirect=MappingProxyType(redirect),
        stale_warn_s=draw(seconds),
        stale_after_s=draw(seconds),
        areas=draw(st.sampled_from(["ignore", "prefer", "rule"])),
        other_area_s=draw(seconds),
        coverage_s=draw(seconds),
        zones_at_most=draw(st.integers(0, 1000)),
        budget_s=draw(st.floats(0.1, 60)),
        dispatch_s=draw(seconds),
        least_dispatch_s=draw(seconds),
        turnout_s=draw(seconds),
        access_s=MappingProxyType(access_s),
        sigma=draw(st.floats(0.01, 5)),
        emergency=draw(st.booleans()),
        speeds=SpeedProfile(class_kph=MappingProxyType(class_kph)),
    )


def read(tmp_path, text, name="policy.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


@settings(deadline=None, max_examples=30)
@given(policies())
def test_written_and_read_again_is_the_same(policy):
    form = json.loads(json.dumps(policy_to_file_form(policy)))
    assert policy_from_file_form(form) == policy


def test_every_field_is_written():
    form = policy_to_file_form(Policy())
    assert form["target_s"] == 480
    assert form["weights"] == {"high": 4, "medium": 2, "low": 1}
    assert form["speeds"]["class_kph"]["residential"] == 23.0
    assert form["emergency"] is True


def test_what_a_file_leaves_out_keeps_its_default(tmp_path):
    assert read(tmp_path, "# nothing else\n") == Policy()


def test_a_file_changes_what_it_says_and_no_more(tmp_path):
    text = """
    cut_off_s = 1200
    emergency = false
    goals = ["served", "time"]
    areas = "rule"
    [weights]
    high = 5
    [redirect]
    low = []
    [access_s]
    tower = 150
    [speeds.class_kph]
    residential = 20
    """
    default = Policy()
    residential = {**default.speeds.class_kph, "residential": 20.0}
    assert read(tmp_path, text) == replace(
        default,
        cut_off_s=1200,
        emergency=False,
        goals=("served", "time"),
        areas="rule",
        weights={"high": 5, "medium": 2, "low": 1},
        redirect={**default.redirect, "low": ()},
        access_s={**default.access_s, "tower": 150},
        speeds=replace(default.speeds, class_kph=residential),
    )


def test_tables_that_were_read_cannot_be_changed(tmp_path):
    policy = read(tmp_path, "[weights]\nhigh = 5\n")
    with pytest.raises(TypeError):
        policy.weights["high"] = 1


def test_json_reads_as_toml_does(tmp_path):
    text = json.dumps(policy_to_file_form(Policy(target_s=300)))
    assert read(tmp_path, text, "policy.json") == Policy(target_s=300)


def test_the_schema_tells_fields_and_ranges():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(policy_schema())
    jsonschema.validate(policy_to_file_form(Policy()), policy_schema())
    for wrong in ({"weights": {"high": 0}}, {"goals": ["speed"]}, {"areas": "x"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, policy_schema())


BAD_POLICIES = [
    ("empty.toml", "", FileError, ["the file is empty"]),
    (
        "broken.toml",
        "target_s = 1\ncut_off_s\n",
        FileError,
        ["line 2", "not valid TOML"],
    ),
    ("broken.json", "{", FileError, ["line 1: not valid JSON"]),
    ("a_list.json", "[]", FieldError, ["a list is not a table"]),
    ("unknown.toml", "targets = 1", FieldError, ["targets: ", "'target_s'?"]),
    (
        "unknown_level.toml",
        "weights.hihg = 1",
        FieldError,
        ["weights.hihg: ", "'high'?"],
    ),
    (
        "unknown_class.toml",
        "speeds.class_kph.residental = 20",
        FieldError,
        ["speeds.class_kph.residental: unknown field; did you mean 'residential'?"],
    ),
    ("unknown_speed.toml", "speeds.class = 1", FieldError, ["speeds.class: ", "kph'?"]),
    ("speeds_a_number.toml", "speeds = 3", FieldError, ["speeds: 3 is not a table"]),
    ("weight_0.toml", "weights.low = 0", FieldError, ["weights.low: 0 is not above 0"]),
    (
        "weight_half.toml",
        "weights.low = 0.5",
        FieldError,
        ["0.5 is not a whole number"],
    ),
    ("weight_huge.toml", "weights.low = 1001", FieldError, ["1001 is above 1000"]),
    ("target_0.toml", "target_s = 0", FieldError, ["target_s: 0 is not above 0"]),
    ("target_text.toml", "target_s = '8'", FieldError, ["'8' is not a whole number"]),
    ("turnout.toml", "turnout_s = -1", FieldError, ["turnout_s: -1 is below 0"]),
    ("access.toml", "access_s.house = -1", FieldError, ["access_s.house: -1 is below"]),
    ("sigma_0.toml", "sigma = 0", FieldError, ["sigma: 0 is not above 0"]),
    (
        "sigma_nan.toml",
        "sigma = nan",
        FieldError,
        ["sigma: nan is not a finite number"],
    ),
    (
        "unknown_goal.toml",
        "goals = ['served', 'los']",
        FieldError,
        ["goals.1: 'los' is not known here; did you mean 'loss'?"],
    ),
    (
        "odd_goal.toml",
        "goals = ['quick', 'served']",
        FieldError,
        [
            "goals.0: 'quick'",
            "known: changes, loss, on_time, preparedness, served, time",
        ],
    ),
    (
        "goals_a_text.toml",
        "goals = 'time'",
        FieldError,
        ["goals: 'time' is not a list"],
    ),
    (
        "goal_twice.toml",
        "goals = ['served', 'loss', 'served']",
        FieldError,
        ["goals: 'served' stands twice"],
    ),
    (
        "loss_and_time.toml",
        "goals = ['served', 'loss', 'time']",
        FieldError,
        ["goals: 'loss' and 'time' are the same goal, in money and in seconds"],
    ),
    *(
        (
            f"{goal}_before_served.toml",
            f"goals = ['{goal}', 'served']",
            FieldError,
            [f"goals: '{goal}' stands before 'served', and is best if nobody is sent"],
        )
        for goal in ("loss", "time", "worst", "preparedness")
    ),
    (
        "without_served.toml",
        "goals = ['on_time', 'loss']",
        FieldError,
        ["goals: 'served' is lacking, and nobody would be sent", "after 'on_time'"],
    ),
    ("no_goals.toml", "goals = []", FieldError, ["goals: 'served' is lacking"]),
    (
        "unknown_level_to_redirect_from.toml",
        "redirect.hgih = ['high']",
        FieldError,
        ["redirect.hgih: unknown field; did you mean 'high'?"],
    ),
    (
        "unknown_level_to_redirect_to.toml",
        "redirect.low = ['high', 'mdium']",
        FieldError,
        ["redirect.low.1: 'mdium' is not known here; did you mean 'medium'?"],
    ),
    ("weight_negative.toml", "weights.low = -1", FieldError, ["-1 is not above 0"]),
    ("areas.toml", "areas = 'rules'", FieldError, ["areas: 'rules'", "'rule'?"]),
    ("step_0.toml", "time_step_s = 0", FieldError, ["time_step_s: 0 is not above 0"]),
    ("loss_step_0.toml", "loss_step = 0", FieldError, ["loss_step: 0 is not above 0"]),
    ("budget_0.toml", "budget_s = 0", FieldError, ["budget_s: 0 is not above 0"]),
    ("penalty.toml", "late_penalty_s = -1", FieldError, ["-1 is below 0"]),
    ("zones.toml", "zones_at_most = -1", FieldError, ["zones_at_most: -1 is below 0"]),
    ("emergency_1.toml", "emergency = 1", FieldError, ["emergency: 1 is neither true"]),
    ("speed_0.toml", "speeds.class_kph.other = 0", FieldError, ["other: 0 is below 1"]),
    (
        "cut_off_below_target.toml",
        "target_s = 480\ncut_off_s = 300",
        FieldError,
        ["cut_off_s: 300 is below target_s, 480; write at least 480"],
    ),
    (
        "target_above_default_cut_off.toml",
        "target_s = 2000",
        FieldError,
        ["cut_off_s: 1800 is below target_s, 2000"],
    ),
    (
        "two_faults.toml",
        "target_s = 0\nsigma = 0",
        FieldError,
        ["target_s: 0 is not above 0 (and 1 more fault)"],
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "kind", "parts"),
    BAD_POLICIES,
    ids=[row[0] for row in BAD_POLICIES],
)
def test_a_bad_policy(tmp_path, name, text, kind, parts):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, name)
    assert type(caught.value) is kind
    for part in [name, *parts]:
        assert part in str(caught.value)


def test_a_missing_policy(tmp_path):
    with pytest.raises(FileError, match="there is no such file"):
        read_policy(tmp_path / "none.toml")


def test_the_shipped_default_is_the_default():
    assert policy_names() == ("ageing", "default")
    assert read_policy("default") == Policy()


def test_the_shipped_default_has_every_field_and_says_where_it_is_from():
    text = policy_text("default")
    said = tomllib.loads(text)
    form = policy_to_file_form(Policy())
    assert said == {name: value for name, value in form.items() if name != "speeds"}
    for line in text.splitlines():
        assert len(line) <= 88
    assert "# speeds = " in text


def test_the_shipped_ageing_policy_gives_lateness_a_price():
    ageing = ("served", "loss", "worst", "preparedness", "changes")
    assert read_policy("ageing") == Policy(goals=ageing, late_penalty_s=300)


def test_a_file_goes_before_a_shipped_name_and_a_folder_does_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "default").mkdir()
    (tmp_path / "ageing").write_text("target_s = 300", encoding="utf-8")
    assert read_policy("default") == Policy()
    assert read_policy("ageing") == Policy(target_s=300)


@pytest.mark.parametrize("name", ["agein", "a\0", "x" * 5000])
def test_an_unknown_name(name):
    with pytest.raises(FileError, match="no policy of that name ships"):
        read_policy(name)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(FileError, match=r"agein: .*did you mean 'ageing'\?"):
        read_policy("agein")


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        (("served", "quick"), "goals: there is no goal 'quick'; known: changes, loss"),
        (("served", "served"), "goals: 'served' stands twice; keep the first"),
        (("worst", "served"), "goals: 'worst' stands before 'served'"),
    ],
)
def test_goals_are_checked_in_code_too(goals, words):
    with pytest.raises(FieldError, match=words):
        Policy(goals=goals)
