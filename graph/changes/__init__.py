"""What each version changed: the log of changes, the difference of two versions, the event stream made of the log.

In come the versions of a data folder; out go entries, timelines and pages of the stream.
"""
