"""Two foreign processes told in YAML alone: their stories replay, and nothing of the shipped regimes is needed."""

import re
import shutil
from pathlib import Path

import pytest

from actions.catalogue import act_named
from cases import acts
from cases.fold import advance, replay
from cases.occasion import Occasion, occasion
from cases.transitions.opening import Beginning, open_case
from cases.workdays import WorkCalendar
from jobs.check_rulebook import check_rulebook
from jobs.test_rulebook import ENTERPRISE, MORNING, PEOPLE, SHANGHAI
from models.casefile import CaseFile, Enterprise
from models.content import content_hash
from models.definitions.story import Scene, Story
from models.moments import local_moment
from models.record import Record
from models.refusals import Refused
from models.rulebook import Rulebook
from models.vocabulary import Role
from store.rulebook import Library, open_library
from tests.builders import file

ROOT = Path(__file__).parents[2]
FOREIGN = Path(__file__).with_name("foreign")
STORIES = sorted(file.stem for file in (FOREIGN / "tests").glob("*.yaml"))
RULES = ("models", "cases", "actions", "notifications", "documents", "store")  # jobs/demo plays the shipped processes


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The foreign definitions with the shipped ladders, manners and wording: how people are reminded is no matter of law."""
    found = Path(shutil.copytree(FOREIGN, tmp_path_factory.mktemp("foreign") / "rulebook"))
    for folder in ("ladders", "manners", "wordings"):
        shutil.copytree(ROOT / "rulebook" / folder, found / folder)
    return found


@pytest.fixture(scope="module")
def library(directory: Path) -> Library:
    return open_library(directory)


class Told:
    """A story told with a journal. An act that is refused leaves no record."""

    def __init__(self, story: Story, rulebook: Rulebook) -> None:
        self.process = rulebook.processes[story.process]
        self.regime = rulebook.regimes[self.process.regime]
        self._calendar = WorkCalendar(rulebook.calendars[story.calendar])
        self.records: list[Record] = []
        self.refused = 0
        self.casefile = self._opened(story)
        for scene in story.scenes:
            self._play(scene)

    def replayed(self, records: int | None = None) -> CaseFile:
        """The case as its journal tells it, or as it was after the first ``records``."""
        definitions = {"process": self.process, "regime": self.regime}
        return replay(self.records[:records], lambda kind, _: definitions[kind])

    def _opened(self, story: Story) -> CaseFile:
        beginning = Beginning(
            no="STORY-0001",
            site="STORY",
            enterprise=Enterprise(ENTERPRISE, story.title.zh, story.credit_level, story.facts),
            process=self.process,
            process_hash=content_hash(self.process),
            regime=self.regime,
            regime_hash=content_hash(self.regime),
            coordinator="coordinator",
            liaison="liaison",
            supervisor="supervisor",
            people={person.login: person for person in PEOPLE.values()},
        )
        when = self._when(Scene(on=story.opened, act="open-case", by=Role.SUPERVISOR))
        fresh, changes = open_case(beginning, when)
        self.records.append(Record("open-case", when.now, when.actor.login, changes))
        return advance(fresh, ())

    def _play(self, scene: Scene) -> None:
        when, people = self._when(scene), {person.login: person for person in PEOPLE.values()}
        papers = [("attach-evidence", {"file": file(kind[0]), "kind": kind}) for kind in scene.files]
        for act, inputs in [*papers, *([(scene.act, scene.inputs)] if scene.act else [])]:
            try:
                changes = acts.decide(act_named(act), self.casefile, scene.step, inputs, when, people)
            except Refused:
                self.refused += 1
                continue
            self.casefile = advance(self.casefile, changes)
            self.records.append(Record(act, when.now, when.actor.login, changes, scene.reason))

    def _when(self, scene: Scene) -> Occasion:
        now = local_moment(scene.on, MORNING, SHANGHAI)
        return occasion(now, SHANGHAI, PEOPLE[scene.by], self._calendar, reason=scene.reason)


@pytest.fixture(params=STORIES)
def told(request: pytest.FixtureRequest, library: Library) -> Told:
    """One foreign story after the other."""
    return Told(library.stories[request.param], library.rulebook)


def test_the_check_finds_nothing_in_the_foreign_rulebook(directory: Path) -> None:
    assert sorted(check_rulebook(directory).processes) == ["eu-aeo", "us-ctpat"]


def test_no_regime_of_china_is_among_the_foreign_definitions(library: Library) -> None:
    assert sorted(library.rulebook.regimes) == ["EU-UCC", "US-CTPAT"]


def test_the_foreign_rulebook_is_data_alone() -> None:
    assert {one.suffix for one in FOREIGN.rglob("*") if one.is_file()} == {".yaml"}


@pytest.mark.parametrize("process", ["eu-aeo", "us-ctpat"])
def test_every_outcome_of_a_foreign_process_is_told_by_a_story(library: Library, process: str) -> None:
    known = {(key, name) for key, one in library.rulebook.processes[process].stages.items() for name in one.outcomes}
    left = set()
    for story in library.stories.values():
        visits = Told(story, library.rulebook).casefile.visits if story.process == process else ()
        left |= {(visit.stage, visit.outcome) for visit in visits if visit.outcome}

    assert known <= left


def test_a_foreign_case_replays_as_it_is(told: Told) -> None:
    assert told.replayed() == told.casefile


def test_a_foreign_case_replays_as_it_was_after_every_act(told: Told) -> None:
    versions = [told.replayed(number).version for number in range(1, len(told.records) + 1)]

    assert versions == list(range(1, len(told.records) + 1))


def test_refused_acts_leave_nothing_in_the_journal(library: Library) -> None:
    found = [Told(story, library.rulebook).refused for story in library.stories.values()]
    wanted = [sum(bool(scene.refused) for scene in story.scenes) for story in library.stories.values()]

    assert found == wanted


def test_no_rule_in_python_names_a_process_regime_or_clock(library: Library) -> None:
    """What is shipped stands in the rulebook, so that another administration needs no programmer."""
    shipped = open_library(ROOT / "rulebook").rulebook
    names = {*shipped.processes, *shipped.regimes, *library.rulebook.processes, *library.rulebook.regimes}
    names |= {clock for regime in shipped.regimes.values() for clock in regime.clocks if "-" in clock}
    quoted = re.compile("[\"'](" + "|".join(map(re.escape, sorted(names))) + ")[\"']")

    found = {
        str(one.relative_to(ROOT)): sorted(set(quoted.findall(one.read_text(encoding="utf-8"))))
        for room in RULES
        for one in sorted((ROOT / room).rglob("*.py"))
        if quoted.search(one.read_text(encoding="utf-8"))
    }

    assert found == {}
