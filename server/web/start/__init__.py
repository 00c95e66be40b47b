"""The first page: what this is, in figures and three stories.

In: the version in use. Out: a page; as RDF, the description of who maintains the data.
"""
