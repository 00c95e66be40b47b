"""For operators: `/health`, `/ready`, `/metrics`, and the metrics of the pool.

In: requests. Out: the state and the metrics of the server.
"""
