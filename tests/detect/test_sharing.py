"""Values behind two parties said to be different, and hubs that explain them."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.scenes import (
    account,
    device,
    found,
    link,
    only,
    owns,
    party,
    payment,
    role,
    sign_in,
    with_key,
    worker,
)

HUB = [party(f"h{n}", phones=("+8221",)) for n in range(6)]
ROOM = "1 High St, Room 5"


@pytest.mark.parametrize(
    ("by", "rule", "strength"),
    [
        ("device", "shared_device", Category.STRONG),
        ("account", "shared_account", Category.STRONG),
        ("author", "shared_author", Category.SUPPORTING),
        ("template", "shared_author", Category.SUPPORTING),
        ("image", "shared_portfolio", Category.SUPPORTING),
        ("phone", "shared_contact", Category.SUPPORTING),
        ("address", "shared_address", Category.CONTEXT),
    ],
)
def test_a_given_link_is_of_its_kind(by: str, rule: str, strength: Category) -> None:
    one = only(rule, link("v", "w", by, "x", count=7))
    assert (strength, "cluster:v+w", 7) == (one.strength, one.subject, one.values["count"])
    assert ("party:v", "party:w") == one.acted


def test_a_link_is_the_same_from_either_side() -> None:
    subjects = [only("shared_device", link(*ends, "device", "x")).subject for ends in ("vw", "wv")]
    assert ["cluster:v+w"] * 2 == subjects


@pytest.mark.parametrize(
    ("rule", "records"),
    [
        ("shared_account", (party("v", accounts=("DE 12",)), payment("p1", "w", account="de12"))),
        ("shared_account", (worker("a", "v", accounts=("x",)), worker("b", "w", accounts=("X",)))),
        (
            "shared_contact",
            (party("v", emails=("A@x.example",)), party("w", emails=("a@X.example",))),
        ),
        (
            "shared_contact",
            (party("v", domains=("x.example",)), party("w", domains=("X.example",))),
        ),
        ("shared_device", (device("d1", "v", "SN"), device("d2", "w", "sn"))),
        ("shared_device", (with_key("a", "v", "k1"), with_key("b", "w", "k1"))),
    ],
)
def test_equal_values_in_records_are_found(rule: str, records: tuple[Record, ...]) -> None:
    both = (party("v"), party("w")) if not any(r.kind == "party" for r in records) else ()
    assert "cluster:v+w" == only(rule, *both, *records).subject


def test_one_device_behind_accounts_of_two_parties() -> None:
    accounts = (account("ann", "v"), account("bob", "w"))
    used = [
        sign_in(who, device="SN1", when=f"2024-02-0{n}") for n, who in enumerate(["ann", "bob"], 1)
    ]
    more = sign_in("ann", device="SN1", when="2024-03-01")
    one = only("shared_device", *accounts, *used, more)
    assert ("SN1", 2) == (one.values["value"], len(one.evidence))
    assert one.id == only("shared_device", *accounts, *used).id


def test_a_failed_sign_in_shows_no_device_in_use() -> None:
    accounts = (account("ann", "v"), account("bob", "w"))
    tried = (sign_in("ann", device="SN1"), sign_in("bob", device="SN1", result="failure"))
    assert () == found("shared_device", *accounts, *tried)


def test_a_value_of_more_than_five_parties_is_of_a_hub() -> None:
    five, six = found("shared_contact", *HUB[:5]), found("shared_contact", *HUB)
    assert (10, {Category.SUPPORTING}) == (len(five), {one.strength for one in five})
    assert (5, {Category.CONTEXT}) == (len(six), {one.strength for one in six})


@pytest.mark.parametrize("tie", [role("v", "w", "director"), owns("w", "v", "30")])
def test_a_declared_tie_explains_what_two_parties_share(tie: Record) -> None:
    shared = (party("v", phones=("12",)), party("w", phones=("12",)), tie)
    assert Category.CONTEXT is only("shared_contact", *shared).strength


@pytest.mark.parametrize(
    ("address", "occupants", "strength"),
    [
        (ROOM, 4, Category.SUPPORTING),
        (ROOM, 5, Category.CONTEXT),
        (ROOM, None, Category.CONTEXT),
        ("1 High St", 2, Category.CONTEXT),
        ("北京市1号 501室", 2, Category.SUPPORTING),
        ("ул. Светланская 12, офис 5", 2, Category.SUPPORTING),
        ("12 شارع التحرير، غرفة 5", 2, Category.SUPPORTING),
        ("10117 Berlin, Hauptstr. 12", 2, Category.CONTEXT),
    ],
)
def test_an_address_counts_only_with_the_same_room_and_few_neighbours(
    address: str, occupants: int | None, strength: Category
) -> None:
    both = [party(id_, address=address, co_occupants=occupants) for id_ in ("v", "w")]
    assert strength is only("shared_address", *both).strength


def test_two_workers_of_one_party_share_nothing_between_parties() -> None:
    workers = (worker("a", "v", phones=("12",)), worker("b", "v", phones=("12",)))
    assert () == found("shared_contact", party("v"), *workers)


def test_a_mail_domain_counts_only_where_a_party_claims_it() -> None:
    mails = (party("v", emails=("a@mill.example",)), party("w", emails=("b@mill.example",)))
    assert () == found("shared_contact", *mails)
    owner = party("v", emails=("a@mill.example",), domains=("Mill.example",))
    one = only("shared_contact", owner, mails[1])
    assert ("mail or web domain", "cluster:v+w") == (one.values["by"], one.subject)


def test_of_a_crowd_only_the_first_two_are_named_with_its_size() -> None:
    one = only("shared_contact", *(party(f"h{n:02}", phones=("+8221",)) for n in range(60)))
    assert ("cluster:h00+h01", 60, Category.CONTEXT) == (
        one.subject, one.values["holders"], one.strength,
    )  # fmt: skip
