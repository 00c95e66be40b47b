"""The processes of a server: the supervisor, and the HTTP workers that it starts.

In: a socket and the settings. Out: nothing, until the server stops.
"""
