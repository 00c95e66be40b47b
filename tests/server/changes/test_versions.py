"""Versions over HTTP: listed, had whole, compared, and found by date (Memento, RFC 7089)."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from ruhrgraph.graph.changes.lifecycle import prune, rollback
from ruhrgraph.graph.versions.history import history
from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write

Serving = tuple[subprocess.Popen[str], httpx.Client]
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
_LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="[^"]*")?(?:; datetime="([^"]*)")?')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with three versions, each in a second of its own, and a fourth that was pruned."""
    folder = tmp_path_factory.mktemp("versions")
    publish(folder, b"", b"{}")
    for text in ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }", "INSERT DATA { <urn:x> <urn:y> 1 }"):
        time.sleep(1.01)
        write(folder, Update(text, "urn:"))
    time.sleep(1.01)
    write(folder, Update("DELETE WHERE { <urn:x> ?p ?o }", "urn:"))
    assert prune(folder, 3)
    return folder


@pytest.fixture(scope="module")
def http(folder: Path, serving: Callable[..., AbstractContextManager[Serving]]) -> Iterator[httpx.Client]:
    """Return a client of a server on that folder."""
    with serving("--data", str(folder)) as (_, client):
        yield client


@pytest.fixture(scope="module")
def listed(http: httpx.Client) -> list[dict[str, Any]]:
    """Return the versions as they are listed, the newest first."""
    found: list[dict[str, Any]] = json.loads(http.get("/versions").content)["versions"]
    return found


def links(answer: httpx.Response) -> dict[str, tuple[str, str]]:
    """Return address and date of each relation that an answer's header names."""
    found = {}
    for address, relations, date in _LINK.findall(answer.headers["link"]):
        found.update(dict.fromkeys(relations.split(), (address, date)))
    return found


def at(http: httpx.Client, moment: datetime) -> httpx.Response:
    """Ask for the dataset as it was at a moment."""
    return http.get("/dataset", headers={"accept-datetime": format_datetime(moment, usegmt=True)})


def test_versions_are_listed(listed: list[dict[str, Any]], folder: Path) -> None:
    """Each kept version has its digest, address, time, kind and numbers; one is in use."""
    assert [item["digest"] for item in listed] == [entry.version.digest for entry in history(folder)]
    assert [item["current"] for item in listed] == [True, False, False]
    assert [(item["kind"], item["added"], item["removed"]) for item in listed] == [
        ("update", 0, 1),
        ("update", 1, 0),
        ("update", 1, 0),
    ]


def test_the_timemap(http: httpx.Client, listed: list[dict[str, Any]]) -> None:
    """As `application/link-format` the list is a TimeMap: original, itself, and each version with its date."""
    answer = http.get("/versions", headers={"accept": "application/link-format"})
    assert answer.headers["content-type"] == "application/link-format"
    assert http.get("/versions.link").content == answer.content
    found = _LINK.findall(answer.text)
    here = str(http.base_url).rstrip("/")
    assert found[0][:2] == (f"{here}/dataset", "original timegate")
    assert found[1][:2] == (f"{here}/versions", "self")
    assert [item[0] for item in found[2:]] == [item["address"] for item in listed[::-1]]
    assert [item[1] for item in found[2:]] == ["first memento", "memento", "last memento"]
    since = [parsedate_to_datetime(item[2]).isoformat() for item in found[2:]]
    assert since == [item["since"].replace("Z", "+00:00") for item in listed[::-1]]


