"""Planning again after changes, quickly: what is known of a plan is not worked out again."""

from matcher.replanning.replanner import Replanner, replan

__all__ = ["Replanner", "replan"]
