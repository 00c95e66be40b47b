"""Linked data: what the dataset says of a thing, as a document in every form.

In: the IRI of a thing and a request. Out: statements, a page, and the links in the header.
"""
