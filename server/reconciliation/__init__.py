"""Reconciliation: the names of a table's column find the things that they mean (Reconciliation Service API 0.2).

What this room is for: it compares names. What comes in: batches of queries and the pool, whose version in use tells all
names. What goes out: candidates with scores, suggestions, and values of properties, as JSON has them.
"""
