import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.errors import InputError
from scenarios.call_logs.read import read_call_log
from scenarios.call_logs.where import condition
from tests.scenarios.call_logs.logs import SHANGHAI, found, written

TABLE = pl.DataFrame(
    {
        "priority": ["A", "B", None, "a"],
        "Call Type": ["Alarm", "Structure Fire", "Alarm", "it's"],
        "units": ["1", "2", "10", "2.0"],
        "note": ["x and y", "", "<b>", "7a"],
    }
)
COLUMNS = {name: pl.col(name) for name in TABLE.columns}


def chosen(text):
    rows = TABLE.select(condition(text, COLUMNS, {"kind": pl.col("Call Type")}))
    return [at for at, is_so in enumerate(rows.to_series(), start=1) if is_so]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("priority=A", [1]),
        ("priority == A", [1]),
        ("PRIORITY = 'A'", [1]),
        ("priority != A", [2, 4]),  # an empty cell is neither
        ("priority <> A", [2, 4]),
        ("priority = null", [3]),
        ("priority != NULL", [1, 2, 4]),
        ("priority = 'null'", []),
        ('"Call Type" = Alarm', [1, 3]),
        ("'Call Type' = \"it's\"", [4]),
        ("kind = 'Structure Fire'", [2]),
        ("units = 2", [2, 4]),  # a number is one however it is written
        ("units > 2", [3]),
        ("units >= 2 and units < 10", [2, 4]),
        ("units <= 1", [1]),
        ("units in (1, 10)", [1, 3]),
        ("priority in (A, B) and units in (2)", [2]),
        ("priority not in (A)", [2, 3, 4]),
        ("not priority = A", [2, 3, 4]),
        ("priority = A or priority = B and units = 7", [1]),  # and binds more
        ("(priority = A or priority = B) and units = 2", [2]),
        ("not (priority = A or units > 1)", []),
        ("note = 'x and y'", [1]),
        ("note='<b>'", [3]),
        ("note = 7a", [4]),
        ("note > 7", [1, 3, 4]),  # no numbers: as text
    ],
)
def test_rows(text, rows):
    assert chosen(text) == rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it is empty"),
        ("priority", "'priority' is not compared with anything"),
        ("priority =", "a value is lacking before its end"),
        ("= A", "a column is lacking before '='"),
        ("prioritty = A", "no column 'prioritty'; did you mean 'priority'?"),
        ("priority = A B", "'B' is not expected"),
        ("priority = A and", "a column is lacking before its end"),
        ("(priority = A", "a parenthesis has no end"),
        ("priority = A)", r"'\)' is not expected"),
        ("priority in A", "the values after in stand in parentheses"),
        ("priority in (A", "a parenthesis has no end"),
        ("priority = 'A", "a quote has no end"),
        ("priority < null", "null has no order"),
        ("priority not = A", "'priority' is not compared with anything"),
        ("(" * 200 + "priority = A", "too many parentheses"),
        ("__import__('os') = 1", "no column '__import__'"),
    ],
)
def test_what_is_no_condition(text, says):
    with pytest.raises(InputError, match=says) as fault:
        chosen(text)
    assert "\n" not in str(fault.value)


@settings(max_examples=60)
@given(st.text(alphabet="ab()=<>!,'\" andornti", max_size=40))
def test_any_text_is_a_condition_or_refused(text):
    try:
        rows = chosen(text)
    except InputError:
        return
    assert set(rows) <= {1, 2, 3, 4}


LOG = ("priority,onview_flag,case id,received,unit", "A,N,1,2026-03-21 10:00,P1",
       "A,Y,2,2026-03-21 10:05,P1", "B,N,3,2026-03-21 10:10,P2")  # fmt: skip


def test_rows_that_are_left_out_are_kept_apart(tmp_path):
    file = written(tmp_path, *LOG[1:], head=LOG[0])
    log = read_call_log(file, tz=SHANGHAI, where="priority=A and onview_flag=N")
    assert log.table["row"].to_list() == [1]
    assert log.others["row"].to_list() == [2, 3]
    assert log.others.schema == log.table.schema


def test_findings_are_of_the_chosen_rows_and_overlaps_with_any(tmp_path):
    head = "priority,case id,received,dispatched,arrived,cleared,unit"
    rows = (
        "A,1,2026-03-21 10:00,2026-03-21 10:01,,2026-03-21 11:00,P1",
        "B,2,2026-03-21 10:00,2026-03-21 10:30,,2026-03-21 11:30,P1",
    )
    file = written(tmp_path, *rows, head=head)
    first, second = (
        found(read_call_log(file, tz=SHANGHAI, where=where))
        for where in ("priority=A", "priority=B")
    )
    assert first == {"no_arrival": 1}
    assert second == {"no_arrival": 1, "unit_on_two_calls": 1}


def test_an_empty_selection(tmp_path):
    file = written(tmp_path, *LOG[1:], head=LOG[0])
    with pytest.raises(InputError, match="--where: no row is left"):
        read_call_log(file, tz=SHANGHAI, where="priority=Z")
