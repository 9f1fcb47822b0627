"""The choice among columns with shares instead of whole columns, by GLOP.

The program stays with GLOP from one goal to the next: what changes is told, and it
goes on from where it was. That takes a quarter of the time.
"""

from __future__ import annotations

import numpy as np
from ortools.math_opt import (  # type: ignore[import-untyped]
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
    sparse_containers_pb2,
)

# OR-Tools' own objects for variables and rows take longer to make than to solve.
from ortools.math_opt.core.python import (  # type: ignore[import-untyped]
    solver as math_opt,
)
from scipy.sparse import coo_matrix

from dispatch.assignment.problem import GOALS, Bools, Longs
from dispatch.assignment.teams.master import (
    LinearAnswer,
    NoAnswerError,
    Program,
    RowPrices,
    charges_of,
)
from dispatch.assignment.teams.pricing import Floats

_ABSENT = -1


class Linear:
    """A program that GLOP keeps.

    Each solve gets the program as it is by then: of the same problem, with the same
    columns and odd sets or more of them behind.
    """

    def __init__(self) -> None:
        self._solver: math_opt.Solver | None = None
        self._variables, self._rows = _Names(), _Names()
        self._cost, self._highest, self._most = (np.zeros(0) for _ in range(3))

    def solve(self, program: Program, time_limit_s: float | None) -> LinearAnswer:
        """Solve it.

        Raises
        ------
        NoAnswerError
            If OR-Tools does not call its answer optimal.
        """
        solver = self._told(program)
        parameters = parameters_pb2.SolveParametersProto()
        # GLOP takes half the time as the numbers stand.
        parameters.presolve = parameters_pb2.EMPHASIS_OFF
        parameters.scaling = parameters_pb2.EMPHASIS_OFF
        if time_limit_s is not None:
            limit = max(int(time_limit_s * 1e9), 1_000_000)
            parameters.time_limit.FromNanoseconds(limit)
        result = solver.solve(
            parameters,
            _wanted(),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )
        if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            raise NoAnswerError(str(result.termination.reason))
        return self._answer(program, result)

    def _told(self, program: Program) -> math_opt.Solver:
        """GLOP with the program as it is now."""
        variable, is_new = self._variables.of(program.variables)
        row, is_new_row = self._rows.of(program.rows)
        cost, highest = (np.zeros(len(self._variables)) for _ in range(2))
        most = np.full(len(self._rows), np.inf)
        # Alerts' rows keep shares at most 1; a bound of their own would share prices.
        bound = program.highest.copy()
        columns = bound[: len(program.columns)]
        columns[columns > 0] = np.inf
        cost[variable], highest[variable], most[row] = program.cost, bound, program.most
        matrix = program.matrix
        new = is_new[matrix.col] | is_new_row[matrix.row]
        entries = _entries(matrix, new, row, variable)
        if self._solver is None:
            self._solver = _begun(cost, highest, most, entries)
        elif not self._solver.update(self._update(cost, highest, most, entries)):
            raise NoAnswerError("GLOP does not take the change")
        self._cost, self._highest, self._most = cost, highest, most
        return self._solver

    def _update(
        self,
        cost: Floats,
        highest: Floats,
        most: Floats,
        entries: sparse_containers_pb2.SparseDoubleMatrixProto,
    ) -> model_update_pb2.ModelUpdateProto:
        """Say what is new and what has changed."""
        old, old_rows = len(self._cost), len(self._most)
        update = model_update_pb2.ModelUpdateProto(
            new_variables=_variables(old, highest),
            new_linear_constraints=_rows(old_rows, most),
            linear_constraint_matrix_updates=entries,
        )
        update.objective_updates.linear_coefficients.CopyFrom(
            _vector(cost, _changed(self._cost, cost))
        )
        update.variable_updates.upper_bounds.CopyFrom(
            _vector(highest[:old], _changed(self._highest, highest)[:old])
        )
        update.linear_constraint_updates.upper_bounds.CopyFrom(
            _vector(most[:old_rows], _changed(self._most, most)[:old_rows])
        )
        return update

    def _answer(
        self, program: Program, result: result_pb2.SolveResultProto
    ) -> LinearAnswer:
        task, solution = program.task, result.solutions[0]
        share = np.zeros(len(self._variables))
        values = solution.primal_solution.variable_values
        share[np.array(values.ids, np.int64)] = values.values
        dual = np.zeros(len(self._rows))
        prices = solution.dual_solution.dual_values
        dual[np.array(prices.ids, np.int64)] = prices.values
        price = np.zeros(sum(program.row_counts))
        price[program.rows] = np.maximum(-dual[self._rows.known(program.rows)], 0.0)
        alert, unit, area, limit, zone, odd = np.split(
            price, np.cumsum(program.row_counts[:-1])
        )
        row_prices = RowPrices(
            unit=unit,
            area=area,
            zone=zone if task.zones is not None else np.zeros(0),
            odd=odd,
            odd_sets=program.odd_sets,
            limits={
                goal: float(limit[GOALS.index(goal)]) for goal in task.linear_limits
            },
        )
        of_columns = program.variables[: len(program.columns)]
        return LinearAnswer(
            value=solution.primal_solution.objective_value + task.value_of_changes,
            share=share[self._variables.known(of_columns)],
            alert=alert,
            prices=row_prices,
            charges=charges_of(task, row_prices),
        )


