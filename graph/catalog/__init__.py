"""The catalogue: what portals, crawlers and search engines need to know of the dataset (DCAT-AP.de, VoID, schema.org).

In come the summary of a published version, its dumps, and the offer (who publishes, whom to ask, which licence). Out go
triples, or a dictionary for schema.org. The part that is in the dataset itself is `stable_part`.
"""
