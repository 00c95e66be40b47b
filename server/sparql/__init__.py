"""The W3C's protocols: SPARQL queries at `/sparql`, and below `update/` SPARQL Update and the Graph Store Protocol.

In come requests; out go answers. Evaluation is the engine's.
"""
