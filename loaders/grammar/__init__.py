"""The grammar of the documents: one module for each kind of value.

In comes a passage of text; out goes a value with the stretch that says it, or nothing where the text does not say it.
Nothing here knows a document's layout, and nothing is known by heart but German and the curated names.
"""
