"""The lists: one table for each class, with facets by parameters of the address, and the same as CSV.

In: a definition, the rows of canned queries, and the parameters of a request. Out: a page or a file.
"""
