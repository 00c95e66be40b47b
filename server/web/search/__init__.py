"""The search over all things, with passages that have the words, and suggestions while somebody types.

In: words. Out: a page, or suggestions as JSON.
"""
