"""From records to quads: what each document says, with its evidence, and what follows from all of them.

In come the loaders' records and the curated authorities; out goes the whole dataset, and the report on the reading.
"""
