"""The canned queries over HTTP: the list at `/queries`, and one address for each query with its parameters.

In come requests; out go their results, answered as those at `/sparql` are.
"""
