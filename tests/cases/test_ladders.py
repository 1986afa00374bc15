"""Inherited ladders: what comes of a name at a site, and where each rung is written."""

from typing import Any

from cases.ladders import Inherited, inherited
from models.definitions import LadderDefinition


def ladder(name: str, *offsets: str, **parts: Any) -> LadderDefinition:
    rungs = [{"at": at, "to": ["doer"], "wording": name.replace("-", "_")} for at in offsets]
    return LadderDefinition.model_validate({"ladder": name, "title": {"zh": name, "en": name}, "rungs": rungs, **parts})


def at(site: str, name: str, *ladders: LadderDefinition) -> Inherited:
    return inherited(name, site, {one.key: one for one in ladders})


def offsets(found: Inherited) -> list[str]:
    return [str(rung.at) for rung in found.ladder.rungs]


DISTRICT = ladder("default", "T-3", "T", "T+3")


def test_a_ladder_keeps_the_rungs_of_the_one_it_extends() -> None:
    assert offsets(at("RZ", "hasty", DISTRICT, ladder("hasty", "T+1", extends="default"))) == ["T-3", "T", "T+1", "T+3"]


def test_a_rung_at_the_same_offset_replaces_the_inherited_one() -> None:
    found = at("RZ", "hasty", DISTRICT, ladder("hasty", "T", extends="default"))

    assert [(one.of, one.instead_of) for one in found.origins] == [
        ("default", ""),
        ("hasty", "default"),
        ("default", ""),
    ]
    assert [rung.wording for rung in found.ladder.rungs] == ["default", "hasty", "default"]


def test_what_is_left_out_is_not_climbed_and_still_shown() -> None:
    found = at("RZ", "calm", DISTRICT, ladder("calm", extends="default", without=["T-3"]))

    assert offsets(found) == ["T", "T+3"]
    assert [one.dropped_by for one in found.origins] == ["calm", "", ""]


def test_a_site_writes_a_ladder_anew_for_itself_alone() -> None:
    own = ladder("default", "T+1", site="RZ", without=["T+3"])

    assert offsets(at("RZ", "default", DISTRICT, own)) == ["T-3", "T", "T+1"]
    assert offsets(at("QD", "default", DISTRICT, own)) == ["T-3", "T", "T+3"]


def test_what_a_process_or_a_step_names_lies_over_what_the_site_says_and_that_over_the_district() -> None:
    """District, site, process, step: the nearer one decides."""
    site = ladder("default", "T", "T+1", site="RZ")
    process = ladder("advanced", "T+1", "T+2", extends="default")
    step = ladder("filing", "T+2", extends="advanced")
    found = at("RZ", "filing", DISTRICT, site, process, step)

    assert found.lineage == ("default", "default@RZ", "advanced", "filing")
    assert [(str(one.rung.at), one.of) for one in found.origins] == [
        ("T-3", "default"),
        ("T", "default@RZ"),
        ("T+1", "advanced"),
        ("T+2", "filing"),
        ("T+3", "default"),
    ]


def test_what_comes_of_a_ladder_extends_nothing() -> None:
    found = at("RZ", "calm", DISTRICT, ladder("calm", extends="default", without=["T-3"])).ladder

    assert (found.base, found.without, found.key) == (None, (), "calm")


def test_a_ladder_nobody_has_published_has_no_rungs() -> None:
    assert offsets(at("RZ", "stillness", DISTRICT)) == []


def test_ladders_that_extend_each_other_come_to_an_end() -> None:
    one, other = ladder("one", "T", extends="other"), ladder("other", "T+1", extends="one")

    assert offsets(at("RZ", "one", one, other)) == ["T", "T+1"]
