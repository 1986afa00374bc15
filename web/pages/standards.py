"""Standards (认证标准): which there are, and each one clause by clause, with what is not confirmed or was never seen."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from config import standards
from config.reader import Reader
from web.access import Asking, Parts
from web.paper import render

router = APIRouter()
WEAKEST = 10


@router.get("/standards")
def listing(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Every standard of the rulebook, the one in force latest first."""
    with app.database.reading() as tx:
        found = [one for one, _ in standards.in_force(tx)]
    return render(request, "standards.html", who, found=found)


@router.get("/standards/{key}")
def page(request: Request, key: str, app: Parts, who: Asking) -> HTMLResponse:
    """One standard."""
    with app.database.reading() as tx:
        standard, digest = standards.of(tx, key)
        weak = Reader(tx, who.person, app.now(), app.zone).weak_clauses(standard)[:WEAKEST]
    return render(request, "standard.html", who, standard=standard, digest=digest, weak=weak)
