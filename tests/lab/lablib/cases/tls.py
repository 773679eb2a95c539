# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of TLS: certificates, interception, and handshakes that die."""

from .. import faults as f
from .. import topology as net
from ..case import Case, broken, degraded, hurt
from ..certificates import API_NAME, WEB_NAME
from ..checks import counted, curl, date_ahead, tcp, tool
from ..plan import Nginx, Plan, Squid

_URL = f"https://{API_NAME}/v1/models"
_WORKS = curl(_URL, exit=0, status=401)


def _s_client(shows, *arguments, name=API_NAME, exit=None):  # noqa: A002
    """openssl's own client, which ends when its input does; status 124 where it had to be stopped."""
    return tool(["timeout", "3", "openssl", "s_client", "-connect", f"{net.API4}:443", "-servername", name,
                 "-verify_return_error", *arguments], shows, exit=exit)


def _certificate(name, description, certificate, says, code, **nginx):
    return Case(name, description, Plan(api=Nginx(certificate=certificate, **nginx)),
                (curl(_URL, exit=60, shows=says),), broken(code, evidence=[("tls", "verified", "is", False)]))


def _intercepted(name, description, authority, expect, check, store="public", only_api=False, cures=False, **plan):
    only = "api" if only_api else "all"
    rules, listeners = f.middlebox("router2", "intercept", {"certificate": f"{authority}-{only}"}, only_api=only_api)
    return Case(name, description, Plan(nft=rules, listeners=listeners, store=store, **plan), check, expect,
                cures=cures)


def _script(name, description, do, check, expect, tls=None, **keys):
    return Case(name, description, Plan(api=None, listeners=f.on_api(do, tls, **keys)), check, expect)


def _box(name, description, check, expect, do, **keys):
    rules, listeners = f.middlebox("router2", do, **keys)
    return Case(name, description, Plan(nft=rules, listeners=listeners), check, expect)


_CERTIFICATES = (
    _certificate("cert-expired", "the certificate ran out a month ago", "expired", "certificate has expired",
                 "tls.cert.date_invalid"),
    _certificate("cert-not-yet-valid", "the certificate will be valid in a month", "not-yet", "not yet valid",
                 "tls.cert.date_invalid"),
    _certificate("cert-wrong-name", "the certificate is another site's", "other", "no alternative certificate subject",
                 "tls.cert.name_invalid"),
    _certificate("cert-unknown-authority", "an authority that nobody knows signed it, for this name only",
                 "strange-api", "local issuer certificate", "tls.cert.authority_invalid"),
    _certificate("cert-self-signed", "the certificate signed itself", "self-signed", "self-signed certificate",
                 "tls.cert.authority_invalid"),
    _certificate("cert-chain-incomplete", "the server leaves out its intermediate certificate", "lone-leaf",
                 "local issuer certificate", "tls.cert.chain_incomplete"),
    Case("cert-revoked-stapled", "the server staples an answer that says: revoked",
         Plan(api=Nginx(certificate="revoked", staple="revoked.ocsp")),
         (_s_client("Cert Status: revoked", "-status"),), broken("tls.cert.revoked")),
)

_STRANGE_ISSUER = curl(_URL, exit=60, arguments=("-v",), shows="self-signed certificate|local issuer")
_ISSUER_FITS = tool(["sh", "-c", "curl -sS -m 3 http://a.control.lab.example/ca.der | openssl x509 -inform DER "
                                 "-noout -subject"], "Lab Public Trust Issuing CA 1")
_LACKS_ISSUER = curl(_URL, exit=60, shows="local issuer certificate")


def _lone_leaf(name, description, arguments, evidence, check=_ISSUER_FITS, **plan):
    return Case(name, description, Plan(api=Nginx(certificate="lone-leaf"), arguments=arguments, **plan),
                (_LACKS_ISSUER, check), broken("tls.cert.chain_incomplete", evidence=evidence))


