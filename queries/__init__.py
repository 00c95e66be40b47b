"""The canned queries: `.rq` files that run unchanged in any SPARQL tool, and the code that reads and binds them.

In: the name of a query, and values of its parameters as text. Out: the query with its description and columns, and
SPARQL text in which the values are RDF terms.
"""

from ruhrgraph.queries.binding import bind
from ruhrgraph.queries.reader import CannedQuery, Parameter, names, parse, read

__all__ = ["CannedQuery", "Parameter", "bind", "names", "parse", "read"]
