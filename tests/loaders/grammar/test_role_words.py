"""The words that say what an organisation does."""

import pytest

from ruhrgraph.loaders.grammar.role_words import BETWEEN, LEAD, TRIGGER


def test_each_trigger_tells_its_role() -> None:
    """A trigger's group begins with one of the roles of the ontology's scheme."""
    roles = {group.partition("_")[0] for group in TRIGGER.groupindex}
    assert roles == {"kooperation", "federfuehrung", "traeger", "mitglied", "leitung", "foerderung"}


@pytest.mark.parametrize("gap", [" dem ", ": ", " den Kommunen, dem ", " „", " Vertretern des "])
def test_lead(gap: str) -> None:
    """Articles, other items and quotation marks may stand before the first name."""
    assert LEAD.fullmatch(gap)


@pytest.mark.parametrize(
    "gap", [", ", " und dem ", " sowie den ", " / ", ", den Hochschulen und der ", " (RVR) und dem "]
)
def test_between(gap: str) -> None:
    """A separator stands between two names, perhaps with other items."""
    assert BETWEEN.fullmatch(gap)


@pytest.mark.parametrize("gap", [" ", ". ", ", der die Flächen des ", " stellt dem ", " und fördert den "])
def test_not_between(gap: str) -> None:
    """A verb, a clause or a full stop ends a list."""
    assert not BETWEEN.fullmatch(gap)
