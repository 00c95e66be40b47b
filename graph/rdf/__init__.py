"""RDF as all of the graph writes it: terms, namespaces, formats, and the tools for many statements.

In come values and statements; out go terms, triples and bytes. Nothing here knows the domain or a data folder.
"""
