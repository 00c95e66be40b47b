"""The evidence in a source document."""

import httpx


def test_passages_are_characters_of_the_text(client: httpx.Client, quoted: dict[str, str]) -> None:
    """What a passage's IRI names is what stands in the text at these characters."""
    text = client.get("/source/themenforen.txt").text
    assert len(quoted) > 500
    for fragment, words in quoted.items():
        start, end = map(int, fragment.removeprefix("char=").split(","))
        assert text[start:end] == words
