"""The processes of a server: the supervisor, and the HTTP workers that it starts.

In come a socket and the settings; out goes nothing until the server stops.
"""
