"""Files from Maven Central, kept in a cache folder so that they are fetched once.

In: the coordinates of a file. Out: its path, or a `MissingEngineError` that says what is missing here.
"""

import os
import shutil
import subprocess
from pathlib import Path

_SECONDS = 180


class MissingEngineError(Exception):
    """Raised when an engine cannot be had on this machine."""


def java() -> str:
    """Return the program of Java 17 or newer.

    Raises:
        MissingEngineError: There is none.

    """
    program = shutil.which("java")
    if program is None:
        raise MissingEngineError("there is no Java here (Debian: openjdk-17-jre-headless)")
    done = subprocess.run(
        [program, "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=False
    )
    version = done.stderr.partition("java.specification.version = ")[2].split("\n")[0]
    if not version.isdecimal() or int(version) < 17:
        raise MissingEngineError(f"the Java here is {version or 'of no known version'}; Fuseki needs 17 or newer")
    return program


def maven_artifact(group: str, artifact: str, version: str, kind: str = "jar") -> Path:
    """Return a file from Maven Central.

    Raises:
        MissingEngineError: It is not here, and there is no Maven, or Maven cannot fetch it.

    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ruhrgraph" / "engines"
    file = folder / f"{artifact}-{version}.{kind}"
    if file.exists():
        return file
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingEngineError(f"there is no Maven here to fetch {artifact} (Debian: maven)")
    # Others may fetch it at the same time; a rename shows it whole.
    own = folder / f"fetched-{os.getpid()}"
    called = [
        maven,
        "-q",
        "-B",
        "dependency:copy",
        f"-Dartifact={group}:{artifact}:{version}:{kind}",
        f"-DoutputDirectory={own}",
    ]
    try:
        done = subprocess.run(called, capture_output=True, text=True, check=False, timeout=_SECONDS)
        if done.returncode:
            raise MissingEngineError(f"Maven cannot fetch {artifact}: {done.stdout.strip()[:300]}")
        (own / file.name).rename(file)
    except subprocess.TimeoutExpired:
        raise MissingEngineError(f"Maven takes longer than {_SECONDS} s for {artifact}") from None
    finally:
        shutil.rmtree(own, ignore_errors=True)
    return file
