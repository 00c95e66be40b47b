"""The addresses, one file for each concern: they know HTTP and hand all work on.

In: requests. Out: answers; errors of the domain go up to `ruhrgraph.server.problems`.
"""
