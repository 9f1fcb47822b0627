"""Speed profiles in files: read, written, named by a policy."""

from __future__ import annotations

import stat
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.policy_file import policy_schema, read_policy
from dispatch.profile_file import profile_text, read_profile, save_profile
from maps.errors import FieldError, FileError, InputError
from maps.speeds import SpeedProfile

SHIPPED = Path(str(resources.files("maps.data"))) / "speed_profile.toml"
OWN = SpeedProfile(
    country="DE",
    hour_factor={"all": {"mon-fri 07-09": 0.7}, "motorway": {"fri 15-19": 0.5}},
    emergency_ignores=("signals", "stop"),
    junction_s=1.5,
)


@st.composite
def profiles(draw):
    seconds, kph = st.floats(0, 600), st.floats(1, 300)
    default = SpeedProfile()
    return SpeedProfile(
        class_kph={name: draw(kph) for name in default.class_kph},
        country=draw(st.sampled_from(["", "DE", "BE-VLG"])),
        hour_factor=draw(
            st.dictionaries(
                st.sampled_from(["all", "primary"]),
                st.dictionaries(
                    st.sampled_from(["mon", "tue 07-09", "sat,sun 22-24"]),
                    st.floats(0.1, 2),
                    min_size=1,
                ),
            )
        ),
        turn_s={kind: draw(seconds) for kind in default.turn_s},
        junction_s=draw(seconds),
        standing_s={kind: draw(seconds) for kind in default.standing_s},
        emergency_ignores=draw(
            st.lists(st.sampled_from(["left", "signals"]), unique=True).map(tuple)
        ),
        start_stop_s=draw(seconds),
    )


@given(profiles())
def test_written_and_read_again_is_the_same(tmp_path_factory, profile):
    path = tmp_path_factory.mktemp("profile") / "profile.toml"
    save_profile(profile, path, heading=["fitted"], notes={})
    assert read_profile(path) == profile


def test_what_ships_says_what_the_code_has():
    assert read_profile(SHIPPED) == SpeedProfile()


def test_every_number_that_ships_has_its_source():
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        number = line.partition("#")[0].partition("=")[2].strip()
        if number not in {"", "0.0", '""'}:
            assert "#" in line, line


def test_text():
    text = profile_text(OWN, heading=["One", ""], notes={"class_kph.trunk": "fitted"})
    lines = text.splitlines()
    assert lines[:2] == ["# One", "#"]
    assert "trunk = 55.0  # fitted" in lines
    assert lines[lines.index("[hour_factor.motorway]") + 1] == '"fri 15-19" = 0.5'
    assert 'emergency_ignores = ["signals", "stop"]' in lines


def test_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "profile.toml"
    save_profile(OWN, path, heading=[], notes={})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_written(tmp_path):
    with pytest.raises(FileError, match="cannot be written: No such file"):
        save_profile(OWN, tmp_path / "none" / "profile.toml", heading=[], notes={})


def test_what_a_file_leaves_out_keeps_its_default(tmp_path):
    path = tmp_path / "profile.toml"
    path.write_text("junction_s = 2\n[class_kph]\nprimary = 40\n", encoding="utf-8")
    found = read_profile(path)
    assert found.junction_s == 2
    assert found.class_kph == {**SpeedProfile().class_kph, "primary": 40.0}
    assert found.turn_s == SpeedProfile().turn_s


BAD = [
    ("empty.toml", "", FileError, "the file is empty"),
    ("broken.toml", "[class_kph", FileError, "not valid TOML"),
    ("class.toml", "class_kph.residental = 3", FieldError, "did you mean 'residential"),
    (
        "speed_0.toml",
        "class_kph.trunk = 0",
        FieldError,
        "class_kph.trunk: 0 is below 1",
    ),
    ("text.toml", "junction_s = '2'", FieldError, "junction_s: '2' is not a number"),
    ("nan.toml", "start_stop_s = nan", FieldError, "nan is not a finite number"),
    ("country.toml", "country = 'XX'", FieldError, "country: no limits are known for"),
    (
        "factor_0.toml",
        "hour_factor.all.mon = 0",
        FieldError,
        "all.mon: 0 is not above 0",
    ),
    ("hours.toml", "hour_factor.all.'mon 7' = 1", FieldError, "not a span of hours"),
    ("twice.toml", "[hour_factor.all]\nmon=1\n'mon 3-4'=1", FieldError, "another span"),
    ("of.toml", "hour_factor.alll.mon = 1", FieldError, "no class of roads is called"),
    ("flat.toml", "hour_factor.all = 1", FieldError, "all: 1 is not a table"),
    ("gate.toml", "emergency_ignores = ['gate']", FieldError, "'gate' is not known"),
    ("one.toml", "emergency_ignores = 'stop'", FieldError, "'stop' is not a list"),
]


@pytest.mark.parametrize(("name", "text", "kind", "part"), BAD, ids=[b[0] for b in BAD])
def test_bad_profiles(tmp_path, name, text, kind, part):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_profile(path)
    assert type(caught.value) is kind
    assert name in str(caught.value)
    assert part in str(caught.value)


def test_a_policy_names_a_profile_beside_it(tmp_path):
    save_profile(OWN, tmp_path / "city.toml", heading=[], notes={})
    policy = tmp_path / "policy.toml"
    policy.write_text('target_s = 300\nspeeds = "city.toml"\n', encoding="utf-8")
    found = read_policy(policy)
    assert found.target_s == 300
    assert found.speeds == OWN


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('speeds = "none.toml"', "none.toml: there is no such file"),
        ('speeds = "bad.toml"', "bad.toml, country: no limits are known for 'XX'"),
        ("speeds.country = 'XX'", "policy.toml, speeds.country: no limits are known"),
        (
            "speeds.hour_factor.all.x = 1",
            'toml, speeds.hour_factor.all."x": not a span',
        ),
        ("speeds = 3", "policy.toml, speeds: 3 is not a table"),
    ],
)
def test_a_policy_with_a_bad_profile(tmp_path, text, part):
    (tmp_path / "bad.toml").write_text("country = 'XX'", encoding="utf-8")
    policy = tmp_path / "policy.toml"
    policy.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_policy(policy)
    assert part in str(caught.value)


def test_the_schema_knows_both_forms():
    jsonschema = pytest.importorskip("jsonschema")
    for speeds in ("city.toml", {"country": "DE"}, {"emergency_ignores": ["left"]}):
        jsonschema.validate({"speeds": speeds}, policy_schema())
    for speeds in (3, {"countri": "DE"}, {"hour_factor": {"all": {"mon": 0}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"speeds": speeds}, policy_schema())
