"""Reconciliation: finds the things that names in a table's column mean (Reconciliation Service API 0.2).

In: batches of queries, and the names in the version in use. Out: candidates with scores, suggestions, and values of
properties, as JSON has them.
"""
