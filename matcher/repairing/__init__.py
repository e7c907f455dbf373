"""A running plan after something has happened: the plan that disturbs least, and its price."""

from matcher.repairing.repairing import repair as repair
