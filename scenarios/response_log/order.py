"""Which rows of a log tell of times that cannot follow each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from maps.errors import FieldError
from scenarios.response_log.columns import MOMENTS


def order_faults(table: pd.DataFrame, file: object = None) -> Iterator[FieldError]:
    """Find rows whose moments are out of order, or of nobody.

    Logs of others are dirty: whoever reads them counts such rows; in a simulated log
    there are none.
    """
    seconds = table[[f"{name}_s" for name in MOMENTS]].to_numpy(float)
    latest = np.fmax.accumulate(seconds, axis=1)[:, :-1]
    for row, column in np.argwhere(seconds[:, 1:] < latest).tolist():
        name = MOMENTS[column + 1]
        problem = f"{seconds[row, column + 1]:g} s is before what comes first"
        mend = f"{', '.join(MOMENTS)} follow each other"
        yield FieldError(
            problem, file=file, row=f"row {row + 1}", field=f"{name}_s", mend=mend
        )
    nobody = table["unit_id"].isna().to_numpy(bool)
    for row in np.flatnonzero(nobody & ~np.isnan(seconds[:, 1])).tolist():
        problem = "nobody was told, and at a time"
        yield FieldError(problem, file=file, row=f"row {row + 1}", field="notified_s")
