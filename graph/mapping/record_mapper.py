"""Writes the records of a document as statements. The mapper of a kind of record knows which property each field is."""

from pyoxigraph import Quad

from ruhrgraph.graph.mapping.document_statements import DocumentStatements
from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.forum_mapper import map_forum
from ruhrgraph.graph.mapping.project_mapper import map_field, map_project
from ruhrgraph.loaders.records import Reading


def quads_of(reading: Reading, entities: EntityResolver) -> list[Quad]:
    """Return what one document says as quads of the document's graph, with their evidence in `graph/evidence`."""
    says = DocumentStatements(reading.document, entities)
    says.texts(says.iris.source(reading.document.name), einleitung=reading.quelle.einleitung)
    for forum in reading.themenforen:
        map_forum(says, forum)
    for field in reading.handlungsfelder:
        map_field(says, field)
    for project in reading.projekte:
        map_project(says, project)
    return says.statements.quads
