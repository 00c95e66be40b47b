"""The networks of actors: who is tied to whom, through what, with measures, a layout and files.

In: a version as a store, and the definition of a network from `queries.networks`. Out: a `Network`, what was measured
of it, its statements for `graph/network`, and its files. The libraries for networks are imported only where they are
used, because most commands do not need them.
"""
