"""SPARQL without HTTP: what a request asks, whether it may be evaluated, and the answer in a given form.

In: parameters and bodies, a store. Out: bytes with their content type, or errors with line and column.
"""