def test_a_version_is_the_dataset_as_it_was(http: httpx.Client, listed: list[dict[str, Any]]) -> None:
    """A version is to be had whole in each format, with its date and the way to the others, and never changes."""
    middle = listed[1]
    answer = http.get(f"/versions/{middle['digest']}", headers={"accept": "application/n-quads"})
    assert answer.content.splitlines()[0] + b"\n" == ONE
    assert answer.content.count(b"\n") == 2
    assert "immutable" in answer.headers["cache-control"]
    date = parsedate_to_datetime(answer.headers["memento-datetime"])
    assert date == datetime.fromisoformat(middle["since"])
    found = links(answer)
    assert found["prev"][0] == found["first"][0] == listed[2]["address"]
    assert found["next"][0] == found["last"][0] == listed[0]["address"]
    assert found["original"][0] == found["timegate"][0] == f"{str(http.base_url).rstrip('/')}/dataset"
    assert found["timemap"][0].endswith("/versions")
    assert parsedate_to_datetime(found["memento"][1])
    assert http.get(f"/versions/{middle['digest']}.nq").content == answer.content
    assert b"<urn:a> <urn:b> <urn:c>" in http.get(f"/versions/{middle['digest']}.nt").content
    assert http.get(f"/versions/{middle['digest']}.ttl").headers["content-type"].startswith("text/turtle")
    again = http.get(f"/versions/{middle['digest']}.nq", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_version_for_people(http: httpx.Client, listed: list[dict[str, Any]]) -> None:
    """A browser gets a page about the version, and one that lists all."""
    page = http.get(f"/versions/{listed[0]['digest']}", headers={"accept": "text/html"})
    assert listed[0]["digest"] in page.text
    assert "memento-datetime" in page.headers
    overview = http.get("/versions", headers={"accept": "text/html"})
    assert all(item["digest"] in overview.text for item in listed)


def test_what_a_version_changed(http: httpx.Client, folder: Path, listed: list[dict[str, Any]]) -> None:
    """The difference to the version before is to be had as RDF Patch, also of a version that is gone."""
    patch = http.get(f"/versions/{listed[0]['digest']}/changes")
    assert patch.headers["content-type"] == "application/rdf-patch"
    lines = patch.text.splitlines()
    assert lines[0] == f"H id <urn:sha256:{listed[0]['digest']}> ."
    assert lines[1] == f"H prev <urn:sha256:{listed[1]['digest']}> ."
    assert lines[2:] == ["TX .", 'D <urn:x> <urn:y> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .', "TC ."]
    gone = listed[2]["parent"]
    assert http.get(f"/versions/{gone}/changes").text.splitlines()[-2:] == ["TX .", "TC ."]
    assert published(folder).digest == listed[0]["digest"]


def test_versions_that_are_not_there(http: httpx.Client, listed: list[dict[str, Any]]) -> None:
    """A version that was pruned is gone, one that never was is not found."""
    assert http.get(f"/versions/{listed[2]['parent']}").status_code == 410
    assert http.get(f"/versions/{'0' * 64}").status_code == 404
    assert http.get("/versions/x/changes").status_code == 404


def test_the_dataset_at_a_time(http: httpx.Client, listed: list[dict[str, Any]]) -> None:
    """The dataset's address leads to the version in use at the time asked for, or to the first one that is kept."""
    for item in listed:
        since = datetime.fromisoformat(item["since"])
        answer = at(http, since)
        assert (answer.status_code, answer.headers["location"]) == (302, item["address"])
        assert "accept-datetime" in answer.headers["vary"].lower()
        assert {"original", "timegate", "timemap", "first", "last"} <= set(links(answer))
    first, last = (datetime.fromisoformat(listed[place]["since"]) for place in (-1, 0))
    assert at(http, first - timedelta(days=9999)).headers["location"] == listed[-1]["address"]
    assert at(http, last + timedelta(days=9999)).headers["location"] == listed[0]["address"]
    assert at(http, last - timedelta(seconds=1)).headers["location"] == listed[1]["address"]
    followed = http.get(
        "/dataset",
        headers={"accept-datetime": format_datetime(first, usegmt=True), "accept": "application/n-quads"},
        follow_redirects=True,
    )
    assert followed.content == ONE


@pytest.mark.parametrize("date", ["yesterday", "2026-01-01", "Thu, 31 Feb 2026 00:00:00 GMT", "1"])
def test_bad_dates(http: httpx.Client, date: str) -> None:
    """What is no date as HTTP has it is a bad request that shows how to write one."""
    answer = http.get("/dataset", headers={"accept-datetime": date})
    assert answer.status_code == 400
    assert "GMT" in answer.text


def test_the_dataset_now(http: httpx.Client) -> None:
    """Without a date the dataset's address leads to the catalogue."""
    data = http.get("/dataset", headers={"accept": "text/turtle"})
    assert (data.status_code, data.headers["location"]) == (303, "/catalog")
    assert "accept-datetime" in data.headers["vary"].lower()
    assert "timegate" in links(data)
    assert links(data)["alternate"][0].endswith("/feed")


def test_after_going_back(http: httpx.Client, folder: Path, listed: list[dict[str, Any]]) -> None:
    """After a rollback the earlier version answers for now, and the later one for the time in which it was in use."""
    time.sleep(1.01)
    before = datetime.now(UTC)
    rollback(folder)
    assert at(http, before - timedelta(seconds=1)).headers["location"] == listed[0]["address"]
    assert at(http, before + timedelta(seconds=5)).headers["location"] == listed[1]["address"]
    assert [item["current"] for item in http.get("/versions.json").json()["versions"]] == [False, True, False]
