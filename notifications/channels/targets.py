"""Targets (外发目标): which addresses the program may connect to on a person's word. Private networks are not among them."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from notifications.channels import DeliveryError

PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")


def public_address(url: str) -> str:
    """An IP address of the URL's host, looked up now and to be connected to as it is.

    Raises DeliveryError, permanent if one of the host's addresses is private, transient if it cannot be looked up.
    """
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryError(f"host not found: {error}", permanent=False) from error
    addresses = [str(one[4][0]) for one in found]
    if any(is_private(one) for one in addresses):
        raise DeliveryError("private target", permanent=True)
    return addresses[0]


def is_private(address: str) -> bool:
    """Whether it is anything but a public address of one machine, however it is wrapped up."""
    return not all(one.is_global and not one.is_multicast for one in _unwrapped(ip_address(address.partition("%")[0])))


def _unwrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, or the IPv4 address that it really leads to."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, address.sixtofour] if address.sixtofour else [address]
