"""The address of a book on a server: no password is ever shown, and another computer is reached through TLS alone."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from models.errors import BookNotFound, WrongPassphrase, WrongUse
from models.server_address import server_url, shown
from models.store import Store
from tests.postgres_server import PostgresServer, find_programs, running_server, unprivileged_user

PASSWORD = "four plain: words @ here?"
NAME = "db.elm.example"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://ann:s3cret@elm/book", "postgresql://ann@elm/book"),
        ("postgresql+psycopg://ann:s3cret@elm:5433/book", "postgresql+psycopg://ann@elm:5433/book"),
        ("postgresql://ann:s3@cret@elm/book", "postgresql://ann@elm/book"),
        ("postgresql://ann:s3/cret@elm/book", "postgresql://ann@elm/book"),
        ("postgresql://ann:s3?cret@elm/book", "postgresql://ann@elm/book"),
        ("postgresql://ann:s3/c?ret@elm/book", "postgresql://ann@elm/book"),
        ("postgresql://ann@elm/book?password=s3cret", "postgresql://ann@elm/book"),
        (
            "postgresql://ann@elm/book?sslmode=verify-full&PassWord=s3cret",
            "postgresql://ann@elm/book?sslmode=verify-full",
        ),
        ("postgresql://ann@elm/book?sslpassword=s3cret&sslkey=/a%20b", "postgresql://ann@elm/book?sslkey=%2Fa%20b"),
        ("postgresql://ann@/book?host=%2Frun%2Fpg", "postgresql://ann@/book?host=%2Frun%2Fpg"),
        ("postgresql:///book?host=@socket", "postgresql:///book?host=@socket"),
        ("/home/ann/a:b@c.liaison", "/home/ann/a:b@c.liaison"),
    ],
)
def test_no_password_is_shown(address: str, told: str) -> None:
    assert shown(address) == told


HERE = [
    "postgresql://ann@/book",
    "postgresql:///book",
    "postgresql://ann@localhost/book",
    "postgresql://ann@127.0.0.1:5433/book",
    "postgresql://ann@127.8.9.1/book",
    "postgresql://ann@[::1]/book",
    "postgresql://ann@/book?host=%2Frun%2Fpg",
    "postgresql://ann@/book?host=@socket",
]
AWAY = [
    "postgresql://ann@elm/book",
    "postgresql://ann@10.0.0.4/book",
    "postgresql://ann@localhost.elm.example/book",
    "postgresql://ann@127.0.0.1.elm.example/book",
    "postgresql://ann@localhost/book?hostaddr=10.0.0.4",
    "postgresql://ann@/book?host=localhost&host=elm",
    "postgresql://ann@/book?host=localhost,elm",
    "postgresql://ann@/book?host=elm:5432",
    "postgresql://ann@localhost/book?service=away",
]


@pytest.mark.parametrize("address", HERE)
def test_this_computer_needs_no_tls(address: str) -> None:
    assert "sslmode" not in server_url(address, environment={}).query


@pytest.mark.parametrize("address", AWAY)
def test_another_computer_is_reached_through_tls_alone(address: str) -> None:
    query = server_url(address, environment={"PGSSLMODE": "disable"}).query
    assert (query["sslmode"], query["gssencmode"]) == ("verify-full", "disable")
    between = "&" if "?" in address else "?"
    for weak in ("disable", "allow", "prefer", "require", "verify-ca", "verify-full&sslmode=disable"):
        with pytest.raises(WrongUse, match="would let others on the way read"):
            server_url(f"{address}{between}sslmode={weak}", environment={})


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_what_the_environment_names_counts_too(name: str) -> None:
    assert "sslmode" not in server_url("postgresql:///book", environment={}).query
    assert server_url("postgresql:///book", environment={name: "elm"}).query["sslmode"] == "verify-full"


def test_what_is_no_address_is_said_without_its_password() -> None:
    with pytest.raises(WrongUse) as told:
        server_url("postgresql://ann:s3cret@elm:port/book")
    assert "s3cret" not in str(told.value)


# --- a real server with a real certificate --------------------------------------------------------------------------


class Certificates:
    """An authority of our own, and certificates that it signs, made by openssl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = self._authority("authority")

    def _run(self, *typed: object) -> None:
        command = ["openssl", *(str(word) for word in typed)]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)

    def _authority(self, name: str) -> Path:
        new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
        self._run(*new, "-keyout", f"{name}.key", "-out", f"{name}.crt", "-subj", f"/CN={name}")
        return self.folder / f"{name}.crt"

    def other_authority(self) -> Path:
        return self._authority("other")

    def sign(self, host: str) -> None:
        new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        self._run(*new, "-keyout", "server.key", "-out", "server.csr", "-subj", f"/CN={host}")
        (self.folder / "san").write_text(f"subjectAltName=DNS:{host}\n")
        signed = ("-CA", "authority.crt", "-CAkey", "authority.key", "-CAcreateserial", "-days", "2", "-extfile", "san")
        self._run("x509", "-req", "-in", "server.csr", *signed, "-out", "server.crt")


