"""HTTP and the command line. Nothing here knows a document's grammar or makes a statement of its own.

In: requests, arguments, settings. Out: results, pages, exit codes, errors in one line.
"""
