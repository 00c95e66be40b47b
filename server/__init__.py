"""The faces: HTTP and the command line. Nothing here knows a document's grammar or writes a triple of its own.

What this room is for: it takes questions from the web and from the shell, and answers in the form that each asks for.
What comes in: requests, arguments, settings. What goes out: results, pages, exit codes, errors in one line.
"""