class TlsServer:
    """A server that listens on an address of this computer, behind a name that is not this computer's."""

    def __init__(self, server: PostgresServer, certificates: Certificates, address: str) -> None:
        self.server, self.certificates, self.address = server, certificates, address
        self.database = server.new_database()
        Store.create(server.url(self.database)).close()

    def url(self, *, name: str = NAME, root: Path | None = None, more: str = "") -> str:
        root = root or self.certificates.authority
        return f"postgresql://ada@{name}/{self.database}?hostaddr={self.address}&sslrootcert={root}{more}"

    def as_superuser(self, statement: str) -> object:
        with psycopg.connect(host=str(self.server.folder), user="liaison", dbname="postgres", autocommit=True) as one:
            found = one.execute(statement.encode())
            return found.fetchall() if found.description else None


def make_public(folder: Path) -> None:
    user = unprivileged_user()
    for path in (folder, *folder.iterdir()):
        if user:
            shutil.chown(path, user)


def an_address() -> str:
    """Return an address of this computer that no other worker of the tests has."""
    chosen = random.SystemRandom()
    return f"127.{chosen.randrange(1, 255)}.{chosen.randrange(1, 255)}.{chosen.randrange(2, 255)}"


@pytest.fixture(scope="module")
def tls() -> Iterator[TlsServer]:
    programs = find_programs()
    if programs is None or shutil.which("openssl") is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL's server or openssl is not installed here")
        pytest.skip("PostgreSQL's server or openssl is not installed here")
    folder = Path(tempfile.mkdtemp(prefix="liaison-tls-"))
    try:
        certificates = Certificates(folder)
        certificates.sign(NAME)
        (folder / "hba").write_text("local all all trust\nhost all all 127.0.0.0/8 scram-sha-256\n")
        make_public(folder)
        (folder / "server.key").chmod(0o600)
        address = an_address()
        settings = {
            "listen_addresses": address,
            "ssl": "on",
            "ssl_cert_file": str(folder / "server.crt"),
            "ssl_key_file": str(folder / "server.key"),
            "hba_file": str(folder / "hba"),
        }
        with running_server(programs, settings) as server:
            made = TlsServer(server, certificates, address)
            made.as_superuser(f"CREATE ROLE ada LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_book_on_another_computer_opens_through_tls(tls: TlsServer) -> None:
    store = Store.open(tls.url(), PASSWORD)
    with store.engine.connect() as connection:
        seen = connection.exec_driver_sql("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").one()
    assert seen.ssl is True
    assert seen.version in ("TLSv1.2", "TLSv1.3")
    assert PASSWORD not in store.location
    assert store.check() == []
    store.close()


def test_a_server_that_is_not_proved_to_be_the_one_is_told_nothing(tls: TlsServer) -> None:
    with pytest.raises(BookNotFound, match="could not be proved to be the one you mean"):
        Store.open(tls.url(root=tls.certificates.other_authority()), PASSWORD)
    with pytest.raises(BookNotFound, match="could not be proved to be the one you mean"):
        Store.open(tls.url(root=Path("/no/such/file")), PASSWORD)
    with pytest.raises(BookNotFound, match="certificate of another one"):
        Store.open(tls.url(name="oak.example"), PASSWORD)
    with pytest.raises(WrongUse, match="sslmode=require would let others"):
        Store.open(tls.url(more="&sslmode=require"), PASSWORD)


def test_the_password_is_asked_for_and_never_told(tls: TlsServer, caplog: pytest.LogCaptureFixture) -> None:
    for typed, words in ((None, "asks for your password"), ("wrong password", "Type it again")):
        with pytest.raises(WrongPassphrase, match=words) as told:
            Store.open(tls.url(), typed)
        assert str(typed) not in str(told.value)
    quoted = "four%20plain%3A%20words%20%40%20here%3F"
    store = Store.open(tls.url().replace("ada@", f"ada:{quoted}@"))
    for secret in (PASSWORD, quoted):
        assert secret not in store.location
        assert secret not in repr(store.engine)
        assert secret not in caplog.text
    store.close()


def test_a_server_without_tls_is_not_used_from_afar() -> None:
    programs, address = find_programs(), an_address()
    assert programs is not None
    with running_server(programs, {"listen_addresses": address}) as server:
        name = server.new_database()
        Store.create(server.url(name)).close()
        with pytest.raises(BookNotFound, match="cannot encrypt"):
            Store.open(f"postgresql://liaison@{NAME}/{name}?hostaddr={address}")
        Store.open(f"postgresql://liaison@{address}/{name}").close()
