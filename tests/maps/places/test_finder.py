"""One place for an address, or a refusal that lists what it may mean."""

import pytest

from maps.errors import PlaceError
from maps.places.finder import AddressFinder
from tests.named_town import named_roads
from tests.osm_text import degrees


@pytest.fixture
def roads(tmp_path, monkeypatch):
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: tmp_path)
    return named_roads()


def test_as_it_stands_no_gazetteer_is_opened(roads, monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr("maps.places.gazetteer.Gazetteer.open", fail)
    found = AddressFinder(roads).find("mühlenstrasse 22, 101")
    assert found.point == pytest.approx(degrees(100, 10))
    assert not found.note


def test_accents_and_order_are_no_guess(roads):
    found = AddressFinder(roads).find("22 Muhlenstrasse")
    assert found.point == pytest.approx(degrees(100, 10))
    assert found.note == (
        "'22 Muhlenstrasse' is taken as Mühlenstraße 22, 101 Aðalbær (name)"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Mülenstraße 22", "no address 'Mülenstraße 22' in these roads; like it: Mühl"),
        ("Mülenstraße 22", "--accept-best takes one that leads clearly"),
        ("Kirkjugata 4", "may be several places: Kirkjugata 4, 220 Beyð at 10.0476"),
        ("Kirkjugata 4", "add postcode or town, or give lon, lat and frame"),
        ("Mühlenstraße", "is a street without a number: Mühlenstraße at"),
        ("Xyzzyx 3", "no address 'Xyzzyx 3' in these roads; write street and number"),
        ("", "no address '' in these roads"),
    ],
)
def test_refused(roads, text, says):
    with pytest.raises(PlaceError) as caught:
        AddressFinder(roads).find(text)
    assert says in str(caught.value)


def test_the_best_where_it_leads_and_the_user_lets_us(roads):
    finder = AddressFinder(roads, accept_best=True)
    assert finder.find("Mülenstraße 22").point == pytest.approx(degrees(100, 10))
    assert "number between 3 and 9" in finder.find("Æðarstræti 5").note


@pytest.mark.parametrize("text", ["Kirkjugata 4", "Mühlenstraße", "Æðarstræti 99"])
def test_no_best_is_taken_that_does_not_lead(roads, text):
    with pytest.raises(PlaceError):
        AddressFinder(roads, accept_best=True).find(text)
