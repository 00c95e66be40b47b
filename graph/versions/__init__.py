"""Published versions: immutable folders, the link to the one in use, and how a write makes the next one.

In come a dataset or a change; out go versions, and stores that are opened from them.
"""
