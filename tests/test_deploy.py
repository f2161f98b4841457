"""What is shipped for hosting: parsed, held against the tree, its parts run by hand."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.conftest import free_port, wait_until_up
from tests.seeded import copied

PROJECT = Path(__file__).resolve().parent.parent
DEPLOY = PROJECT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
HOSTING = (PROJECT / "docs" / "hosting.md").read_text("utf-8")
ENVIRONMENT = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z_]+)["']|_megabytes\("([A-Z_]+)"|_number\("([A-Z_]+)\"""")
NOT_OURS = {"PATH", "PYTHONPATH", "OPENBLAS_NUM_THREADS", "VIRTUAL_ENV", "HOME"}
TAGGED = re.compile(r"[a-z]+:[0-9]+(\.[0-9]+)?[a-z0-9.-]*")


def instructions(name: str) -> list[str]:
    """Return the arguments of each instruction of that name in the Containerfile."""
    joined = CONTAINERFILE.replace("\\\n", " ")
    return [line.partition(" ")[2].strip() for line in joined.splitlines() if line.split(" ")[0] == name]


def entrypoint() -> list[str]:
    """Return the command that a container runs."""
    return json.loads(instructions("ENTRYPOINT")[0])


def test_every_setting_is_documented() -> None:
    """Each variable that the app reads is told in docs/hosting.md; each told one is read somewhere."""
    read = {
        next(filter(None, found))
        for package in ("dashboard", "geodata", "pages")
        for path in (PROJECT / package).rglob("*.py")
        for found in ENVIRONMENT.findall(path.read_text("utf-8"))
    } - NOT_OURS
    assert {"TIMEMAP_DATA", "TIMEMAP_METRICS_TOKEN", "TIMEMAP_UPLOAD_FILE_MB"} <= read
    assert not {name for name in read if f"`{name}`" not in HOSTING}


def test_example_has_every_variable_of_the_proxy() -> None:
    """Nothing in the template is left to be guessed."""
    template = (DEPLOY / "nginx" / "timemap.conf.template").read_text("utf-8")
    example = set(re.findall(r"(?m)^([A-Z_]+)=", (DEPLOY / "env.example").read_text("utf-8")))
    needed = set(re.findall(r"\$\{([A-Z_]+)\}", template))
    assert needed <= example
    assert needed == {name for name in COMPOSE["services"]["proxy"]["environment"] if name.startswith("TIMEMAP_")}
    assert not {name for name in example if f"`{name}`" not in HOSTING}


def test_bases_are_tagged_and_name_no_registry() -> None:
    """No ``latest``, no host."""
    images = [line.split(" ")[0] for line in instructions("FROM")]
    images += [each["image"] for name, each in COMPOSE["services"].items() if not name.startswith("worker")]
    assert len(images) == 4
    assert all(TAGGED.fullmatch(image) for image in images)


def test_each_copied_path_exists() -> None:
    """What the image is made of is in the tree."""
    for line in instructions("COPY"):
        if not line.startswith("--from"):
            *sources, _ = line.split()
            assert all((PROJECT / source).exists() for source in sources), line


def test_each_package_of_the_app_is_copied() -> None:
    """A new package beside the others cannot be forgotten."""
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in tracked.splitlines() if line.endswith(".py")} - {"tests", "benchmarks"}
    assert top <= {source for line in instructions("COPY") for source in line.split()}


def test_image_runs_as_nobody_special() -> None:
    """Another user than root, who owns nothing but the data folder; packages by their hashes."""
    assert instructions("USER") == ["timemap"]
    assert CONTAINERFILE.index("USER timemap") < CONTAINERFILE.index("ENTRYPOINT")
    assert any("--require-hashes -r /tmp/requirements.lock" in line for line in instructions("RUN"))
    assert "--hash=sha256:" in (PROJECT / "requirements.lock").read_text("utf-8")


