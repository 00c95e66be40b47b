"""Answers to queries as pages: tables of solutions, statements by subject, yes or no.

In: the bytes of an answer, the things of the version, and where the page is. Out: what a template shows.
"""
