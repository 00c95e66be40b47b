"""The ways in for people: the first page, the lists of each class, the search; and the files that all pages load.

In: requests of browsers. Out: HTML made of the rows of canned queries, the same as CSV, suggestions as JSON, files.
Pages of a feature are beside its routes.
"""
