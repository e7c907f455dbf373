"""Several goals, one after the other: each as low as possible without giving up those before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python import cp_model


def steady_solver(effort: float) -> cp_model.CpSolver:
    """Return a solver that finds the same in every run, however busy the machine is.

    Parameters
    ----------
    effort
        How long a search may take, in the solver's deterministic seconds.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    return solver


def minimise(
    model: cp_model.CpModel, goals: Sequence[cp_model.LinearExprT], effort: float
) -> tuple[cp_model.CpSolver, bool] | None:
    """Return the solver on the best solution, and whether that is proven for every goal.

    Each goal is solved, held by a constraint, and the next one starts from its solution.

    Parameters
    ----------
    model
        What must hold; a constraint is added for each goal.
    goals
        What is minimised, the most important first.
    effort
        How long each goal may take, in the solver's deterministic seconds: the same on every
        machine, however busy it is.

    Returns
    -------
    tuple or None
        Nothing where no solution was found.
    """
    from ortools.sat.python import cp_model

    proven = True
    best = None
    for goal in goals:
        solver = steady_solver(effort)
        model.minimize(goal)
        status = solver.solve(model)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the model is invalid: {model.validate()}")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None if best is None else (best, False)
        best = solver
        proven &= status == cp_model.OPTIMAL
        model.add(goal <= round(solver.objective_value))
        model.clear_hints()  # type: ignore[no-untyped-call]
        for index in range(len(model.proto.variables)):
            variable = model.get_int_var_from_proto_index(index)
            model.add_hint(variable, solver.value(variable))
    return None if best is None else (best, proven)