_ALSO_ISSUERS = ("--also", "issuers")
_MISSING_LINK = (
    _lone_leaf("cert-link-fetched", "a link is missing, and the user allowed to fetch it", _ALSO_ISSUERS,
               [("tls", "fetchedIssuers[].outcome", "is", "fetched"), ("tls", "completedByFetch", "is", True),
                ("tls", "errors[].certificate", "has", 0)]),
    _lone_leaf("cert-link-not-fetched", "a link is missing, and nobody allowed to fetch it", (),
               [("tls", "fetchedIssuers", "is", [])]),
    _lone_leaf("cert-link-page", "where the missing link should be there is a web page", _ALSO_ISSUERS,
               [("tls", "fetchedIssuers[].outcome", "is", "not_a_certificate")],
               curl("http://a.control.lab.example/ca.der", shows="gone fishing"),
               issuer_served={"body": "gone fishing"}),
    _lone_leaf("cert-link-endless", "where the missing link should be there are 200,000 bytes", _ALSO_ISSUERS,
               [("tls", "fetchedIssuers[].outcome", "is", "too_large")],
               tool(["sh", "-c", "curl -sS -m 3 http://a.control.lab.example/ca.der | wc -c"], "^200000$"),
               issuer_served={"body": "x" * 200_000}),
    _lone_leaf("cert-link-stranger", "where the missing link should be there is another authority's certificate",
               _ALSO_ISSUERS, [("tls", "fetchedIssuers[].outcome", "is", "not_the_issuer")],
               tool(["sh", "-c", "curl -sS -m 3 http://a.control.lab.example/ca.der | openssl x509 -noout -subject"],
                    "Unfamiliar Networks"), issuer_served={"file": "roots/strange.pem"}),
    Case("cert-expired-clock-behind",
         "the certificate ran out a month ago, and this computer's clock is ten minutes slow",
         Plan(api=None, listeners=f.on_api("http", {"certificate": "expired"}, rules=[f.no_key()], clock_ahead=600),
              clock_ahead={"a": 600, "b": 600}),
         (curl(_URL, exit=60, shows="certificate has expired"), date_ahead(r"^(59|60)\d$"),
          date_ahead(r"^(59|60)\d$", url=_URL)),
         broken("tls.cert.date_invalid", evidence=[("tls", "clockSkewMs", "at most", -500_000)])),
)

_INTERCEPTION = (
    _intercepted("tls-intercepted-trusted",
                 "the company's gateway re-signs everything; its root is in the system's store",
                 "corporate", hurt("tls.intercepted", evidence=[
                     ("tls", "chain[].issuer", "mentions", "Example Corporation Web Gateway")]),
                 (curl(_URL, exit=0, status=401, arguments=("-v",), shows="issuer:.*Example Corporation"),
                  counted("router2")),
                 store="corporate", cures=True),
    _intercepted("tls-intercepted-proxy", "the company's squid opens the tunnels it is asked for", "corporate",
                 hurt("tls.intercepted"),
                 (curl(_URL, exit=0, status=401, arguments=("-v",),
                       shows="200 Connection established.*issuer:.*Example Corp"),),
                 store="corporate", squid=Squid(bump=True), environment=f.via_proxy()),
    _intercepted("tls-intercepted-untrusted", "a gateway re-signs everything; nobody here knows its root", "strange",
                 broken("tls.intercepted"),
                 (_STRANGE_ISSUER, curl(f"https://{WEB_NAME}/", exit=60, shows="self-signed|local issuer"))),
    _intercepted("tls-intercepted-pip-knows", "a gateway re-signs everything; pip alone is told of its root", "strange",
                 broken("tls.intercepted", evidence=[("tls", "findings[].code", "has", "note.ca_hint"),
                                                     ("tls", "otherStores[].accepts", "has", True)]),
                 (_STRANGE_ISSUER,
                  tool(["sh", "-c", f'curl -sS -m 3 --cacert "$(sed -n "s/^cert = //p" {{home}}/.config/pip/pip.conf)" '
                                    f"{_URL}"], "request_id")),
                 cures=True, home={".config/pip/pip.conf": "[global]\ncert = {pki}/roots/strange.pem\n"}),
    _intercepted("tls-intercepted-product", "a known product re-signs this name; its root is not installed", "product",
                 broken("tls.intercepted"),
                 (_STRANGE_ISSUER, curl(_URL, exit=0, arguments=("-vk",), shows="issuer:.*Zscaler"),
                  curl(f"https://{WEB_NAME}/", exit=0)), only_api=True),
    _intercepted("tls-intercepted-product-trusted", "a known product re-signs everything; its root is installed",
                 "product", hurt("tls.intercepted"),
                 (curl(_URL, exit=0, status=401, arguments=("-v",), shows="issuer:.*Zscaler"),), store="product"),
    Case("tls-store-mismatch", "the API's authority is known to one variable's bundle and to no other store",
         Plan(api=Nginx(certificate="strange-api"), environment={"NODE_EXTRA_CA_CERTS": "{pki}/roots/strange.pem"}),
         (curl(_URL, exit=60, shows="local issuer|self-signed"),
          tool(["sh", "-c", f'curl -sS --cacert "$NODE_EXTRA_CA_CERTS" {_URL}'], "request_id")),
         hurt("tls.store_mismatch", "tls.intercepted")),
    Case("tls-clients-started", "a root that the system's store alone has: curl works and Node, started too, does not",
         Plan(api=Nginx(certificate="corporate-api"), store="corporate", arguments=("--also", "clients")),
         (curl(_URL, exit=0, status=401, arguments=("-v",), shows="issuer:.*Example Corp"),
          tool(["node", "-e", f"fetch('{_URL}').catch(error => console.log(error.cause.code))"],
               "UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|SELF_SIGNED")),
         hurt("tls.intercepted", "tls.store_mismatch", seconds=15,
              evidence=(("clients", "clients[].trial.outcome", "has", "answered"),
                        ("clients", "clients[].trial.outcome", "has", "failed"),
                        ("clients", "clients[].trial.error", "mentions", "fetch failed"),
                        # Debian's packages for Python read the system's store where pip's bring their own.
                        ("clients", "findings[].code", "has", "note.client_works")))),
)

