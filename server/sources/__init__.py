"""The source documents at `/source/NAME`: the text, what is said of it, and a page that marks every quoted passage.

In: requests. Out: text, RDF or a page.
"""
