"""The ontology and the SHACL shapes as plain data, and the validation of a graph against the shapes.

In come Turtle files of `ontology/` and quads; out go terms, rules and violations.
"""
