"""The query processes: one pool for all HTTP workers, which follows the version in use.

In come queries; out go answers or errors. `generations` notices a new version and starts a `zygote` for it, which forks
the query processes (`query_process`). A query that needs too much memory, or crashes, ends its process alone. A query
that takes too long is killed: at its time limit by the HTTP worker that asked (`engine.answer`), and earlier by the
zygote if it holds up others. `failures` has the errors.
"""
