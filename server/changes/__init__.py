"""What changed, and when: the event stream at `/feed`, the versions at `/versions`, the way back in time (Memento).

In come requests; out go pages of the log of changes, and earlier versions.
"""
