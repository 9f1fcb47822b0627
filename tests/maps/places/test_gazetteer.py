"""A text in, ranked candidates out: a town by hand, then the embedded city."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import maps
from maps.places.gazetteer import Gazetteer
from tests.named_town import gazetteer, own
from tests.osm_text import degrees

TOWN = gazetteer(own("丽景小区", "丽景苑", east=30, north=30))
DATA = os.environ.get("DISPATCH_DATA")


def first(text):
    answer = TOWN.find(text)
    assert answer.candidates, text
    return answer.candidates[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Æðarstræti 1", "Æðarstræti 1, 101 Aðalbær"),
        ("aedarstraeti 1", "Æðarstræti 1, 101 Aðalbær"),
        ("ÆÐARSTRÆTI 8A", "Æðarstræti 8a, 101"),
        ("Æðarstræti 3, Aðalbær", "Æðarstræti 3, 101"),
        ("Æðarstræti 13", "Æðarstræti 11;13"),
        ("22 Mühlenstrasse", "Mühlenstraße 22, 101 Aðalbær"),
        ("101 Aðalbær, Mühlenstraße 22", "Mühlenstraße 22, 101 Aðalbær"),
        ("Kirkjugata 4, Beyð", "Kirkjugata 4, 220 Beyð"),
        ("Kirkjugata 4 101", "Kirkjugata 4, 101 Aðalbær"),
        ("logreglustod", "Lögreglustöð"),
        ("Æðarstræti", "Æðarstræti"),
        ("Mylna 1", "Mylna 1, 101 Aðalbær"),
        ("Mylnu 1", "Mylnu 1, 220 Beyð"),
    ],
)
def test_exact(text, place):
    answer = TOWN.find(text)
    assert answer.verdict == "exact"
    assert answer.candidates[0].text == place
    assert answer.candidates[0].exact


@pytest.mark.parametrize(
    ("text", "place", "matched"),
    [
        ("Æðarstr. 1", "Æðarstræti 1, 101 Aðalbær", ("abbreviation",)),
        ("Muehlenstr 22", "Mühlenstraße 22, 101 Aðalbær", ("abbreviation",)),
        ("Muehlenstrasse 22", "Mühlenstraße 22, 101 Aðalbær", ("spelling",)),
        ("Æðarsrtæti 1", "Æðarstræti 1, 101 Aðalbær", ("spelling",)),
        ("Myllna 1", "Mylna 1, 101 Aðalbær", ("spelling",)),
        ("Æðarstræti 4", "Æðarstræti 2-6, 101", ("name", "number within 2-6")),
        ("Æðarstræti 8", "Æðarstræti 8a, 101", ("name", "number 8a instead")),
        (
            "Mühlenstraße 22, Beyð",
            "Mühlenstraße 22, 101 Aðalbær",
            ("name", "not in beyd"),
        ),
    ],
)
def test_like(text, place, matched):
    answer = TOWN.find(text)
    assert answer.verdict == "unsure"
    assert (answer.candidates[0].text, answer.candidates[0].matched) == (place, matched)
    assert not answer.candidates[0].exact


def test_a_missing_number_is_put_between_its_neighbours_and_said_so():
    # 3 at 40 m, 9 at 100 m north: 5 is a third of the way, at 60 m.
    found = first("Æðarstræti 5")
    assert (found.kind, found.text) == ("interpolated", "Æðarstræti 5, 101")
    assert (found.lon, found.lat) == pytest.approx(degrees(-10, 60))
    assert found.matched == ("name", "number between 3 and 9")
    assert not found.exact


def test_a_number_beyond_the_last_is_at_the_nearest():
    found = first("Æðarstræti 99")
    assert found.text == "Æðarstræti 11;13"
    assert found.matched == ("name", "number not known, 11;13 is nearest")
    assert TOWN.find("Æðarstræti 99").best is None


def test_two_doors_far_apart_are_both_an_answer():
    answer = TOWN.find("Kirkjugata 4")
    assert answer.verdict == "ambiguous"
    assert {each.text for each in answer.candidates[:2]} == {
        "Kirkjugata 4, 101 Aðalbær",
        "Kirkjugata 4, 220 Beyð",
    }
    assert answer.best is None


def test_of_equals_the_nearer_stands_first_and_both_stay():
    for east, town in ((0, "101 Aðalbær"), (5000, "220 Beyð")):
        answer = TOWN.find("Kirkjugata 4", near=degrees(east, 0))
        assert answer.candidates[0].text == f"Kirkjugata 4, {town}"
        assert answer.candidates[0].distance_m == pytest.approx(424, abs=1)  # 300, 300
        assert answer.verdict == "ambiguous"


def test_near_does_not_put_another_number_first():
    answer = TOWN.find("Mühlenstraße 22", near=degrees(120, 10))
    assert answer.candidates[0].text == "Mühlenstraße 22, 101 Aðalbær"


@pytest.mark.parametrize(
    "text",
    [
        "Æðarstræti / Mühlenstraße",
        "muhlenstrasse & aedarstraeti",
        "Æðarstræti and Mühlenstraße, 101",
        "Mühlenstraße x Æðarstræti",
    ],
)
def test_a_crossing(text):
    answer = TOWN.find(text)
    assert answer.verdict == "exact"
    assert answer.candidates[0].kind == "crossing"
    place = (answer.candidates[0].lon, answer.candidates[0].lat)
    assert place == pytest.approx(degrees(0, 0))


def test_streets_that_do_not_meet_are_no_crossing():
    answer = TOWN.find("Æðarstræti / Kirkjugata")
    assert all(each.kind != "crossing" for each in answer.candidates)
    assert answer.verdict != "exact"
    assert answer.best is None


def test_a_users_place_by_its_other_name_with_hints():
    answer = TOWN.find("浙江省丽景苑3幢2单元５０１室")  # noqa: RUF001 - as it is typed
    assert answer.verdict == "exact"
    assert (answer.candidates[0].kind, answer.candidates[0].text) == ("own", "丽景小区")
    assert answer.hints == {"building": "3", "unit": "2", "room": "501"}
    assert answer.candidates[0].matched == ("name", "not checked: 浙江省")


@pytest.mark.parametrize(
    "text", ["", "  ", ",", "?!", "Xyzzyx 3", "\x00\x07", "1", "\u202e"]
)
def test_none(text):
    answer = TOWN.find(text)
    assert (answer.verdict, answer.candidates) == ("none", ())


def test_at_most_so_many():
    assert len(TOWN.find("Æðarstræti 5", top=1).candidates) == 1


def test_a_long_text_is_no_trouble():
    assert TOWN.find("Æðarstræti 1 " * 80_000).verdict in {"none", "unsure"}


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_has_an_answer(text):
    answer = TOWN.find(text)
    scores = [each.score for each in answer.candidates if not each.exact]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < each.score <= 1 for each in answer.candidates)
    assert (answer.verdict == "none") == (not answer.candidates)


def test_every_467th_door_of_the_city_is_first(city):
    places = Gazetteer.open(city)
    doors = city.addresses
    for row in range(0, len(doors), 467):
        if doors.street[row]:
            found = places.find(doors.text(row)).candidates[0]
            assert found.exact
            assert found.text.startswith(doors.street[row])


def test_laugavegur_in_many_ways(city):
    places = Gazetteer.open(city)
    for text in (
        *("Laugavegur 22", "laugav. 22", "LAUGAVEGUR 22, 101", "22 Laugavegur"),
        *("Laugavegr 22", "101 Reykjavik, Laugavegur 22", "Lagavegur 22 Reykjavík"),
    ):
        assert places.find(text).candidates[0].text == "Laugavegur 22, 101", text
    places.close()


@pytest.mark.skipif(not DATA, reason="DISPATCH_DATA names no folder")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("上塘路605弄12号", "上塘路605弄"),
        ("浙江省杭州市拱墅區登雲路43號", "登云路"),
        ("古墩路与文三西路交叉口", "古墩路 / 文三西路"),
        ("文一西路/丰潭路", "文一西路 / 丰潭路"),
        ("杭州市文一西路与丰潭路交叉口", "文一西路 / 丰潭路"),
        ("杭州文一西路5号", "文一西路"),
        ("沁园路", "丰登街(沁园路)"),
        ("杭州市上塘高架路", "上塘高架路"),
        ("文三路120号东方花园2幢3单元501室", "文三路"),
    ],
)
def test_streets_of_hangzhou(text, place):
    roads = maps.load(Path(str(DATA)) / "osm" / "hangzhou_north.graphml.gz")
    assert Gazetteer.open(roads).find(text).candidates[0].text == place
