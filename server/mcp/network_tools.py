"""The tools of the networks: one for each question to them, and one that sums a network up.

In: the networks and the questions, as the feature of the networks answers them. Out: tools.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ruhrgraph.graph.networks.measures import measure
from ruhrgraph.graph.networks.parameters import PARAMETERS, language_of
from ruhrgraph.graph.networks.questions import ranking
from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.queries.networks import NetworkDefinition, network_names, read_network
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.mcp.answers import BELEGE, Table, ToolAnswer, Value, table_answer
from ruhrgraph.server.mcp.graph_access import GraphAccess, NetworkQuestion
from ruhrgraph.server.mcp.tools import PAGE, Schema, Tool, table_schema, taken_page

_NETWORK = "network"
_TYPED: Mapping[str, Schema] = {
    "radius": {"type": "integer", "minimum": 1},
    "minWeight": {"type": "number", "minimum": 0},
    "component": {"type": "string", "enum": ["largest"]},
    "lang": {"type": "string", "enum": ["de", "en"]},
}
"""The parameters of networks that are no free text."""
_RANKED = ("degree", "weighted_degree", "betweenness", "closeness", "community")
_COLUMNS = ("id", "label", "type", *_RANKED)
_COMPUTED = "The figures are computed from all ties; `network_ego` has the ties of a node with their quotes."
_PART = "The other parameters first choose a part of the network."
_MEANING = "A tie says what the documents say, such as a shared forum; it does not say that anyone met."


def network_tools(access: GraphAccess) -> Iterator[Tool]:
    """Yield all tools of the networks."""
    yield _summary_tool(access)
    for question in access.questions:
        yield _question_tool(access, question)


def _question_tool(access: GraphAccess, question: NetworkQuestion) -> Tool:
    """Return the tool of one question."""
    columns = [name for name in question.columns if name != "quotes"]
    # Without Belege its rows are figures.
    belege = BELEGE if BELEGE in columns else None

    async def call(values: Mapping[str, str], root: str) -> ToolAnswer:
        given = dict(values)
        page, definition = taken_page(given), _definition(given, access.base)
        content, rows = await question.answer(definition, given)
        notes = [str(content["message"])] if "message" in content else []
        notes += [] if belege else [_COMPUTED]
        if content.get("more"):
            notes.append("There are more paths than are listed.")
        plain = [_rounded(row) for row in rows]
        return await table_answer(access, root, Table(columns, plain, page, belege, notes))

    return Tool(
        name=f"network_{question.name}",
        title=f"A network: {question.summary}",
        description=f"Of a network: {question.summary}, each tie with its quotes. {_PART}",
        parameters=_parameters(question.parameters, "Which network; the tool `network` says what each is"),
        required=(_NETWORK, *(item["name"] for item in question.parameters if item["required"])),
        output=table_schema({name: {} for name in columns if name != BELEGE}),
        call=call,
    )


def _summary_tool(access: GraphAccess) -> Tool:
    """Return the tool that sums a network up."""
    parameters = [{"name": item.name, "description": item.description, "example": item.example} for item in PARAMETERS]
    titles = "; ".join(f"{name}: {read_network(name).title['en']}" for name in network_names())

    async def call(values: Mapping[str, str], root: str) -> ToolAnswer:
        given = dict(values)
        page, definition = taken_page(given), _definition(given, access.base)
        language = language_of(given)
        network = await access.networks.part(definition, given)
        measured = await in_thread(measure, network)
        ranked = ranking(network, measured, "degree", frozenset(definition.node_types))
        rows: list[dict[str, Value]] = [
            {"id": node.iri, "label": node.label(language), "type": node.type, **_rounded(asdict(of_node), _RANKED)}
            for node, of_node in ranked
        ]
        figures = _rounded(asdict(measured.network))
        notes = [*_about(definition, "de" if given.get("lang") == "de" else "en", figures), _COMPUTED]
        fields = {"network": definition.name, "measures": figures}
        return await table_answer(access, root, Table(_COLUMNS, rows, page, None, notes, fields=fields))

    return Tool(
        name=_NETWORK,
        title="A network: what it is, how large, and who is in it",
        description=f"What a network ties and how, its figures, and its nodes, the best tied first. {_PART} {_MEANING}",
        parameters=_parameters(parameters, titles),
        required=(_NETWORK,),
        output=table_schema({name: {} for name in _COLUMNS}),
        call=call,
    )


def _parameters(described: Iterable[Mapping[str, Any]], names: str) -> dict[str, Schema]:
    """Return the schemas of parameters, with the name of the network first and the page last."""
    own = {item["name"]: _parameter(item) for item in described}
    network: Schema = {"type": "string", "enum": list(network_names()), "description": names}
    return {_NETWORK: network, **own, "page": PAGE}


def _parameter(item: Mapping[str, Any]) -> Schema:
    """Return the schema of a parameter; one with a list of values needs no example."""
    schema = {**_TYPED.get(item["name"], {"type": "string"}), "description": item["description"]}
    if "enum" in schema:
        return schema
    example = int(item["example"]) if schema["type"] in ("integer", "number") else item["example"]
    return {**schema, "examples": [example]}


def _definition(values: dict[str, str], base: str) -> NetworkDefinition:
    """Take the name of a network out of arguments, and return what it is.

    Raises:
        NetworkNotFoundError: There is none of that name.
        ParameterError: None is named.

    """
    if _NETWORK not in values:
        raise ParameterError(f"name a network: {', '.join(network_names())}")
    return read_network(values.pop(_NETWORK), base)


def _rounded(values: Mapping[str, Any], names: tuple[str, ...] = ()) -> dict[str, Value]:
    """Return the values that there are, numbers rounded."""
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in values.items()
        if value is not None and (not names or name in names)
    }


def _about(definition: NetworkDefinition, language: str, figures: Mapping[str, Value]) -> list[str]:
    """Return what a network is, in a few lines."""
    told = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    return [
        f"{definition.title[language]}. {definition.description[language]}",
        f"Edge: {definition.edge[language]} Weight: {definition.weight[language]}",
        f"Figures: {told}.",
    ]
