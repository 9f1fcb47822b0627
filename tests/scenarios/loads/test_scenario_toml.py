"""A scenario as the text of a TOML file."""

from dataclasses import replace

import pytest

from scenarios.files import from_file_form, read
from scenarios.loads.scenario_toml import scenario_toml
from scenarios.shipped import shipped_names
from scenarios.text_file import parse_toml


@pytest.mark.parametrize("name", shipped_names())
def test_what_ships_comes_back_without_its_victims(name):
    scenario = read(name)
    nameless = replace(
        scenario, alerts=tuple(replace(a, victim=None) for a in scenario.alerts)
    )
    text = scenario_toml(scenario)
    assert from_file_form(parse_toml(text, name)) == nameless


@pytest.mark.parametrize(
    "text", ['"quoted" \\ back', "杭州 路", "a\nb\tc\x7f\x01", "😀"]
)
def test_odd_texts_come_back(text):
    scenario = replace(read("surge"), title=text)
    again = from_file_form(parse_toml(scenario_toml(scenario), "x"))
    assert again.title == text
