import json
import re
import stat

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.output_folder import check_folder
from dispatch.review.few import without_few
from dispatch.review.form import review_form, review_text
from dispatch.review.outputs import review_tables, save_review
from dispatch.review.review_of import review_of
from dispatch.review.sentences import _HARMLESS, sentences
from dispatch.review.texts import languages, review_texts
from maps.errors import FileError
from scenarios.call_logs.finding import KINDS
from tests.dispatch.review.logs import TIMES, drawn_log, log_of, reached_after

LEAST = (
    *("n", "median_s", "median_ci_s", "p90_s", "p90_ci_s", "within_target"),
    *("within_target_ci", "n_censored", "median_censored_s", "p90_censored_s"),
    "cumulative_incidence_at_target",
)


@pytest.fixture(scope="module")
def review():
    return review_of(drawn_log(300))


def test_the_form_holds_what_every_group_must_say(review):
    form = review_form(review)
    assert (form["n_calls"], form["n_units"]) == (300, 20)
    assert form["main"] == "time_to_door"
    intervals = form["intervals"]
    assert {"received_to_on_scene", "turnout", "travel", "access"} <= set(intervals)
    groups = intervals["received_to_on_scene"]
    assert {"all", "priority=A", "hour=17", "weekday=Sun", "zone=north"} <= set(groups)
    assert "unit=U3" in groups
    assert "weekday=Mon,hour=3" in intervals["time_to_door"]
    for group in groups.values():
        assert set(LEAST) <= set(group)


def test_a_review_is_the_same_bytes_each_time_and_strict_json(review):
    text = review_text(review)
    assert text == review_text(review_of(drawn_log(300)))
    assert json.loads(text) == json.loads(json.dumps(review_form(review)))
    assert "NaN" not in text


def test_cells_and_streets_hold_all_placed_calls(review):
    reached = review.measures.filter(
        (pl.col("interval") == "time_to_door") & (pl.col("group") == "all")
    )["n"].item()
    assert review.cells["n"].sum() == reached
    assert review.streets["n"].sum() == reached
    assert review.histogram["n"].sum() == reached
    assert review.load["n"].sum() == reached


def test_a_log_that_says_little_has_a_review_too():
    review = review_of(reached_after(100))
    assert review.load.is_empty()
    assert review.cells.is_empty()
    assert review.n_units == 0
    first, second, third = review.sentences["en"]
    assert first.startswith("Of 1 calls that were reached, 100.0% had someone at the")
    assert "too few to say how sure" in first
    assert second == "None was late, at any hour and in any place."
    assert "only 1 were reached" in third


def test_the_first_sentence_says_the_share_and_how_sure_it_is():
    review = review_of(reached_after(*[300] * 60, *[600] * 40))
    first = review.sentences["en"][0]
    assert "60.0%" in first
    assert "(50.2% to 69.1% with 95 % confidence)" in first
    assert "half within 5:00, nine in ten within 10:00" in first
    assert "60.0%" in review.sentences["zh"][0]


def test_few_calls_have_an_unbounded_ninetieth_percentile_in_words():
    review = review_of(reached_after(*range(100, 130)))
    assert (
        "or any time above 2:02: 30 calls are too few to say"
        in (review.sentences["en"][0])
    )


def two_zones(late_south: int):
    rows = [
        {"received": 60 * n, "on_scene": 60 * n + seconds, "zone": zone}
        for zone, late in (("north", 5), ("south", late_south))
        for n, seconds in enumerate([900] * late + [60] * (50 - late))
    ]
    return review_of(log_of(*rows)).sentences["en"][1]


def test_the_worst_place_is_told_and_whether_it_may_be_chance():
    # 30 of 50 late against 35 %: at least 44 %. 8 of 50 against 13 %: may be chance.
    assert two_zones(30) == (
        "Late most often were calls in zone south (60.0% of 50 late), against 35.0% in "
        "all."
    )
    assert two_zones(8).endswith("13.0% in all, though chance alone may do as much.")


def test_calls_without_an_arrival_are_told_of():
    log = log_of(
        *({"received": 0, "on_scene": 100 + n} for n in range(40)),
        {"received": 0, "cancelled": 50},
        {"received": 0},
        {"received": 900, "on_scene": 900, "clear": 1500},
    )
    third = review_of(log).sentences["en"][2]
    assert "of 43 calls 2 have no arrival (1 over before it, 1 still open" in third


def test_a_log_without_ends_is_not_believed_about_open_calls():
    reached = [{"received": 0, "on_scene": 100 + n} for n in range(40)]
    third = review_of(log_of(*reached, {"received": 0})).sentences["en"][2]
    assert "the log does not say when calls were over" in third


def test_languages_say_the_same_things():
    said = {name: review_texts(name) for name in languages()}
    assert set(said) == {"en", "zh"}
    for group, phrases in said["en"].items():
        assert set(said["zh"][group]) == set(phrases)
        for name, phrase in phrases.items():
            words = {word.partition(":")[0] for word in re.findall(r"{(.*?)}", phrase)}
            other = re.findall(r"{(.*?)}", said["zh"][group][name])
            assert words == {word.partition(":")[0] for word in other}, name


def test_what_few_calls_would_give_away_is_left_out(review):
    small = without_few(review)
    assert review.cells["n"].min() < 5 <= small.cells["n"].min()
    told = small.measures.filter(pl.col("dimension") != "all")
    assert told["n"].min() >= 5
    assert small.calls["street"].null_count() == small.calls.height
    assert small.calls["lon"].null_count() == small.calls.height


def test_files_are_whole_and_their_owners_alone(review, tmp_path):
    folder = tmp_path / "out"
    files = save_review(review, {"review.json": review_text(review)}, folder)
    tables = review_tables(review)
    assert {file.name for file in files} == {
        *(f"{name}.csv" for name in tables),
        *(f"{name}.parquet" for name in tables),
        "review.json",
    }
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert sorted(folder.iterdir()) == sorted(files)
    for name, table in tables.items():
        assert pl.read_parquet(folder / f"{name}.parquet").equals(table)
        assert pl.read_csv(folder / f"{name}.csv").height == table.height
    assert "2026-03-" in (folder / "calls.csv").read_text()


def test_nothing_is_written_where_something_cannot_be(review, tmp_path):
    (tmp_path / "cells.csv").mkdir()
    with pytest.raises(FileError, match=r"cells\.csv in it is a folder"):
        save_review(review, {}, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["cells.csv"]
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="is a file"):
        check_folder(tmp_path / "file" / "out")


MOMENT = st.none() | st.integers(0, 5000)
ROW = st.fixed_dictionaries(
    {
        "call_id": st.sampled_from(["A", "B", "C"]),
        "unit_id": st.none() | st.sampled_from(["U1", "U2"]),
        "doubtful": st.booleans(),
        **dict.fromkeys(TIMES, MOMENT),
    }
)


@settings(max_examples=15, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12))
def test_no_log_breaks_a_review(rows):
    try:
        review = review_of(log_of(*rows))
    except FileError:
        return
    json.dumps(review_form(review), allow_nan=False)
    assert sentences(review) == review.sentences
    measures = review.measures
    parts = measures["n"] + measures["n_cancelled"] + measures["n_censored"]
    assert (parts == measures["n_calls"]).all()


def test_findings_that_change_no_time_are_kinds_that_there_are():
    assert set(_HARMLESS) <= set(KINDS)
