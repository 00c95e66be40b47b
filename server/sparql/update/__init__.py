"""Writes: SPARQL Update and the Graph Store Protocol, each write in a process of its own.

In come requests with a token; out goes the next version, or an error and nothing is changed.
"""
