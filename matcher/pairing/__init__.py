"""Pairs alone, without dates, for intakes too large for the search: exact, or with a proven gap.

`pair` takes a cohort; `best_pairs` takes any matrix of worth, in blocks.
"""

from matcher.pairing.blocks import Blocks, OfMatrix
from matcher.pairing.generation import Found, best_pairs
from matcher.pairing.pairing import pair
from matcher.pairing.result import Pairing

__all__ = ["Blocks", "Found", "OfMatrix", "Pairing", "best_pairs", "pair"]
