"""The dumps at `/dumps/`: the list, the files, and the process that makes them where they are missing.

In come requests; out go files.
"""
