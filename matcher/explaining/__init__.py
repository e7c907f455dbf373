"""Why a plan is as it is: values for programs, and the same in words for people.

Everything here starts from a plan that knows its cohort, and every price comes from solving again
or from a proof, never from a guess. `asking.explain` answers about people; `questions` is the table
of what can be asked of a whole plan.
"""
