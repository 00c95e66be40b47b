"""The ontology and the shapes at `/ontology`: in all RDF formats, and as a reference with a diagram and examples.

In come requests; out go RDF or a page.
"""
