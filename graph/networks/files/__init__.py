"""The files of a network, for the tools of network analysis.

In: a `Drawing`, which is a network with its measures, positions and language. Out: the bytes of a file. A format is one
function, and one line in `formats`.
"""
