"""How the dumps of a version are made: sorted, split, written in each format, packed.

In: a version's statements. Out: files. `ruhrgraph.graph.dumps.dumps` is the door; who wants dumps asks there.
"""
