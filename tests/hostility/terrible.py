"""All terrible requests, as data.

    python -m tests.hostility.terrible     lists their names

In: the address of a listener that must hear nothing, and the token for writes. Out: `Case`s.
"""

import sys
from itertools import zip_longest

from tests.hostility.case import Case
from tests.hostility.costly import costly
from tests.hostility.malformed import malformed
from tests.hostility.nesting import chains, nesting
from tests.hostility.reaching import reaching


def terrible(url: str, token: str) -> tuple[Case, ...]:
    """Return all cases, the kinds mixed so that costly ones do not all come at once."""
    kinds = (tuple(nesting()), tuple(chains()), tuple(costly()), tuple(reaching(url, token)), tuple(malformed()))
    return tuple(case for row in zip_longest(*kinds) for case in row if case is not None)


if __name__ == "__main__":
    for found in terrible("http://127.0.0.1:9/", "token"):
        sys.stdout.write(f"{found.name}\n")
