"""The graph: from records to validated quads, and from these to published versions.

In come the loaders' records and the curated authorities; out go quads with their evidence, immutable versions, their
dumps, the log of their changes, and the catalogue. Nothing here knows HTTP or the grammar of a document.
"""
