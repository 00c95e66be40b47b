"""What each version changed: the log of changes, the difference between two versions, the event stream made from it.

In come the versions of a data folder; out go log entries, timelines and pages of the event stream. Rolling back and
pruning are here too, because they must keep the log complete.
"""
