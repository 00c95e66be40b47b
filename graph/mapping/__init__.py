"""From records to quads: what each document says, with its evidence, and what follows from all documents together.

In come the loaders' records and the curated authorities; out go the quads of the dataset, and the reading report.
"""
