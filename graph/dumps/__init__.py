"""The dumps of a version: the dataset and its facts in each format of RDF, and as tables.

In comes a version; out go compressed files and a manifest. Callers use `ruhrgraph.graph.dumps.dumps`.
"""
