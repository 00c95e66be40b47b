"""The pages of things, made for reading: a lead sentence, key facts, and what is tied to the thing, with evidence.

Each kind has a module with its lead sentence and its sections; `kinds` lists them. The rows of all sections are those
of one canned query, which each section links to.
"""
