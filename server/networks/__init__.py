"""The networks over HTTP: the list, the files of each, and questions to them.

In: requests below `/network`. Out: what `graph.networks` makes of the version in use, kept until another version is.
"""
