"""The working files of a cohort, as people see and change them: cells, settings, and steps back."""

from matcher.drafts.draft import Draft
from matcher.drafts.history import History, Step
from matcher.drafts.sheet import DraftSheet

__all__ = ["Draft", "DraftSheet", "History", "Step"]
