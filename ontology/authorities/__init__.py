"""The curated records of ministries, municipalities, venues and organisations, which `ruhrgraph.ontology` reads."""
