"""The source documents at `/source/NAME`: the text, its description as RDF, and a page that marks every quoted passage.

In: requests. Out: text, RDF or a page.
"""
