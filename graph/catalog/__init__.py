"""The catalogue: what portals, crawlers and search engines need to know of the dataset (DCAT-AP.de, VoID, schema.org).

What comes in: the facts of a published version, its dumps, and the offer (who publishes, whom to ask, which licence).
What goes out: triples, or a dictionary for schema.org. `stable_quads` is the part that goes into the dataset itself.
"""
