"""Linked data: what is said of a thing, as a document in every form.

What comes in: the IRI of a thing and a request. What goes out: statements, a page, and the links in the header.
"""
