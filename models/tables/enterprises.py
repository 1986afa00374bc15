"""Enterprises (企业) as rosters bring them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, Float, Numeric, UniqueConstraint
from sqlmodel import Field

from models.tables.base import Moment, Row

# SQLite has no decimals; a float keeps fifteen digits, four of them behind the point here.
Amount = Numeric(18, 4).with_variant(Float(asdecimal=True, decimal_return_scale=4), "sqlite")


class EnterpriseRow(Row, table=True):
    """One enterprise at one site. ``search`` is the normalised text people search in: name, pinyin, initials, codes."""

    __tablename__ = "enterprise"
    __table_args__ = (UniqueConstraint("site", "uscc"),)

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(foreign_key="site.code")
    uscc: str = Field(max_length=18)
    name: str
    customs_code: str = ""
    credit_level: str = ""
    industry: str = ""
    trade_volume: Decimal | None = Field(default=None, sa_column=Column(Amount))  # 亿元
    contact: str = ""
    phone: str = ""
    email: str = ""
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    search: str = ""
    updated_at: datetime = Field(sa_column=Column(Moment, nullable=False))
