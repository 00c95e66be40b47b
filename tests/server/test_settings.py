"""Settings: what the environment says, and what is refused."""

import os
from ipaddress import ip_network
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.settings import DESCRIPTIONS, EngineAddress, Settings, from_environment


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing set, or set to nothing, gives the defaults."""
    cores = len(os.sched_getaffinity(0))
    assert from_environment({}) == Settings(workers=cores)
    assert from_environment(dict.fromkeys(DESCRIPTIONS, " ")) == Settings(workers=cores)


def test_all_settings_are_read() -> None:
    """Each variable of the interface is read into its type."""
    settings = from_environment(
        {
            "RUHRGRAPH_DATA": "/srv/data",
            "RUHRGRAPH_BASE_IRI": "https://example.org/rk/",
            "RUHRGRAPH_TOKEN": "secret",
            "RUHRGRAPH_WRITER": "https://schreiben.example/",
            "RUHRGRAPH_KEEP_SECONDS": "300",
            "RUHRGRAPH_QUERY_TIMEOUT": "2.5",
            "RUHRGRAPH_QUERY_MEMORY": "256",
            "RUHRGRAPH_QUERY_MEMORY_TOTAL": "2048",
            "RUHRGRAPH_QUERY_SIZE": "64",
            "RUHRGRAPH_FORWARDED_ALLOW": "10.0.0.1, 192.168.1.7/16 ::1",
            "RUHRGRAPH_WORKERS": "4",
            "RUHRGRAPH_SERVICE_ALLOW": "https://a.example/sparql, https://b.example/sparql",
        }
    )
    assert settings == Settings(
        data=Path("/srv/data"),
        base="https://example.org/rk/",
        token="secret",  # noqa: S106  # the value of a test
        writer="https://schreiben.example/",
        keep_seconds=300.0,
        query_timeout=2.5,
        query_memory=256,
        query_memory_total=2048,
        query_size=64,
        forwarded_allow=(ip_network("10.0.0.1/32"), ip_network("192.168.0.0/16"), ip_network("::1/128")),
        workers=4,
        service_allow=("https://a.example/sparql", "https://b.example/sparql"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUHRGRAPH_BASE_IRI", "https://example.org"),
        ("RUHRGRAPH_BASE_IRI", "example/"),
        ("RUHRGRAPH_BASE_IRI", "https://example.org/ontology#"),
        ("RUHRGRAPH_BASE_IRI", "https://exa mple.org/"),
        ("RUHRGRAPH_BASE_IRI", 'https://example.org/"/'),
        ("RUHRGRAPH_PUBLIC_URL", "https://daten.example"),
        ("RUHRGRAPH_WRITER", "https://schreiben.example"),
        ("RUHRGRAPH_KEEP_SECONDS", "-1"),
        ("RUHRGRAPH_KEEP_SECONDS", "soon"),
        ("RUHRGRAPH_PUBLIC_URL", "daten.example/"),
        ("RUHRGRAPH_CATALOG", "nowhere/offer.toml"),
        ("RUHRGRAPH_QUERY_TIMEOUT", "soon"),
        ("RUHRGRAPH_QUERY_TIMEOUT", "0"),
        ("RUHRGRAPH_QUERY_TIMEOUT", "nan"),
        ("RUHRGRAPH_QUERY_TIMEOUT", "inf"),
        ("RUHRGRAPH_QUERY_MEMORY", "-1"),
        ("RUHRGRAPH_QUERY_MEMORY", "1.5"),
        ("RUHRGRAPH_QUERY_MEMORY_TOTAL", "0"),
        ("RUHRGRAPH_QUERY_SIZE", "0"),
        ("RUHRGRAPH_FORWARDED_ALLOW", "proxy.example"),
        ("RUHRGRAPH_FORWARDED_ALLOW", "10.0.0.1, 10.0.0.0/33"),
        ("RUHRGRAPH_WORKERS", "0"),
        ("RUHRGRAPH_WORKERS", "many"),
    ],
)
def test_impossible_values_are_refused_by_name(name: str, value: str) -> None:
    """A value that cannot be is an error that names the variable and the value."""
    with pytest.raises(SettingError, match=name) as caught:
        from_environment({name: value})
    assert value in str(caught.value)


def test_versions_may_be_kept_for_no_time() -> None:
    """The default of a setting may be written down."""
    assert from_environment({"RUHRGRAPH_KEEP_SECONDS": "0"}) == from_environment({})


@pytest.mark.parametrize("name", ["RUHRGRAPH_WRITER", "RUHRGRAPH_PUBLIC_URL"])
@pytest.mark.parametrize("address", ["https://autorin:geheim@daten.example/", "autorin://geheim@daten.example"])
def test_what_everyone_is_told_holds_no_credentials(name: str, address: str) -> None:
    """An address that clients are told is refused with a password in it, which no message repeats."""
    with pytest.raises(SettingError, match=f"{name}: may hold no credentials") as caught:
        from_environment({name: address})
    assert "geheim" not in str(caught.value)


ENGINE = "https://engine.example/ds/query?timeout={milliseconds}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"RUHRGRAPH_ENGINE": ENGINE}, EngineAddress(ENGINE)),
        (
            {
                "RUHRGRAPH_ENGINE": "http://localhost:7878/query",
                "RUHRGRAPH_ENGINE_UPDATE": "http://localhost:7878/update",
                "RUHRGRAPH_ENGINE_STORE": "http://localhost:7878/store",
                "RUHRGRAPH_ENGINE_USER": "autorin",
                "RUHRGRAPH_ENGINE_PASSWORD": "geheim ü:",
            },
            EngineAddress(
                "http://localhost:7878/query",
                "http://localhost:7878/update",
                "http://localhost:7878/store",
                user="autorin",
                password="geheim ü:",  # noqa: S106  # the value of a test
            ),
        ),
        (
            {"RUHRGRAPH_ENGINE": "http://[::1]:1/q", "RUHRGRAPH_ENGINE_TOKEN": "a.b-c"},
            EngineAddress("http://[::1]:1/q", token="a.b-c"),  # noqa: S106  # the same
        ),
    ],
)
def test_another_engine_is_one_value_that_shows_no_credentials(given: dict[str, str], expected: EngineAddress) -> None:
    """The addresses and credentials of an engine are read into one value, and more processes wait for it."""
    settings = from_environment(given)
    assert (settings.engine, settings.processes) == (expected, 16)
    assert not [secret for secret in ("geheim", "autorin", "a.b-c") if secret in repr(settings)]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"RUHRGRAPH_ENGINE": "ftp://engine.example/"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://[::1/"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://e:port/"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://engine.example/#part"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://engine.example/?t={minutes}"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://user:secret@engine.example/"}, "RUHRGRAPH_ENGINE_USER"),
        ({"RUHRGRAPH_ENGINE": "user:secret@engine.example/"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http:/user:secret@engine.example/"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE": "http://engine.example/?key=secret&t={minutes}"}, "RUHRGRAPH_ENGINE"),
        ({"RUHRGRAPH_ENGINE_STORE": "http://engine.example/"}, "RUHRGRAPH_ENGINE_STORE"),
        ({"RUHRGRAPH_ENGINE_TOKEN": "secret"}, "RUHRGRAPH_ENGINE_TOKEN"),
        ({"RUHRGRAPH_ENGINE": "http://e/", "RUHRGRAPH_ENGINE_UPDATE": "e/update"}, "RUHRGRAPH_ENGINE_UPDATE"),
        ({"RUHRGRAPH_ENGINE": "http://e/", "RUHRGRAPH_ENGINE_USER": "secret"}, "RUHRGRAPH_ENGINE_PASSWORD"),
        ({"RUHRGRAPH_ENGINE": "http://e/", "RUHRGRAPH_ENGINE_PASSWORD": "secret"}, "RUHRGRAPH_ENGINE_USER"),
        ({"RUHRGRAPH_ENGINE": "http://e/", "RUHRGRAPH_ENGINE_TOKEN": "secret\nX: y"}, "RUHRGRAPH_ENGINE_TOKEN"),
        (
            {"RUHRGRAPH_ENGINE": "http://e/", "RUHRGRAPH_ENGINE_USER": "a:b", "RUHRGRAPH_ENGINE_PASSWORD": "secret"},
            "RUHRGRAPH_ENGINE_USER",
        ),
        (
            {
                "RUHRGRAPH_ENGINE": "http://e/",
                "RUHRGRAPH_ENGINE_USER": "a",
                "RUHRGRAPH_ENGINE_PASSWORD": "secret",
                "RUHRGRAPH_ENGINE_TOKEN": "secret",
            },
            "RUHRGRAPH_ENGINE_TOKEN",
        ),
        ({"RUHRGRAPH_ENGINE": "http://e/", "RUHRGRAPH_SERVICE_ALLOW": "http://f/"}, "RUHRGRAPH_SERVICE_ALLOW"),
    ],
)
def test_settings_of_an_engine_that_do_not_go_together_are_refused(given: dict[str, str], name: str) -> None:
    """A wrong address, half of a pair or too much is an error that names the variable and repeats no credential."""
    with pytest.raises(SettingError, match=f"{name}\\b") as caught:
        from_environment(given)
    assert "secret" not in str(caught.value)
