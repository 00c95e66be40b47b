"""For operators: `/health`, `/ready`, `/metrics`, and the figures of the pool.

In come requests; out go the state and the figures of the server.
"""
