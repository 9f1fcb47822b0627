"""A program in whole numbers, solved by CP-SAT: exact, by one worker, within work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

# OR-Tools hands this on with types, but takes matrices of SciPy.
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from scipy.sparse import csr_matrix

from dispatch.waiting_places.choice import Floats, Longs

Status = Literal["optimal", "feasible", "none", "open"]

_PARAMETERS = "num_workers:1 linearization_level:2 max_deterministic_time:{work:g}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeProgram:
    """What is to be made least, all variables whole.

    cost, lowest, highest : [variables] whole numbers. matrix : [rows, variables].
    least, most : [rows], infinite where there is no limit. hint : [variables] a
    solution to begin with, or None.
    """

    cost: Floats
    lowest: Floats
    highest: Floats
    matrix: csr_matrix
    least: Floats
    most: Floats
    hint: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeAnswer:
    """What came of it.

    status : "optimal"; "feasible" where work ran out; "none" where there is provably
    no solution; "open" where nothing is known. values : [variables], empty without a
    solution. bound : no solution costs less; -inf where nothing is known.
    """

    status: Status
    values: Longs
    bound: float


def solve_whole(program: WholeProgram, work: float) -> WholeAnswer:
    """Solve it.

    work : CP-SAT's own measure of it, some seconds each, whatever the machine.
    """
    solver = ModelSolverHelper("sat")
    solver.set_solver_specific_parameters(_PARAMETERS.format(work=work))
    solver.solve(_model(program))
    status = solver.status()
    if status == SolveStatus.INFEASIBLE:
        return WholeAnswer(status="none", values=_NOTHING, bound=np.inf)
    if status not in {SolveStatus.OPTIMAL, SolveStatus.FEASIBLE}:
        return WholeAnswer(status="open", values=_NOTHING, bound=-np.inf)
    return WholeAnswer(
        status="optimal" if status == SolveStatus.OPTIMAL else "feasible",
        values=np.rint(solver.variable_values()).astype(np.int64),
        # Costs are whole, and so is what they come to.
        bound=float(np.ceil(solver.best_objective_bound() - _NOISE)),
    )


_NOTHING = np.zeros(0, np.int64)
_NOISE = 1e-3


def _model(program: WholeProgram) -> ModelBuilderHelper:
    model = ModelBuilderHelper()
    # The stubs write arrays' kinds where NumPy has their shapes.
    model.fill_model_from_sparse_data(
        program.lowest,  # type: ignore[arg-type]
        program.highest,  # type: ignore[arg-type]
        program.cost,  # type: ignore[arg-type]
        program.least,  # type: ignore[arg-type]
        program.most,  # type: ignore[arg-type]
        program.matrix,
    )
    for variable in range(len(program.cost)):
        model.set_var_integrality(variable, is_integer=True)
    if program.hint is not None:
        for variable, value in enumerate(program.hint.tolist()):
            model.add_hint(variable, value)
    return model
