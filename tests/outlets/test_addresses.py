"""Which addresses may be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.outlets.addresses import refusal, resolve


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:db8::1",
        "2001:0:a00:1::", "2a00:1450::5efe:127.0.0.1", "2a00:1450::200:5efe:10.0.0.1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    """Private, loopback, link-local, multicast, reserved and unspecified addresses are refused, wrapped ones too."""
    assert refusal(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2a00:1450:4001::200e", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_addresses_are_not(address: str) -> None:
    """Public addresses may be asked, those that carry a public IPv4 address inside too."""
    assert refusal(address) is None


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_the_one_inside(address: object) -> None:
    """Writing an IPv4 address as IPv6 never changes whether it is refused."""
    assert (refusal(f"::ffff:{address}") is None) == (refusal(str(address)) is None)
    assert (refusal(f"64:ff9b::{address}") is None) == (refusal(str(address)) is None)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_odd_spellings_of_this_machine_are_seen_through(host: str) -> None:
    """A loopback address written as one number, in hexadecimal or in short is refused like any other."""
    assert all(refusal(address) for address in resolve(host, 80))
