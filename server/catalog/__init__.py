"""For harvesters and crawlers: the catalogue, VoID, the sitemap and robots.txt.

In: requests. Out: RDF, a page or XML, made of the summary of the version in use.
"""
