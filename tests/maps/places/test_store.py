"""One file for all places: made once, read after, made anew where it is damaged."""

from pathlib import Path

import pytest

from maps.places.store import PlaceStore
from tests.named_town import named_roads, own


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: tmp_path)
    return tmp_path


def owner_of(store: PlaceStore, key: str) -> int:
    return next(name.owner for name in store.names() if name.key == key)


def test_kept_beside_the_roads_and_read_again(folder):
    first = PlaceStore.of_roads(named_roads())
    (file,) = folder.iterdir()
    assert file.name == "places-v1-by hand.sqlite"
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.stat().st_mtime_ns
    again = PlaceStore.of_roads(named_roads())
    assert file.stat().st_mtime_ns == before
    assert first.names() == again.names()
    first.close()
    again.close()


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0"])
def test_a_damaged_file_is_made_anew(folder, damage):
    PlaceStore.of_roads(named_roads()).close()
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    store = PlaceStore.of_roads(named_roads())
    assert store.names()
    store.close()
    assert file.stat().st_size > 1000


def test_nothing_is_kept_where_none_is_wanted(folder):
    assert PlaceStore.of_roads(named_roads(), cache=False).names()
    assert not list(folder.iterdir())


def test_a_cache_that_cannot_be_written_is_done_without(folder, monkeypatch):
    no_folder = folder / "file"
    no_folder.write_text("in the way")
    monkeypatch.setattr("maps.road_cache.cache_folder", lambda: no_folder)
    assert PlaceStore.of_roads(named_roads()).names()


def test_doors_by_number():
    store = PlaceStore.of_roads(named_roads(), cache=False)
    owner = owner_of(store, "aedarstraeti")
    (found,) = store.with_number([owner], "8a")
    assert found.place.text == "Æðarstræti 8a, 101"
    (found,) = store.with_entry([owner], 4, 5)
    assert (found.place.number, found.low, found.high) == ("2-6", 2, 6)
    lows = [found.low for found in store.numbered(owner)]
    assert lows == [1, 2, 3, 8, 9, 11, 13]
    (street,) = store.without_number([owner])
    assert street.place.kind == "street"


def test_names_that_fold_alike_have_one_owner_and_aliases_lead_to_it():
    rows = [own("C-Tröð"), own("c-tröð"), own("Hús", "House", "C-tröð")]
    store = PlaceStore.of_rows(rows)
    assert sorted((name.key, name.owner) for name in store.names()) == [
        *(("ctrod", 0), ("ctrod", 1), ("house", 1), ("hus", 1)),
    ]
    assert [found.place.name for found in store.without_number([0])] == [
        "C-Tröð",
        "c-tröð",
    ]
    assert store.title(1) == "Hús"
    assert store.title(7) == ""


def test_the_same_rows_make_the_same_file(folder):
    PlaceStore.of_roads(named_roads()).close()
    (file,) = folder.iterdir()
    first = file.read_bytes()
    file.unlink()
    PlaceStore.of_roads(named_roads()).close()
    assert file.read_bytes() == first
