"""The API as one application under ``/api/v1``, with its description at ``openapi.json`` there."""

from fastapi import Depends, FastAPI

from config.wiring import App
from web.api import cases, enterprises, lists, papers, problems
from web.texts import require_texts

PATH = "/api/v1"


def create_api(app: App) -> FastAPI:
    """The API around the program's parts."""
    api = FastAPI(title="oneplan", version="1", docs_url=None, redoc_url=None, dependencies=[Depends(require_texts)])
    api.state.app = app
    problems.install(api)
    for part in (cases, lists, papers, enterprises):
        api.include_router(part.router)
    return api
