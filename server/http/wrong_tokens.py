"""Wrong tokens, counted by the address that they come from: many of them are answered late, so that guessing is slow.

The right token is never kept waiting, or whoever shares an address could keep others from writing. Each HTTP worker
counts by itself.
"""

import asyncio
from ipaddress import IPv6Address, ip_network

from cachetools import TTLCache

from ruhrgraph.server.http.errors import WrongTokensError

FREE = 10
"""Wrong tokens that an address may send before it has to wait."""
FORGET_SECONDS = 60.0
"""Seconds without a wrong token, after which an address starts anew."""
PAUSE_SECONDS = 2.0
"""Seconds that each further one is waited with."""
_MAX_ADDRESSES = 4096
"""Addresses that are remembered; those that were seen longest ago go first."""


class WrongTokens:
    """Counts the wrong tokens of each address."""

    def __init__(self) -> None:
        self._counts: TTLCache[str, int] = TTLCache(_MAX_ADDRESSES, FORGET_SECONDS)

    async def slow_down(self, address: str) -> None:
        """Note a wrong token of an address, and wait if there were many.

        Raises:
            WrongTokensError: There were.

        """
        whose = _network(address)
        # Taken out and put back, so that it is the newest.
        count = self._counts[whose] = self._counts.pop(whose, 0) + 1
        if count > FREE:
            await asyncio.sleep(PAUSE_SECONDS)
            raise WrongTokensError(
                f"more than {FREE} wrong tokens came from your address; wrong ones are answered after "
                f"{PAUSE_SECONDS:g} seconds until none comes for {FORGET_SECONDS:g}"
            )


def _network(address: str) -> str:
    """Return what is counted as one: an address of IPv4, a network of IPv6, whose addresses are all of one client."""
    try:
        return str(ip_network((IPv6Address(address), 64), strict=False))
    except ValueError:
        return address
