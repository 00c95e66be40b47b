"""The parts of a build: executors, tasks for each document, what is unified over all of them, and the files between.

In come the files of documents; out come sorted parts on disk. `graph.build` puts the steps together.
"""
