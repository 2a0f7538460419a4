"""Knows how the settings of a carrier become the client that asks it."""

from functools import partial
from urllib.request import getproxies, proxy_bypass

import httpx

from trunkload.portal.certificates import CertificateFiles, certificate_failure, tls_context
from trunkload.portal.credentials import ApiKey, ClientAccount, ClientCredentials, Credentials
from trunkload.portal.network import Authorised, Network
from trunkload.portal.pace import Pace
from trunkload.settings.sections import CarrierSettings

_EVERY_THREAD = httpx.Limits(max_connections=None, max_keepalive_connections=None)
"""Each thread that sends keeps its own connection; how many there are is for whoever starts them to say."""

_NOW_AND_THEN = httpx.Limits(max_keepalive_connections=0)
"""Tokens are fetched once in a while, each over a connection of its own."""

_PACKING = {"Accept-Encoding": "gzip"}


def carrier_client(carrier: CarrierSettings) -> httpx.Client:
    """One client for all threads. Raises PortalError where certificates that the settings name cannot be used."""
    address = str(carrier.url)
    way: httpx.BaseTransport = _network(carrier, address, _EVERY_THREAD)
    if carrier.requests_per_second is not None:
        way = Pace(way, carrier.requests_per_second, carrier.burst)
    credentials = _credentials(carrier)
    if credentials is not None:
        way = Authorised(way, credentials)
    return httpx.Client(base_url=address, transport=way, timeout=carrier.timeout_seconds, headers=_PACKING)


def _credentials(carrier: CarrierSettings) -> Credentials | None:
    if carrier.api_key is not None:
        return ApiKey(carrier.api_key.get_secret_value(), carrier.api_key_header)
    if carrier.token_url is None or carrier.client_secret is None:
        return None
    address = str(carrier.token_url)
    account = ClientAccount(address, carrier.client_id, carrier.client_secret.get_secret_value(), carrier.scope)
    way = _network(carrier, address, _NOW_AND_THEN)
    return ClientCredentials(
        httpx.Client(transport=way, timeout=carrier.timeout_seconds, headers=_PACKING, trust_env=False), account
    )


def _network(carrier: CarrierSettings, address: str, limits: httpx.Limits) -> Network:
    files = CertificateFiles(carrier.ca_file, carrier.client_cert, carrier.client_key)
    url = httpx.URL(address)
    wire = httpx.HTTPTransport(verify=tls_context(files), limits=limits, proxy=_proxy(url))
    return Network(
        wire,
        answer_bytes=carrier.answer_bytes,
        answer_seconds=carrier.timeout_seconds,
        explain=partial(certificate_failure, files=files),
    )


def _proxy(url: httpx.URL) -> str | None:
    """The environment's proxy, which a client with a transport of its own does not look for."""
    return None if proxy_bypass(url.host) else getproxies().get(url.scheme)
