"""The graph: what follows from the records, and is it valid?

In come the loaders' records and the curated authorities; out go quads with their evidence, validated, published as an
immutable version, and opened as a store. Nothing here knows HTTP or a document's grammar.
"""
