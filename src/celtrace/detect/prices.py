"""Prices beside the band of their own region."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sums import plain, same_unit
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Party, Price, Quote
from celtrace.registry import detector


class PriceUnderBand(Finding, frozen=True, kw_only=True):
    """A price asked for a unit of work lies under the band of a region.

    The bands are the user's. A price is held against the narrowest region that is given
    for it; where it lies under a wider band only, the narrower one closes the finding.
    """

    rule = "price_under_band"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.SUPPORTING
    says = (
        "{party_name} asked {price} {currency} per {unit}; "
        "the band of {region} is {low} to {high} {currency}."
    )
    because = (_public.ADVISORY_2018, _public.SDN_2021)
    innocent = (
        "A first order at a low price to win the client.",
        "The band is old or was made for another kind of work.",
        "A subsidy or a training programme pays part of the wages.",
    )
    check = "The vendor's own calculation, and the payroll of the months of the work."
    ask = "Please show how the price of {price} {currency} per {unit} is made up."

    party: str
    party_name: str
    quote: str
    unit: str
    price: str
    currency: str
    region: str
    low: str
    high: str


class RegionalPriceBand(Finding, frozen=True, kw_only=True):
    """The price lies within the band of its own region, though under that of a wider one."""

    rule = "regional_price_band"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.COUNTER
    says = (
        "{price} {currency} per {unit} lies within the band of {region}, where {party_name} "
        "works: {low} to {high} {currency}."
    )
    because = (_public.ADVISORY_2018,)
    innocent = ("The band of the region was made from the prices of this vendor.",)
    check = "Where the band comes from."
    closes = ("price_under_band", "recorded:I069")
    matches = ("quote",)

    party: str
    party_name: str
    quote: str
    unit: str
    price: str
    currency: str
    region: str
    low: str
    high: str


@detector(PriceUnderBand, RegionalPriceBand, reads=(Quote, Price))
def prices(quote: Quote, view: View) -> Iterator[Finding]:
    """Each quote with the bands of its region, of the party's city and of its country."""
    bands = _bands(quote, view)
    if not bands:
        return
    own, *wider = bands
    if quote.price < own.low:
        yield _finding(PriceUnderBand, quote, own, view)
        return
    under = [band for band in wider if quote.price < band.low]
    for band in under:
        yield _finding(PriceUnderBand, quote, band, view)
    if under:
        yield _finding(RegionalPriceBand, quote, own, view)


def _bands(quote: Quote, view: View) -> list[Price]:
    """Bands for the unit, the narrowest region first."""
    who = view.get(Party, quote.party)
    regions = [quote.region, *((who.city, who.country) if who else ())]
    named = dict.fromkeys(region.casefold() for region in regions if region)
    bands = [band for band in view.all(Price) if same_unit(band.unit, quote.unit)]
    return [band for region in named for band in bands if band.region.casefold() == region]


def _finding(
    kind: type[PriceUnderBand | RegionalPriceBand], quote: Quote, band: Price, view: View
) -> Finding:
    uses = (use(quote, "price", "unit", "region"), use(band, "region", "low", "high"))
    who = party(quote.party)
    return kind(
        subject=who, evidence=cited(*uses), basis=based(*uses), acted=(who,), party=quote.party,
        party_name=view.name(who), quote=quote.id, unit=quote.unit, price=plain(quote.price),
        currency=band.currency, region=band.region, low=plain(band.low), high=plain(band.high),
    )  # fmt: skip
