"""How often each client may ask: an allowance that refills evenly, one number kept for each client."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

MINUTE = 60.0
CLIENTS = 10_000
_SUBSCRIBER = 64  # bits of an IPv6 address that are one subscriber's; the others they choose as they like


class RateLimiter:
    """Lets each client ask ``per_minute`` times at once or spread out (0: without limit).

    The generic cell rate algorithm (ITU-T I.371): of each client only the time is kept at which its allowance is
    whole again. Of at most ``clients`` it is kept; the one that has been silent longest is forgotten first.
    """

    def __init__(self, per_minute: int, *, clients: int = CLIENTS, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = MINUTE / per_minute if per_minute else 0.0
        self._clients = clients
        self._clock = clock
        self._whole_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._whole_at)

    def take(self, client: str) -> float:
        """Return 0 and count the request where ``client`` may ask now, else the seconds until it may.

        >>> limiter = RateLimiter(1, clock=lambda: 0.0)
        >>> limiter.take("a"), limiter.take("a"), limiter.take("b")
        (0.0, 60.0, 0.0)
        """
        if not self._interval:
            return 0.0
        now = self._clock()
        before = max(self._whole_at.pop(client, now), now)
        after = before + self._interval
        wait = max(0.0, after - now - MINUTE)
        self._whole_at[client] = before if wait else after
        while len(self._whole_at) > self._clients:
            del self._whole_at[next(iter(self._whole_at))]
        return wait


def client_key(host: str) -> str:
    """Return what stands for the client at ``host``: the address, of IPv6 the part that is one subscriber's.

    >>> client_key("192.0.2.7"), client_key("::ffff:192.0.2.7"), client_key("2001:db8::1"), client_key("")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64', '')
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    network = int(address) >> _SUBSCRIBER << _SUBSCRIBER
    return f"{IPv6Address(network)}/{_SUBSCRIBER}"
