"""Re-reviews (复核): which certificate is to be re-reviewed by a case of its own, and what that case knows from the start."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from cases.credit import cycles, events
from cases.deadlines import as_delta
from models.casefile import CaseFile
from models.credit import Certificate, CreditHistory
from models.definitions import Review

LONGEST_AHEAD = relativedelta(years=2)  # nobody looks at a certificate earlier


def is_due(certificate: Certificate, history: CreditHistory, review: Review, today: date) -> bool:
    """Whether the case opens by ``today``: the time ahead has come, and the certificate is in force."""
    if certificate.review_on is None or certificate.review_on - as_delta(review.ahead) > today:
        return False
    return any(one.certificate == certificate and one.ended_on is None for one in cycles(history))


def known_from(origin: CaseFile, certificate: Certificate, history: CreditHistory, today: date) -> dict[str, Any]:
    """Facts for the conditions of the simplified path: duties missed in this cycle, and what happened to the credit since."""
    since = certificate.valid_from
    missed = [row for row in origin.steps if row.missed_on and row.missed_on >= since]
    happened = [one for one in events(history) if since < one.on <= today and one.case != certificate.case]
    return {"certificate_no": certificate.no, "duties_missed": len(missed), "credit_events": len(happened)}
