"""What every HTTP answer has: negotiation, conditions, compression, caching, errors, logs and metrics.

In come requests and what is to be answered; out go responses. Nothing here knows SPARQL or a feature.
"""
