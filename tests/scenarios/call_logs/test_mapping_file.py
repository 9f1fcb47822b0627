import pytest

from maps.errors import InputError
from scenarios.call_logs.log_mapping import Cancelled, Duration, LogMapping
from scenarios.call_logs.mapping_file import (
    PRESETS,
    mapping_of,
    parse_mapping,
    write_mapping,
)
from scenarios.call_logs.read import read_call_log
from tests.scenarios.call_logs.logs import SHANGHAI, clock, finding, row, written

FULL = LogMapping(
    name="mine.toml",
    columns={"call_id": ('No "7"',), "received": ("Date", "Time"), "lon": ("经度",)},
    durations={"on_scene": Duration(column="took", since="dispatched", unit="min")},
    formats={"received": "%d/%m/%Y %H:%M"},
    tz="Europe/Berlin",
    frame="gcj02",
    called_off=Cancelled(column="End", texts=("off", "dup")),
    optional=("lon",),
)


def test_a_mapping_is_the_same_after_it_was_written(tmp_path):
    file = tmp_path / "mine.toml"
    write_mapping(FULL, file)
    read = mapping_of(file)
    assert read.name == str(file)
    for part in (
        "columns",
        "durations",
        "formats",
        "tz",
        "frame",
        "called_off",
        "optional",
    ):
        assert getattr(read, part) == getattr(FULL, part)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", PRESETS)
def test_those_that_ship(name):
    assert "received" in mapping_of(name).columns


def test_what_was_recognised_reads_the_log_again(tmp_path):
    file = written(tmp_path, row(), row("2", "P2"))
    first = read_call_log(file, tz=SHANGHAI)
    write_mapping(first.mapping, tmp_path / "mapping.toml")
    again = read_call_log(file, mapping=tmp_path / "mapping.toml")
    assert again.table.equals(first.table)
    assert again.tz == first.tz


def test_a_mapping_is_obeyed_against_names(tmp_path):
    head = "a,received,b,c,d,e"
    rows = ("1,2000-01-01 00:00,21/03/2026,10:00,7.5,off",)
    text = """
    tz = "Asia/Shanghai"
    [columns]
    call_id = "a"
    received = ["b", "c"]
    [durations]
    on_scene = { column = "d", since = "dispatched", unit = "min" }
    dispatched = { column = "a" }
    """
    mapping = parse_mapping(text, "mine")
    log = read_call_log(written(tmp_path, *rows, head=head), mapping=mapping)
    assert clock(log, "received") == ["10:00:00"]
    # A second until it was dispatched, and 7.5 minutes more.
    assert clock(log, "on_scene") == ["10:07:31"]


def test_words_that_call_a_row_off(tmp_path):
    text = """
    [columns]
    call_id = "call id"
    received = "received"
    on_scene = "on scene"
    clear = "cleared"
    [called_off]
    column = "unit id"
    texts = ["off"]
    """
    rows = (row("1", "off", on_scene=""), row("2", "P1", on_scene=""), row("3", "off"))
    mapping = parse_mapping(text, "mine")
    log = read_call_log(written(tmp_path, *rows), mapping=mapping, tz=SHANGHAI)
    # The third is called off too, but arrived before.
    assert clock(log, "cancelled") == ["10:30:00", None, None]
    assert finding(log, "no_arrival").n == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("columns = 3", "columns: not a table; write [columns] above its lines"),
        ("[colums]", "colums: not known; did you mean 'columns'?"),
        ("[columns]\narival = 'x'", "columns.arival: not known"),
        ("[columns]\nreceived = 3", "received: not a list of texts"),
        ("[columns]\nreceived = []", "received: no column; name its column"),
        ("[columns]\nreceived = ['']", "received: not a text"),
        ("[durations]\nreceived = 'x'", "durations.received: not known"),
        ("[durations]\nclear = 'x'", "clear: no duration; write { column"),
        ("[durations]\nclear = {column='x', unit='d'}", "clear.unit: not known"),
        ("[durations]\nclear = {column='x', since='y'}", "clear.since: not known"),
        (
            "[durations]\n[durations.clear]\ncolumn='x'\nsince='rolling'\n[durations.rolling]\ncolumn='y'\nsince='clear'",
            "clear: durations that are since each other",
        ),
        ("[called_off]\ncolumn='x'", "texts: not a list of texts"),
        ("tz = 8", "tz: not a text"),
        ("frame = 'gcj2'", "frame: not known; did you mean 'gcj02'?"),
        ("tz = ", "not valid TOML"),
        ("[formats]\nkind = '%Y'", "formats.kind: not known"),
    ],
)
def test_what_is_no_mapping(text, says):
    with pytest.raises(InputError) as fault:
        parse_mapping(text, "mine.toml")
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)


def test_neither_a_preset_nor_a_file():
    with pytest.raises(
        InputError, match="'sf-fir' is no mapping that ships; did you m"
    ):
        mapping_of("sf-fir")
    with pytest.raises(InputError, match="there is no such file"):
        mapping_of("nowhere.toml")


def test_a_column_that_is_not_there(tmp_path):
    mapping = parse_mapping("[columns]\nreceived = 'recieved'", "mine.toml")
    with pytest.raises(InputError) as fault:
        read_call_log(written(tmp_path, row()), mapping=mapping, tz=SHANGHAI)
    says = "mine.toml names the column 'recieved', which is not there; did you mean 're"
    assert says in str(fault.value)


def test_a_preset_knows_its_columns_in_small_letters(tmp_path):
    head = "call_number,unit_id,priority,received_dttm,dispatch_dttm,response_dttm,"
    head += "on_scene_dttm,available_dttm"
    text = "1,E1,3," + ",".join(f"2017-01-05 08:{at:02d}:00" for at in range(5))
    log = read_call_log(written(tmp_path, text, head=head), mapping="sf-fire")
    assert clock(log, "on_scene") == ["08:03:00"]
    assert log.tz.key == "America/Los_Angeles"


def test_a_preset_for_another_log(tmp_path):
    with pytest.raises(InputError, match="sf-fire names the column 'Call Number'"):
        read_call_log(written(tmp_path, row()), mapping="sf-fire")