def test_compose_is_closed() -> None:
    """Read-only roots, health checks, limits; only the proxy is reached from outside, on loopback unless told."""
    services = COMPOSE["services"]
    assert set(services) == {"worker-a", "worker-b", "proxy", "database"}
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"]), name
        assert ("ports" in service) == (name == "proxy"), name
        assert ("outside" in service["networks"]) == (name == "proxy"), name
        assert "healthcheck" in service or name.startswith("worker"), name
        assert set(service.get("depends_on", {})) <= set(services), name
        assert set(service["networks"]) <= set(COMPOSE["networks"]), name
    assert services["proxy"]["ports"] == ["${TIMEMAP_PUBLISHED:-127.0.0.1:8080}:8080"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [line for line in CONTAINERFILE.splitlines() if line.startswith("HEALTHCHECK")]


def test_workers_share_data_and_differ_by_port() -> None:
    """What the proxy is told is where they listen."""
    services = COMPOSE["services"]
    a, b, proxy = services["worker-a"], services["worker-b"], services["proxy"]["environment"]
    assert a["volumes"] == b["volumes"]
    assert a["volumes"][0].split(":")[0] in COMPOSE["volumes"]
    for letter, worker in (("A", a), ("B", b)):
        assert proxy[f"TIMEMAP_PORT_{letter}"] == worker["environment"]["STREAMLIT_SERVER_PORT"]
        assert proxy[f"TIMEMAP_HOST_{letter}"] == f"worker-{letter.lower()}"
    assert a["build"]["dockerfile"] == (DEPLOY / "Containerfile").relative_to(PROJECT).as_posix()
    assert (DEPLOY / a["build"]["context"]).resolve() == PROJECT


def test_units_say_what_they_have_to() -> None:
    """Each unit parses; its command is one of this app's; the timer's service is there."""
    units = {}
    for path in (DEPLOY / "systemd").iterdir():
        units[path.name] = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
        units[path.name].optionxform = str  # type: ignore[assignment,method-assign]
        units[path.name].read(path, "utf-8")
    assert set(units) == {"timemap@.service", "timemap-backup.service", "timemap-backup.timer"}
    worker = shlex.split(units["timemap@.service"]["Service"]["ExecStart"])
    assert worker[1:5] == entrypoint()[1:5]
    assert units["timemap@.service"]["Service"]["User"] == "timemap"
    assert "python -m dashboard backup" in units["timemap-backup.service"]["Service"]["ExecStart"]
    assert units["timemap-backup.timer"]["Timer"]["OnCalendar"]


def test_entrypoint_runs_by_hand(seeded: Path, tmp_path: Path) -> None:
    """The container's command and its health check, with the container's variables, on a port of the test's own."""
    port = free_port()
    data = copied(seeded, tmp_path / "data")
    environment = {**os.environ, "TIMEMAP_DATA": str(data), "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    environment |= {"STREAMLIT_SERVER_PORT": str(port), "TIMEMAP_HOSTS": "map.example.org, localhost"}
    check = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])

    def healthy() -> bool:
        run = [sys.executable, *check[1:]]
        return subprocess.run(run, cwd=PROJECT, env=environment, capture_output=True, check=False).returncode == 0

    assert not healthy()
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, *entrypoint()[1:]]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_up(f"http://localhost:{port}", process, tmp_path / "log")
            assert healthy()
            with urllib.request.urlopen(f"http://localhost:{port}/metrics", timeout=10) as answer:
                assert b"timemap_ready" in answer.read()
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.parametrize("path", sorted(p for p in DEPLOY.rglob("*") if p.is_file()), ids=lambda p: p.name)
def test_no_secret_is_shipped(path: Path) -> None:
    """Passwords and tokens are left empty or asked for."""
    for line in path.read_text("utf-8").splitlines():
        found = re.match(r"\s*\w*(?:PASSWORD|TOKEN)\s*[:=]\s*(\S*)", line)
        assert found is None or not found.group(1) or found.group(1).startswith("${"), line
