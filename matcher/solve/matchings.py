"""How many pairs many bipartite graphs allow, all of them counted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sizes_of_matchings(possible: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many pairs each of some graphs allows, ``(K,)``.

    Hopcroft and Karp's method, in SciPy, on one graph in which each of them has people of its own.

    Parameters
    ----------
    possible
        Which pairs each allows, ``(K, rows, columns)``.
    """
    count, height, width = possible.shape
    graph_of, _, column = np.nonzero(possible)
    ends = np.append(0, np.cumsum(possible.sum(axis=2).ravel())).astype(np.int32)
    arcs = (graph_of * width + column).astype(np.int32)
    shape = count * height, count * width
    graph = csr_array((np.ones(len(arcs), np.int8), arcs, ends), shape=shape)
    matched = maximum_bipartite_matching(graph, perm_type="column") >= 0
    return np.asarray(matched.reshape(count, height).sum(axis=1), dtype=np.int64)