_OLD_LISTS = (
    Case("tls-old-root-list", "a variable names a list of roots that nobody has renewed since 2004",
         Plan(environment={"REQUESTS_CA_BUNDLE": "{pki}/roots/bygone.pem"}),
         (_WORKS, tool(["sh", "-c", f'curl -sS -m 3 --capath /nowhere --cacert "$REQUESTS_CA_BUNDLE" {_URL}'],
                      "local issuer certificate"),
          tool(["sh", "-c", 'openssl x509 -noout -dates -in "$REQUESTS_CA_BUNDLE"'], "2004.*2019")),
         hurt("tls.store_mismatch", evidence=[
             ("tls", "findings[].code", "has", "note.store_old"), ("tls", "stores[].newestRoot", "has", "2004-01-01"),
             ("tls", "stores[].expiredRoots", "has", 1)])),
    # PATH's python3 imports this certifi before its own; its list is read as what it says.
    Case("tls-old-certifi", "Python's certifi has a list of 2004, and requests reads no other",
         Plan(environment={"PYTHONPATH": "{home}/packages"},
              home={"packages/certifi/__init__.py": "from .core import where\n",
                    "packages/certifi/core.py": "def where():\n    return '{pki}/roots/bygone.pem'\n"}),
         (_WORKS, tool(["/usr/bin/python3", "-c", f"import requests; requests.get('{_URL}')"],
                       "CERTIFICATE_VERIFY_FAILED")),
         hurt("tls.store_mismatch", evidence=[
             ("tls", "stores[].store", "has", "certifi"), ("tls", "stores[].usedBy", "has", ["python-requests"]),
             ("tls", "findings[].code", "has", "note.store_old"),
             ("clients", "clients[].wouldFail", "has", "tls.store_mismatch")])),
)

