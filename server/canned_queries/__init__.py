"""The canned queries over HTTP: the list at `/queries`, and one address for each query with its parameters.

In: requests. Out: results, answered as those of queries at `/sparql`.
"""
