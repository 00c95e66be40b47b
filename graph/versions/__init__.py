"""Published versions: immutable folders, the link to the one in use, and how a write makes the next one.

In come a dataset or a change; out go versions, and the stores and quads that are read from them. Rolling back and
pruning are in `ruhrgraph.graph.changes.lifecycle`, because both need the log of changes.
"""