_HANDSHAKES = (
    Case("tls-old-version", "the server speaks nothing newer than TLS 1.1",
         Plan(api=Nginx(protocols="TLSv1 TLSv1.1", ciphers="DEFAULT@SECLEVEL=0")),
         (curl(_URL, exit=35), _s_client("unsupported protocol|alert protocol version", "-tls1_2"),
          _s_client("alert protocol version", "-tls1_3"),
          _s_client("BEGIN CERTIFICATE.*TLSv1.1", "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")),
         broken("tls.version_or_cipher_mismatch", evidence=[
             ("tls", "offers[].outcome", "has", "completed"), ("tls", "offers[].outcome", "has", "version_or_cipher")]),
         text=("TLSv1.1",)),
    Case("tls-no-common-cipher", "the server offers only ciphers without encryption",
         Plan(api=Nginx(protocols="TLSv1.2", ciphers="NULL-SHA256:@SECLEVEL=0")),
         (curl(_URL, exit=35, shows="handshake failure"), _s_client("NULL-SHA256", "-cipher",
                                                                    "NULL-SHA256:@SECLEVEL=0")),
         broken("tls.version_or_cipher_mismatch", evidence=[("tls", "offers[].cipher", "has", "NULL-SHA256")])),
    _script("tls-client-certificate", "the server demands a client certificate (TLS 1.3: told after the handshake)",
            "http", (curl(_URL, exit=(55, 56)), _s_client("CertificateRequest", "-tls1_3", "-msg")),
            broken("tls.bad_client_auth_cert"),
            {"certificate": "api", "ask_client": "public"}, rules=[f.no_key()]),
    _script("tls-client-certificate-12", "the server demands a client certificate (TLS 1.2: told in the handshake)",
            "http", (curl(_URL, exit=(35, 56), shows="handshake failure"),
                     _s_client("CertificateRequest", "-tls1_2", "-msg")),
            broken("tls.bad_client_auth_cert"), {"certificate": "api", "ask_client": "public", "maximum": "1.2"},
            rules=[f.no_key()]),
    Case("tls-plain-http", "the server speaks plain HTTP on port 443", Plan(api=Nginx(tls=False)),
         (curl(_URL, exit=35, shows="wrong version number"), curl(f"http://{API_NAME}:443/", exit=0)),
         broken("tls.protocol.error")),
    _script("tls-garbage", "the server answers the ClientHello with an SSH greeting", "say",
            (curl(_URL, exit=35, shows="wrong version number|packet length"),), broken("tls.protocol.error"),
            text="SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
    _script("tls-reset", "the server resets after the ClientHello", "reset_after_data",
            (curl(_URL, exit=35, shows="reset by peer"), tcp(net.API4, "connected")), broken("tls.reset")),
    _script("tls-closed", "the server closes after the ClientHello", "close_after_data",
            (curl(_URL, exit=35, shows="unexpected eof|SSL_ERROR_SYSCALL"), tcp(net.API4, "connected")),
            broken("tls.reset")),
    _script("tls-silent", "the server reads the ClientHello and says nothing", "swallow",
            (curl(_URL, exit=28), tcp(net.API4, "connected")), broken("tls.timed_out", seconds=20)),
    _script("tls-mute", "the server takes the connection and does not even read", "silent",
            (curl(_URL, exit=28), tcp(net.API4, "connected")), broken("tls.timed_out", seconds=20)),
)

_LONG_ALPN = ",".join("lab-protocol-" + "x" * 200 + str(number) for number in range(9)) + ",h2,http/1.1"
_SELECTIVE = (
    _box("tls-sni-reset", "a box on the way resets handshakes that name the API",
         (curl(_URL, exit=35, shows="reset by peer"), _s_client("CONNECTED.*BEGIN CERTIFICATE", name=WEB_NAME)),
         broken("tls.sni_blocked", evidence=[("tls", "controls[].name", "has", API_NAME)]), "sni_filter",
         blocked=API_NAME, how="reset"),
    _box("tls-sni-silence", "a box on the way swallows handshakes that name the API",
         (curl(_URL, exit=28), _s_client("CONNECTED.*BEGIN CERTIFICATE", name=WEB_NAME)),
         broken("tls.sni_blocked", seconds=20), "sni_filter", blocked=API_NAME, how="silence"),
    _box("tls-reset-every-other", "a box on the way resets every other handshake, whatever name it asks for",
         (curl(_URL, exit=35, shows="reset by peer"), _WORKS),
         degraded("stability.intermittent", "tls.reset", seconds=15, evidence=[
             ("tls", "firstOutcome", "is", "reset"), ("tls", "verified", "is", True)]), "odd_hello_filter"),
    _box("tls-large-hello", "a box on the way swallows a ClientHello that needs two segments",
         (_WORKS, _s_client("Verify return code: 0"), _s_client("", "-alpn", _LONG_ALPN, exit=124)),
         hurt("tls.large_hello_dropped", seconds=15), "hello_size_filter", largest=1400, how="silence"),
    _box("tls-large-hello-reset", "a box on the way resets at a ClientHello that needs two segments",
         (_WORKS, _s_client("Verify return code: 0"), _s_client("errno|unexpected eof|reset", "-alpn", _LONG_ALPN,
                                                                exit=1)),
         hurt("tls.large_hello_dropped", seconds=15), "hello_size_filter", largest=1400, how="reset"),
)

_NEARBY = f.middlebox("router2", "intercept", {"certificate": "strange-all"}, only_api=False)
_ON_THE_PROXYS_WAY = f.middlebox("router2", "hello_size_filter", largest=1400, how="silence")
_VIA_PROXY = (
    Case("tls-large-hello-behind-proxy",
         "behind the company's proxy a box swallows a ClientHello that needs two segments",
         Plan(nft=_ON_THE_PROXYS_WAY[0], listeners=_ON_THE_PROXYS_WAY[1], squid=Squid(), environment=f.via_proxy()),
         (curl(_URL, exit=0, status=401, shows="200 Connection established"),
          tool(["timeout", "3", "openssl", "s_client", "-proxy", f"{net.PROXY4}:3128", "-connect", f"{API_NAME}:443",
                "-servername", API_NAME, "-alpn", _LONG_ALPN], "", exit=124)),
         hurt("tls.large_hello_dropped", seconds=15, evidence=[("tls", "hellos[].outcome", "has", "timed_out")])),
    Case("tls-intercepted-nearby", "a gateway re-signs everything; the API is 40 ms away, and the gateway is not",
         Plan(nft=_NEARBY[0], listeners=_NEARBY[1], delay_ms=20),
         (_STRANGE_ISSUER, curl(f"https://{WEB_NAME}/", exit=60, shows="self-signed|local issuer"),
          tool(["ping", "-n", "-c", "3", "-i", "0.1", net.API4], r"min/avg/max/mdev = 4\d\.")),
         broken("tls.intercepted", evidence=[("tls", "findings[].code", "has", "note.answered_nearby"),
                                             ("mtu", "datagrams[].ms", "at least", 38)])),
)

CASES = (*_CERTIFICATES, *_MISSING_LINK, *_VIA_PROXY, *_INTERCEPTION, *_OLD_LISTS, *_HANDSHAKES, *_SELECTIVE)
