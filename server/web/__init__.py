"""The pages that belong to no other feature, and the files that all pages load.

In: requests of browsers. Out: HTML and files. Pages of a feature are beside its routes.
"""
