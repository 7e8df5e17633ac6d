"""Retention in the room: periods are set, what is due is erased by an administrator."""

from __future__ import annotations

from datetime import timedelta

from celtrace.cases.handover.frozen import Ask, Freezer
from doors.web.conftest import People, now, send

HERE = "/settings/retention"


def frozen(people: People) -> Freezer:
    """A freezer with one file that is a year old."""
    room = people.room
    freezer = Freezer(room.settings.home, room.settings.case, lambda: now() - timedelta(days=366))
    room.sealed(lambda _: freezer.freeze(Ask("bundle", "Ana")))
    return freezer


def test_the_page_states_purpose_basis_and_period_of_each_category(people: People) -> None:
    page = people.signed_in("Ana", "admin").get(HERE).text
    for said in ("Nothing is due", "to show that nobody blocked was paid", 'value="3653"',
                 "article 9(2)(a)", "templates of faces and fingerprints are never kept",
                 "as the package has it"):  # fmt: skip
        assert said in page


def test_a_period_is_set_and_says_by_whom(people: People) -> None:
    ana = people.signed_in("Ana", "admin")
    form = {"category": "handed", "days": "365", "purpose": "to show <it>", "basis": ""}
    assert 303 == send(ana, HERE, HERE, **form).status_code
    page = ana.get(HERE).text
    assert "set by Ana" in page
    assert "to show &lt;it&gt;" in page


def test_a_period_that_is_no_number_is_refused(people: People) -> None:
    ana = people.signed_in("Ana", "admin")
    assert 400 == send(ana, HERE, HERE, category="handed", days="soon").status_code
    assert 400 == send(ana, HERE, HERE, category="logs", days="5").status_code


def test_what_is_due_is_erased_with_a_reason_and_a_line_in_the_journal(people: People) -> None:
    ana, freezer = people.signed_in("Ana", "admin"), frozen(people)
    send(ana, HERE, HERE, category="handed", days="365")
    assert "001-bundle-2025-07-11.zip" in ana.get(HERE).text
    assert 400 == send(ana, f"{HERE}/erase", HERE, category="handed", why="").status_code
    assert 1 == len(freezer.held())
    assert 303 == send(ana, f"{HERE}/erase", HERE, category="handed", why="a year").status_code
    assert () == freezer.held()
    assert "Nothing is due" in ana.get(HERE).text
    last = list(people.room.journal.read())[-1]
    assert ("Ana", "retention erased") == (last.actor, last.action)


def test_an_open_case_is_not_erased_as_a_whole(people: People) -> None:
    ana = people.signed_in("Ana", "admin")
    for category in ("case", ""):
        answer = send(ana, f"{HERE}/erase", HERE, category=category, why="over")
        assert (400, True) == (answer.status_code, "Stop the server" in answer.text)