class _Names:
    """What OR-Tools calls which index: numbers in the order in which they came."""

    def __init__(self) -> None:
        self._name = np.zeros(0, np.int64)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def of(self, index: Longs) -> tuple[Longs, Bools]:
        """Names, and whether they are new."""
        more = int(index.max(initial=-1)) + 1 - len(self._name)
        if more > 0:
            self._name = np.pad(self._name, (0, more), constant_values=_ABSENT)
        is_new = self._name[index] == _ABSENT
        new = index[is_new]
        self._name[new] = self._count + np.arange(len(new))
        self._count += len(new)
        return self._name[index], is_new

    def known(self, index: Longs) -> Longs:
        """Names of indexes that have one."""
        return self._name[index]


def _begun(
    cost: Floats,
    highest: Floats,
    most: Floats,
    entries: sparse_containers_pb2.SparseDoubleMatrixProto,
) -> math_opt.Solver:
    model = model_pb2.ModelProto(
        variables=_variables(0, highest),
        linear_constraints=_rows(0, most),
        linear_constraint_matrix=entries,
    )
    model.objective.linear_coefficients.CopyFrom(_vector(cost, cost != 0))
    return math_opt.new(
        parameters_pb2.SOLVER_TYPE_GLOP, model, parameters_pb2.SolverInitializerProto()
    )


def _wanted() -> model_parameters_pb2.ModelSolveParametersProto:
    """Ask for no more than is read: it takes time."""
    wanted = model_parameters_pb2.ModelSolveParametersProto()
    wanted.variable_values_filter.skip_zero_values = True
    wanted.dual_values_filter.skip_zero_values = True
    wanted.reduced_costs_filter.filter_by_ids = True
    return wanted


def _variables(first: int, highest: Floats) -> model_pb2.VariablesProto:
    """Write the variables from a first one on."""
    count = len(highest) - first
    return model_pb2.VariablesProto(
        ids=range(first, len(highest)),
        lower_bounds=[0.0] * count,
        upper_bounds=highest[first:].tolist(),
        integers=[False] * count,
    )


def _rows(first: int, most: Floats) -> model_pb2.LinearConstraintsProto:
    """Write the rows from a first one on."""
    return model_pb2.LinearConstraintsProto(
        ids=range(first, len(most)),
        lower_bounds=[-np.inf] * (len(most) - first),
        upper_bounds=most[first:].tolist(),
    )


def _changed(before: Floats, now: Floats) -> Bools:
    """Whether each is other than before; zero for those that are new."""
    changed: Bools = np.pad(before, (0, len(now) - len(before))) != now
    return changed


def _vector(
    values: Floats, chosen: Bools
) -> sparse_containers_pb2.SparseDoubleVectorProto:
    ids = np.flatnonzero(chosen)
    return sparse_containers_pb2.SparseDoubleVectorProto(
        ids=ids.tolist(), values=values[ids].tolist()
    )


def _entries(
    matrix: coo_matrix, chosen: Bools, row: Longs, variable: Longs
) -> sparse_containers_pb2.SparseDoubleMatrixProto:
    rows, columns = row[matrix.row[chosen]], variable[matrix.col[chosen]]
    values = matrix.data[chosen]
    order = np.lexsort((columns, rows))
    return sparse_containers_pb2.SparseDoubleMatrixProto(
        row_ids=rows[order].tolist(),
        column_ids=columns[order].tolist(),
        coefficients=values[order].tolist(),
    )
