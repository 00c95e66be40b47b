"""The query processes: one pool for all HTTP workers, which follows the version in use.

In come queries; out go answers or errors. A query that takes too long, needs too much or crashes
ends its process alone.
"""
