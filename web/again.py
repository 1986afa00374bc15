"""A form that was refused is shown again where it stood: open, filled, with every reason beside its field. One way for all forms.

A page passes ``again`` to `web.paper.render`; its template asks ``again.of(form)`` for what stood in one of its forms.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from fastapi import Response
from starlette.datastructures import FormData

from models.refusals import Invalid, OneplanError, Reason, Refused, Stale
from web.kept import keep

STATUS: Mapping[type[OneplanError], int] = {Refused: 409, Stale: 409, Invalid: 422}
Handler = Callable[..., Response]
Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Again:
    """What stood in the form called ``form`` and why it was refused; without a form nothing was. ``status`` is the answer's."""

    form: str = ""
    fields: Fields = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    status: int = 200

    @classmethod
    def of_sent(cls, form: str, sent: FormData) -> "Again":
        """A form to be shown as it was sent, of which nothing was refused."""
        return cls(form, _fields(sent))

    def of(self, form: str) -> "Again":
        """This, if it is that form's, otherwise a form nobody has sent."""
        return self if form and form == self.form else NOTHING

    def value(self, name: str, otherwise: Any = "") -> Any:
        """What stood in a field; ``otherwise`` in a form nobody has sent."""
        return next(iter(self.fields.get(name, ())), "") if self.form else otherwise

    def values(self, name: str) -> tuple[str, ...]:
        """Everything that was chosen in a field."""
        return self.fields.get(name, ())

    def why(self, name: str) -> tuple[Reason, ...]:
        """What is wrong with one field, by its name without ``input.``."""
        return tuple(reason for reason in self.reasons if reason.where == name)

    def other(self, names: Iterable[str]) -> tuple[Reason, ...]:
        """What is wrong and stands beside none of these fields."""
        beside = set(names)
        return tuple(reason for reason in self.reasons if reason.where not in beside)


NOTHING = Again()


def shown_again(page: Handler, form: str | Callable[[Mapping[str, Any]], str]) -> Callable[[Handler], Handler]:
    """Let a refused POST answer with ``page`` and the form called ``form`` filled as it was, under 409 or 422.

    ``page`` is given, by name, whatever of the handler's parameters it asks for, and ``again``.
    """

    def around(handler: Handler) -> Handler:
        @wraps(handler)
        def answer(**given: Any) -> Response:
            try:
                return handler(**given)
            except (Refused, Stale, Invalid) as refused:
                name = form if isinstance(form, str) else form(given)
                fields = _fields(given["sent"]) | (
                    keep(given["app"], given["who"], given["sent"]) if "who" in given else {}
                )
                again = Again(name, fields, refused.reasons, _status(refused))
                return page(
                    again=again, **{one: given[one] for one in inspect.signature(page).parameters if one in given}
                )

        return answer

    return around


def _fields(sent: FormData) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(value for value in sent.getlist(name) if isinstance(value, str)) for name in sent if name != "csrf"
    }


def _status(error: OneplanError) -> int:
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))
