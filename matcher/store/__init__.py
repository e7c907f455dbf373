"""The memory: scenarios, plans, decisions and reasons, kept in SQLite or PostgreSQL.

Nothing here is loaded before it is asked for; everything that is kept goes through `Store`.
"""
