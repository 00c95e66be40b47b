"""The ontology and the shapes at `/ontology`: in all RDF formats, and as a reference with a diagram and examples.

In: requests. Out: RDF or a page.
"""
