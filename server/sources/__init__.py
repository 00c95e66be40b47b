"""The source documents at `/source/NAME`: the text, what is said of it, and a page with every quoted passage marked.

In come requests; out go text, RDF or a page.
"""
