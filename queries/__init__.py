"""The canned queries: `.rq` files that run as they are in any SPARQL tool, and what reads, types and binds them.

In: a query's name and its parameters' values as text. Out: what the query is for, its columns, and SPARQL text in which
the values stand as RDF terms.
"""

from ruhrgraph.queries.reader import CannedQuery, Parameter, bind, names, parse, read

__all__ = ["CannedQuery", "Parameter", "bind", "names", "parse", "read"]
