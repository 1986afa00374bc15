"""Leases: who does a job until when. They keep work from being done twice in vain, and its epoch keeps the slow one out that lost
its lease; what is right does not hang on them, unique keys keep it so."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update

from store.come import has_come
from store.inserts import put
from store.tables import lease


def acquire(tx: Connection, name: str, holder: str, now: datetime, seconds: int) -> int | None:
    """Take the lease, or keep one's own for longer. Returns its epoch, higher for every new holder; None if taken."""
    until = now + timedelta(seconds=seconds)
    if put(tx, lease, "name", {"name": name, "holder": holder, "epoch": 1, "until": until}):
        return 1
    mine = update(lease).where(lease.c.name == name, lease.c.holder == holder, lease.c.until > now)
    epoch = tx.execute(mine.values(until=until).returning(lease.c.epoch)).scalar()
    if epoch is None:
        over = update(lease).where(lease.c.name == name, or_(has_come(lease.c.until, now), lease.c.holder == ""))
        taken = over.values(holder=holder, until=until, epoch=lease.c.epoch + 1)
        epoch = tx.execute(taken.returning(lease.c.epoch)).scalar()
    return None if epoch is None else int(epoch)


def keep(tx: Connection, name: str, holder: str, epoch: int, until: datetime) -> bool:
    """Keep one's own lease until then, and its row locked until the transaction ends; False when it is no longer ours."""
    mine = update(lease).where(lease.c.name == name, lease.c.holder == holder, lease.c.epoch == epoch)
    return tx.execute(mine.values(until=until)).rowcount == 1


def holder_of(tx: Connection, name: str) -> tuple[str, int]:
    """Who holds the lease, and its epoch; an empty holder if nobody does."""
    row = tx.execute(select(lease.c.holder, lease.c.epoch).where(lease.c.name == name)).first()
    return (row.holder, int(row.epoch)) if row else ("", 0)


def release(tx: Connection, name: str, holder: str, epoch: int) -> bool:
    """Give the lease back; False when it is no longer ours."""
    mine = update(lease).where(lease.c.name == name, lease.c.holder == holder, lease.c.epoch == epoch)
    return tx.execute(mine.values(holder="")).rowcount == 1
