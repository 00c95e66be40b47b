"""For harvesters and crawlers: the catalogue, VoID, the sitemap and robots.txt.

In: requests. Out: RDF, a page or XML, made of the facts of the version in use.
"""
