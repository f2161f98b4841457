"""The pages for few: Status and People."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import account, journal, people, shelf, signin, status
from dashboard.access import LOCAL, NOBODY, Person
from dashboard.crowd import Crowd
from tests.pages.test_pages import PROJECT, TIMEOUT_SECONDS, words_of
from tests.seeded import copied

pytestmark = pytest.mark.app
ADMIN = Person("account:1", "admin", name="Ada")


@pytest.fixture(autouse=True)
def own_data(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeds, read already, and a library of this test's own."""
    monkeypatch.setenv("TIMEMAP_DATA", str(copied(seeded, tmp_path / "data")))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def page(name: str, person: Person, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Return a page after its first run by a person."""
    for module in (status, people):
        monkeypatch.setattr(module, "session_person", lambda: person)
    monkeypatch.setattr(status.crowd, "present", lambda: Crowd(2, 3))  # AppTest has no sessions to count
    app = AppTest.from_file(PROJECT / "pages" / f"{name}.py", default_timeout=TIMEOUT_SECONDS)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("person", [NOBODY, Person("account:2", "reviewer", name="Rami")])
@pytest.mark.parametrize("name", ["status", "people"])
def test_others_are_told_nothing(name: str, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence, and no figure."""
    app = page(name, person, monkeypatch)
    assert not app.exception
    assert "This page is for admins of this app" in words_of(app)
    assert not app.metric
    assert not app.dataframe
    assert not app.selectbox


@pytest.mark.parametrize("person", [LOCAL, ADMIN])
def test_status_tells_how_the_app_is(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Version, sessions, memory, disk, database, corpora; an error by its number, never by its words."""
    try:
        int("an article's words")
    except ValueError as error:
        number = journal.note(error)
    shelf.library().corpora.create("{{7*7}} <b>x</b>", by="somebody")
    app = page("status", person, monkeypatch)
    assert not app.exception
    figures = {one.label: one.value for one in app.metric}
    assert set(figures) == {"Version", "Reader", "Sessions", "Memory", "Room on disk", "Database"}
    assert figures["Database"] == "sqlite"
    assert figures["Sessions"].startswith("2 of ")
    assert float(figures["Memory"].removesuffix(" MB").replace(",", "")) > 50
    corpora, errors = (one.value for one in app.dataframe)
    assert "{{7*7}} <b>x</b>" in corpora["Corpus"].tolist()
    assert errors["Number"].iloc[0] == number
    assert "an article's words" not in errors.to_csv()


def test_status_in_arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """All labels."""
    app = page("status", LOCAL, monkeypatch, lang="ar")
    assert not app.exception
    assert not [one.label for one in app.metric if one.label.isascii()]


def test_people_have_roles_that_an_admin_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last admin by role stays one; a sentence says why."""
    monkeypatch.setattr(signin, "configured", lambda: True)
    monkeypatch.setattr(signin, "providers", lambda: ("default",))
    monkeypatch.setenv("TIMEMAP_ADMINS", "idp|9")
    one = shelf.library().accounts.signed_in("idp|1", "Rami", "rami@news.example")
    shelf.library().accounts.signed_in("idp|9", "Ada")
    app = page("people", ADMIN, monkeypatch)
    assert not app.exception
    assert "The provider has not verified this address" in words_of(app)  # Rami's; Ada gave none
    [choice] = app.selectbox
    assert choice.options == list(account.ROLES.values())
    choice.select("admin").run()
    assert shelf.library().accounts.of("idp|1").role == "admin"
    app.selectbox[0].select("reader").run()
    assert shelf.library().accounts.of("idp|1").role == "admin"
    assert "only admin" in words_of(app)
    assert one.id in str(app.selectbox[0].key)
