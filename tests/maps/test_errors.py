from __future__ import annotations

import pytest

from maps.errors import FieldError, FileError, InputError, OfflineError, PlaceError


@pytest.mark.parametrize("kind", [FileError, FieldError, PlaceError, OfflineError])
def test_one_family(kind):
    assert issubclass(kind, InputError)


def test_one_line():
    fault = InputError(
        "it\nis  wrong", file="a.csv", row=3, field="lon", mend="mend\nit"
    )
    assert str(fault) == "a.csv, 3, lon: it is wrong; mend it"
    assert str(InputError("wrong")) == "wrong"
    assert str(InputError("wrong", field="lon")) == "lon: wrong"


def test_file_may_be_named_later():
    fault = PlaceError("wrong", row="alert A1")
    fault.file = "a.toml"
    assert str(fault) == "a.toml, alert A1: wrong"
