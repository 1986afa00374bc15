"""The atlas (换规图): where a case is asked to be moved to, and what it was before it was moved last."""

from dataclasses import dataclass

from models.casefile import CaseFile
from models.definitions import Definition
from models.moving import Destination
from models.refusals import Reason


@dataclass(frozen=True, slots=True)
class Atlas:
    """``destination`` is where to, None with the reasons ``against``; ``was`` is the case before its last move, ``became`` right
    after it."""

    destination: Destination | None = None
    against: tuple[Reason, ...] = ()
    was: CaseFile | None = None
    became: CaseFile | None = None

    def definition(self, kind: str, hash: str) -> Definition:
        """What is known under this hash. Raises ValueError for anything else."""
        known: dict[str, Definition] = {}
        for one in (self.destination, self.was):
            if one:
                known |= {one.process_hash: one.process, one.regime_hash: one.regime}
        if hash not in known:
            raise ValueError(f"the {kind} {hash} was not brought")
        return known[hash]
