"""The network around a thing: what its rows tie it to, in a circle about it.

In: the thing with its ties. Out: markup; the bigger view and its table are at `/network/actors/ego`.
"""

from collections import Counter
from collections.abc import Mapping
from math import cos, pi, sin
from typing import Final

from markupsafe import Markup

from ruhrgraph.server.graphics.network_picture import NetworkNode, NetworkTie, network_picture
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import in_language
from ruhrgraph.server.language.class_names import class_names
from ruhrgraph.server.resources.pages.records import Subject

ACTORS: Final = frozenset({"Person", "Ressort", "Organisation"})
"""The kinds that have such a picture: those of the network of all actors."""
_SHOWN: Final = (*sorted(ACTORS), "Themenforum")
_FEWEST, _MOST = 3, 24
_WIDTH, _LEAST_HEIGHT, _HEIGHT_EACH = 3.2, 1.6, 0.28
"""Half the width of the oval, and half its height, which leaves room for a name at each node."""


def surroundings(subject: Subject, kind: str, acronyms: Mapping[str, str], base: str, page: PageContext) -> Markup:
    """Return a picture of the persons, ministries, organisations and forums around a thing.

    It is empty for other kinds, and where there are so few that the sections say it better, or more than it can show.
    """
    ties = {tie.thing: tie for tie in subject.ties if tie.kind in _SHOWN and tie.thing != subject.iri}
    if kind not in ACTORS or not _FEWEST <= len(ties) <= _MOST:
        return Markup()
    names = class_names(base, page.language)
    height = max(_LEAST_HEIGHT, len(ties) * _HEIGHT_EACH)
    weights = Counter(tie.thing for tie in subject.ties)
    nodes = [NetworkNode(subject.label, "", kind, names.get(kind, kind), len(ties), 0.0, 0.0)]
    for number, tie in enumerate(sorted(ties.values(), key=lambda tie: (tie.kind, tie.thing))):
        angle = 2 * pi * number / len(ties)
        href = page_link(tie.thing, base, page.home)
        place = (round(_WIDTH * cos(angle), 3), round(height * sin(angle), 3))
        short = acronyms.get(tie.thing, "")
        nodes.append(NetworkNode(tie.label, href, tie.kind, names.get(tie.kind, tie.kind), 1, *place, short=short))
    edges = [
        NetworkTie(0, number, float(weights[iri]))
        for number, iri in enumerate(sorted(ties, key=lambda iri: (ties[iri].kind, iri)), 1)
    ]
    title = in_language(page.language, f"Verbindungen rund um {subject.label}", f"Ties around {subject.label}")
    return network_picture(nodes, edges, page.language, title, name="umfeld")
