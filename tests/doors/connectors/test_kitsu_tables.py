"""What Kitsu's rows say in the sections of a dossier."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.doors.connectors.kitsu_tables import account_of, of_projects, sections
from celtrace.errors import UsageError
from celtrace.text.cuts import cut_list

Row = dict[str, Any]
US, STUDIO = "o1", "s1"


def person(id_: str, **facts: Any) -> Row:
    return {"id": id_, "full_name": id_.title(), "email": f"{id_}@example.org", "role": "user",
            "contract_type": "open-ended", "studio_id": None, "is_bot": False, **facts}  # fmt: skip


def shots(*names: str, sequence: str = "SQ01", episode: str = "E05") -> list[Row]:
    up = f"{episode}{sequence}"
    found = [
        {"id": episode, "name": episode, "type": "Episode", "project_id": "show"},
        {"id": up, "name": sequence, "type": "Sequence", "parent_id": episode,
         "project_id": "show"},
    ]  # fmt: skip
    return found + [
        {"id": f"{up}{name}", "name": name, "type": "Shot", "parent_id": up, "project_id": "show"}
        for name in names
    ]


def task(entity: str, *people: str, **facts: Any) -> Row:
    return {"id": f"t-{entity}-{'-'.join(people)}", "entity_id": entity, "task_type_id": "anim",
            "project_id": "show", "assignees": list(people), **facts}  # fmt: skip


def raw(**kinds: list[Row]) -> dict[str, list[Row]]:
    return {
        "organisations": [{"id": US, "name": "Us"}], "studios": [{"id": STUDIO, "name": "Moon"}],
        "persons": [person("ann", studio_id=STUDIO, role="vendor"), person("eve"),
                    person("fay", contract_type="freelance")],
        "projects": [{"id": "show", "name": "Show", "code": "SH"}],
        "task-types": [{"id": "anim", "name": "Animation"}],
        **{kind.replace("_", "-"): rows for kind, rows in kinds.items()},
    }  # fmt: skip


@pytest.mark.parametrize(("facts", "party"), [
    ({"studio_id": STUDIO}, STUDIO), ({}, US), ({"contract_type": "freelance"}, None),
    ({"role": "vendor"}, None), ({"role": "client"}, None), ({"studio_id": "gone"}, US),
])  # fmt: skip
def test_a_person_is_of_a_studio_of_us_or_of_nobody(facts: Row, party: str | None) -> None:
    (worker,) = sections(raw(persons=[person("ann", **facts)])).items["workers"]
    assert (party, "Ann", ["ann@example.org"]) == (
        worker.get("party"),
        worker["name"],
        worker["emails"],
    )


def test_a_country_is_what_was_entered_and_a_time_zone_is_not_taken() -> None:
    rows = [person("ann", country="PL", timezone="Europe/Paris"), person("eve", country=None)]
    ann, eve = sections(raw(persons=rows)).items["workers"]
    assert "PL" == ann["claimed_country"]
    assert not {"claimed_timezone", "claimed_country"} & eve.keys()


def test_bots_are_accounts_of_ours_and_no_workers() -> None:
    made = sections(raw(persons=[person("bot", is_bot=True)])).items
    assert "workers" not in made
    assert [{"id": "bot@example.org", "system": "kitsu", "party": US}] == made["accounts"]


def test_accounts_are_named_by_mail_address_where_it_is_one_persons() -> None:
    rows = [person("a", email="x@e.org"), person("b", email="x@e.org"), person("c", email=None),
            person("d")]  # fmt: skip
    assert {"a": "a", "b": "b", "c": "c", "d": "d@example.org"} == account_of({"persons": rows})


def test_a_lot_is_what_one_studio_was_given_of_an_episode() -> None:
    made = sections(raw(
        entities=shots("SH0010", "SH0020", "SH0030A"),
        tasks=[task("E05SQ01SH0010", "ann", due_date="2026-05-01"),
               task("E05SQ01SH0030A", "ann", due_date="2026-06-02T00:00:00"),
               task("E05SQ01SH0020", "fay")],
    ))  # fmt: skip
    studio, freelancer = sorted(made.items["lots"], key=lambda lot: lot["assigned_to"] != STUDIO)
    assert (STUDIO, "ep 5 cuts 10, 30a", "2026-06-02") == (
        studio["assigned_to"],
        studio["cuts"],
        studio["until"],
    )
    assert ("fay", "ep 5 cuts 20", "show") == (
        freelancer["assigned_to"],
        freelancer["cuts"],
        freelancer["production"],
    )
    assert ("ep05_c010", "ep05_c030a") == cut_list(studio["cuts"]).names
    assert () == made.notes


def test_two_people_of_two_studios_on_a_task_make_two_lots() -> None:
    made = sections(raw(entities=shots("SH0010"), tasks=[task("E05SQ01SH0010", "ann", "fay")]))
    assert {STUDIO, "fay"} == {lot["assigned_to"] for lot in made.items["lots"]}


def test_an_end_is_stated_only_where_every_task_has_one() -> None:
    tasks = [task("E05SQ01SH0010", "ann", due_date="2026-05-01", start_date="2026-04-01"),
             task("E05SQ01SH0020", "ann", start_date="2026-04-03")]  # fmt: skip
    (lot,) = sections(raw(entities=shots("SH0010", "SH0020"), tasks=tasks)).items["lots"]
    assert "2026-04-01" == lot["from"]
    assert "until" not in lot


def test_a_number_that_two_sequences_have_names_no_cut_and_is_told() -> None:
    entities = {row["id"]: row for row in (*shots("SH0010", "SH0020"),
                                           *shots("SH0010", sequence="SQ02"))}  # fmt: skip
    made = sections(raw(entities=[*entities.values()], tasks=[
        task("E05SQ01SH0010", "ann"), task("E05SQ02SH0010", "ann"), task("E05SQ01SH0020", "ann"),
    ]))  # fmt: skip
    assert "ep 5 cuts 20" == made.items["lots"][0]["cuts"]
    assert "2 shots of Animation in E05 without a number of their own" in made.notes[0]
    assert "SQ01/SH0010, SQ02/SH0010" in made.notes[0]


@pytest.mark.parametrize(("episode", "name"), [("Pilot", "SH0010"), ("E05", "Opening")])
def test_what_has_no_number_is_a_lot_without_cuts(episode: str, name: str) -> None:
    entities = shots(name, episode=episode)
    made = sections(raw(entities=entities, tasks=[task(entities[-1]["id"], "ann")]))
    assert "cuts" not in made.items["lots"][0]
    assert f"SQ01/{name}" in made.notes[0]


def test_tasks_of_nobody_and_on_assets_are_counted() -> None:
    entities = [*shots("SH0010"), {"id": "hero", "name": "Hero", "type": "Asset"}]
    made = sections(raw(entities=entities, tasks=[
        task("E05SQ01SH0010"), task("hero", "ann"), task("nothing", "ann"),
        task("E05SQ01SH0010", "unknown"),
    ]))  # fmt: skip
    assert "lots" not in made.items
    assert ("tasks: 2 are given to nobody", "tasks: 2 are of no shot and name no cut") == made.notes


def test_previews_of_the_lots_own_people_are_a_delivery() -> None:
    tasks = [task("E05SQ01SH0010", "ann"), task("E05SQ01SH0020", "ann")]
    previews = [
        {"id": "v1", "task_id": tasks[0]["id"], "person_id": "ann",
         "created_at": "2026-05-02T10:00:00"},
        {"id": "v2", "task_id": tasks[0]["id"], "person_id": "ann",
         "created_at": "2026-05-04T10:00:00"},
        {"id": "v3", "task_id": tasks[1]["id"], "person_id": "eve",
         "created_at": "2026-05-09T10:00:00"},
    ]  # fmt: skip
    made = sections(raw(entities=shots("SH0010", "SH0020"), tasks=tasks, preview_files=previews))
    (one,) = made.items["deliveries"]
    assert (1, "cut", STUDIO, "2026-05-02", "2026-05-04") == tuple(
        one[key] for key in ("units", "unit", "party", "from", "until")
    )
    assert made.items["lots"][0]["id"] == one["lot"]


def test_episodes_count_their_shots_and_keep_their_number() -> None:
    (show,) = sections(raw(entities=shots("SH0010", "SH0020"))).items["productions"]
    assert ([{"id": "5", "cuts": 2}], ["SH"]) == (show["episodes"], show["aka"])


def test_comments_and_replies_are_texts_of_whoever_wrote_them() -> None:
    reply = {"id": "r1", "text": "고쳤습니다", "person_id": "ann"}
    rows = [{"id": "c1", "text": "头部形状要改", "person_id": "fay", "replies": [reply]},
            {"id": "c2", "text": " ", "person_id": "fay"}]  # fmt: skip
    texts = sections(raw(comments=rows)).items["texts"]
    assert [("c1", "fay", "头部形状要改"), ("r1", STUDIO, "고쳤습니다")] == [
        (text["id"], text["of"], text["text"]) for text in texts
    ]


def test_an_empty_server_gives_no_sections() -> None:
    assert ({}, ()) == sections({})


def two_shows() -> dict[str, list[Row]]:
    other = {"id": "x1", "name": "SH0010", "type": "Shot", "project_id": "other"}
    tasks = [task("E05SQ01SH0010", "ann"), {**task("x1", "fay"), "project_id": "other"}]
    return raw(
        projects=[{"id": "show", "name": "Show", "code": "SH"}, {"id": "other", "name": "Other"}],
        entities=[*shots("SH0010"), other], tasks=tasks,
        comments=[{"id": "c1", "object_id": tasks[1]["id"], "text": "x"}],
        preview_files=[{"id": "v1", "task_id": tasks[0]["id"]}],
    )  # fmt: skip


@pytest.mark.parametrize("name", ["Show", "SH", "show"])
def test_one_production_is_taken_by_name_code_or_id(name: str) -> None:
    kept = of_projects(two_shows(), [name])
    assert (["show"], 1, [], 1) == (
        [row["id"] for row in kept["projects"]],
        len(kept["tasks"]),
        kept["comments"],
        len(kept["preview-files"]),
    )
    assert 3 == len(kept["persons"])


def test_a_production_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="no production Shaw") as caught:
        of_projects(two_shows(), ["Show", "Shaw"])
    assert "There are: Other, Show." == caught.value.remedy
