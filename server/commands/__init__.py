"""The commands of the command line, one file each; `run` takes parsed arguments and settings and returns the exit code.

In: arguments and settings. Out: text on standard output, an exit code, or an error of `ruhrgraph.ontology.errors`.
"""
