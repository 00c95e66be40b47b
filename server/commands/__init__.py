"""The commands, one file each: `run` takes the parsed arguments and the settings and gives the exit code.

In: arguments and settings. Out: text on standard output, an exit code, or an error of `ruhrgraph.ontology.errors`.
"""
