"""The grammar of the documents: one module for each kind of value.

In comes a passage of text; out goes a value with the span that says it, or None if the text does not say it. The
modules know German and the curated names, but no document's layout.
"""
