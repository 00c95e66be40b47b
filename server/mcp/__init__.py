"""Assistants: the graph as tools and resources of the Model Context Protocol, over HTTP and over standard input.

In: calls of tools with arguments, and IRIs to read. Out: rows and statements with the quotes that prove them, bounded.
"""
