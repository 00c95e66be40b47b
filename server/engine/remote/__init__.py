"""Another engine that answers queries: any endpoint of the SPARQL 1.1 Protocol, by its standards alone.

In: the addresses and credentials of the settings. Out: answers of the version that is in use there, which a marker in
the engine names. Imported only where such an engine is set.
"""
