"""A thousand futures of a plan: who leaves when, how many pairs finish, and what would help.

`stressing.stress` puts it together.
"""
