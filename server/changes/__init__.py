"""What changed, and when: the event stream at `/feed`, the versions at `/versions`, the dataset by date (Memento).

In: requests. Out: pages of the log of changes, and earlier versions.
"""
