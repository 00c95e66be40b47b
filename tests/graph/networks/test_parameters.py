"""The parameters of a network: what each value means, and the sentence for what cannot be."""

import datetime as dt
import re

import pytest

from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.parameters import PARAMETERS, language_of, selection
from ruhrgraph.graph.networks.selection import Selection
from ruhrgraph.ontology.errors import InvalidParameterError, NodeNotFoundError, ParameterError
from tests.graph.networks.samples import iri


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Selection()),
        ({"type": "", "ego": " ", "radius": ""}, Selection()),
        ({"type": "Person, ressort"}, Selection(types=frozenset({"Person", "Ressort"}))),
        ({"relation": "moderates,LEADS"}, Selection(relations=frozenset({"moderates", "leads"}))),
        (
            {"from": "2019-03-01", "to": "2019-03-01"},
            Selection(first=dt.date(2019, 3, 1), last=dt.date(2019, 3, 1)),
        ),
        ({"ministry": "MWIDE"}, Selection(ministry=iri("ressort/mwide"))),
        ({"ministry": "stk/sport"}, Selection(ministry=iri("ressort/stk-sport"))),
        ({"ministry": "ressort/mwide"}, Selection(ministry=iri("ressort/mwide"))),
        ({"ministry": iri("ressort/mwide")}, Selection(ministry=iri("ressort/mwide"))),
        ({"ego": "mwide", "radius": "2"}, Selection(ego=iri("ressort/mwide"), radius=2)),
        ({"ego": "karl-josef laumann"}, Selection(ego=iri("karl-josef-laumann"))),
        ({"minWeight": "1.5"}, Selection(min_weight=1.5)),
        ({"component": "largest"}, Selection(largest_component=True)),
        ({"projection": "Ressort"}, Selection(projection="Ressort")),
        ({"lang": "en"}, Selection()),
    ],
)
def test_values(networks: dict[str, Network], values: dict[str, str], expected: Selection) -> None:
    """Each value is what it says; an empty one is as good as none."""
    assert selection(networks["actors"], values) == expected


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"typ": "Person"}, ParameterError, "no parameter “typ”; it has: type, relation, from"),
        ({"type": "Persn"}, InvalidParameterError, "type: this network has no “Persn”; it has: Organisation, Ort"),
        ({"relation": "meets"}, InvalidParameterError, "relation: this network has no “meets”; it has: cameFrom"),
        ({"from": "2020-01-02", "to": "2020-01-01"}, InvalidParameterError, "ends before it begins"),
        ({"from": "gestern"}, InvalidParameterError, "from: “gestern” is no day such as 2019-03-01"),
        ({"to": "2019-02-30"}, InvalidParameterError, "to: “2019-02-30” is no day"),
        ({"ego": "mwid"}, NodeNotFoundError, "no node “mwid”; near to it are: "),
        ({"ego": "¿?"}, NodeNotFoundError, "see its nodes at /network/actors.json"),
        ({"ministry": "MWID"}, NodeNotFoundError, "there is no Ressort “MWID”; near to it are: MWIDE"),
        ({"ministry": "¿?"}, NodeNotFoundError, "near to it are: "),
        ({"ministry": iri("ressort/nichts")}, NodeNotFoundError, "there is no Ressort"),
        ({"radius": "50"}, InvalidParameterError, "radius: “50” is no whole number from 1 to 10"),
        ({"radius": "0"}, InvalidParameterError, "radius"),
        ({"radius": "²"}, InvalidParameterError, "radius"),
        ({"radius": "9" * 5000}, InvalidParameterError, "radius"),
        ({"minWeight": "viel"}, InvalidParameterError, "minWeight: “viel” is no number such as 2"),
        ({"minWeight": "nan"}, InvalidParameterError, "minWeight"),
        ({"minWeight": "-1"}, InvalidParameterError, "minWeight"),
        ({"component": "second"}, InvalidParameterError, "component: there is `largest`, not “second”"),
        ({"lang": "fr"}, InvalidParameterError, "lang: there are labels in `de` and `en`, not in “fr”"),
    ],
)
def test_what_cannot_be(
    networks: dict[str, Network], values: dict[str, str], error: type[Exception], said: str
) -> None:
    """Each mistake is a sentence that names what is wrong and what there is."""
    with pytest.raises(error, match=re.escape(said)) as caught:
        selection(networks["actors"], values)
    assert caught.type is error


def test_the_examples_work(networks: dict[str, Network]) -> None:
    """The example of each parameter is a value that it takes."""
    for parameter in PARAMETERS:
        selection(networks["actors"], {parameter.name: parameter.example})
    assert language_of({"lang": "en"}) == "en"
