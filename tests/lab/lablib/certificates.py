# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates: the lab's authorities, every server certificate, and the trust stores a client may have.

Made once a run with openssl and read by all cases. `<folder>/<name>.pem` is what a server sends (its
certificate first), `<folder>/<name>.key` its key, `<folder>/roots/<authority>.pem` an authority's root.
"""

import datetime
import os
import shutil

from .namespaces import call

API_NAME, WEB_NAME = "api.lab.example", "www.lab.example"
CONTROL_NAMES = ["a.control.lab.example", "b.control.lab.example"]
# How far the world is ahead of this computer in the cases whose clock is wrong.
CLOCK_BEHIND = datetime.timedelta(days=400)
MOZILLA = "/usr/share/ca-certificates/mozilla"
LOCAL = "/usr/local/share/ca-certificates"

_DAY = datetime.timedelta(days=1)
_CONFIG = """[ca]
default_ca = this
[this]
dir = {folder}
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[req]
distinguished_name = dn
[dn]
"""


def _stamp(moment):
    return moment.strftime("%Y%m%d%H%M%SZ")


class Authority:
    """An authority with a root, and an intermediate that issues, unless `flat`."""

    def __init__(self, folder, name, title, flat=False, years=(2015, 2045)):
        self.folder = os.path.join(folder, "authorities", name)
        os.makedirs(self.folder)
        self.root = os.path.join(folder, "roots", name + ".pem")
        self._config = self._write("openssl.cnf", _CONFIG.format(folder=self.folder))
        self._write("index.txt", "")
        self.long_ago, self.far_ahead = (datetime.datetime(year, 1, 1) for year in years)
        key = self.issuer_key = self._new_key("root")
        self._sign("root", f"/O={title}/CN={title} Root CA", key, self.root, "", "basicConstraints=critical,CA:TRUE\n"
                   "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n")
        self.issuer, self.chain = self.root, []
        if not flat:
            issuer, key = os.path.join(self.folder, "issuing.pem"), self._new_key("issuing")
            self._sign("issuing", f"/O={title}/CN={title} Issuing CA 1", key, issuer, self.root,
                       "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n"
                       "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
            self.issuer, self.issuer_key, self.chain = issuer, key, [issuer]

    def issue(self, output, names, key, start=None, end=None, send_chain=True):
        """Writes the chain for `names` to `output`; valid from yesterday for 90 days unless told otherwise."""
        now = datetime.datetime.now(datetime.timezone.utc)
        alternative = ",".join("DNS:" + name for name in names)
        extensions = ("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                      f"extendedKeyUsage=serverAuth\nsubjectAltName={alternative}\nauthorityKeyIdentifier=keyid\n"
                      "subjectKeyIdentifier=hash\n"
                      f"authorityInfoAccess=caIssuers;URI:http://{CONTROL_NAMES[0]}/ca.der\n")
        stem = os.path.splitext(os.path.basename(output))[0]
        self._sign(stem, f"/CN={names[0]}", key, output, self.issuer, extensions,
                   start or now - _DAY, end or now + 90 * _DAY)
        with open(output, "ab") as file:
            for path in self.chain if send_chain else []:
                with open(path, "rb") as part:
                    file.write(part.read())

    def revoke_and_staple(self, certificate, output):
        """Revokes the first certificate in the file and writes the OCSP response that says so."""
        leaf = self._write("revoked.pem", call(["openssl", "x509", "-in", certificate]))
        issuing = ["-keyfile", self.issuer_key, "-cert", self.issuer]
        call(["openssl", "ca", "-batch", "-config", self._config, *issuing, "-revoke", leaf,
              "-crl_reason", "keyCompromise"])
        call(["openssl", "ocsp", "-index", os.path.join(self.folder, "index.txt"), "-CA", self.issuer,
              "-rsigner", self.issuer, "-rkey", self.issuer_key, "-issuer", self.issuer, "-cert", leaf,
              "-ndays", "5", "-respout", output, "-noverify"])

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _new_key(self, name):
        path = os.path.join(self.folder, name + ".key")
        call(["openssl", "genrsa", "-out", path, "2048"])
        return path

    def _sign(self, stem, subject, key, output, issuer, extensions, start=None, end=None):
        request = os.path.join(self.folder, stem + ".csr")
        call(["openssl", "req", "-new", "-config", self._config, "-key", key, "-subj", subject, "-out", request])
        issuing = (["-keyfile", self.issuer_key, "-cert", issuer] if issuer else ["-selfsign", "-keyfile", key])
        call(["openssl", "ca", "-batch", "-notext", "-preserveDN", "-config", self._config, *issuing, "-in", request,
              "-out", output, "-extfile", self._write(stem + ".ext", extensions),
              "-startdate", _stamp(start or self.long_ago), "-enddate", _stamp(end or self.far_ahead)])


def make_all(folder):
    """Makes everything below `folder`. Takes a few seconds, most of it RSA keys."""
    os.makedirs(os.path.join(folder, "roots"))
    key = os.path.join(folder, "server.key")
    call(["openssl", "genrsa", "-out", key, "2048"])
    now = datetime.datetime.now(datetime.timezone.utc)
    public = Authority(folder, "public", "Lab Public Trust")
    everything = [API_NAME, WEB_NAME, *CONTROL_NAMES]

    def path(name):
        return os.path.join(folder, name + ".pem")

    public.issue(path("api"), [API_NAME], key)
    call(["openssl", "x509", "-in", public.issuer, "-outform", "DER", "-out", os.path.join(folder, "ca.der")])
    public.issue(path("web"), [WEB_NAME, *CONTROL_NAMES], key)
    public.issue(path("proxy"), ["proxy.lab.example"], key)
    public.issue(path("other"), ["shop.other.example"], key)
    public.issue(path("expired"), [API_NAME], key, now - 120 * _DAY, now - 30 * _DAY)
    public.issue(path("not-yet"), [API_NAME], key, now + 30 * _DAY, now + 120 * _DAY)
    public.issue(path("lone-leaf"), [API_NAME], key, send_chain=False)
    public.issue(path("api-later"), [API_NAME], key, now + CLOCK_BEHIND - 5 * _DAY, now + CLOCK_BEHIND + 85 * _DAY)
    public.issue(path("web-later"), [WEB_NAME, *CONTROL_NAMES], key, now + CLOCK_BEHIND - 5 * _DAY,
                 now + CLOCK_BEHIND + 85 * _DAY)
    public.issue(path("revoked"), [API_NAME], key)
    public.revoke_and_staple(path("revoked"), os.path.join(folder, "revoked.ocsp"))
    for name, title in (("corporate", "Example Corporation Web Gateway"), ("strange", "Unfamiliar Networks"),
                        ("product", "Zscaler"), ("avast", r"Avast Web\/Mail Shield")):
        authority = Authority(folder, name, title, flat=True)
        authority.issue(path(name + "-api"), [API_NAME], key)
        authority.issue(path(name + "-all"), everything, key)
        if name == "corporate":
            _bundle(os.path.join(folder, "bump.pem"), [authority.root, authority.issuer_key])
    Authority(folder, "bygone", "Bygone Trust", flat=True, years=(2004, 2019))
    _self_signed(path("self-signed"), key, API_NAME)
    _self_signed(path("portal"), key, "portal.hotel.example")
    _make_stores(folder)


def _self_signed(output, key, name):
    call(["openssl", "req", "-x509", "-new", "-key", key, "-out", output, "-subj", f"/CN={name}", "-days", "30",
          "-addext", f"subjectAltName=DNS:{name}", "-addext", "basicConstraints=critical,CA:FALSE"])


def _make_stores(folder):
    """`store-public` and `store-corporate`: mozilla/, local/ and certs/ as Debian's ca-certificates lays them out."""
    for name, extra in (("public", None), ("corporate", "corporate"), ("product", "product"), ("avast", "avast")):
        store = os.path.join(folder, "store-" + name)
        mozilla, local, certs = (os.path.join(store, part) for part in ("mozilla", "local", "certs"))
        for part in (local, certs):
            os.makedirs(part)
        shutil.copytree(MOZILLA, mozilla) if os.path.isdir(MOZILLA) else os.makedirs(mozilla)
        shutil.copy(os.path.join(folder, "roots", "public.pem"), os.path.join(mozilla, "Lab_Public_Trust_Root_CA.crt"))
        if extra:
            shutil.copy(os.path.join(folder, "roots", extra + ".pem"), os.path.join(local, extra + ".crt"))
        _fill_certs(certs, mozilla, local)


def _fill_certs(certs, mozilla, local):
    """A link to, a hash link of, and the bundle of every root: what update-ca-certificates leaves behind.

    The links point to where the case will mount the roots, so the hashes are made from copies first.
    """
    sources = {os.path.join(part, name): os.path.join(place, name)
               for part, place in ((mozilla, MOZILLA), (local, LOCAL)) for name in sorted(os.listdir(part))}
    for source in sources:
        shutil.copy(source, _pem(certs, source))
    call(["openssl", "rehash", certs])
    for source, place in sources.items():
        os.unlink(_pem(certs, source))
        os.symlink(place, _pem(certs, source))
    _bundle(os.path.join(certs, "ca-certificates.crt"), sources)


def _pem(certs, source):
    return os.path.join(certs, os.path.basename(source).replace(".crt", ".pem"))


def _bundle(output, sources):
    with open(output, "wb") as file:
        for source in sources:
            with open(source, "rb") as part:
                file.write(part.read())
