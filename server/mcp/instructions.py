"""What an assistant is told before it asks: what the graph holds, what it does not claim, how to ask and to cite."""

from typing import Final

INSTRUCTIONS: Final = """\
Ruhrgraph holds what two public German documents of the Ruhr-Konferenz of North Rhine-Westphalia say: a list of the \
Themenforen of 2019 (questions, moderators, ministries, events, venues, participants) and a brochure of \
Handlungsfelder with their projects (descriptions, measures, terms, ministries, organisations). Names and texts are \
German.

It does not claim more than they say. That persons or ministries share a forum does not say that they met, worked \
together, or came to an event. Events are as planned in the document. An empty answer means that the documents say \
nothing of it, not that it is not so. Ties in networks and counts are computed from these statements.

How to ask: `search` finds things by words; `describe` tells all of one thing; `person`, `ministry` and `organisation` \
follow its ties; the other tools answer one kind of question each. Names, acronyms (MWIDE), codes (13-01) and numbers \
of forums (13) may stand in place of IRIs; an error names what is near. `schema` and `sparql` are for all else.

How to cite: answers number the quotes ([1]) that prove each row. Quote the words as they stand, name the document and \
the characters, and link the quote's address or the page of the thing. Say so where an answer is shortened. Keep what \
is quoted apart from what you conclude.
"""
